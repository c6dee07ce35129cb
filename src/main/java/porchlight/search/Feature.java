package porchlight.search;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import porchlight.listing.Trait;
import porchlight.message.Messages;
import porchlight.odata.Filter;

/** Yes-or-no criteria. */
public enum Feature {
    GARAGE(
            SearchField.GARAGE,
            Trait.GARAGE,
            feed -> feed.declares("GarageYN")
                    ? Optional.of(Filter.eq("GarageYN", true))
                    : feed.on("GarageSpaces", Filter.ge("GarageSpaces", 1))),
    POOL(SearchField.POOL, Trait.POOL),
    WATERFRONT(SearchField.WATERFRONT, Trait.WATERFRONT),
    VIEW(
            SearchField.HAS_VIEW,
            Trait.VIEW,
            feed -> feed.declares("ViewYN")
                    ? Optional.of(Filter.eq("ViewYN", true))
                    : !feed.plan().property().has("ViewYN") && feed.plan().lambda("View")
                            ? Optional.of(new Filter.Verbatim("View/any()"))
                            : Optional.empty()),
    FIREPLACE(SearchField.FIREPLACE, Trait.FIREPLACE),
    NEW_CONSTRUCTION(SearchField.NEW_CONSTRUCTION, Trait.NEW_CONSTRUCTION),
    SENIOR(SearchField.SENIOR, Trait.SENIOR_COMMUNITY),
    /** Not every server can compare two fields; all can compare the last major change. */
    PRICE_CUT(
            SearchField.PRICE_CUT,
            Trait.PRICE_CUT,
            feed -> feed.on("MajorChangeType", Filter.eq("MajorChangeType", "Price Reduced")));

    private final SearchField field;
    private final Trait trait;
    private final Function<Capabilities, Optional<Filter>> condition;

    /** For a trait that the feed has a flag for. */
    Feature(SearchField field, Trait trait) {
        this(field, trait, flag(Objects.requireNonNull(trait.flag())));
    }

    Feature(SearchField field, Trait trait, Function<Capabilities, Optional<Filter>> condition) {
        this.field = field;
        this.trait = trait;
        this.condition = condition;
    }

    public SearchField field() {
        return field;
    }

    public String label() {
        return Messages.text("search.field." + field.key());
    }

    public Trait trait() {
        return trait;
    }

    /** Whether it describes the kind of home, like SearchField.WATERFRONT, rather than something a home has. */
    boolean isKind() {
        return this == WATERFRONT || this == NEW_CONSTRUCTION || this == SENIOR;
    }

    /** Its wording before "homes" for a kind, or after "with" for a feature. */
    String phrase() {
        return Messages.text("search.words.has." + field.key());
    }

    Optional<Filter> filter(Capabilities feed) {
        return condition.apply(feed);
    }

    private static Function<Capabilities, Optional<Filter>> flag(String field) {
        return feed -> feed.on(field, Filter.eq(field, true));
    }
}
