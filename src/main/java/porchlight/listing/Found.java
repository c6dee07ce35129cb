package porchlight.listing;

import java.time.Instant;

/** What a listing key leads to. */
public sealed interface Found {
    /** A listing that may be shown, as of when the feed sent it. */
    record Displayed(Listing listing, Instant asOf, boolean stale) implements Found {}

    /** The feed has it, but it may not be shown (any more). */
    record Withheld() implements Found {}

    /** The feed does not know it. */
    record Unknown() implements Found {}
}
