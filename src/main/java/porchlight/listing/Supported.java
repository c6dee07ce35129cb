package porchlight.listing;

import org.jspecify.annotations.Nullable;

/** What the settings say a service supports; null means find out. */
public record Supported(
        @Nullable Boolean in,
        @Nullable Boolean contains,
        @Nullable Boolean startsWith,
        @Nullable Boolean lambda,
        @Nullable Boolean geo,
        @Nullable Boolean count) {
    /** No settings. */
    public static final Supported UNKNOWN = new Supported(null, null, null, null, null, null);
}
