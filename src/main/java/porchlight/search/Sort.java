package porchlight.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import porchlight.odata.OrderBy;

/** Orders of a result list; each ends with the key, so that pages do not overlap. */
public enum Sort {
    NEWEST("newest", "Newest first", OrderBy.descending("OnMarketDate")),
    PRICE("price", "Price, low to high", OrderBy.ascending("ListPrice")),
    PRICE_DOWN("-price", "Price, high to low", OrderBy.descending("ListPrice")),
    BEDS("beds", "Most bedrooms", OrderBy.descending("BedroomsTotal")),
    SQFT("sqft", "Largest home", OrderBy.descending("LivingArea")),
    LOT("lot", "Largest lot", OrderBy.descending("LotSizeAcres")),
    YEAR_DOWN("-year", "Newest built", OrderBy.descending("YearBuilt")),
    PRICE_CUT("price_cut", "Latest price cut", OrderBy.descending("PriceChangeTimestamp")),
    OPEN_HOUSE("open_house", "Open house soonest", null);

    private final String value;
    private final String label;
    private final @org.jspecify.annotations.Nullable OrderBy key;

    Sort(String value, String label, @org.jspecify.annotations.Nullable OrderBy key) {
        this.value = value;
        this.label = label;
        this.key = key;
    }

    /** As in the URL. */
    public String value() {
        return value;
    }

    public String label() {
        return label;
    }

    /** {@code $orderby}. */
    public List<OrderBy> order() {
        var order = new ArrayList<OrderBy>();
        if (key != null) order.add(key);
        order.add(OrderBy.ascending("ListingKey"));
        return order;
    }

    static Optional<Sort> of(String value) {
        for (var sort : values()) if (sort.value.equals(value)) return Optional.of(sort);
        return Optional.empty();
    }
}
