package porchlight.demomls.town;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The demo market. Each listing is generated from the seed and its number on request, so that a
 * large market takes no memory. Dates are relative to the day the market was opened. Every field
 * that is not set is null in the feed.
 */
public final class Market {
    public static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    /** A home has been for sale for so many days before its sale fell through. */
    private static final int RETURNED_AFTER = 25;

    private static final String NAME = "Rose City Listing Exchange";
    private static final String NEIGHBOR = "Gorge Listing Service";

    private final int size;
    private final long seed;
    private final Instant now;
    private final String mediaRoot;
    private final Builder builder;
    private final Firms firms = new Firms();
    private final Remarks remarks;
    private final Gallery gallery;
    private final Rooms rooms;
    private final Showings showings;

    private Market(int size, long seed, Instant now, String mediaRoot) {
        this.size = size;
        this.seed = seed;
        this.now = now.truncatedTo(ChronoUnit.HOURS);
        this.builder = new Builder(seed, Place.all(), size, (number, home) -> entry(seed, number, home));
        this.remarks = new Remarks(seed);
        this.gallery = new Gallery(seed, mediaRoot);
        this.mediaRoot = mediaRoot;
        this.rooms = new Rooms(seed);
        this.showings = new Showings(seed, this.now, ZONE);
    }

    /** @param mediaRoot origin of the photo host, without a trailing slash */
    public static Market of(int listings, long seed, Instant now, String mediaRoot) {
        return new Market(listings, seed, now, mediaRoot);
    }

    private static Covers.Entry entry(long seed, int number, Home home) {
        var status = status(number, home.kind());
        var pictures = Builder.pictures(home);
        return new Covers.Entry(
                pictures.get(0),
                pictures.size() * Look.ways(pictures.get(0)),
                status.equals("Active") && !home.kind().isLease() && isDisplayed(number),
                home.place().city(),
                days(new Draw(seed, number, "when"), status),
                price(new Draw(seed, number, "price"), number, home),
                home.beds(),
                Trap.NO_LIVING_AREA.on(number) ? 0 : home.squareFeet(),
                home.acres(),
                home.yearBuilt());
    }

    private static boolean isDisplayed(int number) {
        return !Trap.ENTIRE_LISTING_HIDDEN.on(number)
                && !Trap.DELAYED_MARKETING.on(number)
                && !Trap.NOT_APPROVED.on(number);
    }

    public int size() {
        return size;
    }

    public static String listingKey(int number) {
        return "2026" + Digits.of(number, 8)
                + Digits.of(Math.floorMod(number * 48_271_000_003L + 9_127_733L, 100_000_000_000_000L), 14);
    }

    public ArrayNode media(int number) {
        return gallery.media(number, builder.build(number), listingKey(number));
    }

    /** A listing's plan; empty for land and commercial space. */
    public Optional<Plan> plan(int number) {
        var home = builder.build(number);
        return home.isDwelling() ? Optional.of(Plan.of(seed, number, home)) : Optional.empty();
    }

    public ArrayNode openHouses(int number) {
        var home = builder.build(number);
        return showings.openHouses(number, listingKey(number), status(number, home.kind()), home);
    }

    public ArrayNode rooms(int number) {
        return rooms.rooms(number, builder.build(number));
    }

    public ArrayNode units(int number) {
        return rooms.units(number, builder.build(number));
    }

    public ArrayNode greenVerification(int number) {
        var rows = JsonNodeFactory.instance.arrayNode();
        if (builder.build(number).yearBuilt() > 2015 && number % 2 == 0)
            rows.addObject()
                    .put("GreenBuildingVerificationKey", "3" + Digits.of(number, 25))
                    .put("GreenBuildingVerificationType", "Home Energy Score")
                    .put("GreenVerificationBody", "City of Portland")
                    .put("GreenVerificationYear", 2025);
        return rows;
    }

    public ArrayNode history(int number) {
        return History.of(number, property(number));
    }

    private static String status(int number, Home.Kind kind) {
        var share = new Draw(41, number, "status").between(0.0, 100.0);
        if (share < 80 || kind.isCommercial()) return "Active";
        if (share < 85) return "Active Under Contract";
        if (share < 93) return "Pending";
        if (share < 94) return "Coming Soon";
        if (share < 97) return "Closed";
        return share < 99 ? "Withdrawn" : "Expired";
    }

    public ObjectNode property(int number) {
        var home = builder.build(number);
        var row = JsonNodeFactory.instance.objectNode();
        var status = status(number, home.kind());
        row.put("ListingKey", listingKey(number));
        row.put("ListingId", listingId(number));
        row.put("OriginatingSystemName", Trap.SHARED_LISTING_ID.on(number) ? NEIGHBOR : NAME);
        row.put("SourceSystemName", "Demo");
        row.put("StandardStatus", status).put("MlsStatus", status);
        row.put("PropertyType", home.kind().propertyType())
                .put("PropertySubType", home.kind().subType());
        putAddress(row, number, home);
        var price = putProperty(row, number, home);
        putDates(row, number, home, status, price);
        new Features(seed, number, home).describe(row);
        new Business(seed, number, home).describe(row, price, rooms.units(number, home));
        if (number % 5 == 2) row.put("SourceMLSURL", mediaRoot + "/source-mls/" + listingKey(number));
        row.put("PublicRemarks", remarks(number, home, price));
        putAgents(row, number);
        rules(row, number);
        hidden(row, number, status);
        row.put("PhotosCount", gallery.count(number, home));
        if (number % 3 == 0) row.put("VirtualTourURLUnbranded", "https://tours.example.com/" + listingKey(number));
        if (number % 11 == 0)
            row.put("VirtualTourURLBranded", "https://branded-tours.example.com/" + listingKey(number));
        return row;
    }

    private static String listingId(int number) {
        if (Trap.HYPHEN_IN_LISTING_ID.on(number)) return "26-" + (100_000 + number);
        return "RC" + (26_100_000 + (Trap.SHARED_LISTING_ID.on(number) ? number - 1 : number));
    }

    private void putAddress(ObjectNode row, int number, Home home) {
        var place = home.place();
        var draw = new Draw(seed, number, "where");
        row.put("StreetNumber", home.streetNumber()).put("StreetNumberNumeric", Integer.parseInt(home.streetNumber()));
        if (!place.prefix().isEmpty()) row.put("StreetDirPrefix", place.prefix());
        var split = home.street().lastIndexOf(' ');
        row.put("StreetName", split < 0 ? home.street() : home.street().substring(0, split));
        if (split > 0) row.put("StreetSuffix", home.street().substring(split + 1));
        if (!home.unit().isEmpty()) row.put("UnitNumber", home.unit());
        row.put("City", Trap.NO_CITY.on(number) ? null : place.city());
        row.put("StateOrProvince", place.state())
                .put("PostalCode", place.postalCode())
                .put("CountyOrParish", place.county());
        row.put("Country", "US").put("SubdivisionName", place.subdivision()).put("MLSAreaMajor", place.subdivision());
        row.put(
                "UnparsedAddress",
                home.streetNumber() + " " + (place.prefix().isEmpty() ? "" : place.prefix() + " ") + home.street()
                        + (home.unit().isEmpty() ? "" : " #" + home.unit()) + ", " + place.city() + ", " + place.state()
                        + " " + place.postalCode());
        row.put("Directions", "From the center of " + place.subdivision() + ", " + home.street() + ".");
        if (!Trap.NO_COORDINATES.on(number)) {
            // Streets lie side by side across the neighborhood; house numbers run along them.
            var across = place.streets().indexOf(home.street())
                            / (double) Math.max(1, place.streets().size() - 1)
                            * 2
                    - 1;
            row.put("Latitude", round(place.latitude() + across * place.height() * .85 + draw.between(-.0003, .0003)));
            row.put(
                    "Longitude",
                    round(place.longitude()
                            + place.width() * .95 * (Integer.parseInt(home.streetNumber()) % 1_000 / 500.0 - 1)));
        }
        if (home.kind().isCommercial()) return;
        row.put("HighSchool", place.city() + " High").put("MiddleOrJuniorSchool", place.subdivision() + " Middle");
        row.put("ElementarySchool", place.subdivision() + " Elementary")
                .put("HighSchoolDistrict", place.city() + " Schools");
    }

    private static double round(double degrees) {
        return Math.round(degrees * 1_000_000) / 1_000_000.0;
    }

    /** Sets size and price; returns the price. */
    private long putProperty(ObjectNode row, int number, Home home) {
        var draw = new Draw(seed, number, "price");
        if (home.beds() > 0) row.put("BedroomsTotal", home.beds());
        else row.put("BedroomsTotal", 0);
        if (!home.kind().isLand()) {
            row.put("BathroomsFull", home.bathsFull()).put("BathroomsHalf", home.bathsHalf());
            row.put("BathroomsTotalInteger", home.bathsFull() + home.bathsHalf());
            row.put("BathroomsTotalDecimal", home.bathsFull() + home.bathsHalf() / 2.0);
            row.put(Trap.NO_LIVING_AREA.on(number) ? "BuildingAreaTotal" : "LivingArea", (double) home.squareFeet());
            row.put("YearBuilt", home.yearBuilt()).put("Stories", home.stories());
            row.put("LivingAreaUnits", "Square Feet");
        }
        if (home.acres() > 0) {
            row.put("LotSizeAcres", home.acres())
                    .put("LotSizeArea", home.acres())
                    .put("LotSizeUnits", "Acres");
            row.put("LotSizeSquareFeet", Math.round(home.acres() * 43_560) * 1.0);
        }
        var price = price(draw, number, home);
        row.put("ListPrice", (double) price);
        if (home.kind().isLease()) row.put("LeaseAmountFrequency", "Monthly");
        else if (!home.kind().isCommercial()) {
            row.put("TaxAnnualAmount", Math.round(price * draw.between(.0085, .0122)) + .37);
            row.put("TaxYear", 2026);
            row.put("TaxAssessedValue", Math.round(price * .62));
        }
        return price;
    }

    private static long price(Draw draw, int number, Home home) {
        // One is enough to test how such a price affects a page: no ordinary home costs as much.
        if (Trap.HUGE_PRICE.on(number) && (home.luxury() || number == Trap.HUGE_PRICE.first())) return 28_500_000;
        var dollars = home.place().dollars() * draw.between(.86, 1.16);
        double price = switch (home.kind()) {
            case LAND ->
                home.place().isRural()
                        ? 90_000 + home.acres() * draw.between(22_000.0, 48_000.0)
                        : 110_000 + home.acres() * draw.between(300_000.0, 700_000.0);
            case FARM -> 480_000 + home.acres() * 14_000 + home.squareFeet() * 190.0;
            case MANUFACTURED -> home.squareFeet() * dollars * .45;
            case RENTAL_HOUSE -> 1_150 + home.squareFeet() * .95;
            case RENTAL_APARTMENT -> 750 + home.squareFeet() * 1.35;
            case RETAIL_LEASE -> home.squareFeet() * 2.1;
            case OFFICE_SALE -> home.squareFeet() * 260.0;
            case DUPLEX, TRIPLEX, QUADRUPLEX -> home.squareFeet() * dollars * .72;
            // Larger homes cost less per square foot.
            default -> home.squareFeet() * dollars * (1.12 - Math.min(.35, home.squareFeet() / 12_000.0));
        };
        if (home.remodeled()) price *= 1.06;
        if (home.newConstruction()) price *= 1.08;
        if (home.luxury()) price *= 1.75;
        if (home.pool()) price += 35_000;
        if (!home.view().isEmpty()) price *= 1.04;
        if (home.waterfront()) price *= 1.3;
        var step = home.kind().isLease() ? 25 : price > 1_000_000 ? 5_000 : 1_000;
        var rounded = Math.round(price / step) * step;
        return home.kind().isLease() ? rounded : rounded - (draw.chance(.5) ? 100 : 0);
    }

    private static int days(Draw draw, String status) {
        return status.equals("Active")
                ? (draw.chance(.25) ? draw.between(0, 7) : draw.between(3, 95))
                : draw.between(20, 150);
    }

    private void putDates(ObjectNode row, int number, Home home, String status, long price) {
        var draw = new Draw(seed, number, "when");
        var today = LocalDate.ofInstant(now, ZONE);
        var days = days(draw, status);
        var listed = today.minusDays(days);
        row.put("OnMarketDate", listed.toString())
                .put("ListingContractDate", listed.minusDays(draw.between(1, 9)).toString());
        row.put("DaysOnMarket", days).put("CumulativeDaysOnMarket", days + (draw.chance(.1) ? 60 : 0));
        row.put("OnMarketTimestamp", listed + "T15:30:00Z")
                .put("OriginalEntryTimestamp", listed.minusDays(1) + "T18:02:11Z");
        var changed = listed;
        row.put("MajorChangeType", "New Listing");
        var original = price;
        if (!home.kind().isLease() && days > 9 && draw.chance(.28)) {
            original = Math.round(price * draw.between(1.02, 1.11) / 1_000) * 1_000;
            changed = listed.plusDays(draw.between(5, days - 1));
            row.put("PreviousListPrice", (double) previousPrice(number, original, price))
                    .put("PriceChangeTimestamp", changed + "T17:12:40Z");
            row.put("MajorChangeType", "Price Reduced");
        }
        row.put("OriginalListPrice", (double) original);
        if (status.equals("Active") && original == price && days > RETURNED_AFTER) {
            var returned = new Draw(seed, number, "back on market");
            if (returned.chance(.2)) {
                changed = today.minusDays(returned.between(0, RETURNED_AFTER));
                row.put("MajorChangeType", "Back On Market");
            }
        }
        if (!status.equals("Active")) {
            changed = today.minusDays(draw.between(1, 12));
            row.put("StatusChangeTimestamp", changed + "T20:05:00Z").put("MajorChangeType", "Status Change");
        }
        row.put("MajorChangeTimestamp", changed + "T17:12:40Z");
        if (status.equals("Closed"))
            row.put("CloseDate", changed.toString())
                    .put("ClosePrice", (double) Math.round(price * .985))
                    .put(
                            "BuyerOfficeName",
                            firms.agent(new Draw(seed, number, "buyer's agent")).officeName());
        var modified =
                changed.atTime(20, draw.between(0, 59), draw.between(0, 59)).toInstant(java.time.ZoneOffset.UTC);
        row.put("ModificationTimestamp", (modified.isAfter(now) ? now : modified).toString());
        row.put("PhotosChangeTimestamp", listed + "T16:40:00Z");
        if (home.kind().isLease())
            row.put("AvailabilityDate", today.plusDays(draw.between(1, 45)).toString());
    }

    /** The first price, or one between it and the current price. */
    private long previousPrice(int number, long original, long price) {
        var between = (original + price) / 2_000 * 1_000;
        return between > price && between < original && new Draw(seed, number, "history").chance(.4)
                ? between
                : original;
    }

    private @org.jspecify.annotations.Nullable String remarks(int number, Home home, long price) {
        if (Trap.NO_REMARKS.on(number)) return null;
        var text = remarks.write(number, home, price);
        if (Trap.MARKUP_IN_REMARKS.on(number))
            return text
                    + " <b>Seller says \"best block\"</b> & more <script>alert('remarks')</script> <img src=x onerror=alert(1)>";
        if (Trap.UNICODE_REMARKS.on(number)) return "Café-style kitchen, 20′ ceilings — très bien. 花園 · Ω · " + text;
        return text;
    }

    private void putAgents(ObjectNode row, int number) {
        var agent = firms.lister(number, new Draw(seed, number, "agent"));
        row.put("ListAgentKey", agent.key())
                .put("ListAgentMlsId", agent.mlsId())
                .put("ListAgentFullName", agent.name())
                .put("ListAgentEmail", agent.email());
        row.put("ListAgentPreferredPhone", agent.phone()).put("ListAgentDirectPhone", agent.phone());
        row.put("ListAgentMobilePhone", agent.phone()).put("ListAgentStateLicense", agent.license());
        row.put("ListOfficeKey", agent.officeKey())
                .put("ListOfficeMlsId", agent.officeMlsId())
                .put("ListOfficeName", agent.officeName());
        row.put("ListOfficePhone", agent.officePhone()).put("ListOfficeEmail", agent.officeEmail());
        if (!Trap.NO_ATTRIBUTION_CONTACT.on(number) && number % 4 == 1)
            row.put("AttributionContact", agent.officePhone());
        if (number % 19 == 0) {
            var second = firms.agent(new Draw(seed, number, "second agent"));
            row.put("CoListAgentKey", second.key()).put("CoListAgentFullName", second.name());
            row.put("CoListOfficeKey", second.officeKey())
                    .put("CoListOfficeMlsId", second.officeMlsId())
                    .put("CoListOfficeName", second.officeName());
        }
    }

    private static void rules(ObjectNode row, int number) {
        row.put("InternetEntireListingDisplayYN", !Trap.ENTIRE_LISTING_HIDDEN.on(number));
        row.put("InternetAddressDisplayYN", !Trap.ADDRESS_HIDDEN.on(number) && !Trap.ADDRESS_HIDDEN_TOO.on(number));
        row.put("InternetAutomatedValuationDisplayYN", !Trap.NO_VALUATION.on(number));
        row.put("InternetConsumerCommentYN", !Trap.NO_COMMENTS.on(number));
        row.put("DelayedMarketingYN", Trap.DELAYED_MARKETING.on(number));
        row.put("ApprovalStatus", !Trap.NOT_APPROVED.on(number));
    }

    /**
     * Fields that members of the MLS see and the public never may; easily recognized if they leak.
     */
    private void hidden(ObjectNode row, int number, String status) {
        row.put("PrivateRemarks", "PRIVATE-REMARKS-" + number + " Seller motivated, call first.");
        row.put("PrivateOfficeRemarks", "OFFICE-REMARKS-" + number);
        row.put("ShowingInstructions", "SHOWING-INSTRUCTIONS-" + number)
                .put("ShowingContactName", "SHOWING-CONTACT-" + number);
        row.put("ShowingContactPhone", "503-555-0199 x" + number);
        row.put("LockBoxLocation", "LOCKBOX-" + number)
                .put("LockBoxSerialNumber", "LBSN-" + number)
                .put("AccessCode", "ACCESS-" + number);
        row.put("OwnerName", "OWNER-NAME-" + number).put("OwnerPhone", "OWNER-PHONE-" + number);
        row.put("OccupantName", "OCCUPANT-NAME-" + number).put("OccupantPhone", "OCCUPANT-PHONE-" + number);
        row.put("OccupantType", number % 3 == 0 ? "Owner" : "Vacant");
        row.put("ListingAgreement", "Exclusive Right To Sell")
                .put(
                        "ExpirationDate",
                        LocalDate.ofInstant(now, ZONE).plusDays(90).toString());
        row.put("BuyerAgencyCompensation", "COMPENSATION-" + number).put("BuyerAgencyCompensationType", "Percent");
        row.put("TaxLegalDescription", "LEGAL-DESCRIPTION-" + number).put("ParcelNumber", "R" + (500_000 + number));
        if (!status.equals("Active"))
            row.put("BuyerAgentKey", "4".repeat(26)).put("BuyerAgentMlsId", "BUYER-AGENT-" + number);
        if (number % 9 == 0) row.put("Listing_sp_Office_sp_Notes_co_Sign_sp_Up", "LOCAL-FIELD-" + number);
        if (number % 21 == 0) row.put("Auction_sp_Terms_co_Pre_hyphen_Auction", true);
    }

    /** The portrait of an agent or the logo of a firm. */
    public ArrayNode drawings(String owner, int number) {
        return firms.media(owner, number, mediaRoot);
    }

    public List<ObjectNode> members() {
        return firms.members();
    }

    public List<ObjectNode> offices() {
        return firms.offices();
    }

    public List<ObjectNode> teams() {
        return firms.teams();
    }

    /** The body of Spark's {@code /v1/system}. */
    public ObjectNode system() {
        var id = "20260101000000000000000000";
        var result = JsonNodeFactory.instance.objectNode();
        var envelope = result.putObject("D");
        envelope.put("Success", true);
        var system = envelope.putArray("Results").addObject();
        system.put("MlsId", id).put("Mls", NAME);
        system.putArray("Configuration")
                .addObject()
                .put("TimeZone", ZONE.getId())
                .put("IdxDisclaimer", "<p>Listings are fictional and for demonstration only.</p>")
                .put("IdxDisclaimerTextOnly", "Listings are fictional and for demonstration only.")
                .put("CurrencyType", "USD");
        var view = new LinkedHashMap<String, List<String>>();
        view.put("Summary", List.of("ListOfficeName", "ListingUpdateTimestamp"));
        view.put("Detail", List.of("ListOfficeName", "ListOfficePhone", "ListAgentName", "ListingUpdateTimestamp"));
        var views = system.putObject("DisplayCompliance").putObject(id).putObject("View");
        view.forEach((name, fields) -> {
            var list = views.putObject(name).putArray("DisplayCompliance");
            fields.forEach(list::add);
        });
        return result;
    }
}
