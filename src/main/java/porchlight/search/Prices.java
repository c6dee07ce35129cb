package porchlight.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Asking prices and their histogram. */
public final class Prices {
    private static final int BARS = 24;
    /** Fewer homes do not give a useful distribution. */
    private static final int FEWEST = 8;

    private long[] amounts = new long[64];
    private int size;

    void add(long amount) {
        if (size == amounts.length) amounts = Arrays.copyOf(amounts, size * 2);
        amounts[size++] = amount;
    }

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
     * The histogram from the lowest price to the 98th percentile; the last bar includes everything above. Empty if
     * there are few homes. Steps are round numbers.
     */
    public List<Bar> histogram() {
        if (size < FEWEST) return List.of();
        var sorted = Arrays.copyOf(amounts, size);
        Arrays.sort(sorted);
        var step = round((sorted[(int) (size * 0.98)] - sorted[0]) / BARS);
        var from = sorted[0] / step * step;
        var counts = new int[BARS];
        for (var amount : sorted) counts[(int) Math.min(BARS - 1, (amount - from) / step)]++;
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

    /** The next number of the form 1, 2, 2.5, or 5 times a power of ten. */
    private static long round(long step) {
        for (long power = 1; power < Long.MAX_VALUE / 100; power *= 10)
            for (var factor : new double[] {1, 2, 2.5, 5})
                if (power * factor >= Math.max(1, step)) return Math.max(1, (long) (power * factor));
        return Math.max(1, step);
    }
}
