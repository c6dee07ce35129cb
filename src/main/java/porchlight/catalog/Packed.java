package porchlight.catalog;

import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one column in one {@link Segment}, in as few bytes as their range needs. If few different numbers occur,
 * there is also a bitmap for each of them, which makes counting and comparing many times faster. Immutable.
 */
final class Packed {
    /** With more different numbers, bitmaps would be larger than the numbers. */
    private static final int MOST_BITMAPS = 16;

    private static final long BYTE = 0xFF;
    private static final long SHORT = 0xFFFF;
    private static final long INT = 0xFFFF_FFFFL;

    private final long least;
    private final long most;
    /** Differences from the least number, unsigned; null for the other widths, and all null if all numbers are equal. */
    private final byte @Nullable [] bytes;

    private final short @Nullable [] shorts;
    private final int @Nullable [] ints;
    private final long @Nullable [] longs;
    /** The different numbers, ascending; null if there are many. */
    private final long @Nullable [] different;

    /** For each different number, or for each bit of a set of bits. */
    private final long @Nullable [][] bitmaps;

    /**
     * @param numbers one for each row of a segment
     * @param areBits whether each number is a set of bits
     */
    Packed(long[] numbers, boolean areBits) {
        var low = numbers[0];
        var high = low;
        for (var number : numbers) {
            low = Math.min(low, number);
            high = Math.max(high, number);
        }
        least = low;
        most = high;
        // Negative if it overflows, which takes a long.
        var range = high - low;
        bytes = range > 0 && range <= BYTE ? new byte[Segment.ROWS] : null;
        shorts = range > BYTE && range <= SHORT ? new short[Segment.ROWS] : null;
        ints = range > SHORT && range <= INT ? new int[Segment.ROWS] : null;
        longs = range < 0 || range > INT ? new long[Segment.ROWS] : null;
        for (int i = 0; i < Segment.ROWS; i++) {
            var more = numbers[i] - low;
            if (bytes != null) bytes[i] = (byte) more;
            else if (shorts != null) shorts[i] = (short) more;
            else if (ints != null) ints[i] = (int) more;
            else if (longs != null) longs[i] = more;
        }
        different = areBits ? null : different(numbers);
        bitmaps = areBits ? bitmapsOfBits(numbers, high) : different == null ? null : bitmaps(numbers, different);
    }

    private static long @Nullable [] different(long[] numbers) {
        var found = new long[MOST_BITMAPS];
        var count = 0;
        for (var number : numbers) {
            var at = Arrays.binarySearch(found, 0, count, number);
            if (at >= 0) continue;
            if (count == MOST_BITMAPS) return null;
            System.arraycopy(found, -at - 1, found, -at, count + at + 1);
            found[-at - 1] = number;
            count++;
        }
        return Arrays.copyOf(found, count);
    }

    private static long[][] bitmaps(long[] numbers, long[] different) {
        var bitmaps = new long[different.length][Segment.WORDS];
        for (int row = 0; row < Segment.ROWS; row++)
            bitmaps[Arrays.binarySearch(different, numbers[row])][row / Long.SIZE] |= 1L << row;
        return bitmaps;
    }

    private static long[][] bitmapsOfBits(long[] numbers, long most) {
        var bitmaps = new long[Long.SIZE - Long.numberOfLeadingZeros(most)][Segment.WORDS];
        for (int row = 0; row < Segment.ROWS; row++)
            for (long left = numbers[row]; left != 0; left &= left - 1)
                bitmaps[Long.numberOfTrailingZeros(left)][row / Long.SIZE] |= 1L << row;
        return bitmaps;
    }

    long least() {
        return least;
    }

    long most() {
        return most;
    }

    long at(int row) {
        if (bytes != null) return least + (bytes[row] & BYTE);
        if (shorts != null) return least + (shorts[row] & SHORT);
        if (ints != null) return least + (ints[row] & INT);
        return longs != null ? least + longs[row] : least;
    }

    /** Writes the number of each row to an array. */
    void unpack(long[] into) {
        if (bytes != null) for (int i = 0; i < Segment.ROWS; i++) into[i] = least + (bytes[i] & BYTE);
        else if (shorts != null) for (int i = 0; i < Segment.ROWS; i++) into[i] = least + (shorts[i] & SHORT);
        else if (ints != null) for (int i = 0; i < Segment.ROWS; i++) into[i] = least + (ints[i] & INT);
        else if (longs != null) for (int i = 0; i < Segment.ROWS; i++) into[i] = least + longs[i];
        else Arrays.fill(into, 0, Segment.ROWS, least);
    }

    /**
     * Sets the bit of each row with an accepted number and clears all others, if there are few different numbers.
     *
     * @return whether it did
     */
    boolean mark(LongPredicate accepted, long[] bits) {
        if (different == null || bitmaps == null) return false;
        Arrays.fill(bits, 0);
        for (int i = 0; i < different.length; i++)
            if (accepted.test(different[i]))
                for (int word = 0; word < Segment.WORDS; word++) bits[word] |= bitmaps[i][word];
        return true;
    }

    /** Sets the bit of each row with a number in a range, including both ends, and clears all others. */
    void markBetween(long low, long high, long[] bits) {
        if (least >= low && most <= high) Arrays.fill(bits, -1);
        else if (most < low || least > high) Arrays.fill(bits, 0);
        else if (!mark(number -> number >= low && number <= high, bits)) {
            var from = Math.max(low, least) - least;
            var to = Math.min(high, most) - least;
            for (int word = 0; word < Segment.WORDS; word++) bits[word] = ~outside(word * Long.SIZE, from, to);
        }
    }

    /** A bit for each of 64 rows outside a range of differences from the least number; a sign tells without a branch. */
    private long outside(int row, long from, long to) {
        long outside = 0;
        if (ints != null)
            for (int bit = 0; bit < Long.SIZE; bit++) {
                var more = ints[row + bit] & INT;
                outside |= (more - from | to - more) >>> 63 << bit;
            }
        else if (shorts != null)
            for (int bit = 0; bit < Long.SIZE; bit++) {
                var more = shorts[row + bit] & SHORT;
                outside |= (more - from | to - more) >>> 63 << bit;
            }
        else
            // Bytes have bitmaps or are as fast this way; differences of longs may be greater than any long.
            for (int bit = 0; bit < Long.SIZE; bit++) {
                var more = at(row + bit) - least;
                var is = Long.compareUnsigned(more, from) < 0 || Long.compareUnsigned(more, to) > 0;
                outside |= (is ? 1L : 0) << bit;
            }
        return outside;
    }

    /** Sets the bit of each row with any of these bits, for sets of bits. */
    void markBits(long any, long[] bits) {
        Arrays.fill(bits, 0);
        for (int i = 0; i < bitmaps.length; i++)
            if ((any & 1L << i) != 0) for (int word = 0; word < Segment.WORDS; word++) bits[word] |= bitmaps[i][word];
    }

    /** Counts the rows that have each bit, for sets of bits. */
    void countBits(long[] rows, int[] counts) {
        for (int i = 0; i < bitmaps.length; i++) counts[i] += common(bitmaps[i], rows);
    }

    private static int common(long[] one, long[] other) {
        var count = 0;
        for (int word = 0; word < Segment.WORDS; word++) count += Long.bitCount(one[word] & other[word]);
        return count;
    }

    /**
     * Counts each number among some rows, if there are few different numbers.
     *
     * @param counts by number; numbers beyond its ends count as the first or the last
     * @return whether it did
     */
    boolean count(long[] rows, int[] counts) {
        if (different == null || bitmaps == null) return false;
        for (int i = 0; i < different.length; i++) {
            counts[(int) Math.max(0, Math.min(different[i], counts.length - 1))] += common(bitmaps[i], rows);
        }
        return true;
    }
}
