package porchlight.catalog;

import java.time.Instant;

/**
 * A change that this site saw in a listing.
 *
 * @param at when the feed reported it, at most hours after it happened
 * @param priceBefore whole dollars, like price
 * @param statusBefore in words, like status
 */
public record SeenChange(Instant at, long priceBefore, long price, String statusBefore, String status) {}
