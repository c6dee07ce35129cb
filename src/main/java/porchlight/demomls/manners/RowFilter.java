package porchlight.demomls.manners;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.olingo.commons.api.edm.EdmEnumType;
import org.apache.olingo.commons.api.edm.EdmType;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.UriResourceLambdaAny;
import org.apache.olingo.server.api.uri.UriResourceLambdaVariable;
import org.apache.olingo.server.api.uri.UriResourceProperty;
import org.apache.olingo.server.api.uri.queryoption.expression.BinaryOperatorKind;
import org.apache.olingo.server.api.uri.queryoption.expression.Expression;
import org.apache.olingo.server.api.uri.queryoption.expression.ExpressionVisitException;
import org.apache.olingo.server.api.uri.queryoption.expression.ExpressionVisitor;
import org.apache.olingo.server.api.uri.queryoption.expression.Literal;
import org.apache.olingo.server.api.uri.queryoption.expression.Member;
import org.apache.olingo.server.api.uri.queryoption.expression.MethodKind;
import org.apache.olingo.server.api.uri.queryoption.expression.UnaryOperatorKind;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a parsed {@code $filter} on one row of a vendor's own values. Null equals null, as in
 * OData.
 */
final class RowFilter implements ExpressionVisitor<@Nullable Object> {
    private final Map<String, Object> row;
    private final @Nullable Object each;

    private final boolean sqlNulls;

    private RowFilter(Map<String, Object> row, @Nullable Object each, boolean sqlNulls) {
        this.row = row;
        this.each = each;
        this.sqlNulls = sqlNulls;
    }

    /** @param sqlNulls whether a null is never unequal to anything */
    static boolean matches(Expression filter, Map<String, Object> row, boolean sqlNulls) {
        try {
            return Boolean.TRUE.equals(filter.accept(new RowFilter(row, null, sqlNulls)));
        } catch (ExpressionVisitException | ODataApplicationException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Override
    public @Nullable Object visitBinaryOperator(
            BinaryOperatorKind operator, @Nullable Object left, @Nullable Object right) {
        return switch (operator) {
            case AND -> Boolean.TRUE.equals(left) && Boolean.TRUE.equals(right);
            case OR -> Boolean.TRUE.equals(left) || Boolean.TRUE.equals(right);
            case EQ -> same(left, right);
            case NE -> !same(left, right) && !(sqlNulls && left == null && right != null);
            case HAS -> left instanceof List<?> many ? many.contains(right) : Objects.equals(left, right);
            default -> {
                if (left == null || right == null) yield false;
                var order = compare(left, right);
                yield switch (operator) {
                    case GT -> order > 0;
                    case GE -> order >= 0;
                    case LT -> order < 0;
                    case LE -> order <= 0;
                    default -> throw new UnsupportedOperationException("not evaluated here: " + operator);
                };
            }
        };
    }

    @Override
    public @Nullable Object visitBinaryOperator(
            BinaryOperatorKind operator, @Nullable Object left, List<@Nullable Object> right) {
        return right.stream().anyMatch(one -> same(left, one));
    }

    private static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left instanceof BigDecimal one && right instanceof BigDecimal other) return one.compareTo(other) == 0;
        return Objects.equals(left, right);
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }

    @Override
    public @Nullable Object visitUnaryOperator(UnaryOperatorKind operator, @Nullable Object operand) {
        if (operator == UnaryOperatorKind.NOT) return !Boolean.TRUE.equals(operand);
        return ((BigDecimal) Objects.requireNonNull(operand)).negate();
    }

    @Override
    public @Nullable Object visitMethodCall(MethodKind method, List<@Nullable Object> parameters) {
        if (!(parameters.get(0) instanceof String text)) return null;
        return switch (method) {
            case CONTAINS -> text.contains(String.valueOf(parameters.get(1)));
            case STARTSWITH -> text.startsWith(String.valueOf(parameters.get(1)));
            case TOLOWER -> text.toLowerCase(Locale.ROOT);
            default -> throw new UnsupportedOperationException("not evaluated here: " + method);
        };
    }

    @Override
    public @Nullable Object visitLiteral(Literal literal) {
        var text = literal.getText();
        var type = literal.getType();
        if (type == null || text.equals("null")) return null;
        return switch (type.getName()) {
            case "String" -> text.substring(1, text.length() - 1).replace("''", "'");
            case "Boolean" -> Boolean.valueOf(text);
            case "Date" -> LocalDate.parse(text);
            case "DateTimeOffset" -> OffsetDateTime.parse(text).toInstant();
            default -> new BigDecimal(text);
        };
    }

    @Override
    public @Nullable Object visitMember(Member member) throws ExpressionVisitException, ODataApplicationException {
        List<UriResource> parts = member.getResourcePath().getUriResourceParts();
        if (parts.get(0) instanceof UriResourceLambdaVariable) return each;
        var value = row.get(((UriResourceProperty) parts.get(0)).getProperty().getName());
        if (parts.size() > 1 && parts.get(1) instanceof UriResourceLambdaAny any) {
            var values = value instanceof List<?> many ? many : List.of();
            if (any.getExpression() == null) return !values.isEmpty();
            for (var one : values)
                if (Boolean.TRUE.equals(any.getExpression().accept(new RowFilter(row, one, sqlNulls)))) return true;
            return false;
        }
        return value instanceof Instant || !(value instanceof Integer number) ? value : BigDecimal.valueOf(number);
    }

    @Override
    public @Nullable Object visitLambdaExpression(String function, String variable, Expression expression) {
        throw new UnsupportedOperationException("not evaluated here: " + function);
    }

    @Override
    public @Nullable Object visitAlias(String alias) {
        throw new UnsupportedOperationException("not evaluated here: " + alias);
    }

    @Override
    public @Nullable Object visitTypeLiteral(EdmType type) {
        throw new UnsupportedOperationException("not evaluated here: " + type);
    }

    @Override
    public @Nullable Object visitLambdaReference(String variable) {
        return each;
    }

    @Override
    public @Nullable Object visitEnum(EdmEnumType type, List<String> members) {
        return members.size() == 1 ? members.get(0) : List.copyOf(members);
    }
}
