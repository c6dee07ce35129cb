package porchlight.listing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a listing, according to the feed.
 * @param day in the MLS's time zone; null when unknown
 * @param what in words, e.g. "Price reduced"
 * @param price the asking price from then on, in whole dollars; null if it did not change or is
 * available on request only
 */
public record HistoryEvent(
        @Nullable LocalDate day, String what, @Nullable Long price) {
    public HistoryEvent {
        if (price != null && price <= 0) price = null;
    }
}
