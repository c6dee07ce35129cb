package porchlight.listing;

import java.time.Instant;

/** What a listing key leads to. */
public sealed interface Found {
    /** A listing that may be shown, as of when the feed sent it. */
    record Displayed(Listing listing, Instant asOf, boolean stale) implements Found {}

    /** It was on this site before and may no longer be shown, or the feed no longer has it. */
    record Withdrawn() implements Found {}

    /** It was never on this site, whether the feed has it or not. */
    record Unknown() implements Found {}
}
