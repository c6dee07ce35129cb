package porchlight.search;

import java.util.Optional;
import java.util.function.Function;
import porchlight.odata.Filter;

/** Yes-or-no criteria. {@code has_view} is not called {@code view}, which is the way results are shown. */
enum Feature {
    GARAGE(
            "garage",
            "Garage",
            feed -> feed.declares("GarageYN")
                    ? Optional.of(Filter.eq("GarageYN", true))
                    : feed.on("GarageSpaces", Filter.ge("GarageSpaces", 1))),
    POOL("pool", "Pool", flag("PoolPrivateYN")),
    WATERFRONT("waterfront", "Waterfront", flag("WaterfrontYN")),
    VIEW(
            "has_view",
            "View",
            feed -> feed.declares("ViewYN")
                    ? Optional.of(Filter.eq("ViewYN", true))
                    : feed.lambda() ? feed.on("View", new Filter.Verbatim("View/any()")) : Optional.empty()),
    FIREPLACE("fireplace", "Fireplace", flag("FireplaceYN")),
    NEW_CONSTRUCTION("new_construction", "New construction", flag("NewConstructionYN")),
    SENIOR("senior", "55+ community", flag("SeniorCommunityYN")),
    /** Fields cannot be compared with each other on every server; the last major change can. */
    PRICE_CUT(
            "price_cut",
            "Price cut",
            feed -> feed.declares("MajorChangeType")
                    ? Optional.of(Filter.eq("MajorChangeType", "Price Reduced"))
                    : Optional.empty()),
    /** Open houses are another resource: the page asks it for keys and adds them. */
    OPEN_HOUSE("open_house", "Open house", feed -> Optional.empty());

    private final String param;
    private final String label;
    private final Function<Capabilities, Optional<Filter>> condition;

    Feature(String param, String label, Function<Capabilities, Optional<Filter>> condition) {
        this.param = param;
        this.label = label;
        this.condition = condition;
    }

    String param() {
        return param;
    }

    String label() {
        return label;
    }

    /** As said after "with". */
    String phrase() {
        return switch (this) {
            case WATERFRONT -> "water at the door";
            case SENIOR -> "a 55+ community";
            case NEW_CONSTRUCTION -> "new construction";
            case OPEN_HOUSE -> "an open house";
            default -> "a " + label.toLowerCase(java.util.Locale.US);
        };
    }

    Optional<Filter> filter(Capabilities feed) {
        return condition.apply(feed);
    }

    private static Function<Capabilities, Optional<Filter>> flag(String field) {
        return feed -> feed.on(field, Filter.eq(field, true));
    }
}
