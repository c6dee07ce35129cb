package porchlight.odata;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An OData {@code $filter} expression.
 *
 * <p>Literals may be {@link String}, {@link Boolean}, {@link Integer}, {@link Long}, {@link
 * BigDecimal}, {@link LocalDate}, {@link Instant}, or {@link EnumMember}; anything else is a
 * programming error.
 * @see <a
 * href="https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html">OData
 * 4.01 URL Conventions, 5.1.1</a>
 */
public sealed interface Filter {

    /** The expression as it appears in {@code $filter}, not yet percent-encoded. */
    String toOData();

    /** {@code field operator literal}. */
    record Comparison(String field, Operator operator, Object literal) implements Filter {
        public Comparison {
            render(literal);
        }

        @Override
        public String toOData() {
            return field + " " + operator + " " + render(literal);
        }
    }

    /** {@code field in (…)}. */
    record In(String field, List<Object> literals) implements Filter {
        public In {
            literals = List.copyOf(literals);
            if (literals.isEmpty()) throw new IllegalArgumentException("no values for " + field + " in ()");
            literals.forEach(Filter::render);
        }

        @Override
        public String toOData() {
            return field + " in (" + literals.stream().map(Filter::render).collect(Collectors.joining(",")) + ")";
        }
    }

    /**
     * {@code contains(field,'text')} or {@code startswith(field,'text')}.
     * @param lowered whether the field is converted to lower case first: {@code
     * contains(tolower(field),'text')}
     */
    record TextMatch(String function, String field, String text, boolean lowered) implements Filter {
        public TextMatch(String function, String field, String text) {
            this(function, field, text, false);
        }

        @Override
        public String toOData() {
            return function + "(" + (lowered ? "tolower(" + field + ")" : field) + "," + render(text) + ")";
        }
    }

    /** {@code field has literal}: tests for a member in a value of a flags enumeration. */
    record Has(String field, EnumMember literal) implements Filter {
        @Override
        public String toOData() {
            return field + " has " + render(literal);
        }
    }

    /** {@code field eq null}. */
    record IsNull(String field) implements Filter {
        @Override
        public String toOData() {
            return field + " eq null";
        }
    }

    /**
     * A condition whose result is already known. It is never sent in a query; it is for code that
     * builds conditions.
     */
    record Constant(boolean value) implements Filter {
        @Override
        public String toOData() {
            return Boolean.toString(value);
        }
    }

    /** A member of an enumeration type as a literal: {@code Namespace.Type'Member'}. */
    record EnumMember(String type, String member) {}

    /** {@code field/any(x:x eq literal)} on a collection of primitives. */
    record Any(String field, Object literal) implements Filter {
        public Any {
            render(literal);
        }

        @Override
        public String toOData() {
            return field + "/any(x:x eq " + render(literal) + ")";
        }
    }

    /** {@code geo.intersects(field, geography'POLYGON((…))')}; the ring is longitude-latitude pairs. */
    record Intersects(String field, List<Position> ring) implements Filter {
        public Intersects {
            ring = List.copyOf(ring);
            if (ring.size() < 4 || !ring.get(0).equals(ring.get(ring.size() - 1)))
                throw new IllegalArgumentException("a polygon is a closed ring of at least 4 positions: " + ring);
        }

        @Override
        public String toOData() {
            var pairs = ring.stream().map(Position::toOData).collect(Collectors.joining(","));
            return "geo.intersects(" + field + ",geography'POLYGON((" + pairs + "))')";
        }
    }

    /** {@code a and b …} or {@code a or b …}. */
    record Junction(String word, List<Filter> operands) implements Filter {
        public Junction {
            operands = List.copyOf(operands);
            if (operands.size() < 2) throw new IllegalArgumentException("a junction has at least two operands");
        }

        @Override
        public String toOData() {
            return operands.stream()
                    .map(operand -> operand instanceof Junction inner && !inner.word.equals(word)
                            ? "(" + operand.toOData() + ")"
                            : operand.toOData())
                    .collect(Collectors.joining(" " + word + " "));
        }
    }

    /** {@code not (…)}. */
    record Not(Filter operand) implements Filter {
        @Override
        public String toOData() {
            return "not (" + operand.toOData() + ")";
        }
    }

    /** An expression written by the site owner (a setting), passed through unchanged. */
    record Verbatim(String expression) implements Filter {
        @Override
        public String toOData() {
            return "(" + expression + ")";
        }
    }

    /** Comparison operators. */
    enum Operator {
        EQ,
        NE,
        GT,
        GE,
        LT,
        LE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A point in WGS 84, in degrees. */
    record Position(BigDecimal longitude, BigDecimal latitude) {
        public static Position of(double longitude, double latitude) {
            return new Position(BigDecimal.valueOf(longitude), BigDecimal.valueOf(latitude));
        }

        String toOData() {
            return longitude.toPlainString() + " " + latitude.toPlainString();
        }
    }

    static Filter eq(String field, Object literal) {
        return new Comparison(field, Operator.EQ, literal);
    }

    static Filter ne(String field, Object literal) {
        return new Comparison(field, Operator.NE, literal);
    }

    static Filter gt(String field, Object literal) {
        return new Comparison(field, Operator.GT, literal);
    }

    static Filter ge(String field, Object literal) {
        return new Comparison(field, Operator.GE, literal);
    }

    static Filter lt(String field, Object literal) {
        return new Comparison(field, Operator.LT, literal);
    }

    static Filter le(String field, Object literal) {
        return new Comparison(field, Operator.LE, literal);
    }

    /**
     * A single value becomes {@code eq}, so that servers without {@code in} need it only when
     * necessary.
     */
    static Filter in(String field, Collection<?> literals) {
        var list = List.<Object>copyOf(literals);
        return list.size() == 1 ? eq(field, list.get(0)) : new In(field, list);
    }

    static Filter contains(String field, String text) {
        return new TextMatch("contains", field, text);
    }

    static Filter startsWith(String field, String text) {
        return new TextMatch("startswith", field, text);
    }

    static Filter any(String field, Object literal) {
        return new Any(field, literal);
    }

    static Filter intersects(String field, List<Position> ring) {
        return new Intersects(field, ring);
    }

    /** All of the operands; a single operand is returned unchanged. */
    static Filter and(List<Filter> operands) {
        return operands.size() == 1 ? operands.get(0) : new Junction("and", operands);
    }

    /** At least one of the operands; a single operand is returned unchanged. */
    static Filter or(List<Filter> operands) {
        return operands.size() == 1 ? operands.get(0) : new Junction("or", operands);
    }

    static Filter not(Filter operand) {
        return new Not(operand);
    }

    private static String render(Object value) {
        if (value instanceof String text) return "'" + text.replace("'", "''") + "'";
        if (value instanceof EnumMember member) return member.type + "'" + member.member + "'";
        if (value instanceof BigDecimal decimal) return decimal.toPlainString();
        // RESO servers accept seconds; fractions add nothing and some servers refuse them.
        if (value instanceof Instant instant)
            return instant.truncatedTo(ChronoUnit.SECONDS).toString();
        if (value instanceof Boolean || value instanceof Integer || value instanceof Long || value instanceof LocalDate)
            return value.toString();
        throw new IllegalArgumentException(
                "not an OData literal: " + value.getClass().getName());
    }
}
