package porchlight.demomls.town;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The descriptive fields of a home: materials, systems, amenities. Lists that do not apply to a
 * home are empty or null.
 */
final class Features {
    private final Home home;
    private final Draw draw;
    private final Draw amenities;

    Features(long seed, int number, Home home) {
        this.home = home;
        this.draw = new Draw(seed, number, "features");
        this.amenities = new Draw(seed, number, "amenities");
    }

    void describe(ObjectNode row) {
        var senior = home.place().setting().equals("senior");
        var rural = home.place().isRural();
        row.put("SeniorCommunityYN", senior);
        row.put("WaterfrontYN", home.waterfront());
        if (home.waterfront()) list(row, "WaterfrontFeatures", List.of("River Front"));
        list(row, "View", home.view());
        row.put("ViewYN", !home.view().isEmpty());
        list(
                row,
                "LotFeatures",
                home.kind().isStacked()
                        ? List.of()
                        : lot(draw.some(
                                .35, "Level", "Corner Lot", "Cul-De-Sac", "Trees", "Gentle Sloping", "Private Road")));
        list(
                row,
                "Utilities",
                home.kind().isLand()
                        ? List.of("Electricity Available", rural ? "Phone Available" : "Natural Gas Available")
                        : List.of("Electricity Connected", rural ? "Cable Available" : "Natural Gas Connected"));
        list(row, "WaterSource", List.of(rural ? home.kind().isLand() ? "None" : "Well" : "Public"));
        list(row, "Sewer", List.of(rural ? home.kind().isLand() ? "None" : "Septic Tank" : "Public Sewer"));
        list(row, "RoadSurfaceType", List.of("Paved"));
        if (home.kind().isLand()) {
            list(
                    row,
                    "PossibleUse",
                    rural ? draw.some(.6, "Residential", "Agricultural", "Recreational") : List.of("Residential"));
            row.put("Zoning", rural ? draw.one("RRFF5", "EFU") : draw.one("R5", "R7", "R10"));
            return;
        }
        building(row);
        if (home.isDwelling()) dwelling(row);
        association(row, senior);
        if (home.kind().isLease()) lease(row);
        if (home.kind().isCommercial()) {
            list(row, "BusinessType", List.of(home.kind() == Home.Kind.OFFICE_SALE ? "Professional/Office" : "Retail"));
            row.put("LeasableArea", (double) home.squareFeet());
        }
    }

    /** Removes features that contradict the picture of the land or each other. */
    private List<String> lot(List<String> drawn) {
        var features = new ArrayList<>(drawn);
        if (home.kind().isLand())
            features.removeAll(
                    Renders.style(home.exterior()).equals("hillside")
                            ? List.of("Level")
                            : Renders.style(home.exterior()).equals("lot")
                                    ? List.of("Trees", "Gentle Sloping", "Private Road")
                                    : List.of("Gentle Sloping", "Corner Lot", "Cul-De-Sac"));
        if (features.contains("Level")) features.remove("Gentle Sloping");
        if (features.contains("Corner Lot")) features.remove("Cul-De-Sac");
        return features;
    }

    private void building(ObjectNode row) {
        row.put("NewConstructionYN", home.newConstruction());
        list(row, "ArchitecturalStyle", List.of(styleName()));
        list(
                row,
                "ConstructionMaterials",
                List.of(
                        home.style().equals("condo")
                                ? Renders.color(home.exterior()).endsWith("brick") ? "Brick" : "Concrete"
                                : home.style().equals("townhouse")
                                        ? "Brick"
                                        : draw.one("Wood Siding", "Cement Siding", "Lap Siding")));
        list(
                row,
                "Roof",
                List.of(home.style().equals("modern") || home.style().equals("condo") ? "Membrane" : "Composition"));
        list(row, "FoundationDetails", List.of(home.basement() ? "Concrete Perimeter" : "Slab"));
        list(
                row,
                "Basement",
                home.basement()
                        ? draw.one(List.of("Full", "Partially Finished"), List.of("Full", "Finished"))
                        : List.of());
        list(row, "Levels", List.of(home.stories() <= 1 ? "One" : home.stories() == 2 ? "Two" : "Three Or More"));
        list(
                row,
                "PropertyCondition",
                home.remodeled()
                        ? List.of("Updated/Remodeled")
                        : home.newConstruction() ? List.of("New Construction") : List.of());
        row.put("Stories", home.stories());
        row.put("StoriesTotal", home.kind().isInBuilding() ? Renders.stories(home.exterior()) : home.stories());
        parking(row);
        if (home.kind().isIncome()) row.put("NumberOfUnitsTotal", home.units());
    }

    /** As many cars as in the garage fit in front of it. */
    private void parking(ObjectNode row) {
        row.put("GarageYN", home.garage() > 0).put("GarageSpaces", (double) home.garage());
        if (home.garage() > 0) {
            list(
                    row,
                    "ParkingFeatures",
                    home.kind().isStacked() ? List.of("Deeded", "Garage") : List.of("Attached", "Driveway"));
            row.put("ParkingTotal", (double) home.garage() * (home.kind().isStacked() ? 1 : 2));
        } else if (home.style().equals("midcentury")) {
            row.put("CarportYN", true).put("CarportSpaces", 1.0).put("ParkingTotal", 1.0);
            list(row, "ParkingFeatures", List.of("Carport", "Driveway"));
        } else list(row, "ParkingFeatures", List.of("On Street"));
    }

    private String styleName() {
        return switch (home.style()) {
            case "craftsman" -> "Craftsman";
            case "colonial" -> "Colonial";
            case "farmhouse" -> "Farmhouse";
            case "modern" -> "Contemporary";
            case "capecod" -> "Cape Cod";
            case "midcentury" -> "Mid-Century Modern";
            case "ranch" -> "Ranch";
            case "cabin" -> "Cabin";
            case "townhouse" -> "Townhouse";
            case "condo" -> "Mid Rise";
            default -> "Traditional";
        };
    }

    private void dwelling(ObjectNode row) {
        row.put("FireplaceYN", home.fireplace());
        if (home.fireplace()) row.put("FireplacesTotal", 1);
        list(
                row,
                "FireplaceFeatures",
                home.fireplace() ? List.of(draw.one("Gas", "Wood Burning"), "Living Room") : List.of());
        row.put("PoolPrivateYN", home.pool());
        if (home.pool()) list(row, "PoolFeatures", List.of("In Ground", "Outdoor Pool"));
        var heating = draw.one("Forced Air", "Heat Pump", "Ductless");
        list(
                row,
                "Heating",
                List.of(
                        heating,
                        !heating.equals("Forced Air")
                                ? "Electric"
                                : home.place().isRural() ? "Propane" : "Natural Gas"));
        row.put("HeatingYN", true);
        var cooled = home.yearBuilt() > 1990 || draw.chance(.45);
        row.put("CoolingYN", cooled);
        list(row, "Cooling", cooled ? List.of(draw.one("Central Air", "Heat Pump")) : List.of());
        list(
                row,
                "Appliances",
                draw.some(
                        .75,
                        "Dishwasher",
                        "Disposal",
                        "Free-Standing Range",
                        "Gas Range",
                        "Microwave",
                        "Refrigerator",
                        "Washer",
                        "Dryer"));
        list(row, "Flooring", draw.some(.55, "Hardwood", "Tile", "Carpet", "Luxury Vinyl"));
        list(
                row,
                "InteriorFeatures",
                draw.some(
                        .4,
                        "Breakfast Bar",
                        "Built-in Features",
                        "High Ceilings",
                        "Kitchen Island",
                        "Pantry",
                        "Walk-In Closet(s)"));
        list(
                row,
                "LaundryFeatures",
                List.of(home.basement() ? "In Basement" : home.kind().isStacked() ? "In Unit" : "Laundry Room"));
        list(row, "WindowFeatures", draw.some(.5, "Double Pane Windows", "Wood Frames"));
        list(
                row,
                "ExteriorFeatures",
                home.kind().isStacked()
                        ? List.of("Balcony")
                        : draw.some(.4, "Garden", "Rain Gutters", "Raised Beds", "Lighting"));
        list(
                row,
                "PatioAndPorchFeatures",
                home.style().equals("craftsman") || home.style().equals("cabin")
                        ? List.of("Covered", "Front Porch")
                        : draw.some(.4, "Deck", "Patio"));
        list(row, "Fencing", home.kind().isStacked() || draw.chance(.4) ? List.of() : List.of("Back Yard", "Wood"));
        list(
                row,
                "SecurityFeatures",
                home.kind().isStacked() ? List.of("Secured Garage/Parking", "Entry Card") : List.of());
        list(
                row,
                "AccessibilityFeatures",
                home.stories() == 1 && draw.chance(.3)
                        ? List.of("Accessible Entrance", "Accessible Full Bath")
                        : List.of());
        list(row, "GreenEnergyGeneration", draw.chance(.05) ? List.of("Solar") : List.of());
        list(
                row,
                "GreenEnergyEfficient",
                home.newConstruction() || home.remodeled()
                        ? amenities.some(.4, "Appliances", "HVAC", "Insulation", "Thermostat", "Windows")
                        : List.of());
        row.put("RoomsTotal", home.beds() + 3);
        around(row);
    }

    /** What is outside the home: horses in the country, sidewalks in town. */
    private void around(ObjectNode row) {
        var setting = home.place().setting();
        var horses = home.place().isRural() && home.acres() >= 5
                ? amenities.some(.5, "Barn", "Corral(s)", "Pasture", "Tack Room")
                : List.<String>of();
        row.put("HorseYN", !horses.isEmpty());
        list(row, "HorseAmenities", horses);
        list(
                row,
                "CommunityFeatures",
                switch (setting) {
                    case "rural" -> List.of();
                    case "senior" -> List.of("Clubhouse", "Golf", "Pool");
                    case "new" -> amenities.some(.6, "Curbs", "Park", "Playground", "Sidewalks", "Street Lights");
                    default -> amenities.some(.4, "Park", "Sidewalks", "Street Lights");
                });
        if (home.kind() == Home.Kind.CONDO)
            list(
                    row,
                    "PetsAllowed",
                    amenities.one(List.of("Yes"), List.of("Cats OK", "Dogs OK"), List.of("Cats OK", "Number Limit")));
        if (home.kind() == Home.Kind.CABIN)
            row.put("Furnished", amenities.one("Unfurnished", "Furnished", "Negotiable"));
    }

    /** @param months the number of months that a fee covers */
    private record Due(String frequency, int months) {}

    /** Most associations charge their fee monthly. */
    private static final List<Due> DUES = List.of(
            new Due("Monthly", 1),
            new Due("Monthly", 1),
            new Due("Quarterly", 3),
            new Due("Monthly", 1),
            new Due("Monthly", 1),
            new Due("Annually", 12),
            new Due("Monthly", 1),
            new Due("Monthly", 1),
            new Due("Semi-Annually", 6));

    private void association(ObjectNode row, boolean senior) {
        var required = home.kind().isStacked()
                || home.kind() == Home.Kind.TOWNHOUSE
                || senior
                || home.place().setting().equals("new");
        row.put("AssociationYN", required);
        if (!required || home.kind().isLease()) return;
        var fee = home.kind().isStacked() ? draw.between(28, 78) * 10 : draw.between(4, 31) * 10;
        var due = DUES.get(fee / 10 % DUES.size());
        row.put("AssociationFee", (double) fee * due.months()).put("AssociationFeeFrequency", due.frequency());
        row.put("AssociationName", home.place().subdivision() + " Homeowners Association");
        list(row, "AssociationFeeIncludes", draw.some(.6, "Maintenance Grounds", "Sewer", "Trash", "Water"));
        list(
                row,
                "AssociationAmenities",
                home.kind().isStacked()
                        ? draw.some(.5, "Elevator(s)", "Fitness Center", "Roof Deck", "Storage")
                        : senior ? List.of("Clubhouse", "Golf Course", "Trail(s)") : List.of("Management"));
    }

    private void lease(ObjectNode row) {
        row.put("LeaseTerm", "12 Months");
        list(row, "PetsAllowed", draw.one(List.of("Yes"), List.of("Cats OK"), List.of("No")));
        list(row, "TenantPays", List.of("Electricity", "Gas"));
        row.put("Furnished", draw.one("Unfurnished", "Unfurnished", "Furnished"));
    }

    private static void list(ObjectNode row, String field, List<String> values) {
        var array = row.putArray(field);
        values.forEach(array::add);
    }
}
