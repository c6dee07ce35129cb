package porchlight.place;

/**
 * A link to the page of a place.
 *
 * @param homes how many it has
 */
record PlaceLink(String path, String label, int homes) {}
