package porchlight.search;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import porchlight.message.Messages;

/** A slightly less restrictive version of a search: a higher price, one bedroom fewer, a larger circle. */
record Relaxation(String label, SearchQuery query) {
    private static final BigDecimal QUARTER_MORE = new BigDecimal("1.25");

    static List<Relaxation> of(SearchQuery query) {
        var wider = new ArrayList<Relaxation>();
        for (var criterion : query.criteria()) {
            if (criterion instanceof Criterion.Range range
                    && range.quantity() == Criterion.Range.Quantity.PRICE
                    && range.high() != null
                    && range.high().signum() > 0) {
                var high = range.high().multiply(QUARTER_MORE).round(new java.math.MathContext(2, RoundingMode.UP));
                add(
                        wider,
                        query,
                        range,
                        new Criterion.Range(range.quantity(), range.low(), high.setScale(0, RoundingMode.UP)),
                        Messages.text(
                                "search.advice.price", range.quantity().words(high.setScale(0, RoundingMode.UP))));
            } else if (criterion instanceof Criterion.Beds beds && beds.atLeast() > 1) {
                var fewer = new Criterion.Beds(beds.atLeast() - 1, beds.atMost());
                add(wider, query, beds, fewer, Messages.text("search.advice.with", fewer.label()));
            } else if (criterion instanceof Criterion.Baths baths && baths.atLeast() > 1) {
                var fewer = new Criterion.Baths(baths.atLeast() - 1, baths.atMost());
                add(wider, query, baths, fewer, Messages.text("search.advice.with", fewer.label()));
            } else if (criterion instanceof Criterion.Area area && area.kind() == Criterion.Area.Kind.NEAR) {
                var near = area.value().split(";");
                var miles = new BigDecimal(near[1]).multiply(BigDecimal.valueOf(3));
                Areas.circle(near[0], miles.toPlainString())
                        .ifPresent(circle -> add(wider, query, area, circle, circle.label()));
            }
        }
        return wider;
    }

    private static void add(List<Relaxation> all, SearchQuery query, Criterion before, Criterion after, String label) {
        all.add(new Relaxation(label, query.without(before).with(List.of(after))));
    }
}
