package porchlight.search;

import java.util.List;
import porchlight.listing.ListingPage;

/**
 * A page of what a search finds.
 *
 * @param total how many there are; where the feed does not count, how many at least
 * @param heading e.g. "123 homes for sale in Portland"
 * @param ignored criteria that neither the MLS nor the catalogue can be asked
 */
record Results(ListingPage page, long total, String heading, List<Criterion> ignored) {}
