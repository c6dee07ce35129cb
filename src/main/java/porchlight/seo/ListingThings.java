package porchlight.seo;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Listing;
import porchlight.listing.OpenHouse;
import porchlight.listing.Photo;
import porchlight.listing.PropertySubType;
import porchlight.message.Messages;

/**
 * A listing as schema.org data: its page with the offer, the home, and an event for each open house. It contains no
 * more than the page: a hidden address has neither street nor coordinates, and its open houses have no location.
 */
final class ListingThings {
    private static final int MOST_IMAGES = 6;
    /** UN/CEFACT codes for square feet, acres, and months. */
    private static final String SQUARE_FEET = "FTK";

    private static final String ACRES = "ACR";
    private static final String MONTHS = "MON";

    private final String origin;
    private final Listing listing;
    private final ZoneId zone;
    private final String url;

    ListingThings(String origin, Listing listing, ZoneId zone) {
        this.origin = origin;
        this.listing = listing;
        this.zone = zone;
        this.url = origin + listing.path();
    }

    List<Thing> all(String title) {
        var all = new ArrayList<Thing>();
        all.add(page(title));
        all.add(home());
        if (listing.address().street() != null)
            listing.openHouses().stream().map(this::event).forEach(all::add);
        return all;
    }

    private Thing page(String title) {
        return Thing.of("RealEstateListing")
                .id(url + "#page")
                .with("url", url)
                .with("name", title)
                .with("identifier", listing.listingId())
                .with("description", listing.remarks())
                .with("datePosted", date(listing.onMarketDate()))
                .with(
                        "dateModified",
                        listing.modified() == null
                                ? null
                                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                                        listing.modified().atZone(zone).withNano(0)))
                .with("inLanguage", Messages.text("layout.lang"))
                .with(
                        "image",
                        listing.photos().stream()
                                .limit(MOST_IMAGES)
                                .map(this::address)
                                .toList())
                .with(
                        "primaryImageOfPage",
                        listing.leadPhoto()
                                .map(photo -> Thing.of("ImageObject")
                                        .with("contentUrl", address(photo))
                                        .with("caption", photo.caption()))
                                .orElse(null))
                .with("breadcrumb", Thing.reference(url + "#crumbs"))
                .with("mainEntity", Thing.reference(url + "#home"))
                .with("provider", Thing.reference(StructuredData.brokerId(origin)))
                .with("offers", offer());
    }

    private Thing offer() {
        var price = listing.price();
        Number amount = !price.isKnown() ? null : price.cents() == 0 ? (Number) price.amount() : (Number) price.exact();
        var currency = listing.address().canadian() ? "CAD" : "USD";
        var offer = Thing.of("Offer")
                .with("price", amount)
                .with("priceCurrency", amount == null ? null : currency)
                .with("validFrom", date(listing.onMarketDate()))
                .with("availability", "https://schema.org/" + availability(listing.status()))
                .with(
                        "businessFunction",
                        Thing.reference(
                                "http://purl.org/goodrelations/v1#" + (listing.isLease() ? "LeaseOut" : "Sell")))
                .with("url", url)
                .with("itemOffered", Thing.reference(url + "#home"))
                .with("offeredBy", lister());
        if (listing.isLease() && amount != null)
            offer.with(
                    "priceSpecification",
                    Thing.of("UnitPriceSpecification")
                            .with("price", amount)
                            .with("priceCurrency", currency)
                            .with("unitCode", listing.price().isMonthly() ? MONTHS : null));
        return offer;
    }

    private static String availability(String status) {
        return switch (status) {
            case "Active" -> "InStock";
            case "Coming Soon" -> "PreSale";
            case "Closed" -> "SoldOut";
            default -> "Reserved";
        };
    }

    /** The listing agent, or the firm if there is no agent. */
    private @Nullable Thing lister() {
        var by = listing.attribution();
        var firm = by.office() == null ? null : Thing.of("RealEstateAgent").with("name", by.office());
        if (by.agent() == null) return firm == null ? null : contact(firm);
        return contact(Thing.of("Person")
                .with("name", by.agent())
                .with("jobTitle", by.agentLabel())
                .with("worksFor", firm));
    }

    private Thing contact(Thing lister) {
        var href = listing.attribution().contactHref();
        if (href == null) return lister;
        return lister.with(
                href.startsWith("mailto:") ? "email" : "telephone",
                listing.attribution().contact());
    }

    private Thing home() {
        var size = listing.dimensions();
        var type = type();
        var building = !type.equals("Place");
        var home = Thing.of(type)
                .id(url + "#home")
                .with("name", listing.address().line())
                .with("address", postalAddress())
                .with("geo", coordinates());
        var more = new ArrayList<Thing>();
        if (building)
            home.with("accommodationCategory", listing.kind())
                    .with("numberOfBedrooms", size.beds())
                    .with("numberOfBathroomsTotal", size.baths())
                    .with("numberOfFullBathrooms", size.bathsFull())
                    .with("numberOfPartialBathrooms", size.bathsHalf())
                    .with("yearBuilt", size.yearBuilt())
                    .with(
                            "floorSize",
                            size.livingArea() == null
                                    ? null
                                    : Thing.of("QuantitativeValue")
                                            .with("value", size.livingArea())
                                            .with("unitCode", SQUARE_FEET));
        else
            more.add(Thing.of("PropertyValue")
                    .with("name", Messages.text("layout.data.kind"))
                    .with("value", listing.kind()));
        if (size.lotAcres() != null)
            more.add(Thing.of("PropertyValue")
                    .with("name", Messages.text("layout.data.lot"))
                    .with("value", size.lotAcres())
                    .with("unitCode", ACRES));
        return home.with("additionalProperty", more);
    }

    private String type() {
        if (listing.isLand() || listing.isCommercial()) return "Place";
        var known = PropertySubType.of(listing.propertySubType());
        if (known.isEmpty()) return "House";
        return switch (known.get()) {
            case SINGLE_FAMILY_RESIDENCE -> "SingleFamilyResidence";
            case CONDOMINIUM, APARTMENT, STOCK_COOPERATIVE, OWN_YOUR_OWN -> "Apartment";
            default -> "House";
        };
    }

    private Thing postalAddress() {
        var address = listing.address();
        return Thing.of("PostalAddress")
                .with("streetAddress", address.street())
                .with("addressLocality", address.city())
                .with("addressRegion", address.state())
                .with("postalCode", address.postalCode())
                .with("addressCountry", address.canadian() ? "CA" : "US");
    }

    private @Nullable Thing coordinates() {
        var at = listing.location();
        if (at == null || listing.address().hidden()) return null;
        return Thing.of("GeoCoordinates").with("latitude", at.latitude()).with("longitude", at.longitude());
    }

    private Thing event(OpenHouse openHouse) {
        var by = listing.attribution();
        var address = listing.address();
        return Thing.of("Event")
                .with(
                        "name",
                        address.city() == null
                                ? Messages.text("layout.data.open-house", address.line())
                                : Messages.text("layout.data.open-house.city", address.line(), address.city()))
                .with("url", url)
                .with("startDate", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(openHouse.start()))
                .with("endDate", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(openHouse.end()))
                .with("eventAttendanceMode", "https://schema.org/OfflineEventAttendanceMode")
                .with("eventStatus", "https://schema.org/EventScheduled")
                .with("location", Thing.of("Place").with("name", address.line()).with("address", postalAddress()))
                .with("image", listing.leadPhoto().map(this::address).orElse(null))
                .with("description", openHouse.remarks())
                // The host is the listing firm, not the firm that shows the listing here.
                .with(
                        "organizer",
                        by.office() == null ? null : Thing.of("RealEstateAgent").with("name", by.office()));
    }

    private String address(Photo photo) {
        var url = photo.atLeast(1_200);
        return url.startsWith("/") ? origin + url : url;
    }

    private static @Nullable String date(@Nullable Object date) {
        return date == null ? null : date.toString();
    }
}
