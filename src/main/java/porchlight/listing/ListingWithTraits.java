package porchlight.listing;

/** A listing as its card shows it, with the other traits it is searched by. */
public record ListingWithTraits(Listing listing, Traits traits) {}
