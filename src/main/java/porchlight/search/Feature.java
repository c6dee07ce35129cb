package porchlight.search;

import java.util.Optional;
import java.util.function.Function;
import porchlight.listing.Trait;
import porchlight.odata.Filter;

/** Yes-or-no criteria. {@code has_view} is not called {@code view}, which is the way results are shown. */
public enum Feature {
    GARAGE(
            "garage",
            "Garage",
            Trait.GARAGE,
            feed -> feed.declares("GarageYN")
                    ? Optional.of(Filter.eq("GarageYN", true))
                    : feed.on("GarageSpaces", Filter.ge("GarageSpaces", 1))),
    POOL("pool", "Pool", Trait.POOL, flag("PoolPrivateYN")),
    WATERFRONT("waterfront", "Waterfront", Trait.WATERFRONT, flag("WaterfrontYN")),
    VIEW(
            "has_view",
            "View",
            Trait.VIEW,
            feed -> feed.declares("ViewYN")
                    ? Optional.of(Filter.eq("ViewYN", true))
                    : !feed.plan().property().has("ViewYN") && feed.plan().lambda("View")
                            ? Optional.of(new Filter.Verbatim("View/any()"))
                            : Optional.empty()),
    FIREPLACE("fireplace", "Fireplace", Trait.FIREPLACE, flag("FireplaceYN")),
    NEW_CONSTRUCTION("new_construction", "New construction", Trait.NEW_CONSTRUCTION, flag("NewConstructionYN")),
    SENIOR("senior", "55+ community", Trait.SENIOR_COMMUNITY, flag("SeniorCommunityYN")),
    /** Fields cannot be compared with each other on every server; the last major change can. */
    PRICE_CUT(
            "price_cut",
            "Price cut",
            Trait.PRICE_CUT,
            feed -> feed.on("MajorChangeType", Filter.eq("MajorChangeType", "Price Reduced")));

    private final String param;
    private final String label;
    private final Trait trait;
    private final Function<Capabilities, Optional<Filter>> condition;

    Feature(String param, String label, Trait trait, Function<Capabilities, Optional<Filter>> condition) {
        this.param = param;
        this.label = label;
        this.trait = trait;
        this.condition = condition;
    }

    public String param() {
        return param;
    }

    public String label() {
        return label;
    }

    public Trait trait() {
        return trait;
    }

    /** As said after "with". */
    String phrase() {
        return switch (this) {
            case WATERFRONT -> "water at the door";
            case SENIOR -> "a 55+ community";
            case NEW_CONSTRUCTION -> "new construction";
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
