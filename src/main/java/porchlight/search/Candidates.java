package porchlight.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import porchlight.listing.Listing;
import porchlight.listing.ListingBatch;
import porchlight.listing.PropertyResource;
import porchlight.odata.Filter;
import porchlight.odata.OrderBy;
import porchlight.odata.Retrieval;

/**
 * Homes that match the part of a search that the catalog can check; the MLS is then queried for the rest by their keys.
 *
 * @param keys in the requested order: matches among the first keys precede all others
 */
record Candidates(List<String> keys) {
    private static final int MOST_QUESTIONS = 5;

    Candidates {
        keys = List.copyOf(keys);
    }

    /**
     * How many homes the MLS is queried about for one page.
     *
     * @param keysAtOnce the maximum number of keys in one query
     */
    static int most(int keysAtOnce) {
        return keysAtOnce * MOST_QUESTIONS;
    }

    /** The condition that a home is one of these; for at most as many as one query may name. */
    static Filter among(List<String> keys, Capabilities feed) {
        // Sorted, so that the same homes give the same query.
        return keys.isEmpty()
                ? Filter.eq("ListingKey", "")
                : feed.oneOf("ListingKey", keys.stream().sorted().toList()).orElseThrow();
    }

    /**
     * A page of the candidates that meet a condition, and their total; takes one MLS request per maximum number of
     * keys. Empty if several requests are needed and the feed does not count.
     *
     * @param order the order of the candidates
     * @throws porchlight.odata.ODataException as {@link PropertyResource#search}
     */
    Optional<ListingBatch> page(
            PropertyResource properties,
            Filter condition,
            Capabilities feed,
            List<OrderBy> order,
            int skip,
            int top,
            Retrieval retrieval) {
        var listings = new ArrayList<Listing>();
        var total = 0L;
        var asOf = Instant.MAX;
        var stale = false;
        var atOnce = feed.plan().keysAtOnce();
        for (int from = 0; from < keys.size(); from += atOnce) {
            var some = keys.subList(from, Math.min(from + atOnce, keys.size()));
            var before = (int) Math.max(0, skip - total);
            var wanted = (int) (skip + top - Math.max(skip, total));
            var found = properties.search(
                    feed.plan(),
                    Filter.and(List.of(condition, among(some, feed))),
                    order,
                    before,
                    // At least one, even if only the count is needed.
                    Math.max(1, wanted),
                    retrieval);
            var counted = found.total();
            if (counted == null) return keys.size() > atOnce ? Optional.empty() : Optional.of(found);
            if (wanted > 0) listings.addAll(found.listings());
            total += counted;
            if (found.asOf().isBefore(asOf)) asOf = found.asOf();
            stale |= found.stale();
        }
        return Optional.of(new ListingBatch(listings, total, asOf, stale));
    }
}
