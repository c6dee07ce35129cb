package porchlight.listing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The RESO fields that the facts of a detail page may show, in their order. What is not in this table (or read by name
 * in {@link PropertyParser}) never leaves the parser, whatever the feed sends.
 */
enum FactField {
    ArchitecturalStyle("Interior", "Style", Format.LIST),
    RoomsTotal("Interior", "Rooms", Format.COUNT),
    MainLevelBedrooms("Interior", "Bedrooms on the main level", Format.COUNT),
    MainLevelBathrooms("Interior", "Bathrooms on the main level", Format.COUNT),
    InteriorFeatures("Interior", "Features", Format.LIST),
    Appliances("Interior", "Appliances", Format.LIST),
    Flooring("Interior", "Flooring", Format.LIST),
    FireplacesTotal("Interior", "Fireplaces", Format.COUNT),
    FireplaceFeatures("Interior", "Fireplace", Format.LIST),
    Basement("Interior", "Basement", Format.LIST),
    LaundryFeatures("Interior", "Laundry", Format.LIST),
    WindowFeatures("Interior", "Windows", Format.LIST),
    AccessibilityFeatures("Interior", "Accessibility", Format.LIST),
    SecurityFeatures("Interior", "Security", Format.LIST),
    Furnished("Interior", "Furnished", Format.TEXT),

    ExteriorFeatures("Exterior", "Features", Format.LIST),
    PatioAndPorchFeatures("Exterior", "Patio and porch", Format.LIST),
    PoolFeatures("Exterior", "Pool", Format.LIST),
    SpaFeatures("Exterior", "Spa", Format.LIST),
    View("Exterior", "View", Format.LIST),
    WaterfrontFeatures("Exterior", "Waterfront", Format.LIST),
    Fencing("Exterior", "Fencing", Format.LIST),
    OtherStructures("Exterior", "Other structures", Format.LIST),
    ParkingFeatures("Exterior", "Parking", Format.LIST),
    ParkingTotal("Exterior", "Parking spaces", Format.COUNT),
    CarportSpaces("Exterior", "Carport spaces", Format.COUNT),

    Levels("Building", "Levels", Format.LIST),
    StoriesTotal("Building", "Stories in the building", Format.COUNT),
    BuildingAreaTotal("Building", "Building area", Format.SQUARE_FEET),
    ConstructionMaterials("Building", "Construction", Format.LIST),
    Roof("Building", "Roof", Format.LIST),
    FoundationDetails("Building", "Foundation", Format.LIST),
    PropertyCondition("Building", "Condition", Format.LIST),
    NewConstructionYN("Building", "New construction", Format.YES_NO),
    YearBuiltDetails("Building", "Year built, details", Format.TEXT),
    BuilderModel("Building", "Builder's model", Format.TEXT),
    NumberOfUnitsTotal("Building", "Units", Format.COUNT),
    NumberOfBuildings("Building", "Buildings", Format.COUNT),

    LotFeatures("Lot", "Features", Format.LIST),
    LotSizeDimensions("Lot", "Dimensions", Format.TEXT),
    Vegetation("Lot", "Vegetation", Format.LIST),
    Zoning("Lot", "Zoning", Format.TEXT),
    RoadSurfaceType("Lot", "Road surface", Format.LIST),
    RoadFrontageType("Lot", "Road frontage", Format.LIST),
    PossibleUse("Lot", "Possible use", Format.LIST),
    CurrentUse("Lot", "Current use", Format.LIST),
    HorseAmenities("Lot", "Horse amenities", Format.LIST),

    Heating("Utilities", "Heating", Format.LIST),
    Cooling("Utilities", "Cooling", Format.LIST),
    Electric("Utilities", "Electric", Format.LIST),
    Utilities("Utilities", "Utilities", Format.LIST),
    WaterSource("Utilities", "Water", Format.LIST),
    Sewer("Utilities", "Sewer", Format.LIST),
    GreenEnergyEfficient("Utilities", "Energy efficiency", Format.LIST),
    GreenEnergyGeneration("Utilities", "Energy generation", Format.LIST),

    CommunityFeatures("Community and association", "Community", Format.LIST),
    SeniorCommunityYN("Community and association", "Community for people of 55 and over", Format.YES_NO),
    AssociationAmenities("Community and association", "Amenities", Format.LIST),
    AssociationName("Community and association", "Association", Format.TEXT),
    AssociationFee("Community and association", "Association fee", Format.FEE, "AssociationFeeFrequency"),
    AssociationFee2("Community and association", "Second association fee", Format.FEE, "AssociationFee2Frequency"),
    AssociationFeeIncludes("Community and association", "Fee includes", Format.LIST),
    PetsAllowed("Community and association", "Pets", Format.LIST),

    ElementarySchool("Schools", "Elementary school", Format.TEXT),
    MiddleOrJuniorSchool("Schools", "Middle school", Format.TEXT),
    HighSchool("Schools", "High school", Format.TEXT),
    HighSchoolDistrict("Schools", "District", Format.TEXT),

    TaxAnnualAmount("Taxes", "Property tax a year", Format.MONEY),
    TaxYear("Taxes", "Tax year", Format.PLAIN_NUMBER),

    AvailabilityDate("Lease", "Available from", Format.DATE),
    AvailableLeaseType("Lease", "Lease types", Format.LIST),
    LeaseTerm("Lease", "Lease term", Format.TEXT),
    TenantPays("Lease", "Tenant pays", Format.LIST),

    BusinessType("Business", "Business", Format.LIST),
    BuildingFeatures("Business", "Building features", Format.LIST),
    LeasableArea("Business", "Leasable area", Format.SQUARE_FEET);

    private enum Format {
        TEXT,
        LIST,
        COUNT,
        PLAIN_NUMBER,
        MONEY,
        FEE,
        SQUARE_FEET,
        YES_NO,
        DATE
    }

    private final String group;
    private final String label;
    private final Format format;
    private final @Nullable String companion;

    FactField(String group, String label, Format format) {
        this(group, label, format, null);
    }

    FactField(String group, String label, Format format, @Nullable String companion) {
        this.group = group;
        this.label = label;
        this.format = format;
        this.companion = companion;
    }

    /** Every field this table reads. */
    static List<String> names() {
        var names = new ArrayList<String>();
        for (var field : values()) {
            names.add(field.name());
            if (field.companion != null) names.add(field.companion);
        }
        return names;
    }

    /** The groups a record has something to say in. */
    static List<Facts> read(Fields record) {
        var groups = new LinkedHashMap<String, List<Facts.Fact>>();
        for (var field : values()) {
            var value = field.value(record);
            if (value != null)
                groups.computeIfAbsent(field.group, group -> new ArrayList<>()).add(new Facts.Fact(field.label, value));
        }
        return groups.entrySet().stream()
                .map(entry -> new Facts(entry.getKey(), entry.getValue()))
                .toList();
    }

    private @Nullable String value(Fields record) {
        return switch (format) {
            case TEXT -> record.text(name());
            case LIST -> {
                var values = record.values(name());
                yield values.isEmpty() ? null : String.join(", ", values);
            }
            case COUNT -> number(record.count(name()), "%,d");
            case PLAIN_NUMBER -> number(record.count(name()), "%d");
            case MONEY -> number(record.count(name()), "$%,d");
            case SQUARE_FEET -> number(record.count(name()), "%,d sq ft");
            case FEE -> fee(record);
            case YES_NO -> record.isTrue(name()) ? "Yes" : null;
            case DATE -> {
                var date = record.date(name());
                yield date == null ? null : Dates.day(date);
            }
        };
    }

    private @Nullable String fee(Fields record) {
        var amount = number(record.count(name()), "$%,d");
        if (amount == null || companion == null) return amount;
        var frequency = record.text(companion);
        return frequency == null
                ? amount
                : amount + ", " + Enumerations.label(frequency).toLowerCase(Locale.ROOT);
    }

    private static @Nullable String number(@Nullable Long value, String pattern) {
        return value == null || value == 0 ? null : String.format(Locale.US, pattern, value);
    }
}
