package porchlight.catalog;

import java.time.Instant;

/**
 * What this site saw change in a listing.
 *
 * @param at when the feed told it, at most hours after it happened
 * @param priceBefore whole dollars, as price
 * @param statusBefore in words, as status
 */
public record SeenChange(Instant at, long priceBefore, long price, String statusBefore, String status) {}
