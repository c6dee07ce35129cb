package porchlight.demomls;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.olingo.commons.api.edm.EdmEnumType;
import org.apache.olingo.commons.api.edm.EdmType;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.UriResourceCount;
import org.apache.olingo.server.api.uri.UriResourceIt;
import org.apache.olingo.server.api.uri.UriResourceLambdaAll;
import org.apache.olingo.server.api.uri.UriResourceLambdaAny;
import org.apache.olingo.server.api.uri.UriResourcePartTyped;
import org.apache.olingo.server.api.uri.UriResourcePrimitiveProperty;
import org.apache.olingo.server.api.uri.queryoption.expression.Binary;
import org.apache.olingo.server.api.uri.queryoption.expression.BinaryOperatorKind;
import org.apache.olingo.server.api.uri.queryoption.expression.Expression;
import org.apache.olingo.server.api.uri.queryoption.expression.ExpressionVisitor;
import org.apache.olingo.server.api.uri.queryoption.expression.Literal;
import org.apache.olingo.server.api.uri.queryoption.expression.Member;
import org.apache.olingo.server.api.uri.queryoption.expression.MethodKind;
import org.apache.olingo.server.api.uri.queryoption.expression.UnaryOperatorKind;
import org.jspecify.annotations.Nullable;

/**
 * Translates a parsed {@code $filter} to a SQL condition with parameters.
 *
 * <p>Null is compared as OData 4.01 specifies (5.1.1.1): {@code eq} and {@code ne} treat null as a
 * value, and ordering comparisons with null are false. Equality in lambdas over fields becomes SQL;
 * any other condition on collection members is evaluated beforehand for each row and passed in as
 * an array.
 */
final class SqlFilter implements ExpressionVisitor<SqlFilter.Sql> {
    private final Predicate<String> hasColumn;
    private final Members members;
    private final Features features;
    private final Instant now;

    /**
     * The contents of the collections in a table's rows: field values, or entities of navigation
     * properties.
     */
    interface Members {
        int rows();

        JsonNode of(int row, String collection);
    }

    /** @param hasColumn whether a field has a column; fields without one are null in every row */
    SqlFilter(Predicate<String> hasColumn, Members members, Features features, Instant now) {
        this.hasColumn = hasColumn;
        this.members = members;
        this.features = features;
        this.now = now;
    }

    /** The functions that this server allows in filters. */
    record Features(
            boolean in,
            boolean contains,
            boolean startsWith,
            boolean endsWith,
            boolean lambda,
            boolean toLower,
            boolean geo) {
        static final Features ALL = new Features(true, true, true, true, true, true, true);
    }

    /** A piece of SQL with the values of its question marks. */
    record Sql(String text, List<Object> values) {
        Sql {
            values = List.copyOf(values);
        }

        static Sql of(String text) {
            return new Sql(text, List.of());
        }

        static Sql value(Object value) {
            return new Sql("?", List.of(value));
        }

        static Sql join(String before, String between, String after, List<Sql> parts) {
            return new Sql(
                    parts.stream().map(Sql::text).collect(Collectors.joining(between, before, after)),
                    parts.stream().flatMap(part -> part.values.stream()).toList());
        }

        boolean isNull() {
            return text.equals("NULL");
        }
    }

    Sql translate(Expression expression) {
        try {
            return expression.accept(this);
        } catch (org.apache.olingo.commons.api.ex.ODataException fault) {
            throw new RequestRefused(400, String.valueOf(fault.getMessage()));
        } catch (ClassCastException | NullPointerException beyondParser) {
            // The parser builds no tree for some expressions, such as lists of lists.
            throw new RequestRefused(501, 1040, "This expression is not supported");
        }
    }

    @Override
    public Sql visitBinaryOperator(BinaryOperatorKind operator, Sql left, Sql right) {
        return switch (operator) {
            case AND -> Sql.join("(", " AND ", ")", List.of(left, right));
            case OR -> Sql.join("(", " OR ", ")", List.of(left, right));
            case EQ -> right.isNull() ? Sql.join("(", "", " IS NULL)", List.of(left)) : compare(left, "=", right);
            case NE ->
                right.isNull()
                        ? Sql.join("(", "", " IS NOT NULL)", List.of(left))
                        : compare(left, "IS DISTINCT FROM", right);
            case GT -> compare(left, ">", right);
            case GE -> compare(left, ">=", right);
            case LT -> compare(left, "<", right);
            case LE -> compare(left, "<=", right);
            default -> throw unsupported(operator.toString());
        };
    }

    @Override
    public Sql visitBinaryOperator(BinaryOperatorKind operator, Sql left, List<Sql> right) {
        if (operator != BinaryOperatorKind.IN || !features.in()) throw unsupported(operator.toString());
        if (right.isEmpty() || right.stream().allMatch(Sql::isNull)) throw unsupported("in without values");
        return Sql.join("(", "", ")", List.of(left, Sql.of(" IN "), Sql.join("(", ",", ")", right)));
    }

    private static Sql compare(Sql left, String operator, Sql right) {
        return Sql.join("(", " " + operator + " ", ")", List.of(left, right));
    }

    @Override
    public Sql visitUnaryOperator(UnaryOperatorKind operator, Sql operand) {
        if (operator == UnaryOperatorKind.NOT) return not(operand);
        return Sql.join("(-", "", ")", List.of(operand));
    }

    @Override
    public Sql visitMethodCall(MethodKind method, List<Sql> parameters) {
        return switch (method) {
            case CONTAINS -> {
                require(features.contains(), "contains");
                yield Sql.join("(LOCATE(", ",", ")>0)", List.of(parameters.get(1), parameters.get(0)));
            }
            case STARTSWITH -> {
                require(features.startsWith(), "startswith");
                yield Sql.join("(LOCATE(", ",", ")=1)", List.of(parameters.get(1), parameters.get(0)));
            }
            case ENDSWITH -> {
                require(features.endsWith(), "endswith");
                var text = parameters.get(0);
                var end = parameters.get(1);
                yield Sql.join(
                        "(",
                        "",
                        ")",
                        List.of(Sql.join("RIGHT(", ",CHAR_LENGTH(", "))", List.of(text, end)), Sql.of("="), end));
            }
            case TOLOWER -> {
                require(features.toLower(), "tolower");
                yield Sql.join("LOWER(", "", ")", parameters);
            }
            case NOW -> Sql.value(now);
            case GEOINTERSECTS -> {
                require(features.geo(), "geo.intersects");
                yield intersects(parameters);
            }
            default -> throw unsupported(method.toString());
        };
    }

    /** In OData a comparison with null is false; in SQL it is unknown, and so is its negation. */
    private static Sql not(Sql operand) {
        return Sql.join("(NOT COALESCE(", "", ", FALSE))", List.of(operand));
    }

    private Sql intersects(List<Sql> parameters) {
        if (parameters.size() != 2 || !(parameters.get(1).values().size() == 1)) throw unsupported("geo.intersects");
        var polygon = Polygon.parse(parameters.get(1).values().get(0).toString());
        return new Sql(
                "(Latitude BETWEEN ? AND ? AND Longitude BETWEEN ? AND ? AND POLYGON_CONTAINS(?, Longitude, Latitude))",
                List.of(polygon.south(), polygon.north(), polygon.west(), polygon.east(), polygon.text()));
    }

    @Override
    public Sql visitLiteral(Literal literal) {
        var text = literal.getText();
        var type = literal.getType();
        if (type == null || text.equals("null")) return Sql.of("NULL");
        try {
            return Sql.value(
                    switch (type.getName()) {
                        case "String" -> text.substring(1, text.length() - 1).replace("''", "'");
                        case "Boolean" -> Boolean.valueOf(text);
                        case "Date" -> LocalDate.parse(text);
                        case "DateTimeOffset" -> OffsetDateTime.parse(text).toInstant();
                        case "SByte", "Byte", "Int16", "Int32", "Int64", "Decimal", "Double", "Single" ->
                            new BigDecimal(text);
                        case "GeographyPolygon" -> text;
                        default -> throw unsupported(type.getName());
                    });
        } catch (RuntimeException unreadable) {
            if (unreadable instanceof RequestRefused) throw unreadable;
            throw new RequestRefused(400, 1040, "Not a " + type.getName() + ": " + text);
        }
    }

    @Override
    public Sql visitMember(Member member) {
        var parts = member.getResourcePath().getUriResourceParts();
        // "$it/City" is City of the row itself.
        var own = parts.get(0) instanceof UriResourceIt ? parts.subList(1, parts.size()) : parts;
        if (own.size() == 2 && own.get(0) instanceof UriResourcePartTyped collection && collection.isCollection()) {
            var name = collection.getSegmentValue();
            if (own.get(1) instanceof UriResourceCount) return count(name, collection);
            if (own.get(1) instanceof UriResourceLambdaAny any) return any(name, collection, any.getExpression());
            if (own.get(1) instanceof UriResourceLambdaAll all) return all(name, collection, all.getExpression());
        }
        if (own.size() == 1 && own.get(0) instanceof UriResourcePrimitiveProperty field)
            return column(field.getProperty().getName(), field.getType().getName());
        throw notImplemented(parts);
    }

    /**
     * Paths through other entities, casts, and counts: valid OData that this server does not
     * evaluate.
     */
    private static RequestRefused notImplemented(List<UriResource> path) {
        return new RequestRefused(
                501,
                1040,
                "This path is not supported in an expression: "
                        + path.stream().map(UriResource::getSegmentValue).collect(Collectors.joining("/")));
    }

    private Sql column(String name, String type) {
        // A location has no column of its own: it exists if its coordinates do.
        if (name.equals(Csdl.LOCATION)) return Sql.of("Latitude");
        if (hasColumn.test(name)) return Sql.of(name);
        return Sql.of(type.equals("Boolean") ? "CAST(NULL AS BOOLEAN)" : "CAST(NULL AS VARCHAR)");
    }

    private Sql count(String name, UriResource collection) {
        require(features.lambda(), "$count");
        if (collection instanceof UriResourcePrimitiveProperty)
            return Sql.of(hasColumn.test(name) ? "COALESCE(CARDINALITY(" + name + "), 0)" : "0");
        return ofEachRow("INTEGER", row -> members.of(row, name).size());
    }

    /** {@code field/any(x:…)}: each equality with the variable becomes membership in the array. */
    private Sql any(String name, UriResource collection, @Nullable Expression body) {
        require(features.lambda(), "any/all");
        var isField = collection instanceof UriResourcePrimitiveProperty;
        if (isField && !hasColumn.test(name)) return Sql.of("FALSE");
        if (body == null) return Sql.join("(", "", " > 0)", List.of(count(name, collection)));
        if (isField && Membership.canTranslate(body, false)) return new Membership(name, false).translate(body);
        return ofEachRow("BOOLEAN", row -> JsonFilter.any(body, members.of(row, name)));
    }

    private Sql all(String name, UriResource collection, Expression body) {
        require(features.lambda(), "any/all");
        var isField = collection instanceof UriResourcePrimitiveProperty;
        if (isField && !hasColumn.test(name)) return Sql.of("TRUE");
        // all(x: body) = not any(x: not body)
        if (isField && Membership.canTranslate(body, true)) return not(new Membership(name, true).translate(body));
        return ofEachRow("BOOLEAN", row -> JsonFilter.all(body, members.of(row, name)));
    }

    private Sql ofEachRow(String type, IntFunction<Object> value) {
        Object values =
                IntStream.range(0, members.rows()).parallel().mapToObj(value).toArray();
        return new Sql("ARRAY_GET(CAST(? AS " + type + " ARRAY), NUMBER + 1)", List.of(values));
    }

    /**
     * The body of an any-lambda over one array; {@code negated} means the opposite of the body.
     */
    private record Membership(String field, boolean negated) {
        /** Equality with a string or, unless it is negated, one of several. */
        static boolean canTranslate(Expression body, boolean negated) {
            if (!(body instanceof Binary binary)) return false;
            if (binary.getOperator() == BinaryOperatorKind.OR && !negated)
                return canTranslate(binary.getLeftOperand(), false) && canTranslate(binary.getRightOperand(), false);
            return (binary.getOperator() == BinaryOperatorKind.EQ || binary.getOperator() == BinaryOperatorKind.NE)
                    && binary.getLeftOperand() instanceof Member
                    && binary.getRightOperand() instanceof Literal literal
                    && literal.getText().startsWith("'");
        }

        Sql translate(Expression body) {
            var binary = (Binary) body;
            var operator = binary.getOperator();
            if (operator == BinaryOperatorKind.OR)
                return Sql.join(
                        "(",
                        " OR ",
                        ")",
                        List.of(translate(binary.getLeftOperand()), translate(binary.getRightOperand())));
            var equal = operator == BinaryOperatorKind.EQ;
            var text = ((Literal) binary.getRightOperand()).getText();
            var value = text.substring(1, text.length() - 1).replace("''", "'");
            // Either some element equals the value, or some element differs from it.
            return equal != negated
                    ? new Sql("ARRAY_CONTAINS(" + field + ", ?)", List.of(value))
                    : new Sql(
                            "(CARDINALITY(" + field + ") > CASE WHEN ARRAY_CONTAINS(" + field
                                    + ", ?) THEN 1 ELSE 0 END)",
                            List.of(value));
        }
    }

    private static void require(boolean supported, String function) {
        if (!supported) throw unsupported(function);
    }

    private static RequestRefused unsupported(String what) {
        return new RequestRefused(400, 1040, "The filter function or operator is not supported: " + what);
    }

    @Override
    public Sql visitLambdaExpression(String function, String variable, Expression expression) {
        throw unsupported(function);
    }

    @Override
    public Sql visitAlias(String alias) {
        throw unsupported("aliases");
    }

    @Override
    public Sql visitTypeLiteral(EdmType type) {
        throw unsupported("types");
    }

    @Override
    public Sql visitLambdaReference(String variable) {
        throw unsupported("lambda references");
    }

    @Override
    public Sql visitEnum(EdmEnumType type, List<String> values) {
        throw unsupported("enumeration members");
    }
}
