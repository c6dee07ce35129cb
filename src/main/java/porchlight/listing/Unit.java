package porchlight.listing;

import org.jspecify.annotations.Nullable;

/** One kind of dwelling unit in a multi-family property; texts as shown. */
public record Unit(
        String type,
        @Nullable Integer beds,
        @Nullable String baths,
        @Nullable String area,
        @Nullable String rent,
        @Nullable Integer units,
        @Nullable Integer garageSpaces) {}
