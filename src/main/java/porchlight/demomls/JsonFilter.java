package porchlight.demomls;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.olingo.commons.api.edm.EdmEnumType;
import org.apache.olingo.commons.api.edm.EdmType;
import org.apache.olingo.server.api.uri.UriResourceCount;
import org.apache.olingo.server.api.uri.UriResourceLambdaAll;
import org.apache.olingo.server.api.uri.UriResourceLambdaAny;
import org.apache.olingo.server.api.uri.UriResourceLambdaVariable;
import org.apache.olingo.server.api.uri.UriResourcePrimitiveProperty;
import org.apache.olingo.server.api.uri.queryoption.expression.BinaryOperatorKind;
import org.apache.olingo.server.api.uri.queryoption.expression.Expression;
import org.apache.olingo.server.api.uri.queryoption.expression.ExpressionVisitor;
import org.apache.olingo.server.api.uri.queryoption.expression.Literal;
import org.apache.olingo.server.api.uri.queryoption.expression.Member;
import org.apache.olingo.server.api.uri.queryoption.expression.MethodKind;
import org.apache.olingo.server.api.uri.queryoption.expression.UnaryOperatorKind;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a {@code $filter} nested in {@code $expand}, or the body of a lambda, on one row or
 * collection member.
 */
final class JsonFilter implements ExpressionVisitor<JsonFilter.Value> {
    private final JsonNode row;
    private final boolean inLambda;

    private JsonFilter(JsonNode row, boolean inLambda) {
        this.row = row;
        this.inLambda = inLambda;
    }

    /** A string, number, or boolean, or null. */
    record Value(@Nullable Object object) {
        boolean isTrue() {
            return Boolean.TRUE.equals(object);
        }
    }

    static boolean accepts(Expression filter, JsonNode row) {
        return accepts(filter, new JsonFilter(row, false));
    }

    /** Whether the body of a lambda is true for some member. */
    static boolean any(Expression body, JsonNode members) {
        for (var member : members) if (accepts(body, new JsonFilter(member, true))) return true;
        return false;
    }

    /**
     * Whether the body of a lambda is true for every member, which includes an empty collection.
     */
    static boolean all(Expression body, JsonNode members) {
        for (var member : members) if (!accepts(body, new JsonFilter(member, true))) return false;
        return true;
    }

    private static boolean accepts(Expression filter, JsonFilter on) {
        try {
            return filter.accept(on).isTrue();
        } catch (org.apache.olingo.commons.api.ex.ODataException fault) {
            throw new RequestRefused(400, String.valueOf(fault.getMessage()));
        }
    }

    @Override
    public Value visitBinaryOperator(BinaryOperatorKind operator, Value left, Value right) {
        return new Value(
                switch (operator) {
                    case AND -> left.isTrue() && right.isTrue();
                    case OR -> left.isTrue() || right.isTrue();
                    case EQ -> Objects.equals(left.object(), right.object());
                    case NE -> !Objects.equals(left.object(), right.object());
                    case GT -> order(left, right) != null && order(left, right) > 0;
                    case GE -> order(left, right) != null && order(left, right) >= 0;
                    case LT -> order(left, right) != null && order(left, right) < 0;
                    case LE -> order(left, right) != null && order(left, right) <= 0;
                    default -> throw unsupported();
                });
    }

    private static @Nullable Integer order(Value left, Value right) {
        if (left.object() instanceof BigDecimal a && right.object() instanceof BigDecimal b) return a.compareTo(b);
        if (left.object() instanceof String a && right.object() instanceof String b) return a.compareTo(b);
        return null;
    }

    @Override
    public Value visitUnaryOperator(UnaryOperatorKind operator, Value operand) {
        if (operator != UnaryOperatorKind.NOT) throw unsupported();
        return new Value(!operand.isTrue());
    }

    @Override
    public Value visitLiteral(Literal literal) {
        var text = literal.getText();
        if (text.equals("null")) return new Value(null);
        if (text.equals("true") || text.equals("false")) return new Value(Boolean.valueOf(text));
        if (text.startsWith("'"))
            return new Value(text.substring(1, text.length() - 1).replace("''", "'"));
        if (text.matches("-?[0-9]+(\\.[0-9]+)?")) return new Value(new BigDecimal(text).stripTrailingZeros());
        var type = literal.getType();
        // Times in rows are in UTC.
        if (type == null || !type.getName().equals("DateTimeOffset")) return new Value(text);
        try {
            return new Value(OffsetDateTime.parse(text).toInstant().toString());
        } catch (DateTimeParseException unreadable) {
            throw new RequestRefused(400, 1040, "Not a time: " + text);
        }
    }

    @Override
    public Value visitMember(Member member) {
        var parts = member.getResourcePath().getUriResourceParts();
        if (inLambda != parts.get(0) instanceof UriResourceLambdaVariable) throw unsupported();
        var own = inLambda ? parts.subList(1, parts.size()) : parts;
        if (own.isEmpty()) return value(row);
        if (own.get(0) instanceof UriResourcePrimitiveProperty property) {
            var value = row.path(property.getProperty().getName());
            if (own.size() == 1 && !property.isCollection()) return value(value);
            if (own.size() == 2 && property.isCollection()) {
                if (own.get(1) instanceof UriResourceCount) return new Value(BigDecimal.valueOf(value.size()));
                if (own.get(1) instanceof UriResourceLambdaAny some)
                    return new Value(
                            some.getExpression() == null ? !value.isEmpty() : any(some.getExpression(), value));
                if (own.get(1) instanceof UriResourceLambdaAll every)
                    return new Value(all(every.getExpression(), value));
            }
        }
        throw unsupported();
    }

    private static Value value(JsonNode value) {
        if (value.isNumber()) return new Value(value.decimalValue().stripTrailingZeros());
        if (value.isBoolean()) return new Value(value.booleanValue());
        return new Value(value.isTextual() ? value.asText() : null);
    }

    private static RequestRefused unsupported() {
        return new RequestRefused(501, 1040, "The filter uses something that is not supported in $expand or a lambda");
    }

    @Override
    public Value visitBinaryOperator(BinaryOperatorKind operator, Value left, List<Value> right) {
        return new Value(right.contains(left));
    }

    @Override
    public Value visitMethodCall(MethodKind method, List<Value> parameters) {
        if (parameters.isEmpty() || !(parameters.get(0).object() instanceof String text)) return new Value(null);
        if (method == MethodKind.TOLOWER) return new Value(text.toLowerCase(Locale.ROOT));
        if (method == MethodKind.TOUPPER) return new Value(text.toUpperCase(Locale.ROOT));
        if (parameters.size() != 2) throw unsupported();
        if (!(parameters.get(1).object() instanceof String part)) return new Value(null);
        return new Value(
                switch (method) {
                    case CONTAINS -> text.contains(part);
                    case STARTSWITH -> text.startsWith(part);
                    case ENDSWITH -> text.endsWith(part);
                    default -> throw unsupported();
                });
    }

    @Override
    public Value visitLambdaExpression(String function, String variable, Expression expression) {
        throw unsupported();
    }

    @Override
    public Value visitAlias(String alias) {
        throw unsupported();
    }

    @Override
    public Value visitTypeLiteral(EdmType type) {
        throw unsupported();
    }

    @Override
    public Value visitLambdaReference(String variable) {
        throw unsupported();
    }

    @Override
    public Value visitEnum(EdmEnumType type, List<String> values) {
        throw unsupported();
    }
}
