package porchlight.search;

import java.util.List;
import porchlight.listing.ListingBatch;

/**
 * A page of search results.
 *
 * @param total the number of results; a minimum if the feed does not count
 * @param homes with their count, e.g. "123 homes for sale"
 * @param heading the same with the place, e.g. "123 homes for sale in Portland"
 * @param sort their order: the requested one, unless neither the MLS nor the catalog supports it
 * @param ignored criteria that neither the MLS nor the catalog supports
 * @param tooMany whether they were ignored only because too many homes are involved
 * @param loading whether the catalog, which would answer what the MLS cannot, is still incomplete
 */
public record Results(
        ListingBatch page,
        long total,
        String homes,
        String heading,
        Sort sort,
        List<Criterion> ignored,
        boolean tooMany,
        boolean loading) {
    /** Whether these are other homes than requested, shown until the catalog can answer. */
    public boolean areOthers() {
        return loading && !ignored.isEmpty();
    }
}
