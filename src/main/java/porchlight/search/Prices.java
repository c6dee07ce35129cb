package porchlight.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import porchlight.catalog.Column;
import porchlight.catalog.Scan;
import porchlight.catalog.Selection;

/** The histogram of asking prices. */
public final class Prices {
    private static final int BARS = 24;
    /** Fewer homes do not give a useful distribution. */
    private static final int FEWEST = 8;

    /** Leaves a price's first four digits, roughly. */
    private static final int DROPPED_BITS = 11;

    private static final int GROUPS = Float.floatToIntBits(Float.MAX_VALUE) >>> DROPPED_BITS;

    private Prices() {}

    /**
     * A bar of the histogram.
     *
     * @param height in percent of the highest
     */
    public record Bar(long from, long to, int count, int height) {
        /** Whether its prices are within the search's range. */
        public boolean isWithin(Criterion.Range prices) {
            return (prices.low() == null || prices.low().longValue() < to)
                    && (prices.high() == null || prices.high().longValue() >= from);
        }
    }

    /**
     * The histogram from the lowest price to about the 98th percentile; the last bar includes everything above. Empty if
     * few homes have a price. Steps are round numbers.
     */
    static List<Bar> histogram(Selection homes) {
        var range = new Range();
        homes.scan(range::add);
        if (range.size < FEWEST) return List.of();
        var step = round((range.percentile(0.98) - range.least) / BARS);
        var from = range.least / step * step;
        var counts = new int[BARS];
        homes.scan(scan -> count(scan, from, step, counts));
        var highest = Arrays.stream(counts).max().orElse(1);
        var bars = new ArrayList<Bar>();
        for (int i = 0; i < BARS; i++)
            bars.add(new Bar(
                    from + i * step,
                    i == BARS - 1 ? Long.MAX_VALUE : from + (i + 1) * step,
                    counts[i],
                    counts[i] == 0 ? 0 : Math.max(2, counts[i] * 100 / highest)));
        return bars;
    }

    /** Prices grouped by their first digits: sorting a million of them would take longer than everything else. */
    private static final class Range {
        private final int[] groups = new int[GROUPS + 1];
        private int size;
        private long least = Long.MAX_VALUE;

        void add(Scan scan) {
            var prices = scan.numbers(Column.PRICE);
            var rows = scan.matching();
            for (int word = 0; word < rows.length; word++)
                for (long left = rows[word]; left != 0; left &= left - 1) {
                    var price = prices[word * Long.SIZE + Long.numberOfTrailingZeros(left)];
                    if (price <= 0) continue;
                    size++;
                    least = Math.min(least, price);
                    groups[Float.floatToIntBits(price) >>> DROPPED_BITS]++;
                }
        }

        long percentile(double share) {
            var below = (int) (size * share);
            for (int group = 0; group < groups.length; group++) {
                below -= groups[group];
                if (below < 0) return Math.max(least, (long) Float.intBitsToFloat(group << DROPPED_BITS));
            }
            return least;
        }
    }

    private static void count(Scan scan, long from, long step, int[] counts) {
        var prices = scan.numbers(Column.PRICE);
        var rows = scan.matching();
        var perStep = 1.0 / step;
        for (int word = 0; word < rows.length; word++)
            for (long left = rows[word]; left != 0; left &= left - 1) {
                var above = prices[word * Long.SIZE + Long.numberOfTrailingZeros(left)] - from;
                if (above < 0) continue;
                // Faster than a division, and corrected where it is rounded up to the next bar.
                var bar = (long) (above * perStep);
                if (bar * step > above) bar--;
                else if ((bar + 1) * step <= above) bar++;
                counts[(int) Math.min(BARS - 1, bar)]++;
            }
    }

    /** The next number of the form 1, 2, 2.5, or 5 times a power of ten. */
    private static long round(long step) {
        for (long power = 1; power < Long.MAX_VALUE / 100; power *= 10)
            for (var factor : new double[] {1, 2, 2.5, 5})
                if (power * factor >= Math.max(1, step)) return Math.max(1, (long) (power * factor));
        return Math.max(1, step);
    }
}
