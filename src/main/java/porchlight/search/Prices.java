package porchlight.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;
import porchlight.catalog.Scan;
import porchlight.catalog.Selection;

/** The histogram of asking prices. */
public final class Prices {
    private static final int BARS = 24;
    /** The share of prices in all bars but the last. */
    private static final double HIGH = 0.98;
    /** Fewer homes do not give a useful distribution. */
    private static final int FEWEST = 8;

    /** The percentile is that of at most about this many homes. */
    private static final int SAMPLE = 1_024;

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
        var priced = homes.and(Condition.between(Column.PRICE, 1, Long.MAX_VALUE));
        var size = priced.size();
        if (size < FEWEST) return List.of();
        var least = new long[] {Long.MAX_VALUE};
        priced.scan(scan -> {
            if (scan.least(Column.PRICE) < least[0]) least[0] = Math.min(least[0], least(scan));
        });
        var step = round((percentile(priced.sample(Math.max(1, size / SAMPLE))) - least[0]) / BARS);
        var from = least[0] / step * step;
        var counts = new int[BARS];
        priced.scan(scan -> count(scan, from, step, counts));
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

    private static long least(Scan scan) {
        var prices = scan.numbers(Column.PRICE);
        var least = new long[] {Long.MAX_VALUE};
        Scan.each(scan.matching(), row -> least[0] = Math.min(least[0], prices[row]));
        return least[0];
    }

    private static long percentile(Selection sampled) {
        var prices = sampled.rows().stream()
                .mapToLong(row -> sampled.snapshot().number(Column.PRICE, row))
                .sorted()
                .toArray();
        return prices[(int) (prices.length * HIGH)];
    }

    private static void count(Scan scan, long from, long step, int[] counts) {
        var prices = scan.numbers(Column.PRICE);
        var rows = scan.matching();
        // Faster than a division, and as exact: half a dollar is more than what rounding takes away.
        var start = from - 0.5;
        var perStep = 1.0 / step;
        for (int word = 0; word < rows.length; word++)
            for (long left = rows[word]; left != 0; left &= left - 1) {
                var price = prices[word * Long.SIZE + Long.numberOfTrailingZeros(left)];
                counts[Math.min(BARS - 1, (int) ((price - start) * perStep))]++;
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
