package porchlight.listing;

/** A floor plan, tour or video that opens elsewhere. */
public record MediaLink(String label, String url) {}
