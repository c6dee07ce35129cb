package porchlight.listing;

import org.jspecify.annotations.Nullable;

/**
 * The navigation properties of Property by what they hold; null where the feed has none. Names differ between servers:
 * {@code OpenHouse} on Spark, {@code OpenHouses} in the RESO reference.
 */
public record Expansions(
        @Nullable String media,
        @Nullable String openHouses,
        @Nullable String rooms,
        @Nullable String units) {}
