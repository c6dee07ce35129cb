package porchlight.listing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search.
 *
 * @param total how many listings the whole search finds; null when the feed does not count
 * @param asOf when the feed sent these data
 * @param stale whether they are shown only because the feed cannot answer now
 */
public record ListingPage(List<Listing> listings, @Nullable Long total, Instant asOf, boolean stale) {
    public ListingPage {
        listings = List.copyOf(listings);
    }
}
