package porchlight.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Segment.Text;

/** What listings are searched by, in terms of the catalog's columns. */
public interface Condition {
    /** Of numbers that are searched for by their beginning. */
    long LONGEST_NUMBER = 1_000_000_000_000_000L;

    /** Prepares for checking the rows of a snapshot. Not thread-safe. */
    Test on(Snapshot snapshot);

    /** Checks the rows of one segment after another. */
    interface Test {
        /**
         * Sets the bit of each row that meets the condition and clears all others; those of unused rows do not matter.
         *
         * @param number of the segment
         */
        void mark(Segment segment, int number, long[] bits);
    }

    /** Whose name in a column is accepted; each name is checked once, and null for those without a name. */
    static Condition named(Column column, Predicate<@Nullable String> accepted) {
        return snapshot -> {
            var names = snapshot.names(column);
            // 0: not checked yet, 1: accepted, 2: not accepted.
            var known = new byte[names.length];
            var numbers = new long[Segment.ROWS];
            return (segment, number, bits) -> {
                var packed = segment.column(column);
                if (packed.mark(name -> accepted.test(names[(int) name]), bits)) return;
                packed.unpack(numbers);
                for (int word = 0; word < bits.length; word++) {
                    long marked = 0;
                    for (int bit = 0; bit < Long.SIZE; bit++) {
                        var name = (int) numbers[word * Long.SIZE + bit];
                        if (known[name] == 0) known[name] = (byte) (accepted.test(names[name]) ? 1 : 2);
                        marked |= (known[name] & 1L) << bit;
                    }
                    bits[word] = marked;
                }
            };
        };
    }

    /** Whose name in a column is one of these. */
    static Condition named(Column column, Collection<String> names) {
        return named(column, name -> name != null && names.contains(name));
    }

    /** Whose number is in a range, including both ends. */
    static Condition between(Column column, long low, long high) {
        return snapshot -> (segment, number, bits) -> segment.column(column).markBetween(low, high, bits);
    }

    /**
     * Whose numbers in some columns are accepted together.
     *
     * @param accepted made for each snapshot; receives the numbers in the order of the columns, in an array that is used
     *     again
     */
    static Condition numbers(List<Column> columns, Function<Snapshot, Predicate<long[]>> accepted) {
        return snapshot -> {
            var test = accepted.apply(snapshot);
            var numbers = new long[columns.size()][Segment.ROWS];
            var row = new long[columns.size()];
            return (segment, number, bits) -> {
                for (int column = 0; column < row.length; column++)
                    segment.column(columns.get(column)).unpack(numbers[column]);
                mark(bits, index -> {
                    for (int column = 0; column < row.length; column++) row[column] = numbers[column][index];
                    return test.test(row);
                });
            };
        };
    }

    /** Whose number has any of these bits. */
    static Condition bits(Column column, long any) {
        return snapshot -> (segment, number, bits) -> segment.column(column).markBits(any, bits);
    }

    /** With one of these features, as {@link Features} writes them. */
    static Condition featured(Collection<String> any) {
        return snapshot -> {
            var features = snapshot.features();
            var wanted = IntStream.range(0, features.length)
                    .filter(number -> features[number] != null && any.contains(features[number]))
                    .toArray();
            return (segment, number, bits) -> {
                Arrays.fill(bits, 0);
                segment.features().mark(wanted, bits);
            };
        };
    }

    /** With one of these keys. */
    static Condition keys(Collection<String> keys) {
        return snapshot -> {
            var rows = new BitSet();
            for (var key : keys) {
                var row = snapshot.row(key);
                if (row >= 0) rows.set(row);
            }
            return rows(rows).on(snapshot);
        };
    }

    /** In these rows. */
    static Condition rows(BitSet rows) {
        var words = rows.toLongArray();
        return snapshot -> (segment, number, bits) -> {
            var from = Math.min(number * Segment.WORDS, words.length);
            var count = Math.min(Segment.WORDS, words.length - from);
            System.arraycopy(words, from, bits, 0, count);
            Arrays.fill(bits, count, Segment.WORDS, 0);
        };
    }

    /** In a rectangle on the map, including its edges, in degrees. */
    static Condition within(double west, double south, double east, double north) {
        return allOf(List.of(
                between(Column.LATITUDE, least(south), most(north)),
                between(Column.LONGITUDE, least(west), most(east))));
    }

    private static long least(double degrees) {
        return (long) Math.ceil(degrees * Column.PER_DEGREE - 0.01);
    }

    private static long most(double degrees) {
        return (long) Math.floor(degrees * Column.PER_DEGREE + 0.01);
    }

    /** Somewhere on the map. */
    static Condition placed() {
        return between(Column.LATITUDE, Column.NOWHERE + 1, Long.MAX_VALUE);
    }

    /** At a position for which a shape is true. */
    static Condition at(Shape shape) {
        return snapshot -> (segment, number, bits) -> {
            var latitudes = segment.column(Column.LATITUDE);
            var longitudes = segment.column(Column.LONGITUDE);
            mark(bits, index -> {
                var latitude = latitudes.at(index);
                return latitude != Column.NOWHERE
                        && shape.contains(Column.degrees(longitudes.at(index)), Column.degrees(latitude));
            });
        };
    }

    /** A shape on the map, in degrees. */
    interface Shape {
        boolean contains(double longitude, double latitude);
    }

    /** No listing at all. */
    static Condition nothing() {
        return anyOf(List.of());
    }

    /** Whose street, with its number, begins like this, ignoring case. */
    static Condition streetBeginning(String beginning) {
        var first = beginning.toLowerCase(Locale.ROOT);
        return named(Column.HOUSE_NUMBER, number -> number != null && number.startsWith(first));
    }

    /** Whose street begins with this house number, which letters and signs may follow, ignoring case. */
    static Condition houseNumber(String number) {
        var first = number.toLowerCase(Locale.ROOT);
        return named(
                Column.HOUSE_NUMBER,
                other -> other != null
                        && other.startsWith(first)
                        && (other.length() == first.length() || !Character.isDigit(other.charAt(first.length()))));
    }

    /** Whose listing number ends with the digits of this one, or has letters between digits. */
    static Condition alikeNumber(String number) {
        var digits = Column.digits(number);
        return digits == Column.NO_DIGITS
                ? between(Column.NUMBER, digits, digits)
                : anyOf(List.of(
                        between(Column.NUMBER, digits, digits),
                        between(Column.NUMBER, Column.NO_DIGITS, Column.NO_DIGITS)));
    }

    /** Whose listing number begins with the digits of this one, or has letters between digits and begins like it. */
    static Condition numberBeginning(String beginning) {
        var bytes = beginning.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        var any = new ArrayList<Condition>();
        any.add(allOf(List.of(
                between(Column.NUMBER, Column.NO_DIGITS, Column.NO_DIGITS),
                snapshot ->
                        (segment, number, bits) -> mark(bits, index -> segment.begins(Text.NUMBER, index, bytes)))));
        var digits = Column.digits(beginning);
        if (digits != Column.NO_DIGITS)
            for (long more = 1; more <= LONGEST_NUMBER / Math.max(1, digits + 1); more *= 10)
                any.add(between(Column.NUMBER, digits * more, (digits + 1) * more - 1));
        return anyOf(any);
    }

    /** Whose listing number is exactly this one. */
    static Condition numbered(String listingId) {
        var bytes = listingId.getBytes(StandardCharsets.UTF_8);
        return snapshot -> (segment, number, bits) -> mark(bits, index -> segment.isText(Text.NUMBER, index, bytes));
    }

    /** Meeting a condition, and then accepted one by one, which is slow. */
    static Condition examined(Condition likely, Predicate<IndexedListing> accepted) {
        return snapshot -> {
            var first = likely.on(snapshot);
            return (segment, number, bits) -> {
                first.mark(segment, number, bits);
                var from = number << Segment.SHIFT;
                mark(
                        bits,
                        index -> (bits[index / Long.SIZE] & 1L << index) != 0
                                && segment.isUsed(index)
                                && accepted.test(snapshot.home(from + index)));
            };
        };
    }

    static Condition not(Condition other) {
        return snapshot -> {
            var test = other.on(snapshot);
            return (segment, number, bits) -> {
                test.mark(segment, number, bits);
                for (int word = 0; word < bits.length; word++) bits[word] = ~bits[word];
            };
        };
    }

    static Condition anyOf(List<Condition> conditions) {
        return joined(conditions, (one, other) -> one | other, 0);
    }

    static Condition allOf(List<Condition> conditions) {
        return joined(conditions, (one, other) -> one & other, -1);
    }

    private static Condition joined(List<Condition> conditions, java.util.function.LongBinaryOperator join, long none) {
        if (conditions.size() == 1) return conditions.get(0);
        return snapshot -> {
            var tests = conditions.stream().map(each -> each.on(snapshot)).toList();
            var single = new long[Segment.WORDS];
            return (segment, number, bits) -> {
                Arrays.fill(bits, none);
                for (var test : tests) {
                    if (none != 0 && isNone(bits)) return;
                    test.mark(segment, number, single);
                    for (int word = 0; word < bits.length; word++)
                        bits[word] = join.applyAsLong(bits[word], single[word]);
                }
            };
        };
    }

    private static boolean isNone(long[] bits) {
        for (var word : bits) if (word != 0) return false;
        return true;
    }

    private static void mark(long[] bits, java.util.function.IntPredicate accepted) {
        for (int word = 0; word < bits.length; word++) {
            var from = word * Long.SIZE;
            long marked = 0;
            for (int bit = 0; bit < Long.SIZE; bit++) if (accepted.test(from + bit)) marked |= 1L << bit;
            bits[word] = marked;
        }
    }
}
