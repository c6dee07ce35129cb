package porchlight.listing;

/** A property of a home that visitors can search by. */
public enum Trait {
    GARAGE,
    POOL,
    WATERFRONT,
    VIEW,
    FIREPLACE,
    NEW_CONSTRUCTION,
    SENIOR_COMMUNITY,
    /**
     * The last major change was a price reduction. If the feed does not report changes, the price
     * is lower than the previous one.
     */
    PRICE_CUT
}
