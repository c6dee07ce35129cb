package porchlight.zoo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyFields;

/** A field of the Data Dictionary and what it holds; enumerated values are kept in the Dictionary's wording. */
record Field(String name, Kind kind) {
    enum Kind {
        STRING,
        INT,
        DECIMAL,
        BOOL,
        DATE,
        INSTANT,
        /** One value of an enumeration. */
        ONE,
        /** Several. */
        MANY
    }

    static final List<Field> MEDIA = of("""
            MediaKey STRING, MediaURL STRING, MediaCategory ONE, Order INT, PreferredPhotoYN BOOL, ShortDescription STRING,
            ImageWidth INT, ImageHeight INT, Permission MANY, ResourceName ONE, ResourceRecordKey STRING,
            ModificationTimestamp INSTANT""");

    static final List<Field> OPEN_HOUSE = of("""
            OpenHouseKey STRING, ListingKey STRING, OpenHouseDate DATE, OpenHouseStartTime INSTANT, OpenHouseEndTime INSTANT,
            OpenHouseType ONE, OpenHouseStatus ONE, OpenHouseRemarks STRING, ModificationTimestamp INSTANT""");

    static final List<Field> ROOM = of("""
            RoomKey STRING, ListingKey STRING, RoomType ONE, RoomLevel ONE, RoomLength DECIMAL, RoomWidth DECIMAL,
            RoomLengthWidthUnits ONE""");

    static final List<Field> LOOKUP = of("""
            LookupKey STRING, LookupName STRING, LookupValue STRING, StandardLookupValue STRING, LegacyODataValue STRING,
            ModificationTimestamp INSTANT""");

    private static final List<Field> KNOWN = of("""
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
            SecurityFeatures MANY, Sewer MANY, Heating MANY, Cooling MANY, Appliances MANY, LeaseAmountFrequency ONE,
            CloseDate DATE, ClosePrice DECIMAL, OnMarketTimestamp INSTANT, OriginalEntryTimestamp INSTANT,
            StatusChangeTimestamp INSTANT""");

    private static List<Field> of(String table) {
        var fields = new ArrayList<Field>();
        for (var entry : table.split(",")) {
            var parts = entry.strip().split(" ");
            fields.add(new Field(parts[0], Kind.valueOf(parts[1])));
        }
        return List.copyOf(fields);
    }

    /** The fields of Property: those the homes fill, and whatever else the site would ask for, as text. */
    static List<Field> property(MlsProfile profile) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (var field : KNOWN) fields.put(field.name(), field);
        for (var name : PropertyFields.detail(profile)) fields.putIfAbsent(name, new Field(name, Kind.STRING));
        for (var name : List.of("ElementarySchool", "MiddleOrJuniorSchool", "HighSchool"))
            fields.putIfAbsent(name, new Field(name, Kind.STRING));
        return List.copyOf(fields.values());
    }

    boolean isEnumerated() {
        return kind == Kind.ONE || kind == Kind.MANY;
    }
}
