package porchlight.catalog;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a snapshot, segment by segment, and tells which rows meet all conditions and which miss a single one.
 * Used by one thread, for one pass.
 */
public final class Scan {
    /** Longs with a bit for each row of a segment. */
    public static final int WORDS = Segment.WORDS;

    private final Snapshot snapshot;
    private final List<Condition.Test> tests;
    private final long[] matching = new long[Segment.WORDS];
    /** Rows that miss at least one condition, and rows that miss several. */
    private final long[] once = new long[Segment.WORDS];

    private final long[] twice = new long[Segment.WORDS];
    private final long[][] met;
    private final long[][] unpacked = new long[Column.ALL][];
    private final boolean[] isUnpacked = new boolean[Column.ALL];
    private @Nullable Segment segment;
    private int number;

    private Scan(Snapshot snapshot, List<Condition> conditions) {
        this.snapshot = snapshot;
        this.tests = conditions.stream().map(each -> each.on(snapshot)).toList();
        this.met = new long[tests.size()][Segment.WORDS];
    }

    /**
     * Visits every segment that has rows.
     *
     * @param visitor receives this scan, whose methods tell about the current segment
     */
    static void of(Snapshot snapshot, List<Condition> conditions, Consumer<Scan> visitor) {
        var scan = new Scan(snapshot, conditions);
        for (int number = 0; number < snapshot.segments().length; number++) {
            var segment = snapshot.segments()[number];
            if (segment.isEmpty()) continue;
            scan.at(segment, number);
            visitor.accept(scan);
        }
    }

    private void at(Segment next, int nextNumber) {
        segment = next;
        number = nextNumber;
        java.util.Arrays.fill(isUnpacked, false);
        var used = next.used();
        for (int word = 0; word < Segment.WORDS; word++) {
            once[word] = ~used[word];
            twice[word] = ~used[word];
        }
        for (int test = 0; test < met.length; test++) {
            var bits = met[test];
            tests.get(test).mark(next, nextNumber, bits);
            for (int word = 0; word < Segment.WORDS; word++) {
                twice[word] |= once[word] & ~bits[word];
                once[word] |= ~bits[word];
            }
        }
        for (int word = 0; word < Segment.WORDS; word++) matching[word] = ~once[word];
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    /** The number of the segment's first row. */
    public int firstRow() {
        return number << Segment.SHIFT;
    }

    /** One bit for each row of the segment that meets all conditions; valid until the next segment. */
    public long[] matching() {
        return matching;
    }

    /** Adds the rows that miss only this condition to those that meet all. */
    public void matchingWithout(int condition, long[] bits) {
        for (int word = 0; word < Segment.WORDS; word++)
            bits[word] = matching[word] | once[word] & ~twice[word] & ~met[condition][word];
    }

    /** How many rows miss only this condition. */
    public int missingOnly(int condition) {
        var count = 0;
        for (int word = 0; word < Segment.WORDS; word++)
            count += Long.bitCount(once[word] & ~twice[word] & ~met[condition][word]);
        return count;
    }

    /**
     * Counts the numbers in a column among some of the segment's rows.
     *
     * @param counts by number; numbers beyond its ends count as the first or the last
     */
    public void count(Column column, long[] rows, int[] counts) {
        if (segment == null || segment.column(column).count(rows, counts)) return;
        var numbers = numbers(column);
        for (int word = 0; word < Segment.WORDS; word++)
            for (long left = rows[word]; left != 0; left &= left - 1) {
                var number = numbers[word * Long.SIZE + Long.numberOfTrailingZeros(left)];
                counts[(int) Math.max(0, Math.min(number, counts.length - 1))]++;
            }
    }

    /** Counts how many of some of the segment's rows have each bit in a column of bits. */
    public void countBits(Column column, long[] rows, int[] counts) {
        if (segment != null) segment.column(column).countBits(rows, counts);
    }

    /** Counts how many of some of the segment's rows have each feature, by its number. */
    public void countFeatures(long[] rows, int[] counts) {
        if (segment != null) segment.features().count(rows, counts);
    }

    /** The range of the segment's numbers in a column. */
    public long least(Column column) {
        return segment == null ? 0 : segment.column(column).least();
    }

    public long most(Column column) {
        return segment == null ? 0 : segment.column(column).most();
    }

    /** Calls back with each row whose bit is set, by its position in the segment. */
    public static void each(long[] rows, IntConsumer row) {
        for (int word = 0; word < rows.length; word++)
            for (long left = rows[word]; left != 0; left &= left - 1)
                row.accept(word * Long.SIZE + Long.numberOfTrailingZeros(left));
    }

    /** The segment's numbers in a column, by row, or by number of a name; valid until the next segment. */
    public long[] numbers(Column column) {
        var at = column.ordinal();
        if (unpacked[at] == null) unpacked[at] = new long[Segment.ROWS];
        if (!isUnpacked[at] && segment != null) segment.column(column).unpack(unpacked[at]);
        isUnpacked[at] = true;
        return unpacked[at];
    }
}
