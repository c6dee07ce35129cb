package porchlight.listing;

import org.jspecify.annotations.Nullable;

/** What settings say a service can do; null: as it turns out. */
public record Supported(
        @Nullable Boolean in,
        @Nullable Boolean contains,
        @Nullable Boolean startsWith,
        @Nullable Boolean lambda,
        @Nullable Boolean geo,
        @Nullable Boolean count) {
    /** Nothing said. */
    public static final Supported UNTOLD = new Supported(null, null, null, null, null, null);
}
