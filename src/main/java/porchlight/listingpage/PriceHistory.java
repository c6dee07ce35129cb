package porchlight.listingpage;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Dates;
import porchlight.listing.HistoryEvent;
import porchlight.listing.Money;
import porchlight.message.Messages;

/**
 * A listing's history as a table, and its prices as a line chart.
 *
 * @param rows latest first
 * @param seen whether some of it was observed by this site
 * @param chart null if the price never changed or the dates are unknown
 */
public record PriceHistory(
        List<Row> rows, boolean seen, @Nullable Chart chart) {
    public PriceHistory {
        rows = List.copyOf(rows);
    }

    /**
     * A row of the table.
     *
     * @param datetime the date in machine-readable form, null if unknown
     * @param change from the previous price, e.g. "−$10,000 (−1.9%)", null for none
     * @param down whether it is a decrease
     */
    public record Row(
            @Nullable String datetime,
            String day,
            String what,
            @Nullable String price,
            @Nullable String change,
            boolean down) {}

    /**
     * The prices as steps over time in a drawing of {@value Chart#WIDTH} by {@value Chart#HEIGHT}.
     *
     * @param line SVG path
     * @param area the same, closed at the bottom
     */
    public record Chart(String line, String area, List<Dot> dots) {
        static final int WIDTH = 640;
        static final int HEIGHT = 170;

        public Chart {
            dots = List.copyOf(dots);
        }

        /** A price with its text, placed at {@code textX} and anchored so that it stays inside the drawing. */
        public record Dot(long x, long y, long textX, String text, String day, String anchor) {}
    }

    /**
     * @param latestFirst events
     * @param today in the MLS's time zone
     */
    static PriceHistory of(List<HistoryEvent> latestFirst, boolean seen, LocalDate today) {
        var oldestFirst = new ArrayList<>(latestFirst);
        Collections.reverse(oldestFirst);
        var rows = new ArrayList<Row>();
        Long before = null;
        for (var event : oldestFirst) {
            var price = event.price();
            var change = price == null || before == null || before.equals(price) ? null : change(before, price);
            rows.add(new Row(
                    event.day() == null ? null : event.day().toString(),
                    event.day() == null ? Messages.text("listing.history.date-unknown") : Dates.shortDay(event.day()),
                    event.what(),
                    price == null ? null : Money.dollars(price),
                    change,
                    change != null && price < before));
            if (price != null) before = price;
        }
        Collections.reverse(rows);
        return new PriceHistory(rows, seen, chart(oldestFirst, today));
    }

    private static String change(long before, long now) {
        return Messages.text(
                now < before ? "listing.history.change.down" : "listing.history.change.up",
                Money.dollars(Math.abs(now - before)),
                String.format(Locale.US, "%.1f", Math.abs(now - before) * 100.0 / before));
    }

    private static @Nullable Chart chart(List<HistoryEvent> oldestFirst, LocalDate today) {
        var priced = oldestFirst.stream().filter(event -> event.price() != null).toList();
        if (priced.size() < 2 || priced.stream().anyMatch(event -> event.day() == null)) return null;
        var first = Objects.requireNonNull(priced.get(0).day());
        var days = Math.max(1, ChronoUnit.DAYS.between(first, today));
        var low = priced.stream().mapToLong(HistoryEvent::price).min().orElse(0);
        var high = priced.stream().mapToLong(HistoryEvent::price).max().orElse(1);
        if (low == high) return null;
        var line = new StringBuilder();
        var dots = new ArrayList<Chart.Dot>();
        for (var event : priced) {
            var day = Objects.requireNonNull(event.day());
            var x = 12 + Math.round((Chart.WIDTH - 24) * (double) ChronoUnit.DAYS.between(first, day) / days);
            var y = 34 + Math.round(86.0 * (high - event.price()) / (high - low));
            line.append(line.isEmpty() ? "M" + x + " " + y : "H" + x + "V" + y);
            // Beside the step, not across it.
            var atEnd = x > Chart.WIDTH - 130;
            var beside = dots.isEmpty() ? 0 : atEnd ? -9 : 9;
            dots.add(new Chart.Dot(
                    x, y, x + beside, Money.dollars(event.price()), Dates.shortDay(day), atEnd ? "end" : "start"));
        }
        line.append("H").append(Chart.WIDTH - 12);
        var ground = Chart.HEIGHT - 28;
        return new Chart(line.toString(), line + "V" + ground + "H12Z", legible(dots));
    }

    /** Texts that would overlap are only shown in the table. */
    private static List<Chart.Dot> legible(List<Chart.Dot> dots) {
        var shown = new ArrayList<Chart.Dot>();
        var from = Long.MAX_VALUE;
        for (int i = dots.size() - 1; i >= 0; i--) {
            var dot = dots.get(i);
            var crowded = from != Long.MAX_VALUE && from - dot.x() < 130;
            shown.add(0, crowded ? new Chart.Dot(dot.x(), dot.y(), dot.textX(), "", "", dot.anchor()) : dot);
            if (!crowded) from = dot.x();
        }
        return shown;
    }
}
