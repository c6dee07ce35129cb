package porchlight.listing;

/** A listing as its card shows it, and what else it is searched by. */
public record ListingWithTraits(Listing listing, Traits traits) {}
