package porchlight.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Segment.Text;
import porchlight.listing.Address;
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
 * @param cut the last reduction of the price in dollars, 0 if there was none
 * @param taxAnnual property tax in dollars a year
 * @param monthly what is due each month, in dollars: fees of an association and for leased land, or the rent; null for a
 *     rent that is not known by the month
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
        long cut,
        @Nullable Long taxAnnual,
        @Nullable Long monthly) {
    private static final int PHOTO_WIDTH = 1_200;
    private static final Pattern NUMBER = Pattern.compile("(?i)^\\d+(?!(?:st|nd|rd|th)\\b)\\S*\\s+");
    private static final Pattern UNIT = Pattern.compile("\\s+(?:#|Unit|Apt)\\s*\\S+$");

    static IndexedListing of(ListingWithTraits indexed) {
        var listing = indexed.listing();
        var size = listing.dimensions();
        var at = listing.location();
        return new IndexedListing(
                listing.listingKey(),
                listing.listingId(),
                listing.status(),
                listing.propertyType(),
                listing.propertySubType(),
                listing.price().amount(),
                listing.price().changedAt(),
                zero(size.beds()),
                zero(size.baths()),
                size.livingArea() == null ? 0 : (int) Math.min(size.livingArea(), Integer.MAX_VALUE),
                size.lotAcres() == null ? 0 : size.lotAcres().doubleValue(),
                zero(size.yearBuilt()),
                listing.address(),
                at == null ? Double.NaN : at.latitude().doubleValue(),
                at == null ? Double.NaN : at.longitude().doubleValue(),
                listing.onMarketDate(),
                listing.onMarketDate() == null ? listing.daysOnMarket() : null,
                indexed.traits(),
                listing.leadPhoto().map(photo -> photo.atLeast(PHOTO_WIDTH)).orElse(null),
                listing.modified() == null ? Instant.EPOCH : listing.modified(),
                listing.price().cut(),
                listing.charges().taxAnnual(),
                listing.isLease()
                        ? listing.price().monthlyRent()
                        : Long.valueOf(listing.charges().monthly()));
    }

    /** The names in the columns, by their numbers. */
    interface Names {
        @Nullable
        String at(Column column, long number);
    }

    /** A row of a segment. Coordinates and lot sizes are rounded as in {@link Column}. */
    static IndexedListing of(Segment segment, int index, Names names) {
        var row = new Object() {
            @Nullable
            String name(Column column) {
                return names.at(column, segment.number(column, index));
            }

            String text(Text text) {
                return Objects.requireNonNullElse(segment.text(text, index), "");
            }

            long number(Column column) {
                return segment.number(column, index);
            }
        };
        var address = row.number(Column.ADDRESS);
        var days = row.number(Column.DAYS_ON_MARKET);
        var fee = row.number(Column.MONTHLY_FEE);
        var modified = Column.instant(row.number(Column.MODIFIED));
        return new IndexedListing(
                row.text(Text.KEY),
                row.text(Text.NUMBER),
                Objects.requireNonNull(row.name(Column.STATUS)),
                row.name(Column.TYPE),
                row.name(Column.SUB_TYPE),
                row.number(Column.PRICE),
                Column.instant(row.number(Column.PRICE_CHANGED)),
                (int) row.number(Column.BEDS),
                (int) row.number(Column.BATHS),
                (int) row.number(Column.AREA),
                Column.acres(row.number(Column.LOT)),
                (int) row.number(Column.YEAR_BUILT),
                new Address(
                        segment.text(Text.STREET, index),
                        row.name(Column.CITY),
                        row.name(Column.STATE),
                        row.name(Column.POSTAL_CODE),
                        row.name(Column.COUNTY),
                        row.name(Column.SUBDIVISION),
                        (address & Column.CANADIAN) != 0,
                        (address & Column.HIDDEN) != 0),
                Column.degrees(row.number(Column.LATITUDE)),
                Column.degrees(row.number(Column.LONGITUDE)),
                Column.date(row.number(Column.ON_MARKET)),
                days < 0 ? null : (int) days,
                new Traits(
                        Column.traits(row.number(Column.TRAITS)),
                        Column.names(row.name(Column.SCHOOLS)),
                        fee < 0 ? null : fee,
                        Set.copyOf(Column.names(row.name(Column.CONVERTED))),
                        Column.date(row.number(Column.BACK_ON_MARKET)),
                        (int) row.number(Column.STORIES),
                        (int) row.number(Column.GARAGE),
                        (int) row.number(Column.PARKING)),
                segment.text(Text.PHOTO, index),
                modified == null ? Instant.EPOCH : modified,
                row.number(Column.CUT),
                known(row.number(Column.TAX)),
                known(row.number(Column.MONTHLY)));
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

    /** "1247" for "1247 SE Division St #5"; null if the address is hidden or has no street. */
    @Nullable
    String houseNumber() {
        var street = address.street();
        if (street == null) return null;
        var end = street.indexOf(' ');
        return (end < 0 ? street : street.substring(0, end)).toLowerCase(Locale.ROOT);
    }

    /** "SE Division St" for "1247 SE Division St #5"; null if the address is hidden or has no street. */
    public @Nullable String streetName() {
        var street = address.street();
        return street == null
                ? null
                : UNIT.matcher(NUMBER.matcher(street).replaceFirst("")).replaceFirst("");
    }

    /** The detail page's path. */
    public String path() {
        return ListingPath.of(listingKey, address.slug());
    }

    private static @Nullable Long known(long number) {
        return number < 0 ? null : number;
    }

    private static int zero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
