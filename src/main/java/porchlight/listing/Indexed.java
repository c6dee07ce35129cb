package porchlight.listing;

/** A listing as its card shows it, and what else it is searched by. */
public record Indexed(Listing listing, Traits traits) {}
