package porchlight.listing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * A listing as the public may see it. Only {@link PropertyParser} creates one, and only when the
 * MLS's rules allow it to be displayed. It contains nothing that must not be shown.
 * @param listingKey the feed's key, a string (26 digits on Spark)
 * @param listingId the MLS number that people know
 * @param status StandardStatus in words
 * @param location exact coordinates; null when hidden or unknown
 * @param ours whether the brokerage whose site this is listed it, see {@link OurOffices}
 * @param agents what identifies the agents of a listing of our own; compared and never shown
 * @param photosCount how many photos the MLS has, at least {@code photos.size()}
 * @param history latest first; empty if the MLS does not allow it to be shown
 * @param requiredOnCard fields the MLS additionally requires in result lists, as far as they have
 * values
 * @param requiredOnPage fields the MLS additionally requires on listing pages, as far as they have
 * values
 * @param notices notices that the record itself requires (CopyrightNotice, Disclaimer)
 * @param modified ModificationTimestamp
 * @param source OriginatingSystemName, the MLS that the listing comes from
 * @param sourceMlsUrl SourceMLSURL, whose badge and beacon the detail page must include
 */
public record Listing(
        String listingKey,
        String listingId,
        String status,
        @Nullable String propertyType,
        @Nullable String propertySubType,
        Price price,
        Address address,
        Dimensions dimensions,
        @Nullable Coordinates location,
        @Nullable String remarks,
        @Nullable LocalDate onMarketDate,
        @Nullable Integer daysOnMarket,
        boolean newConstruction,
        boolean ours,
        List<String> agents,
        Attribution attribution,
        List<Photo> photos,
        int photosCount,
        List<MediaLink> mediaLinks,
        List<OpenHouse> openHouses,
        List<Room> rooms,
        List<Unit> units,
        List<Facts> facts,
        Charges charges,
        List<HistoryEvent> history,
        List<Facts.Fact> requiredOnCard,
        List<Facts.Fact> requiredOnPage,
        List<String> notices,
        @Nullable Instant modified,
        @Nullable String source,
        @Nullable String sourceMlsUrl) {

    public Listing {
        agents = List.copyOf(agents);
        photos = List.copyOf(photos);
        mediaLinks = List.copyOf(mediaLinks);
        openHouses = List.copyOf(openHouses);
        rooms = List.copyOf(rooms);
        units = List.copyOf(units);
        facts = List.copyOf(facts);
        history = List.copyOf(history);
        requiredOnCard = List.copyOf(requiredOnCard);
        requiredOnPage = List.copyOf(requiredOnPage);
        notices = List.copyOf(notices);
    }

    /** This listing with the photos of another record for the same home. */
    Listing withPhotosOf(Listing other) {
        return new Listing(
                listingKey,
                listingId,
                status,
                propertyType,
                propertySubType,
                price,
                address,
                dimensions,
                location,
                remarks,
                onMarketDate,
                daysOnMarket,
                newConstruction,
                ours,
                agents,
                attribution,
                other.photos,
                Math.max(photosCount, other.photosCount),
                mediaLinks,
                openHouses,
                rooms,
                units,
                facts,
                charges,
                history,
                requiredOnCard,
                requiredOnPage,
                notices,
                modified,
                source,
                sourceMlsUrl);
    }

    /** WGS 84 degrees. */
    public record Coordinates(BigDecimal latitude, BigDecimal longitude) {}

    public String slug() {
        return address.slug();
    }

    /** The detail page's path, percent-encoded. */
    public String path() {
        return ListingPath.of(listingKey, slug());
    }

    public Optional<Photo> leadPhoto() {
        return photos.stream().findFirst();
    }

    /** The kind of property in words: the subtype, if there is one. */
    public String kind() {
        if (propertySubType != null) return propertySubType;
        return propertyType != null ? propertyType : Messages.text("listing.kind.property");
    }

    /** The everyday name of the kind, for cards, which have no room for more. */
    public String shortKind() {
        var known = PropertySubType.of(propertySubType);
        if (known.isEmpty()) return kind();
        return switch (known.get()) {
            case SINGLE_FAMILY_RESIDENCE -> Messages.text("listing.kind.house");
            case CONDOMINIUM -> Messages.text("listing.kind.condo");
            case MANUFACTURED_HOME -> Messages.text("listing.kind.manufactured");
            case QUADRUPLEX -> Messages.text("listing.kind.fourplex");
            case UNIMPROVED_LAND -> Messages.text("listing.kind.land");
            default -> kind();
        };
    }

    /** The kind with its PropertyType, unless one implies the other. */
    public String kindAndType() {
        return propertyType == null || is(PropertyType.RESIDENTIAL) || kind().contains(propertyType)
                ? kind()
                : Messages.text("listing.type", kind(), propertyType);
    }

    /** "Condominium at 12 Main St, Portland, OR 97214". */
    public String kindAndPlace() {
        return Messages.text(address.hidden() ? "listing.in" : "listing.at", kind(), address.full());
    }

    /** The everyday name of the status. */
    public String statusText() {
        return status.equals("Active Under Contract") ? Messages.text("listing.status.under-contract") : status;
    }

    /** The time on the market, in words; empty when unknown. */
    public String marketTime() {
        return daysOnMarket == null || daysOnMarket < 0 ? "" : Messages.text("listing.days", daysOnMarket);
    }

    public boolean isLand() {
        return is(PropertyType.LAND);
    }

    public boolean isLease() {
        return PropertyType.isLease(propertyType);
    }

    public boolean is(PropertyType type) {
        return type.is(propertyType);
    }

    public boolean isCommercial() {
        return PropertyType.isCommercial(propertyType);
    }

    /** The value of a RESO field among the facts; null if it has none. */
    public @Nullable String fact(String field) {
        return Facts.value(facts, field).orElse(null);
    }

    public boolean isActive() {
        return status.equals("Active");
    }

    /** Whether the home was sold or leased. */
    public boolean isSold() {
        return price.closed() != null;
    }

    /** Whether the listing came on the market within the last week. */
    public boolean isNew() {
        return isActive() && daysOnMarket != null && daysOnMarket <= 7;
    }

    public Optional<OpenHouse> nextOpenHouse() {
        return openHouses.stream().findFirst();
    }

    /** Asking price per square foot of living area, computed by this site. */
    public Optional<String> pricePerSquareFoot() {
        var area = dimensions.livingArea();
        return area == null || area < 100 || isLease() || !price.isKnown()
                ? Optional.empty()
                : Optional.of(Money.dollars(Math.round((double) price.amount() / area)));
    }

    /** The alternative text of a photo. */
    public String photoAlt(int number) {
        var photo = photos.get(number - 1);
        var what = photo.caption() == null ? kindAndPlace() : photo.caption();
        return Messages.text("listing.photo.alt", number, photos.size(), what);
    }
}
