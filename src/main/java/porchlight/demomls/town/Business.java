package porchlight.demomls.town;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The details that matter for land, rented, multi-family, and commercial properties. */
final class Business {
    private final Home home;
    private final Draw draw;

    Business(long seed, int number, Home home) {
        this.home = home;
        this.draw = new Draw(seed, number, "business");
    }

    void describe(ObjectNode row, long price, ArrayNode units) {
        if (home.kind().isLand()) land(row);
        if (home.kind().isIncome()) income(row, units);
        if (home.kind() == Home.Kind.OFFICE_SALE) sale(row, price);
        if (home.kind() == Home.Kind.RETAIL_LEASE) shop(row);
    }

    private void land(ObjectNode row) {
        var feet = Math.round(Math.sqrt(home.acres() * 43_560));
        row.put("LotSizeDimensions", feet + " x " + feet)
                .put("Elevation", home.waterfront() ? draw.between(12, 40) : draw.between(60, 320));
        list(row, "RoadFrontageType", home.place().isRural() ? "County Road" : "City Street");
        list(
                row,
                "Vegetation",
                switch (Renders.style(home.exterior())) {
                    case "woods" -> "Wooded";
                    case "river" -> "Partially Wooded";
                    default -> "Grassed";
                });
        list(row, "CurrentUse", home.place().isRural() ? draw.one("Vacant", "Agricultural") : "Vacant");
        list(row, "Electric", "Available at the street");
        list(row, "DevelopmentStatus", home.place().isRural() ? "Raw Land" : "Finished Lot(s)");
    }

    private void income(ObjectNode row, ArrayNode units) {
        double rent = 0;
        for (var unit : units) rent += unit.path("UnitTypeActualRent").asDouble();
        money(row, rent * 12, .06, .31);
        row.put("NumberOfUnitsLeased", Math.max(1, units.size() - draw.between(0, 1)));
        row.put("NumberOfSeparateElectricMeters", units.size()).put("NumberOfSeparateWaterMeters", 1);
        list(row, "TenantPays", "Electricity", "Gas");
        list(row, "IncomeIncludes", "Laundry", "Parking");
    }

    private void sale(ObjectNode row, long price) {
        money(row, price * .092, .05, .28);
        row.put("ParkingTotal", (double) (home.squareFeet() / draw.between(350, 600)))
                .put("Zoning", "CM2");
        list(row, "BuildingFeatures", "Elevator(s)", "Storage");
        list(row, "Heating", "Forced Air");
        list(row, "Cooling", "Central Air");
    }

    private void shop(ObjectNode row) {
        row.put("ParkingTotal", (double) (home.squareFeet() / draw.between(150, 450)))
                .put("Zoning", "CM1")
                .put("LeaseTerm", "36 Months");
        row.put("LeaseRenewalOptionYN", true).put("LeaseAssignableYN", draw.chance(.5));
        list(row, "BuildingFeatures", "Street Level", "Display Windows");
        list(row, "TenantPays", "All Utilities", "Insurance");
    }

    private static void money(ObjectNode row, double gross, double vacancy, double cost) {
        row.put("GrossScheduledIncome", (double) Math.round(gross))
                .put("VacancyAllowanceRate", vacancy * 100)
                .put("GrossIncome", (double) Math.round(gross * (1 - vacancy)))
                .put("OperatingExpense", (double) Math.round(gross * cost))
                .put("NetOperatingIncome", (double) Math.round(gross * (1 - vacancy - cost)));
    }

    private static void list(ObjectNode row, String field, String... values) {
        var array = row.putArray(field);
        List.of(values).forEach(array::add);
    }
}
