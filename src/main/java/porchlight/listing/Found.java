package porchlight.listing;

import java.time.Instant;

/** The result of looking up a listing key. */
public sealed interface Found {
    /** A listing that may be shown, as of the time the feed sent it. */
    record Displayed(Listing listing, Instant asOf, boolean stale) implements Found {}

    /**
     * The listing was on this site before and may no longer be shown, or the feed no longer has it.
     */
    record Withdrawn() implements Found {}

    /** The listing was never on this site, whether the feed has it or not. */
    record Unknown() implements Found {}
}
