package porchlight.demomls;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.apache.olingo.commons.api.edm.EdmEnumType;
import org.apache.olingo.commons.api.edm.EdmType;
import org.apache.olingo.server.api.uri.UriResourcePrimitiveProperty;
import org.apache.olingo.server.api.uri.queryoption.expression.BinaryOperatorKind;
import org.apache.olingo.server.api.uri.queryoption.expression.Expression;
import org.apache.olingo.server.api.uri.queryoption.expression.ExpressionVisitor;
import org.apache.olingo.server.api.uri.queryoption.expression.Literal;
import org.apache.olingo.server.api.uri.queryoption.expression.Member;
import org.apache.olingo.server.api.uri.queryoption.expression.MethodKind;
import org.apache.olingo.server.api.uri.queryoption.expression.UnaryOperatorKind;
import org.jspecify.annotations.Nullable;

/** Evaluates a {@code $filter} nested in {@code $expand} on one row: comparisons and their combinations. */
final class JsonFilter implements ExpressionVisitor<JsonFilter.Value> {
    private final JsonNode row;

    private JsonFilter(JsonNode row) {
        this.row = row;
    }

    /** A string, number or boolean, or null. */
    record Value(@Nullable Object object) {
        boolean isTrue() {
            return Boolean.TRUE.equals(object);
        }
    }

    static boolean accepts(Expression filter, JsonNode row) {
        try {
            return filter.accept(new JsonFilter(row)).isTrue();
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
        return new Value(text.matches("-?[0-9.]+") ? new BigDecimal(text).stripTrailingZeros() : text);
    }

    @Override
    public Value visitMember(Member member) {
        var parts = member.getResourcePath().getUriResourceParts();
        if (parts.size() != 1 || !(parts.get(0) instanceof UriResourcePrimitiveProperty property)) throw unsupported();
        var value = row.path(property.getProperty().getName());
        if (value.isNumber()) return new Value(value.decimalValue().stripTrailingZeros());
        if (value.isBoolean()) return new Value(value.booleanValue());
        return new Value(value.isTextual() ? value.asText() : null);
    }

    private static RequestRefused unsupported() {
        return new RequestRefused(400, 1040, "The filter in $expand uses something that is not supported there");
    }

    @Override
    public Value visitBinaryOperator(BinaryOperatorKind operator, Value left, List<Value> right) {
        return new Value(right.contains(left));
    }

    @Override
    public Value visitMethodCall(MethodKind method, List<Value> parameters) {
        throw unsupported();
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
