package porchlight.listing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import porchlight.listing.FactGroup.Format;

/**
 * The RESO fields that the facts of a detail page may show, in their order. What is not in this table (or read by name
 * in {@link PropertyParser} and its like) never leaves the parser, whatever the feed sends. Left out on purpose is what
 * only some MLSs let the public see: see {@link PrivateFields}.
 */
enum FactField {
    RoomsTotal(FactGroup.INTERIOR, "Rooms", Format.COUNT),
    MainLevelBedrooms(FactGroup.INTERIOR, "Bedrooms on the main level", Format.COUNT),
    MainLevelBathrooms(FactGroup.INTERIOR, "Bathrooms on the main level", Format.COUNT),
    BathroomsThreeQuarter(FactGroup.INTERIOR, "Three-quarter bathrooms", Format.COUNT),
    BathroomsOneQuarter(FactGroup.INTERIOR, "Quarter bathrooms", Format.COUNT),
    InteriorFeatures(FactGroup.INTERIOR, "Features", Format.LIST),
    Appliances(FactGroup.INTERIOR, "Appliances", Format.LIST),
    Flooring(FactGroup.INTERIOR, "Flooring", Format.LIST),
    FireplacesTotal(FactGroup.INTERIOR, "Fireplaces", Format.COUNT),
    FireplaceFeatures(FactGroup.INTERIOR, "Fireplace", Format.LIST),
    Basement(FactGroup.INTERIOR, "Basement", Format.LIST),
    LaundryFeatures(FactGroup.INTERIOR, "Laundry", Format.LIST),
    WindowFeatures(FactGroup.INTERIOR, "Windows", Format.LIST),
    DoorFeatures(FactGroup.INTERIOR, "Doors", Format.LIST),
    AccessibilityFeatures(FactGroup.INTERIOR, "Accessibility", Format.LIST),
    SecurityFeatures(FactGroup.INTERIOR, "Security", Format.LIST),
    OtherEquipment(FactGroup.INTERIOR, "Other equipment", Format.LIST),
    Furnished(FactGroup.INTERIOR, "Furnished", Format.LIST),
    Inclusions(FactGroup.INTERIOR, "Included", Format.TEXT),
    Exclusions(FactGroup.INTERIOR, "Not included", Format.TEXT),
    HomeWarrantyYN(FactGroup.INTERIOR, "Home warranty", Format.YES_NO),

    Heating(FactGroup.CLIMATE, "Heating", Format.LIST),
    Cooling(FactGroup.CLIMATE, "Cooling", Format.LIST),

    ExteriorFeatures(FactGroup.EXTERIOR, "Features", Format.LIST),
    PatioAndPorchFeatures(FactGroup.EXTERIOR, "Patio and porch", Format.LIST),
    PoolFeatures(FactGroup.EXTERIOR, "Pool", Format.LIST),
    SpaFeatures(FactGroup.EXTERIOR, "Spa", Format.LIST),
    View(FactGroup.EXTERIOR, "View", Format.LIST),
    WaterfrontFeatures(FactGroup.EXTERIOR, "Waterfront", Format.LIST),
    WaterBodyName(FactGroup.EXTERIOR, "Body of water", Format.TEXT),
    Fencing(FactGroup.EXTERIOR, "Fencing", Format.LIST),
    OtherStructures(FactGroup.EXTERIOR, "Other structures", Format.LIST),
    DirectionFaces(FactGroup.EXTERIOR, "Faces", Format.LIST),

    ParkingFeatures(FactGroup.PARKING, "Parking", Format.LIST),
    ParkingTotal(FactGroup.PARKING, "Parking spaces", Format.COUNT),
    GarageSpaces(FactGroup.PARKING, "Garage spaces", Format.COUNT),
    AttachedGarageYN(FactGroup.PARKING, "Attached garage", Format.YES_NO),
    CarportSpaces(FactGroup.PARKING, "Carport spaces", Format.COUNT),
    CoveredSpaces(FactGroup.PARKING, "Covered spaces", Format.COUNT),
    OpenParkingSpaces(FactGroup.PARKING, "Open spaces", Format.COUNT),

    ArchitecturalStyle(FactGroup.BUILDING, "Style", Format.LIST),
    StructureType(FactGroup.BUILDING, "Structure", Format.LIST),
    Levels(FactGroup.BUILDING, "Levels", Format.LIST),
    Stories(FactGroup.BUILDING, "Stories", Format.COUNT),
    StoriesTotal(FactGroup.BUILDING, "Stories in the building", Format.COUNT),
    EntryLevel(FactGroup.BUILDING, "Entry on floor", Format.PLAIN_NUMBER),
    EntryLocation(FactGroup.BUILDING, "Entry", Format.TEXT),
    BuildingName(FactGroup.BUILDING, "Building", Format.TEXT),
    BuildingAreaTotal(FactGroup.BUILDING, "Building area", Format.SQUARE_FEET, "BuildingAreaUnits"),
    BuildingAreaSource(FactGroup.BUILDING, "Building area from", Format.LIST),
    LivingAreaSource(FactGroup.BUILDING, "Living area from", Format.LIST),
    AboveGradeFinishedArea(
            FactGroup.BUILDING, "Finished above ground", Format.SQUARE_FEET, "AboveGradeFinishedAreaUnits"),
    BelowGradeFinishedArea(
            FactGroup.BUILDING, "Finished below ground", Format.SQUARE_FEET, "BelowGradeFinishedAreaUnits"),
    ConstructionMaterials(FactGroup.BUILDING, "Construction", Format.LIST),
    Roof(FactGroup.BUILDING, "Roof", Format.LIST),
    FoundationDetails(FactGroup.BUILDING, "Foundation", Format.LIST),
    PropertyCondition(FactGroup.BUILDING, "Condition", Format.LIST),
    NewConstructionYN(FactGroup.BUILDING, "New construction", Format.YES_NO),
    DevelopmentStatus(FactGroup.BUILDING, "Development", Format.LIST),
    YearBuiltDetails(FactGroup.BUILDING, "Year built, details", Format.TEXT),
    BuilderName(FactGroup.BUILDING, "Builder", Format.TEXT),
    BuilderModel(FactGroup.BUILDING, "Builder's model", Format.TEXT),
    BodyType(FactGroup.BUILDING, "Body", Format.LIST),
    Model(FactGroup.BUILDING, "Model", Format.TEXT),
    MobileLength(FactGroup.BUILDING, "Length", Format.FEET, "MobileDimUnits"),
    MobileWidth(FactGroup.BUILDING, "Width", Format.FEET, "MobileDimUnits"),
    Skirt(FactGroup.BUILDING, "Skirt", Format.LIST),
    NumberOfUnitsTotal(FactGroup.BUILDING, "Units", Format.COUNT),
    NumberOfBuildings(FactGroup.BUILDING, "Buildings", Format.COUNT),

    LotFeatures(FactGroup.LOT, "Features", Format.LIST),
    LotSizeDimensions(FactGroup.LOT, "Dimensions", Format.TEXT),
    Elevation(FactGroup.LOT, "Elevation", Format.FEET, "ElevationUnits"),
    Topography(FactGroup.LOT, "Topography", Format.TEXT),
    Vegetation(FactGroup.LOT, "Vegetation", Format.LIST),
    Zoning(FactGroup.LOT, "Zoning", Format.TEXT),
    ZoningDescription(FactGroup.LOT, "Zoning, details", Format.TEXT),
    RoadSurfaceType(FactGroup.LOT, "Road surface", Format.LIST),
    RoadFrontageType(FactGroup.LOT, "Road frontage", Format.LIST),
    RoadResponsibility(FactGroup.LOT, "Road kept by", Format.LIST),
    PossibleUse(FactGroup.LOT, "Possible use", Format.LIST),
    CurrentUse(FactGroup.LOT, "Current use", Format.LIST),
    NumberOfLots(FactGroup.LOT, "Lots", Format.COUNT),
    NumberOfPads(FactGroup.LOT, "Pads", Format.COUNT),
    AdditionalParcelsYN(FactGroup.LOT, "Further parcels", Format.YES_NO),
    HorseAmenities(FactGroup.LOT, "For horses", Format.LIST),
    LandLeaseYN(FactGroup.LOT, "Land is leased", Format.YES_NO),
    LandLeaseAmount(FactGroup.LOT, "Land lease", Format.FEE, "LandLeaseAmountFrequency"),
    LandLeaseExpirationDate(FactGroup.LOT, "Land lease until", Format.DATE),

    Electric(FactGroup.UTILITIES, "Electric", Format.LIST),
    Gas(FactGroup.UTILITIES, "Gas", Format.LIST),
    Utilities(FactGroup.UTILITIES, "Utilities", Format.LIST),
    WaterSource(FactGroup.UTILITIES, "Water", Format.LIST),
    Sewer(FactGroup.UTILITIES, "Sewer", Format.LIST),
    NumberOfSeparateElectricMeters(FactGroup.UTILITIES, "Electric meters", Format.COUNT),
    NumberOfSeparateGasMeters(FactGroup.UTILITIES, "Gas meters", Format.COUNT),
    NumberOfSeparateWaterMeters(FactGroup.UTILITIES, "Water meters", Format.COUNT),
    GreenBuildingVerificationType(FactGroup.UTILITIES, "Green certification", Format.LIST),
    GreenEnergyEfficient(FactGroup.UTILITIES, "Energy efficiency", Format.LIST),
    GreenEnergyGeneration(FactGroup.UTILITIES, "Energy generation", Format.LIST),
    GreenIndoorAirQuality(FactGroup.UTILITIES, "Indoor air", Format.LIST),
    GreenSustainability(FactGroup.UTILITIES, "Sustainability", Format.LIST),
    GreenWaterConservation(FactGroup.UTILITIES, "Saves water", Format.LIST),

    CommunityFeatures(FactGroup.COMMUNITY, "Community", Format.LIST),
    SeniorCommunityYN(FactGroup.COMMUNITY, "Community for people of 55 and over", Format.YES_NO),
    NumberOfUnitsInCommunity(FactGroup.COMMUNITY, "Homes in the community", Format.COUNT),
    ParkName(FactGroup.COMMUNITY, "Park", Format.TEXT),
    AssociationName(FactGroup.COMMUNITY, "Association", Format.TEXT),
    AssociationFee(FactGroup.COMMUNITY, "Association fee", Format.FEE, "AssociationFeeFrequency"),
    AssociationFee2(FactGroup.COMMUNITY, "Second association fee", Format.FEE, "AssociationFee2Frequency"),
    AssociationFeeIncludes(FactGroup.COMMUNITY, "Fee includes", Format.LIST),
    AssociationAmenities(FactGroup.COMMUNITY, "Amenities", Format.LIST),
    PetsAllowed(FactGroup.COMMUNITY, "Pets", Format.LIST),

    ElementarySchool(FactGroup.SCHOOLS, "Elementary school", Format.TEXT),
    ElementarySchoolDistrict(FactGroup.SCHOOLS, "Elementary school district", Format.TEXT),
    MiddleOrJuniorSchool(FactGroup.SCHOOLS, "Middle school", Format.TEXT),
    MiddleOrJuniorSchoolDistrict(FactGroup.SCHOOLS, "Middle school district", Format.TEXT),
    HighSchool(FactGroup.SCHOOLS, "High school", Format.TEXT),
    HighSchoolDistrict(FactGroup.SCHOOLS, "High school district", Format.TEXT),

    TaxAnnualAmount(FactGroup.TAXES, "Property tax a year", Format.MONEY),
    TaxYear(FactGroup.TAXES, "Tax year", Format.PLAIN_NUMBER),
    TaxAssessedValue(FactGroup.TAXES, "Assessed value", Format.MONEY),

    AvailabilityDate(FactGroup.LEASE, "Available from", Format.DATE),
    AvailableLeaseType(FactGroup.LEASE, "Lease types", Format.LIST),
    LeaseTerm(FactGroup.LEASE, "Lease term", Format.LIST),
    TenantPays(FactGroup.LEASE, "Tenant pays", Format.LIST),
    OwnerPays(FactGroup.LEASE, "Owner pays", Format.LIST),
    RentIncludes(FactGroup.LEASE, "Rent includes", Format.LIST),
    LeaseRenewalOptionYN(FactGroup.LEASE, "Option to renew", Format.YES_NO),
    LeaseAssignableYN(FactGroup.LEASE, "Assignable", Format.YES_NO),
    LeaseConsideredYN(FactGroup.LEASE, "Lease considered", Format.YES_NO),
    LeaseAmount(FactGroup.LEASE, "Current lease", Format.FEE, "LeaseAmountFrequency"),
    LeaseExpiration(FactGroup.LEASE, "Current lease until", Format.DATE),

    NumberOfUnitsLeased(FactGroup.INCOME, "Units leased", Format.COUNT),
    GrossIncome(FactGroup.INCOME, "Gross income a year", Format.MONEY),
    GrossScheduledIncome(FactGroup.INCOME, "Gross scheduled income a year", Format.MONEY),
    IncomeIncludes(FactGroup.INCOME, "Income includes", Format.LIST),
    VacancyAllowanceRate(FactGroup.INCOME, "Vacancy allowance", Format.PERCENT),
    OperatingExpense(FactGroup.INCOME, "Operating expense a year", Format.MONEY),
    TotalAnnualOperatingExpenses(FactGroup.INCOME, "Operating expenses a year", Format.MONEY),
    NetOperatingIncome(FactGroup.INCOME, "Net operating income a year", Format.MONEY),
    InsuranceExpense(FactGroup.INCOME, "Insurance a year", Format.MONEY),
    MaintenanceExpense(FactGroup.INCOME, "Maintenance a year", Format.MONEY),
    ManagerExpense(FactGroup.INCOME, "Manager a year", Format.MONEY),
    ProfessionalManagementExpense(FactGroup.INCOME, "Professional management a year", Format.MONEY),
    TrashExpense(FactGroup.INCOME, "Trash a year", Format.MONEY),
    SuppliesExpense(FactGroup.INCOME, "Supplies a year", Format.MONEY),
    NewTaxesExpense(FactGroup.INCOME, "New taxes a year", Format.MONEY),
    OtherExpense(FactGroup.INCOME, "Other expenses a year", Format.MONEY),

    BusinessName(FactGroup.BUSINESS, "Name", Format.TEXT),
    BusinessType(FactGroup.BUSINESS, "Business", Format.LIST),
    BuildingFeatures(FactGroup.BUSINESS, "Building features", Format.LIST),
    LeasableArea(FactGroup.BUSINESS, "Leasable area", Format.SQUARE_FEET, "LeasableAreaUnits"),
    SeatingCapacity(FactGroup.BUSINESS, "Seats", Format.COUNT),
    HoursDaysOfOperation(FactGroup.BUSINESS, "Hours", Format.LIST),
    YearEstablished(FactGroup.BUSINESS, "Established", Format.PLAIN_NUMBER),
    YearsCurrentOwner(FactGroup.BUSINESS, "Years with this owner", Format.COUNT),
    NumberOfFullTimeEmployees(FactGroup.BUSINESS, "Full-time employees", Format.COUNT),
    NumberOfPartTimeEmployees(FactGroup.BUSINESS, "Part-time employees", Format.COUNT),
    SpecialLicenses(FactGroup.BUSINESS, "Licenses", Format.LIST),

    MLSAreaMajor(FactGroup.LOCATION, "Area", Format.TEXT),
    MLSAreaMinor(FactGroup.LOCATION, "Area, details", Format.TEXT),
    Directions(FactGroup.LOCATION, "Directions", Format.TEXT);

    /** The fields of free text that a home whose address is withheld may show, where they do not spell it. */
    private static final Set<FactField> TEXTS_WITHOUT_ADDRESS = EnumSet.of(
            Inclusions,
            Exclusions,
            BuilderModel,
            Model,
            Topography,
            Zoning,
            ElementarySchool,
            ElementarySchoolDistrict,
            MiddleOrJuniorSchool,
            MiddleOrJuniorSchoolDistrict,
            HighSchool,
            HighSchoolDistrict,
            MLSAreaMajor);

    private static final BigDecimal SMALLEST = BigDecimal.TEN;

    private final FactGroup group;
    private final String label;
    private final Format format;
    /** The field that tells how often a fee is due, or in what unit a size is. */
    private final @Nullable String companion;

    FactField(FactGroup group, String label, Format format) {
        this(group, label, format, null);
    }

    FactField(FactGroup group, String label, Format format, @Nullable String companion) {
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

    /**
     * The groups a record has something to say in, what matters for its type first.
     *
     * @param hidden whether the address must not be told
     */
    static List<Facts> read(Fields record, @Nullable String propertyType, boolean hidden) {
        var groups = new EnumMap<FactGroup, List<Facts.Fact>>(FactGroup.class);
        for (var field : values()) {
            var value = hidden && !field.isShownWithoutAddress() || field == AvailabilityDate && !isLease(propertyType)
                    ? null
                    : field.value(record);
            if (value != null)
                groups.computeIfAbsent(field.group, group -> new ArrayList<>())
                        .add(new Facts.Fact(field.name(), field.label, value));
        }
        var first = FactGroup.first(propertyType);
        return groups.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> {
                    var place = first.indexOf(entry.getKey());
                    return place < 0 ? first.size() : place;
                }))
                .map(entry -> new Facts(entry.getKey().title(), entry.getValue()))
                .toList();
    }

    private static boolean isLease(@Nullable String propertyType) {
        return propertyType != null && propertyType.endsWith("Lease");
    }

    /** Whether a home whose address is withheld may show it: no text but those listed, and not the outline of its lot. */
    boolean isShownWithoutAddress() {
        return switch (format) {
            case TEXT -> TEXTS_WITHOUT_ADDRESS.contains(this);
            case LIST, COUNT, PLAIN_NUMBER, MONEY, FEE, SQUARE_FEET, FEET, PERCENT, YES_NO, DATE -> true;
        };
    }

    private @Nullable String value(Fields record) {
        return switch (format) {
            case TEXT -> record.text(name());
            case LIST -> {
                var values = record.values(name());
                yield values.isEmpty() ? null : String.join(", ", values);
            }
            case COUNT -> decimal(record.quantity(name()), 2, "");
            case PLAIN_NUMBER -> record.quantity(name()) == null ? null : number(record.count(name()), "%d");
            case MONEY -> money(record);
            case SQUARE_FEET -> number(measure(record, UnitOfMeasure.SQUARE_FEET), "%,d sq ft");
            case FEET -> number(measure(record, UnitOfMeasure.FEET), "%,d ft");
            case PERCENT -> decimal(record.quantity(name()), 2, " %");
            case FEE -> fee(record);
            case YES_NO -> record.isTrue(name()) ? "Yes" : null;
            case DATE -> {
                var date = record.date(name());
                yield date == null ? null : Dates.day(date);
            }
        };
    }

    private @Nullable String money(Fields record) {
        var amount = record.money(name());
        return amount == null ? null : Price.dollars(amount);
    }

    /** A number with its fraction, if it has one: "2.5". */
    private static @Nullable String decimal(@Nullable BigDecimal value, int places, String unit) {
        if (value == null) return null;
        var rounded = value.setScale(Math.min(places, Math.max(0, value.scale())), RoundingMode.HALF_UP);
        if (rounded.signum() == 0) return null;
        var plain = rounded.stripTrailingZeros();
        return new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.US)).format(plain) + unit;
    }

    private @Nullable Long measure(Fields record, UnitOfMeasure unit) {
        if (unit == UnitOfMeasure.SQUARE_FEET && !isSize(record.quantity(name()))) return null;
        return companion == null ? record.count(name()) : record.wholeMeasure(name(), companion, unit);
    }

    /** A building of a few square feet is none. */
    private static boolean isSize(@Nullable BigDecimal area) {
        return area != null && area.compareTo(SMALLEST) >= 0;
    }

    private @Nullable String fee(Fields record) {
        var amount = money(record);
        var every = companion == null ? null : record.text(companion);
        return amount == null || every == null
                ? amount
                : amount + ", " + Enumerations.label(every).toLowerCase(Locale.ROOT);
    }

    private static @Nullable String number(@Nullable Long value, String pattern) {
        return value == null || value == 0 ? null : String.format(Locale.US, pattern, value);
    }
}
