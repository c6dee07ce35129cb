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
import porchlight.message.Messages;

/**
 * The RESO fields that the facts on a detail page may show, in display order. Fields that are not
 * in this table (or read by name in {@link PropertyParser} and related classes) never leave the
 * parser, whatever the feed sends. Fields that only some MLSs make public are left out on purpose:
 * see {@link PrivateFields}.
 */
enum FactField {
    RoomsTotal(FactGroup.INTERIOR, Format.COUNT),
    MainLevelBedrooms(FactGroup.INTERIOR, Format.COUNT),
    MainLevelBathrooms(FactGroup.INTERIOR, Format.COUNT),
    BathroomsThreeQuarter(FactGroup.INTERIOR, Format.COUNT),
    BathroomsOneQuarter(FactGroup.INTERIOR, Format.COUNT),
    InteriorFeatures(FactGroup.INTERIOR, Format.LIST),
    Appliances(FactGroup.INTERIOR, Format.LIST),
    Flooring(FactGroup.INTERIOR, Format.LIST),
    FireplacesTotal(FactGroup.INTERIOR, Format.COUNT),
    FireplaceFeatures(FactGroup.INTERIOR, Format.LIST),
    Basement(FactGroup.INTERIOR, Format.LIST),
    LaundryFeatures(FactGroup.INTERIOR, Format.LIST),
    WindowFeatures(FactGroup.INTERIOR, Format.LIST),
    DoorFeatures(FactGroup.INTERIOR, Format.LIST),
    AccessibilityFeatures(FactGroup.INTERIOR, Format.LIST),
    SecurityFeatures(FactGroup.INTERIOR, Format.LIST),
    OtherEquipment(FactGroup.INTERIOR, Format.LIST),
    Furnished(FactGroup.INTERIOR, Format.LIST),
    Inclusions(FactGroup.INTERIOR, Format.TEXT),
    Exclusions(FactGroup.INTERIOR, Format.TEXT),
    HomeWarrantyYN(FactGroup.INTERIOR, Format.YES_NO),

    Heating(FactGroup.CLIMATE, Format.LIST),
    Cooling(FactGroup.CLIMATE, Format.LIST),

    ExteriorFeatures(FactGroup.EXTERIOR, Format.LIST),
    PatioAndPorchFeatures(FactGroup.EXTERIOR, Format.LIST),
    PoolFeatures(FactGroup.EXTERIOR, Format.LIST),
    SpaFeatures(FactGroup.EXTERIOR, Format.LIST),
    View(FactGroup.EXTERIOR, Format.LIST),
    WaterfrontFeatures(FactGroup.EXTERIOR, Format.LIST),
    WaterBodyName(FactGroup.EXTERIOR, Format.TEXT),
    Fencing(FactGroup.EXTERIOR, Format.LIST),
    OtherStructures(FactGroup.EXTERIOR, Format.LIST),
    DirectionFaces(FactGroup.EXTERIOR, Format.LIST),

    ParkingFeatures(FactGroup.PARKING, Format.LIST),
    ParkingTotal(FactGroup.PARKING, Format.COUNT),
    GarageSpaces(FactGroup.PARKING, Format.COUNT),
    AttachedGarageYN(FactGroup.PARKING, Format.YES_NO),
    CarportSpaces(FactGroup.PARKING, Format.COUNT),
    CoveredSpaces(FactGroup.PARKING, Format.COUNT),
    OpenParkingSpaces(FactGroup.PARKING, Format.COUNT),

    ArchitecturalStyle(FactGroup.BUILDING, Format.LIST),
    StructureType(FactGroup.BUILDING, Format.LIST),
    Levels(FactGroup.BUILDING, Format.LIST),
    Stories(FactGroup.BUILDING, Format.COUNT),
    StoriesTotal(FactGroup.BUILDING, Format.COUNT),
    EntryLevel(FactGroup.BUILDING, Format.PLAIN_NUMBER),
    EntryLocation(FactGroup.BUILDING, Format.TEXT),
    BuildingName(FactGroup.BUILDING, Format.TEXT),
    BuildingAreaTotal(FactGroup.BUILDING, Format.SQUARE_FEET, "BuildingAreaUnits"),
    BuildingAreaSource(FactGroup.BUILDING, Format.LIST),
    LivingAreaSource(FactGroup.BUILDING, Format.LIST),
    AboveGradeFinishedArea(FactGroup.BUILDING, Format.SQUARE_FEET, "AboveGradeFinishedAreaUnits"),
    BelowGradeFinishedArea(FactGroup.BUILDING, Format.SQUARE_FEET, "BelowGradeFinishedAreaUnits"),
    ConstructionMaterials(FactGroup.BUILDING, Format.LIST),
    Roof(FactGroup.BUILDING, Format.LIST),
    FoundationDetails(FactGroup.BUILDING, Format.LIST),
    PropertyCondition(FactGroup.BUILDING, Format.LIST),
    NewConstructionYN(FactGroup.BUILDING, Format.YES_NO),
    DevelopmentStatus(FactGroup.BUILDING, Format.LIST),
    YearBuiltDetails(FactGroup.BUILDING, Format.TEXT),
    BuilderName(FactGroup.BUILDING, Format.TEXT),
    BuilderModel(FactGroup.BUILDING, Format.TEXT),
    BodyType(FactGroup.BUILDING, Format.LIST),
    Model(FactGroup.BUILDING, Format.TEXT),
    MobileLength(FactGroup.BUILDING, Format.FEET, "MobileDimUnits"),
    MobileWidth(FactGroup.BUILDING, Format.FEET, "MobileDimUnits"),
    Skirt(FactGroup.BUILDING, Format.LIST),
    NumberOfUnitsTotal(FactGroup.BUILDING, Format.COUNT),
    NumberOfBuildings(FactGroup.BUILDING, Format.COUNT),

    LotFeatures(FactGroup.LOT, Format.LIST),
    LotSizeDimensions(FactGroup.LOT, Format.TEXT),
    Elevation(FactGroup.LOT, Format.FEET, "ElevationUnits"),
    Topography(FactGroup.LOT, Format.TEXT),
    Vegetation(FactGroup.LOT, Format.LIST),
    Zoning(FactGroup.LOT, Format.TEXT),
    ZoningDescription(FactGroup.LOT, Format.TEXT),
    RoadSurfaceType(FactGroup.LOT, Format.LIST),
    RoadFrontageType(FactGroup.LOT, Format.LIST),
    RoadResponsibility(FactGroup.LOT, Format.LIST),
    PossibleUse(FactGroup.LOT, Format.LIST),
    CurrentUse(FactGroup.LOT, Format.LIST),
    NumberOfLots(FactGroup.LOT, Format.COUNT),
    NumberOfPads(FactGroup.LOT, Format.COUNT),
    AdditionalParcelsYN(FactGroup.LOT, Format.YES_NO),
    HorseAmenities(FactGroup.LOT, Format.LIST),
    LandLeaseYN(FactGroup.LOT, Format.YES_NO),
    LandLeaseAmount(FactGroup.LOT, Format.FEE, "LandLeaseAmountFrequency"),
    LandLeaseExpirationDate(FactGroup.LOT, Format.DATE),

    Electric(FactGroup.UTILITIES, Format.LIST),
    Gas(FactGroup.UTILITIES, Format.LIST),
    Utilities(FactGroup.UTILITIES, Format.LIST),
    WaterSource(FactGroup.UTILITIES, Format.LIST),
    Sewer(FactGroup.UTILITIES, Format.LIST),
    NumberOfSeparateElectricMeters(FactGroup.UTILITIES, Format.COUNT),
    NumberOfSeparateGasMeters(FactGroup.UTILITIES, Format.COUNT),
    NumberOfSeparateWaterMeters(FactGroup.UTILITIES, Format.COUNT),
    GreenBuildingVerificationType(FactGroup.UTILITIES, Format.LIST),
    GreenEnergyEfficient(FactGroup.UTILITIES, Format.LIST),
    GreenEnergyGeneration(FactGroup.UTILITIES, Format.LIST),
    GreenIndoorAirQuality(FactGroup.UTILITIES, Format.LIST),
    GreenSustainability(FactGroup.UTILITIES, Format.LIST),
    GreenWaterConservation(FactGroup.UTILITIES, Format.LIST),

    CommunityFeatures(FactGroup.COMMUNITY, Format.LIST),
    SeniorCommunityYN(FactGroup.COMMUNITY, Format.YES_NO),
    NumberOfUnitsInCommunity(FactGroup.COMMUNITY, Format.COUNT),
    ParkName(FactGroup.COMMUNITY, Format.TEXT),
    AssociationName(FactGroup.COMMUNITY, Format.TEXT),
    AssociationFee(FactGroup.COMMUNITY, Format.FEE, "AssociationFeeFrequency"),
    AssociationFee2(FactGroup.COMMUNITY, Format.FEE, "AssociationFee2Frequency"),
    AssociationFeeIncludes(FactGroup.COMMUNITY, Format.LIST),
    AssociationAmenities(FactGroup.COMMUNITY, Format.LIST),
    PetsAllowed(FactGroup.COMMUNITY, Format.LIST),

    ElementarySchool(FactGroup.SCHOOLS, Format.TEXT),
    ElementarySchoolDistrict(FactGroup.SCHOOLS, Format.TEXT),
    MiddleOrJuniorSchool(FactGroup.SCHOOLS, Format.TEXT),
    MiddleOrJuniorSchoolDistrict(FactGroup.SCHOOLS, Format.TEXT),
    HighSchool(FactGroup.SCHOOLS, Format.TEXT),
    HighSchoolDistrict(FactGroup.SCHOOLS, Format.TEXT),

    TaxAnnualAmount(FactGroup.TAXES, Format.MONEY),
    TaxYear(FactGroup.TAXES, Format.PLAIN_NUMBER),
    TaxAssessedValue(FactGroup.TAXES, Format.MONEY),

    AvailabilityDate(FactGroup.LEASE, Format.DATE),
    AvailableLeaseType(FactGroup.LEASE, Format.LIST),
    LeaseTerm(FactGroup.LEASE, Format.LIST),
    TenantPays(FactGroup.LEASE, Format.LIST),
    OwnerPays(FactGroup.LEASE, Format.LIST),
    RentIncludes(FactGroup.LEASE, Format.LIST),
    LeaseRenewalOptionYN(FactGroup.LEASE, Format.YES_NO),
    LeaseAssignableYN(FactGroup.LEASE, Format.YES_NO),
    LeaseConsideredYN(FactGroup.LEASE, Format.YES_NO),
    LeaseAmount(FactGroup.LEASE, Format.FEE, "LeaseAmountFrequency"),
    LeaseExpiration(FactGroup.LEASE, Format.DATE),

    NumberOfUnitsLeased(FactGroup.INCOME, Format.COUNT),
    GrossIncome(FactGroup.INCOME, Format.MONEY),
    GrossScheduledIncome(FactGroup.INCOME, Format.MONEY),
    IncomeIncludes(FactGroup.INCOME, Format.LIST),
    VacancyAllowanceRate(FactGroup.INCOME, Format.PERCENT),
    OperatingExpense(FactGroup.INCOME, Format.MONEY),
    TotalAnnualOperatingExpenses(FactGroup.INCOME, Format.MONEY),
    NetOperatingIncome(FactGroup.INCOME, Format.MONEY),
    InsuranceExpense(FactGroup.INCOME, Format.MONEY),
    MaintenanceExpense(FactGroup.INCOME, Format.MONEY),
    ManagerExpense(FactGroup.INCOME, Format.MONEY),
    ProfessionalManagementExpense(FactGroup.INCOME, Format.MONEY),
    TrashExpense(FactGroup.INCOME, Format.MONEY),
    SuppliesExpense(FactGroup.INCOME, Format.MONEY),
    NewTaxesExpense(FactGroup.INCOME, Format.MONEY),
    OtherExpense(FactGroup.INCOME, Format.MONEY),

    BusinessName(FactGroup.BUSINESS, Format.TEXT),
    BusinessType(FactGroup.BUSINESS, Format.LIST),
    BuildingFeatures(FactGroup.BUSINESS, Format.LIST),
    LeasableArea(FactGroup.BUSINESS, Format.SQUARE_FEET, "LeasableAreaUnits"),
    SeatingCapacity(FactGroup.BUSINESS, Format.COUNT),
    HoursDaysOfOperation(FactGroup.BUSINESS, Format.LIST),
    YearEstablished(FactGroup.BUSINESS, Format.PLAIN_NUMBER),
    YearsCurrentOwner(FactGroup.BUSINESS, Format.COUNT),
    NumberOfFullTimeEmployees(FactGroup.BUSINESS, Format.COUNT),
    NumberOfPartTimeEmployees(FactGroup.BUSINESS, Format.COUNT),
    SpecialLicenses(FactGroup.BUSINESS, Format.LIST),

    MLSAreaMajor(FactGroup.LOCATION, Format.TEXT),
    MLSAreaMinor(FactGroup.LOCATION, Format.TEXT),
    Directions(FactGroup.LOCATION, Format.TEXT);

    /**
     * Free-text fields that a home with a withheld address may show, unless the text contains the
     * address.
     */
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

    /** Decimal places of a count or a percentage. */
    private static final int PLACES = 2;

    private final FactGroup group;
    private final String label = Messages.text("listing.fact." + name());
    private final Format format;
    /** The field that says how often a fee is due, or which unit a size is in. */
    private final @Nullable String companion;

    FactField(FactGroup group, Format format) {
        this(group, format, null);
    }

    FactField(FactGroup group, Format format, @Nullable String companion) {
        this.group = group;
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
     * The groups for which a record has values, the most relevant to its type first.
     * @param hidden whether the address must not be revealed
     */
    static List<Facts> read(Fields record, @Nullable String propertyType, boolean hidden) {
        var groups = new EnumMap<FactGroup, List<Facts.Fact>>(FactGroup.class);
        for (var field : values()) {
            var value = hidden && !field.isShownWithoutAddress()
                            || field == AvailabilityDate && !PropertyType.isLease(propertyType)
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

    /**
     * Whether it may be shown for a home with a withheld address: only the listed text fields, and
     * not the outline of the lot.
     */
    boolean isShownWithoutAddress() {
        return switch (format) {
            case TEXT -> TEXTS_WITHOUT_ADDRESS.contains(this);
            case LIST, COUNT, PLAIN_NUMBER, MONEY, FEE, SQUARE_FEET, FEET, PERCENT, YES_NO, DATE -> true;
        };
    }

    /** Whether homes can be searched by its values. */
    boolean isFeature() {
        return switch (format) {
            case LIST, TEXT, COUNT, PLAIN_NUMBER, YES_NO -> true;
            case MONEY, FEE, SQUARE_FEET, FEET, PERCENT, DATE -> false;
        };
    }

    /**
     * The values of a record that its page shows, one by one.
     * @param hidden whether the address must not be revealed
     */
    List<String> features(Fields record, boolean hidden) {
        if (hidden && !isShownWithoutAddress()) return List.of();
        if (format == Format.LIST) return record.values(name());
        var value = value(record);
        return value == null ? List.of() : List.of(value);
    }

    private @Nullable String value(Fields record) {
        return switch (format) {
            case TEXT -> record.text(name());
            case LIST -> {
                var values = record.values(name());
                yield values.isEmpty() ? null : String.join(", ", values);
            }
            case COUNT -> decimal(record.quantity(name()));
            case PLAIN_NUMBER ->
                record.quantity(name()) == null ? null : number(record.count(name()), "listing.fact-value.plain");
            case MONEY -> money(record);
            case SQUARE_FEET -> number(measure(record, UnitOfMeasure.SQUARE_FEET), "listing.size.sqft");
            case FEET -> number(measure(record, UnitOfMeasure.FEET), "listing.size.feet");
            case PERCENT -> {
                var percent = decimal(record.quantity(name()));
                yield percent == null ? null : Messages.text("listing.fact-value.percent", percent);
            }
            case FEE -> fee(record);
            case YES_NO -> record.isTrue(name()) ? Messages.text("listing.fact-value.yes") : null;
            case DATE -> {
                var date = record.date(name());
                yield date == null ? null : Dates.day(date);
            }
        };
    }

    private @Nullable String money(Fields record) {
        var amount = record.money(name());
        return amount == null ? null : Money.dollars(amount);
    }

    /** A number with its fraction, if it has one: "2.5". */
    private static @Nullable String decimal(@Nullable BigDecimal value) {
        if (value == null) return null;
        var rounded = value.setScale(Math.min(PLACES, Math.max(0, value.scale())), RoundingMode.HALF_UP);
        if (rounded.signum() == 0) return null;
        var plain = rounded.stripTrailingZeros();
        return new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.US)).format(plain);
    }

    private @Nullable Long measure(Fields record, UnitOfMeasure unit) {
        if (unit == UnitOfMeasure.SQUARE_FEET && !isSize(record.quantity(name()))) return null;
        return companion == null ? record.count(name()) : record.wholeMeasure(name(), companion, unit);
    }

    /** A building of a few square feet is a bad value. */
    private static boolean isSize(@Nullable BigDecimal area) {
        return area != null && area.compareTo(SMALLEST) >= 0;
    }

    private @Nullable String fee(Fields record) {
        var amount = money(record);
        var every = companion == null ? null : record.text(companion);
        return amount == null || every == null
                ? amount
                : Messages.text(
                        "listing.fact-value.fee",
                        amount,
                        Enumerations.label(every).toLowerCase(Locale.ROOT));
    }

    private static @Nullable String number(@Nullable Long value, String message) {
        return value == null || value == 0 ? null : Messages.text(message, value);
    }
}
