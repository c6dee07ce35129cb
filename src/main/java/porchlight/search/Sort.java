package porchlight.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.IndexedListing;
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
    OPEN_HOUSE("open_house", null);

    private final String value;
    private final @Nullable OrderBy key;

    Sort(String value, @Nullable OrderBy key) {
        this.value = value;
        this.key = key;
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

    /** The same order for catalog entries; missing values come last. */
    Comparator<IndexedListing> comparator(Today today) {
        Comparator<IndexedListing> order = switch (this) {
            case NEWEST -> latest(IndexedListing::onMarketDate);
            case PRICE -> Comparator.comparingLong(IndexedListing::price);
            case PRICE_DOWN -> Comparator.comparingLong(IndexedListing::price).reversed();
            case BEDS -> Comparator.comparingInt(IndexedListing::beds).reversed();
            case SQFT -> Comparator.comparingInt(IndexedListing::area).reversed();
            case LOT -> Comparator.comparingDouble(IndexedListing::acres).reversed();
            case YEAR_DOWN -> Comparator.comparingInt(IndexedListing::yearBuilt).reversed();
            case PRICE_CUT -> latest(IndexedListing::priceChangedAt);
            case OPEN_HOUSE -> soonest(today);
        };
        return order.thenComparing(IndexedListing::listingKey);
    }

    private static <T extends Comparable<? super T>> Comparator<IndexedListing> latest(
            Function<IndexedListing, @Nullable T> when) {
        return Comparator.comparing(when, Comparator.nullsLast(Comparator.reverseOrder()));
    }

    private static Comparator<IndexedListing> soonest(Today today) {
        var place = new HashMap<String, Integer>();
        today.openHouses().apply(openHouse -> true).keySet().forEach(key -> place.put(key, place.size()));
        return Comparator.comparingInt(entry -> place.getOrDefault(entry.listingKey(), Integer.MAX_VALUE));
    }

    static Optional<Sort> of(String value) {
        for (var sort : values()) if (sort.value.equals(value)) return Optional.of(sort);
        return Optional.empty();
    }
}
