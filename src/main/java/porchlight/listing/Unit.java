package porchlight.listing;

import org.jspecify.annotations.Nullable;

/**
 * One kind of dwelling unit in a multi-family property; texts as shown.
 * @param area in square feet, "1,167"
 * @param rent per month, "$1,900"
 * @param units how many there are of this kind
 */
public record Unit(
        String type,
        @Nullable Integer beds,
        @Nullable String baths,
        @Nullable String area,
        @Nullable String rent,
        @Nullable Integer units,
        @Nullable Integer garageSpaces) {}
