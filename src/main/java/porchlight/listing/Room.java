package porchlight.listing;

import org.jspecify.annotations.Nullable;

/** One row of a listing's room table. */
public record Room(
        String type,
        @Nullable String level,
        @Nullable String dimensions,
        @Nullable String description) {}
