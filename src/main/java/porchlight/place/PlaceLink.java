package porchlight.place;

/**
 * A link to a place's page.
 *
 * @param homes the number of its homes
 */
record PlaceLink(String path, String label, int homes) {}
