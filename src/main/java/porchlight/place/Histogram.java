package porchlight.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Money;
import porchlight.message.Messages;

/**
 * A distribution as it is drawn: bars in a frame of 360 by 190 units, and the same as rows of a table.
 *
 * @param medianX position of the median's mark
 * @param median the formatted median
 */
record Histogram(List<Bar> bars, double medianX, String median) {
    private static final double WIDTH = 348;
    private static final double LEFT = 6;
    private static final double TOP = 30;
    private static final double BOTTOM = 160;
    private static final int PRICE_BARS = 8;
    /** Fewer homes do not give a useful distribution. */
    private static final int FEWEST = 8;

    private static final int[] DAYS = {0, 8, 15, 31, 61, 91, 181};

    /**
     * @param label under the bar
     * @param range shown in a table
     */
    record Bar(String label, String range, int count, double x, double y, double width, double height) {
        public double middle() {
            return x + width / 2;
        }
    }

    private record Bin(String label, String range, long from, long to) {}

    /**
     * Asking prices from the lowest to the 95th percentile; the last bar includes everything above. Null for few homes.
     */
    static @Nullable Histogram ofPrices(long[] sorted) {
        if (sorted.length < FEWEST) return null;
        var top = sorted[(int) (sorted.length * 0.95)];
        var step = round((top - sorted[0]) / PRICE_BARS);
        var from = sorted[0] / step * step;
        var bins = new ArrayList<Bin>();
        for (long low = from; bins.size() < PRICE_BARS && low <= sorted[sorted.length - 1]; low += step) {
            var last = bins.size() == PRICE_BARS - 1 && low + step <= sorted[sorted.length - 1];
            bins.add(new Bin(
                    Money.brief(low) + (last ? "+" : ""),
                    last
                            ? Messages.text("place.chart.prices.over", Money.dollars(low))
                            : Messages.text(
                                    "place.chart.prices.range", Money.dollars(low), Money.dollars(low + step - 1)),
                    low,
                    last ? Long.MAX_VALUE : low + step));
        }
        return of(bins, sorted, Money.brief(median(sorted)));
    }

    /** Days on the market; null for few homes. */
    static @Nullable Histogram ofDays(long[] sorted) {
        if (sorted.length < FEWEST) return null;
        var bins = new ArrayList<Bin>();
        for (int i = 0; i < DAYS.length; i++) {
            var last = i == DAYS.length - 1;
            var range = last ? "" : DAYS[i] + "–" + (DAYS[i + 1] - 1);
            bins.add(new Bin(
                    last ? (DAYS[i] - 1) + "+" : range,
                    last
                            ? Messages.text("place.chart.days.over", DAYS[i] - 1)
                            : Messages.text("place.chart.days.range", range),
                    DAYS[i],
                    last ? Long.MAX_VALUE : DAYS[i + 1]));
        }
        return of(bins, sorted, Messages.text("place.chart.days.median", median(sorted)));
    }

    private static Histogram of(List<Bin> bins, long[] sorted, String median) {
        var counts = bins.stream()
                .mapToInt(bin -> (int) Arrays.stream(sorted)
                        .filter(value -> value >= bin.from() && value < bin.to())
                        .count())
                .toArray();
        var highest = Math.max(1, Arrays.stream(counts).max().orElse(1));
        var slot = WIDTH / bins.size();
        var bars = new ArrayList<Bar>();
        var middle = median(sorted);
        var marked = LEFT;
        for (int i = 0; i < counts.length; i++) {
            var bin = bins.get(i);
            var height = counts[i] == 0 ? 0 : Math.max(2, (BOTTOM - TOP) * counts[i] / highest);
            bars.add(new Bar(
                    bin.label(),
                    bin.range(),
                    counts[i],
                    tenth(LEFT + i * slot + 2),
                    tenth(BOTTOM - height),
                    tenth(slot - 4),
                    tenth(height)));
            if (middle >= bin.from() && middle < bin.to()) {
                var span = bin.to() == Long.MAX_VALUE ? Math.max(1, middle - bin.from()) * 2 : bin.to() - bin.from();
                marked = LEFT + slot * (i + (double) (middle - bin.from()) / span);
            }
        }
        return new Histogram(bars, tenth(marked), median);
    }

    /** Whether the text beside the median's mark only fits on its left. */
    public boolean isLate() {
        return medianX > 240;
    }

    static long median(long[] sorted) {
        var half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : Math.round((sorted[half - 1] + sorted[half]) / 2.0);
    }

    private static double tenth(double number) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.1f", number));
    }

    /** The next number of the form 1, 2, 2.5, or 5 times a power of ten. */
    private static long round(long step) {
        for (long power = 1; power < Long.MAX_VALUE / 100; power *= 10)
            for (var factor : new double[] {1, 2, 2.5, 5})
                if (power * factor >= Math.max(1, step)) return Math.max(1, (long) (power * factor));
        return Math.max(1, step);
    }
}
