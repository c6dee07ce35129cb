package porchlight.demomls.manners;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyFields;

/**
 * One made-up listing in Data Dictionary terms, before any vendor expresses it. Numbers are {@link
 * BigDecimal}, one enumerated value is a String, several are a List.
 */
record Home(
        Map<String, Object> property,
        List<Map<String, Object>> media,
        List<Map<String, Object>> openHouses,
        List<Map<String, Object>> rooms) {

    private static final List<String> TYPES = List.of(
            "Residential",
            "Residential",
            "Residential",
            "Residential",
            "Residential Lease",
            "Land",
            "Residential Income",
            "Commercial Sale",
            "Commercial Lease",
            "Residential");
    private static final List<String> SUB_TYPES = List.of(
            "Single Family Residence", "Condominium", "Townhouse", "Manufactured Home", "Duplex", "Multi Family");
    private static final List<String> STATUSES =
            List.of("Active", "Active", "Active", "Active", "Active", "Active Under Contract", "Pending", "Closed");
    /** City, county, postal code. */
    private static final String[][] PLACES = {
        {"McMinnville", "Yamhill", "97128"},
        {"Portland", "Multnomah", "97214"},
        {"Lake Oswego", "Clackamas", "97034"},
        {"DeKalb", "De Soto", "97099"},
        {"Mount Angel", "Marion", "97362"},
        {"St. Helens", "Columbia", "97051"}
    };

    private static final List<String> STREETS =
            List.of("Oak", "Main", "MacArthur", "O'Neil", "7th", "Country View", "Saint Helens");

    private static final List<Field> MEDIA = Field.of("""
            MediaKey STRING, MediaURL STRING, MediaCategory ONE, Order INT, PreferredPhotoYN BOOL, ShortDescription STRING,
            ImageWidth INT, ImageHeight INT, Permission MANY, ResourceName ONE, ResourceRecordKey STRING,
            ModificationTimestamp INSTANT""");

    private static final List<Field> OPEN_HOUSE = Field.of("""
            OpenHouseKey STRING, ListingKey STRING, OpenHouseDate DATE, OpenHouseStartTime INSTANT, OpenHouseEndTime INSTANT,
            OpenHouseType ONE, OpenHouseStatus ONE, OpenHouseRemarks STRING, ModificationTimestamp INSTANT""");

    private static final List<Field> ROOM = Field.of("""
            RoomKey STRING, ListingKey STRING, RoomType ONE, RoomLevel ONE, RoomLength DECIMAL, RoomWidth DECIMAL,
            RoomLengthWidthUnits ONE""");

    private static final List<Field> KNOWN = Field.of("""
            ListingKey STRING, ListingId STRING, StandardStatus ONE, PropertyType ONE, PropertySubType ONE, ListPrice DECIMAL,
            OriginalListPrice DECIMAL, PreviousListPrice DECIMAL, PriceChangeTimestamp INSTANT, MajorChangeType ONE,
            MajorChangeTimestamp INSTANT, City ONE, StateOrProvince ONE, CountyOrParish ONE, PostalCode STRING,
            Latitude DECIMAL, Longitude DECIMAL, BedroomsTotal INT, BathroomsTotalInteger INT, BathroomsFull INT,
            BathroomsHalf INT, LivingArea DECIMAL, LivingAreaUnits ONE, LotSizeAcres DECIMAL, LotSizeSquareFeet DECIMAL,
            LotSizeArea DECIMAL, LotSizeUnits ONE, YearBuilt INT, GarageSpaces DECIMAL, GarageYN BOOL, PoolPrivateYN BOOL,
            WaterfrontYN BOOL, ViewYN BOOL, View MANY, FireplaceYN BOOL, NewConstructionYN BOOL, SeniorCommunityYN BOOL,
            OnMarketDate DATE, DaysOnMarket INT, PhotosCount INT, ModificationTimestamp INSTANT, AssociationYN BOOL,
            AssociationFee DECIMAL, AssociationFeeFrequency ONE, InternetEntireListingDisplayYN BOOL,
            InternetAddressDisplayYN BOOL, DelayedMarketingYN BOOL, ApprovalStatus BOOL, InteriorFeatures MANY,
            SecurityFeatures MANY, Sewer MANY, Heating MANY, Cooling MANY, Appliances MANY, Basement MANY, Levels MANY, Stories INT,
            ParkingFeatures MANY, ParkingTotal DECIMAL, PetsAllowed MANY, Furnished ONE, CommunityFeatures MANY,
            GreenEnergyGeneration MANY, LeaseAmountFrequency ONE,
            ListOfficeKey STRING, ListOfficeMlsId STRING, CloseDate DATE, ClosePrice DECIMAL, OnMarketTimestamp INSTANT, OriginalEntryTimestamp INSTANT,
            StatusChangeTimestamp INSTANT""");

    /** The resources of a service with these homes. */
    static List<Resource> resources(MlsProfile profile, List<Home> homes) {
        return List.of(
                new Resource(
                        "Property",
                        fields(profile),
                        homes.stream().map(Home::property).toList()),
                new Resource(
                        "Media",
                        MEDIA,
                        homes.stream().flatMap(home -> home.media().stream()).toList()),
                new Resource(
                        "OpenHouse",
                        OPEN_HOUSE,
                        homes.stream()
                                .flatMap(home -> home.openHouses().stream())
                                .toList()),
                new Resource(
                        "PropertyRooms",
                        ROOM,
                        homes.stream().flatMap(home -> home.rooms().stream()).toList()));
    }

    /**
     * The fields of Property: those that the homes have, and everything else the site would
     * request, as text.
     */
    private static List<Field> fields(MlsProfile profile) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (var field : KNOWN) fields.put(field.name(), field);
        for (var name : PropertyFields.detail(profile)) fields.putIfAbsent(name, new Field(name, Field.Kind.STRING));
        for (var name : List.of("ElementarySchool", "MiddleOrJuniorSchool", "HighSchool"))
            fields.putIfAbsent(name, new Field(name, Field.Kind.STRING));
        return List.copyOf(fields.values());
    }

    static List<Home> generate(int count, long seed, Instant now) {
        var random = new Random(seed);
        var homes = new ArrayList<Home>();
        for (int number = 0; number < count; number++) homes.add(home(number, random, now));
        return List.copyOf(homes);
    }

    private static Home home(int number, Random random, Instant now) {
        var key = Integer.toString(2_000_001 + number * 7);
        var place = PLACES[random.nextInt(PLACES.length)];
        var type = TYPES.get(number % TYPES.size());
        var lease = type.endsWith("Lease");
        var status = STATUSES.get(random.nextInt(STATUSES.size()));
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var property = new HashMap<String, Object>();
        property.put("ListingKey", key);
        property.put("ListingId", "ZO" + key);
        property.put("StandardStatus", status);
        property.put("PropertyType", type);
        if (!type.equals("Land")) property.put("PropertySubType", SUB_TYPES.get(random.nextInt(SUB_TYPES.size())));
        var price = lease ? 1_200 + random.nextInt(40) * 50 : 180_000 + random.nextInt(160) * 5_000;
        property.put("ListPrice", BigDecimal.valueOf(price));
        property.put("OriginalListPrice", BigDecimal.valueOf(price));
        if (lease) property.put("LeaseAmountFrequency", "Monthly");
        if (number % 4 == 1) {
            property.put("PreviousListPrice", BigDecimal.valueOf(price + 10_000L));
            property.put("OriginalListPrice", BigDecimal.valueOf(price + 10_000L));
            property.put("PriceChangeTimestamp", now.minus(1 + random.nextInt(20), ChronoUnit.DAYS));
            property.put("MajorChangeType", "Price Reduced");
        } else property.put("MajorChangeType", "New Listing");
        property.put("City", place[0]);
        property.put("StateOrProvince", "OR");
        property.put("CountyOrParish", place[1]);
        property.put("PostalCode", place[2]);
        property.put("StreetNumber", Integer.toString(100 + number * 3));
        property.put("StreetName", STREETS.get(random.nextInt(STREETS.size())));
        property.put("StreetSuffix", "St");
        property.put(
                "UnparsedAddress",
                property.get("StreetNumber") + " " + property.get("StreetName") + " St, " + place[0] + ", OR "
                        + place[2]);
        property.put("SubdivisionName", "Quarter " + random.nextInt(4));
        property.put("Latitude", BigDecimal.valueOf(45_100 + random.nextInt(700), 3));
        property.put("Longitude", BigDecimal.valueOf(-123_200 + random.nextInt(900), 3));
        if (!type.equals("Land")) {
            property.put("BedroomsTotal", BigDecimal.valueOf(1 + random.nextInt(5)));
            property.put("BathroomsTotalInteger", BigDecimal.valueOf(1 + random.nextInt(4)));
            property.put("LivingArea", BigDecimal.valueOf(700 + random.nextInt(2_600)));
            property.put("LivingAreaUnits", "Square Feet");
            property.put("YearBuilt", BigDecimal.valueOf(1_920 + random.nextInt(105)));
            property.put("GarageSpaces", BigDecimal.valueOf(random.nextInt(3)));
            property.put("GarageYN", ((BigDecimal) property.get("GarageSpaces")).signum() > 0);
            property.put("PoolPrivateYN", random.nextInt(8) == 0);
            property.put("FireplaceYN", random.nextInt(3) == 0);
        }
        property.put("LotSizeAcres", BigDecimal.valueOf(10 + random.nextInt(300), 2));
        property.put("WaterfrontYN", random.nextInt(9) == 0);
        property.put("ViewYN", random.nextInt(3) == 0);
        property.put(
                "View",
                Boolean.TRUE.equals(property.get("ViewYN")) ? List.of("Mountain(s)", "Trees/Woods") : List.of());
        property.put("NewConstructionYN", random.nextInt(10) == 0);
        property.put("SeniorCommunityYN", random.nextInt(12) == 0);
        property.put("OnMarketDate", today.minusDays(random.nextInt(60)));
        property.put("ModificationTimestamp", now.minus(60 + random.nextInt(100_000), ChronoUnit.MINUTES));
        property.put("AssociationYN", random.nextInt(4) == 0);
        if (Boolean.TRUE.equals(property.get("AssociationYN"))) {
            property.put("AssociationFee", BigDecimal.valueOf(25 + random.nextInt(400)));
            property.put(
                    "AssociationFeeFrequency",
                    List.of("Monthly", "Annually", "Quarterly").get(random.nextInt(3)));
        }
        // A missing value does not mean "no".
        if (number % 3 != 1) property.put("InternetEntireListingDisplayYN", random.nextInt(15) != 0);
        if (number % 17 == 3) property.put("DelayedMarketingYN", true);
        if (number % 19 == 5) property.put("ApprovalStatus", false);
        if (number % 41 == 7) property.remove("ListPrice");
        property.put("InternetAddressDisplayYN", random.nextInt(12) != 0);
        property.put("InteriorFeatures", List.of("Ceiling Fan(s)", "Walk-In Closet(s)"));
        property.put("SecurityFeatures", List.of("24 Hour Security", "Smoke Detector(s)"));
        property.put("Sewer", List.of("Public Sewer"));
        property.put("Heating", List.of("Forced Air", "Natural Gas"));
        if (!type.equals("Land")) features(number, property);
        property.put(
                "PublicRemarks",
                "Home number " + number
                        + (number % 6 == 0
                                ? " with granite counters."
                                : number % 3 == 0 ? ". Granite counters." : " with a quiet garden."));
        property.put("ElementarySchool", "School " + number % 5);
        property.put("ListOfficeName", "Zoo Realty " + number % 4);
        property.put("ListOfficeKey", Integer.toString(70_000 + number % 4));
        property.put("ListOfficeMlsId", "ZOO" + number % 4);
        property.put("ListAgentFullName", "Alex Keeper");
        property.put("ListOfficePhone", "503-555-0100");
        property.put("ListAgentEmail", "alex@example.com");
        property.put("ListOfficeEmail", "office@example.com");
        if (status.equals("Closed")) property.put("CloseDate", today.minusDays(random.nextInt(90)));

        var media = new ArrayList<Map<String, Object>>();
        var photos = number % 11 == 10 ? 0 : 1 + random.nextInt(7);
        property.put("PhotosCount", BigDecimal.valueOf(photos));
        for (int order = 1; order <= photos; order++) {
            var row = new HashMap<String, Object>();
            row.put("MediaKey", key + "-" + order);
            row.put("MediaURL", "https://photos.example.com/" + key + "/" + order + ".jpg");
            row.put("MediaCategory", "Photo");
            // Some homes have photos numbered from two, none of them preferred.
            row.put("Order", BigDecimal.valueOf(number % 9 == 4 ? order + 1 : order));
            if (number % 9 != 4) row.put("PreferredPhotoYN", order == 1);
            row.put("ImageWidth", BigDecimal.valueOf(1_600));
            row.put("ImageHeight", BigDecimal.valueOf(1_200));
            row.put("Permission", List.of("Public"));
            row.put("ResourceName", "Property");
            row.put("ResourceRecordKey", key);
            row.put("ModificationTimestamp", property.get("ModificationTimestamp"));
            media.add(row);
        }
        var openHouses = new ArrayList<Map<String, Object>>();
        if (number % 3 == 0) {
            var start = now.truncatedTo(ChronoUnit.HOURS).plus(6 + random.nextInt(200), ChronoUnit.HOURS);
            var row = new HashMap<String, Object>();
            row.put("OpenHouseKey", "OH" + key);
            row.put("ListingKey", key);
            row.put("OpenHouseDate", LocalDate.ofInstant(start, ZoneOffset.UTC));
            row.put("OpenHouseStartTime", start);
            row.put("OpenHouseEndTime", start.plus(2, ChronoUnit.HOURS));
            row.put("OpenHouseType", "Public");
            row.put("OpenHouseStatus", "Active");
            row.put("ModificationTimestamp", property.get("ModificationTimestamp"));
            openHouses.add(row);
        }
        var rooms = new ArrayList<Map<String, Object>>();
        for (var room : List.of("Living Room", "Primary Bedroom")) {
            var row = new HashMap<String, Object>();
            row.put("RoomKey", key + room.charAt(0));
            row.put("ListingKey", key);
            row.put("RoomType", room);
            row.put("RoomLevel", "Main");
            rooms.add(row);
        }
        return new Home(property, media, openHouses, rooms);
    }

    /** One level and basements in words, some floors as numbers too. */
    private static void features(int number, Map<String, Object> property) {
        property.put("Cooling", number % 4 == 0 ? List.of() : List.of("Central Air", "Ceiling Fan(s)"));
        property.put("Basement", number % 5 < 2 ? List.of("Full", "Partially Finished") : List.of("Crawl Space"));
        property.put("Levels", List.of(number % 3 == 0 ? "One" : "Two"));
        if (number % 2 == 0) property.put("Stories", BigDecimal.valueOf(number % 3 == 0 ? 1 : 2));
        property.put("ParkingFeatures", List.of(number % 2 == 0 ? "Carport" : "On Street"));
        property.put("ParkingTotal", BigDecimal.valueOf(number % 5));
        property.put("PetsAllowed", number % 6 == 0 ? List.of("Cats OK", "Dogs OK") : List.of("Yes"));
        property.put("Furnished", number % 7 == 0 ? "Unfurnished" : "Furnished");
        property.put("CommunityFeatures", number % 3 == 0 ? List.of("Golf", "Street Lights") : List.of());
        property.put("GreenEnergyGeneration", number % 9 == 0 ? List.of("Solar") : List.of());
    }

    /** Whether a field has one of these values. */
    boolean has(String field, String... any) {
        var value = property.get(field);
        return Stream.of(any)
                .anyMatch(one -> value instanceof List<?> several ? several.contains(one) : one.equals(value));
    }

    String key() {
        return text("ListingKey");
    }

    String text(String field) {
        return String.valueOf(property.get(field));
    }

    boolean is(String field) {
        return Boolean.TRUE.equals(property.get(field));
    }

    double number(String field) {
        return property.get(field) instanceof BigDecimal number ? number.doubleValue() : 0;
    }

    boolean isLease() {
        return text("PropertyType").endsWith("Lease");
    }
}
