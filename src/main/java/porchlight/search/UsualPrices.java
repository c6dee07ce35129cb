package porchlight.search;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;
import porchlight.catalog.Selection;
import porchlight.catalog.Snapshot;
import porchlight.listing.PropertyType;

/**
 * What homes cost here, to tell what a number without a unit means: 500 is $500,000 where homes cost that much.
 *
 * @param sale of homes for sale
 * @param rent by month
 */
public record UsualPrices(Span sale, Span rent) {
    /** While nothing is known. */
    public static final UsualPrices UNKNOWN = new UsualPrices(new Span(20_000, 20_000_000), new Span(300, 20_000));

    private static final int SAMPLE = 1_024;
    /** Fewer homes don't tell what is usual. */
    private static final int FEWEST = 20;
    /** The share of homes that may be cheaper, and of those that may be dearer. */
    private static final double RARE = 0.02;

    private static final BigDecimal LEAST_THOUSANDS = BigDecimal.valueOf(20);
    private static final int[] SCALES = {0, 3, 6};

    /** Dollars that most homes cost. */
    public record Span(long low, long high) {
        /** Whether a price makes sense as a limit: some homes cost less and some more, or nearly so. */
        boolean holds(BigDecimal dollars) {
            return dollars.compareTo(BigDecimal.valueOf(low / 2)) >= 0
                    && dollars.compareTo(BigDecimal.valueOf(high * 2)) <= 0;
        }

        /** Nobody calls $3,000 "3", and millions have decimals. */
        private static boolean isWritten(BigDecimal number, int scale) {
            return switch (scale) {
                case 0 -> true;
                case 3 -> number.compareTo(LEAST_THOUSANDS) >= 0;
                default -> number.scale() > 0;
            };
        }

        /** A number as dollars, thousands, or millions, whichever homes cost; empty if none of them is. */
        public Optional<BigDecimal> dollars(BigDecimal number) {
            return Arrays.stream(SCALES)
                    .filter(scale -> isWritten(number, scale))
                    .mapToObj(number::movePointRight)
                    .filter(this::holds)
                    .findFirst();
        }
    }

    public static UsualPrices of(Snapshot snapshot) {
        if (snapshot.isEmpty()) return UNKNOWN;
        return new UsualPrices(
                span(snapshot.select(SearchQuery.SHOWN_BY_DEFAULT), UNKNOWN.sale),
                span(
                        snapshot.select(List.of(
                                SearchQuery.OF_DEFAULT_STATUS, Condition.named(Column.TYPE, PropertyType::isLease))),
                        UNKNOWN.rent));
    }

    private static Span span(Selection homes, Span unknown) {
        var priced = homes.and(Condition.between(Column.PRICE, 1, Long.MAX_VALUE));
        if (priced.size() < FEWEST) return unknown;
        var prices = priced.sample(Math.max(1, priced.size() / SAMPLE)).rows().stream()
                .mapToLong(row -> priced.snapshot().number(Column.PRICE, row))
                .sorted()
                .toArray();
        var rare = (int) (prices.length * RARE);
        return new Span(prices[rare], prices[prices.length - 1 - rare]);
    }

    /** Whether a highest price is one of rents and far below all homes for sale. */
    public boolean isRent(BigDecimal most) {
        return most.compareTo(BigDecimal.valueOf(sale.low / 10)) < 0
                && most.compareTo(BigDecimal.valueOf(rent.high * 2)) <= 0;
    }
}
