package porchlight.search;

import java.util.List;
import porchlight.listing.ListingBatch;

/**
 * A page of what a search finds.
 *
 * @param total how many there are; where the feed does not count, how many at least
 * @param homes they are counted, e.g. "123 homes for sale"
 * @param heading the same with the place, e.g. "123 homes for sale in Portland"
 * @param sort the order they are in: the one that was asked for, unless neither the MLS nor the catalog has it
 * @param ignored criteria that neither the MLS nor the catalog can be asked
 * @param tooMany whether they could be, were fewer homes concerned
 * @param loading whether the catalog was not complete, which is to answer what the MLS cannot be asked
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
    /** Whether these are not the homes that were asked for, until the catalog can tell those. */
    public boolean areOthers() {
        return loading && !ignored.isEmpty();
    }
}
