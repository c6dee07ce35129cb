package porchlight.listing;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search.
 * @param total how many listings the whole search finds; null when the feed does not count
 * @param asOf when the feed sent this data
 * @param stale whether it is shown only because the feed cannot answer now
 */
public record ListingBatch(List<Listing> listings, @Nullable Long total, Instant asOf, boolean stale) {
    public ListingBatch {
        listings = List.copyOf(listings);
    }

    /** This page without some of its listings, which are not counted either. */
    public ListingBatch without(Predicate<Listing> unwanted) {
        var wanted = listings.stream().filter(unwanted.negate()).toList();
        var fewer = listings.size() - wanted.size();
        return fewer == 0 ? this : new ListingBatch(wanted, total == null ? null : total - fewer, asOf, stale);
    }
}
