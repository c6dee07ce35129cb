package porchlight.listing;

/** How a feed gives the rows that belong to a listing: its photos, open houses, rooms, units. */
enum Delivery {
    /** By {@code $expand} with options inside the parentheses. */
    EXPANDED_WITH_OPTIONS,
    /** By {@code $expand} of the name alone. */
    EXPANDED,
    /** As a property of the listing, a collection of a complex type. */
    INLINE,
    /** As an entity set of its own, asked once for all listings of a page. */
    SET,
    NONE;

    boolean isExpanded() {
        return this == EXPANDED_WITH_OPTIONS || this == EXPANDED;
    }
}
