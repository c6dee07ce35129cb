package porchlight.search;

import java.util.Optional;
import java.util.function.Function;
import porchlight.listing.Trait;
import porchlight.message.Messages;
import porchlight.odata.Filter;

/**
 * Yes-or-no criteria. {@code has_view} is not called {@code view}, because that parameter selects how results are
 * shown.
 */
public enum Feature {
    GARAGE(
            "garage",
            Trait.GARAGE,
            feed -> feed.declares("GarageYN")
                    ? Optional.of(Filter.eq("GarageYN", true))
                    : feed.on("GarageSpaces", Filter.ge("GarageSpaces", 1))),
    POOL("pool", Trait.POOL, flag("PoolPrivateYN")),
    WATERFRONT("waterfront", Trait.WATERFRONT, flag("WaterfrontYN")),
    VIEW(
            "has_view",
            Trait.VIEW,
            feed -> feed.declares("ViewYN")
                    ? Optional.of(Filter.eq("ViewYN", true))
                    : !feed.plan().property().has("ViewYN") && feed.plan().lambda("View")
                            ? Optional.of(new Filter.Verbatim("View/any()"))
                            : Optional.empty()),
    FIREPLACE("fireplace", Trait.FIREPLACE, flag("FireplaceYN")),
    NEW_CONSTRUCTION("new_construction", Trait.NEW_CONSTRUCTION, flag("NewConstructionYN")),
    SENIOR("senior", Trait.SENIOR_COMMUNITY, flag("SeniorCommunityYN")),
    /** Not every server can compare two fields; all can compare the last major change. */
    PRICE_CUT(
            "price_cut",
            Trait.PRICE_CUT,
            feed -> feed.on("MajorChangeType", Filter.eq("MajorChangeType", "Price Reduced")));

    private final String param;
    private final Trait trait;
    private final Function<Capabilities, Optional<Filter>> condition;

    Feature(String param, Trait trait, Function<Capabilities, Optional<Filter>> condition) {
        this.param = param;
        this.trait = trait;
        this.condition = condition;
    }

    public String param() {
        return param;
    }

    public String label() {
        return Messages.text("search.field." + key());
    }

    public Trait trait() {
        return trait;
    }

    private String key() {
        return param.replace('_', '-');
    }

    /** Whether it describes the kind of home, like "waterfront", rather than something a home has. */
    boolean isKind() {
        return this == WATERFRONT || this == NEW_CONSTRUCTION || this == SENIOR;
    }

    /** Its wording before "homes" for a kind, or after "with" for a feature. */
    String phrase() {
        return Messages.text("search.words.has." + key());
    }

    Optional<Filter> filter(Capabilities feed) {
        return condition.apply(feed);
    }

    private static Function<Capabilities, Optional<Filter>> flag(String field) {
        return feed -> feed.on(field, Filter.eq(field, true));
    }
}
