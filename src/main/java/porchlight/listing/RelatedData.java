package porchlight.listing;

/** What comes with a listing, if the feed has it. */
public enum RelatedData {
    PHOTOS,
    OPEN_HOUSES,
    ROOMS,
    UNITS
}
