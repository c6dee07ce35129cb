package porchlight.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Column;
import porchlight.catalog.Scan;
import porchlight.catalog.Selection;
import porchlight.catalog.Snapshot;
import porchlight.listing.CostAssumptions;
import porchlight.listing.Trait;
import porchlight.message.Messages;
import porchlight.odata.OrderBy;

/** Orders of a result list; each ends with the key, so that pages do not overlap. */
public enum Sort {
    NEWEST("newest", OrderBy.descending("OnMarketDate")),
    PRICE("price", OrderBy.ascending("ListPrice")),
    PRICE_DOWN("-price", OrderBy.descending("ListPrice")),
    BEDS("beds", OrderBy.descending("BedroomsTotal")),
    SQFT("sqft", OrderBy.descending("LivingArea")),
    LOT("lot", OrderBy.descending("LotSizeAcres")),
    YEAR_DOWN("-year", OrderBy.descending("YearBuilt")),
    PRICE_CUT("price_cut", OrderBy.descending("PriceChangeTimestamp")),
    LARGEST_CUT("-cut", null),
    OPEN_HOUSE("open_house", null),
    BACK_ON_MARKET("back_on_market", null),
    /** Feeds put homes without a date first. */
    LONGEST("-days", null),
    PRICE_PER_SQFT("price_per_sqft", null),
    /** By the estimate, which is for each visitor's own loan. */
    MONTHLY("monthly", null),
    /** The brokerage's own listings before all others, the newest first among both. */
    OURS("ours", null);

    /** More than any day in {@link Column#ON_MARKET}, see {@link #oursFirst}. */
    private static final long UNDATED = 1L << 40;

    private static final long OTHERS = 1L << 50;

    private final String value;
    private final @Nullable OrderBy key;

    Sort(String value, @Nullable OrderBy key) {
        this.value = value;
        this.key = key;
    }

    /** The orders that a site offers. */
    public static List<Sort> of(Vocabulary names) {
        return Stream.of(values())
                .filter(sort -> names.hasOurs() || sort != OURS)
                .toList();
    }

    /** As in the URL. */
    public String value() {
        return value;
    }

    public String label() {
        return Messages.text("search.sort." + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Whether the feed supports this order. */
    boolean isOf(Capabilities feed) {
        return key != null
                && !feed.converted().contains(key.field())
                && feed.plan().sorts(key.field());
    }

    /** {@code $orderby}. */
    public List<OrderBy> order() {
        var order = new ArrayList<OrderBy>();
        if (key != null) order.add(key);
        order.add(OrderBy.ascending("ListingKey"));
        return order;
    }

    /**
     * Some keys of homes from the catalog in this order; missing values come last. Sorts no more homes than it returns
     * and skips.
     *
     * @param costs what monthly costs are estimated with
     */
    List<String> keys(Selection homes, int skip, int most, Today today, CostAssumptions costs) {
        var wanted = Math.min(skip + most, homes.size());
        if (wanted <= skip) return List.of();
        var rank = rank(homes.snapshot(), today, costs);
        var first = new PriorityQueue<Ranked>(wanted, Comparator.reverseOrder());
        homes.scan(scan -> {
            var ranks = rank.of(scan);
            Scan.each(scan.matching(), row -> {
                if (first.size() == wanted && ranks.at(row) > first.element().rank) return;
                var next = new Ranked(ranks.at(row), homes.snapshot().key(scan.firstRow() + row));
                if (first.size() == wanted) {
                    if (next.compareTo(first.element()) > 0) return;
                    first.remove();
                }
                first.add(next);
            });
        });
        return first.stream().sorted().skip(skip).map(Ranked::key).toList();
    }

    private record Ranked(long rank, String key) implements Comparable<Ranked> {
        @Override
        public int compareTo(Ranked other) {
            return rank == other.rank ? key.compareTo(other.key) : Long.compare(rank, other.rank);
        }
    }

    /** The positions of the rows of a scan's current segment: lower ones come first. */
    private interface Rank {
        Ranks of(Scan scan);
    }

    private interface Ranks {
        long at(int row);
    }

    private Rank rank(Snapshot snapshot, Today today, CostAssumptions costs) {
        return switch (this) {
            case NEWEST -> latest(Column.ON_MARKET);
            case PRICE ->
                scan -> {
                    var prices = scan.numbers(Column.PRICE);
                    return row -> prices[row];
                };
            case PRICE_DOWN -> most(Column.PRICE);
            case BEDS -> most(Column.BEDS);
            case SQFT -> most(Column.AREA);
            case LOT -> most(Column.LOT);
            case YEAR_DOWN -> most(Column.YEAR_BUILT);
            case PRICE_CUT -> latest(Column.PRICE_CHANGED);
            case LARGEST_CUT -> most(Column.CUT);
            case OPEN_HOUSE -> soonest(snapshot, today);
            case BACK_ON_MARKET -> latest(Column.BACK_ON_MARKET);
            case LONGEST -> longest(today);
            case PRICE_PER_SQFT -> perSquareFoot();
            case OURS -> oursFirst();
            case MONTHLY -> {
                var monthly = new MonthlyCosts(snapshot, costs);
                yield scan -> row -> monthly.of(scan, row);
            }
        };
    }

    private static Rank most(Column column) {
        return scan -> {
            var numbers = scan.numbers(column);
            return row -> -numbers[row];
        };
    }

    private static Rank latest(Column column) {
        return scan -> {
            var numbers = scan.numbers(column);
            return row -> numbers[row] == 0 ? Long.MAX_VALUE : -numbers[row];
        };
    }

    private static Rank oursFirst() {
        return scan -> {
            var listed = scan.numbers(Column.ON_MARKET);
            var traits = scan.numbers(Column.TRAITS);
            return row -> (listed[row] == 0 ? UNDATED : -listed[row])
                    + ((traits[row] & Column.bit(Trait.OURS)) == 0 ? OTHERS : 0);
        };
    }

    private static Rank longest(Today today) {
        var now = Column.day(today.date());
        return scan -> {
            var listed = scan.numbers(Column.ON_MARKET);
            var days = scan.numbers(Column.DAYS_ON_MARKET);
            return row -> listed[row] != 0 ? listed[row] : days[row] >= 0 ? now - days[row] : Long.MAX_VALUE;
        };
    }

    private static Rank perSquareFoot() {
        return scan -> {
            var prices = scan.numbers(Column.PRICE);
            var areas = scan.numbers(Column.AREA);
            // The bits of positive numbers are in the order of the numbers.
            return row -> prices[row] == 0 || areas[row] == 0
                    ? Long.MAX_VALUE
                    : Double.doubleToLongBits((double) prices[row] / areas[row]);
        };
    }

    private static Rank soonest(Snapshot snapshot, Today today) {
        var place = new HashMap<Integer, Integer>();
        today.openHouses().apply(openHouse -> true).keySet().forEach(key -> place.put(snapshot.row(key), place.size()));
        return scan -> row -> place.getOrDefault(scan.firstRow() + row, Integer.MAX_VALUE);
    }

    static Optional<Sort> of(String value) {
        for (var sort : values()) if (sort.value.equals(value)) return Optional.of(sort);
        return Optional.empty();
    }
}
