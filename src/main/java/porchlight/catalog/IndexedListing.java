package porchlight.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Address;
import porchlight.listing.Listing;
import porchlight.listing.ListingPath;
import porchlight.listing.ListingWithTraits;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyType;
import porchlight.listing.Trait;
import porchlight.listing.Traits;

/**
 * A listing as the catalog holds it in memory: what is needed to search, count, and map it. Missing numbers are 0;
 * hidden or missing coordinates are {@link Double#NaN}.
 *
 * @param area living area in square feet
 * @param latitude WGS 84 degrees
 * @param photo address of the first photo
 * @param modified ModificationTimestamp, {@link Instant#EPOCH} if missing
 * @param pass the sweep's pass that saw it last
 * @param confirmed when the feed last confirmed these data
 */
public record IndexedListing(
        String listingKey,
        String listingId,
        String status,
        @Nullable String type,
        @Nullable String subType,
        long price,
        @Nullable Instant priceChangedAt,
        int beds,
        int baths,
        int area,
        double acres,
        int yearBuilt,
        Address address,
        double latitude,
        double longitude,
        @Nullable LocalDate onMarketDate,
        @Nullable Integer daysOnMarket,
        Traits traits,
        @Nullable String photo,
        Instant modified,
        long pass,
        Instant confirmed) {
    private static final int PHOTO_WIDTH = 1_200;

    /**
     * @param shared returns one instance for equal values, because many homes share a city, a school, a set of traits
     */
    static IndexedListing of(ListingWithTraits indexed, long pass, Instant confirmed, UnaryOperator<Object> shared) {
        var listing = indexed.listing();
        var size = listing.dimensions();
        var at = listing.location();
        var listed = listing.address();
        var address = new Address(
                listed.street(),
                (String) orNull(listed.city(), shared),
                (String) orNull(listed.state(), shared),
                (String) orNull(listed.postalCode(), shared),
                (String) orNull(listed.county(), shared),
                (String) orNull(listed.subdivision(), shared),
                listed.canadian(),
                listed.hidden());
        return new IndexedListing(
                listing.listingKey(),
                listing.listingId(),
                (String) shared.apply(listing.status()),
                (String) orNull(listing.propertyType(), shared),
                (String) orNull(listing.propertySubType(), shared),
                listing.price().amount(),
                listing.price().changedAt(),
                zero(size.beds()),
                zero(size.baths()),
                size.livingArea() == null ? 0 : (int) Math.min(size.livingArea(), Integer.MAX_VALUE),
                size.lotAcres() == null ? 0 : size.lotAcres().doubleValue(),
                zero(size.yearBuilt()),
                address,
                at == null ? Double.NaN : at.latitude().doubleValue(),
                at == null ? Double.NaN : at.longitude().doubleValue(),
                (LocalDate) orNull(listing.onMarketDate(), shared),
                listing.onMarketDate() == null ? listing.daysOnMarket() : null,
                (Traits) shared.apply(indexed.traits()),
                listing.leadPhoto().map(photo -> photo.atLeast(PHOTO_WIDTH)).orElse(null),
                modified(listing),
                pass,
                confirmed);
    }

    /** The values that it may share with other entries, see {@link #of}. */
    Stream<Object> sharedValues() {
        return Stream.of(
                        address.city(),
                        address.state(),
                        address.postalCode(),
                        address.county(),
                        address.subdivision(),
                        status,
                        type,
                        subType,
                        onMarketDate,
                        traits)
                .filter(Objects::nonNull);
    }

    static Instant modified(Listing listing) {
        var modified = listing.modified();
        return modified == null ? Instant.EPOCH : modified;
    }

    IndexedListing seen(long inPass, Instant at) {
        return new IndexedListing(
                listingKey,
                listingId,
                status,
                type,
                subType,
                price,
                priceChangedAt,
                beds,
                baths,
                area,
                acres,
                yearBuilt,
                address,
                latitude,
                longitude,
                onMarketDate,
                daysOnMarket,
                traits,
                photo,
                modified,
                inPass,
                at);
    }

    /** The same home with a different spelling of its address. */
    IndexedListing at(Address respelled) {
        return new IndexedListing(
                listingKey,
                listingId,
                status,
                type,
                subType,
                price,
                priceChangedAt,
                beds,
                baths,
                area,
                acres,
                yearBuilt,
                respelled,
                latitude,
                longitude,
                onMarketDate,
                daysOnMarket,
                traits,
                photo,
                modified,
                pass,
                confirmed);
    }

    public boolean has(Trait trait) {
        return traits.has().contains(trait);
    }

    /** Whether it may be shown at its location on the map. */
    public boolean isPlaced() {
        return !Double.isNaN(latitude);
    }

    /** Whether it was sold or leased and is shown as such. */
    public boolean isSold() {
        return status.equals(MlsProfile.Sold.STATUS);
    }

    public boolean isLease() {
        return PropertyType.isLease(type);
    }

    /** The detail page's path. */
    public String path() {
        return ListingPath.of(listingKey, address.slug());
    }

    private static @Nullable Object orNull(@Nullable Object value, UnaryOperator<Object> shared) {
        return value == null ? null : shared.apply(value);
    }

    private static int zero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
