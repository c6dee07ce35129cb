package porchlight.listing;

/** What a home has or is, as far as visitors search by it. */
public enum Trait {
    GARAGE,
    POOL,
    WATERFRONT,
    VIEW,
    FIREPLACE,
    NEW_CONSTRUCTION,
    SENIOR_COMMUNITY,
    /** The last major change was a price reduction; where the feed does not tell changes, the price is below the one before. */
    PRICE_CUT
}
