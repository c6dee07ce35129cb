package porchlight.listing;

import org.jspecify.annotations.Nullable;

/**
 * The navigation properties of Property by what they contain; null when the feed has none. Names
 * differ between servers: {@code OpenHouse} on Spark, {@code OpenHouses} in the RESO reference.
 */
public record Expansions(
        @Nullable String media,
        @Nullable String openHouses,
        @Nullable String rooms,
        @Nullable String units,
        @Nullable String history) {
    /** Without history, which few feeds have. */
    public Expansions(
            @Nullable String media, @Nullable String openHouses, @Nullable String rooms, @Nullable String units) {
        this(media, openHouses, rooms, units, null);
    }
}
