package porchlight.listing;

/** How a feed delivers the rows that belong to a listing: its photos, open houses, rooms, or units. */
enum RelatedDelivery {
    /** By {@code $expand} with options inside the parentheses. */
    EXPANDED_WITH_OPTIONS,
    /** By {@code $expand} of the name alone. */
    EXPANDED,
    /** As a property of the listing, a collection of a complex type. */
    INLINE,
    /** From a separate entity set, with one request for all listings on a page. */
    SET,
    NONE;

    boolean isExpanded() {
        return this == EXPANDED_WITH_OPTIONS || this == EXPANDED;
    }
}
