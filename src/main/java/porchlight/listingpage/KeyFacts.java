package porchlight.listingpage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Listing;

/** The few numbers beside the price: what people look for first in a property of its type. */
final class KeyFacts {
    private static final long SQUARE_FEET_PER_ACRE = 43_560;

    private final Listing listing;
    private final List<KeyFact> facts = new ArrayList<>();

    /**
     * @param value e.g. "3"
     * @param label e.g. "bedrooms"
     * @param computed whether this site computed it of what the MLS tells
     */
    public record KeyFact(String value, String label, boolean computed) {}

    private KeyFacts(Listing listing) {
        this.listing = listing;
    }

    static List<KeyFact> of(Listing listing) {
        return new KeyFacts(listing).read();
    }

    private List<KeyFact> read() {
        if (listing.isLand()) land();
        else if (listing.isCommercial()) commercial();
        else if (listing.is("Residential Income")) income();
        else home();
        return List.copyOf(facts);
    }

    private void home() {
        rooms();
        area();
        if (listing.isLease()) {
            lot();
            told("AvailabilityDate", "available");
            told("LeaseTerm", "lease term");
            told("PetsAllowed", "pets");
            return;
        }
        lot();
        year();
        var garage = listing.dimensions().garageText();
        if (!garage.isEmpty())
            facts.add(new KeyFact(garage, garage.equals("1") ? "garage space" : "garage spaces", false));
        perSquareFoot();
    }

    private void land() {
        lot();
        var acres = listing.dimensions().lotAcres();
        if (acres != null
                && acres.signum() > 0
                && !listing.isLease()
                && listing.price().isTold()) {
            var perAcre = listing.price().amount() / acres.doubleValue();
            if (acres.doubleValue() >= 1) computed(Math.round(perAcre), "per acre");
            else computed(Math.round(perAcre / SQUARE_FEET_PER_ACRE), "per square foot of land");
        }
        told("Zoning", "zoning");
        told("LotSizeDimensions", "dimensions");
        told("PossibleUse", "possible use");
    }

    private void income() {
        told("NumberOfUnitsTotal", "units");
        rooms();
        area();
        var units = number(listing.fact("NumberOfUnitsTotal"));
        if (units > 0 && listing.price().isTold()) computed(listing.price().amount() / units, "per unit");
        told("GrossIncome", "gross income a year");
        rateOfReturn();
        year();
    }

    private void commercial() {
        area();
        if (listing.isLease()) {
            var area = listing.dimensions().livingArea();
            if (area != null
                    && area > 0
                    && listing.price().isTold()
                    && listing.price().isMonthly())
                facts.add(new KeyFact(
                        String.format(Locale.US, "$%.2f", listing.price().amount() * 12.0 / area),
                        "per square foot a year",
                        true));
            told("LeaseTerm", "lease term");
        } else {
            perSquareFoot();
            rateOfReturn();
        }
        told("ParkingTotal", "parking spaces");
        told("Zoning", "zoning");
        lot();
        year();
    }

    /** Net operating income as a share of the price. */
    private void rateOfReturn() {
        var net = number(listing.fact("NetOperatingIncome"));
        if (net > 0 && listing.price().amount() > 0)
            facts.add(new KeyFact(
                    String.format(
                            Locale.US, "%.1f %%", net * 100.0 / listing.price().amount()),
                    "cap rate",
                    true));
    }

    private void rooms() {
        if (listing.dimensions().isStudio()) facts.add(new KeyFact("Studio", "layout", false));
        else counted(listing.dimensions().beds(), "bedroom", "bedrooms");
        var baths = listing.dimensions().bathsText();
        if (!baths.isEmpty()) facts.add(new KeyFact(baths, baths.equals("1") ? "bathroom" : "bathrooms", false));
    }

    private void area() {
        var area = listing.dimensions().livingAreaText();
        var building = listing.fact("BuildingAreaTotal");
        if (!area.isEmpty())
            facts.add(
                    new KeyFact(area, metric("square feet", listing.dimensions().livingAreaMetric()), false));
        else if (building != null)
            facts.add(new KeyFact(building.replace(" sq ft", ""), "square feet, building", false));
    }

    private void lot() {
        var lot = listing.dimensions().lotText();
        if (!lot.isEmpty())
            facts.add(new KeyFact(lot, metric("lot", listing.dimensions().lotMetric()), false));
    }

    /** In Canada sizes are told in metric units as well. */
    private String metric(String label, String size) {
        return listing.address().canadian() ? label + " (" + size + ")" : label;
    }

    private void year() {
        var year = listing.dimensions().yearBuilt();
        if (year != null) facts.add(new KeyFact(year.toString(), "year built", false));
    }

    private void perSquareFoot() {
        listing.pricePerSquareFoot().ifPresent(text -> facts.add(new KeyFact(text, "per square foot", true)));
    }

    private void counted(@Nullable Integer number, String one, String many) {
        if (number != null) facts.add(new KeyFact(number.toString(), number == 1 ? one : many, false));
    }

    private void told(String field, String label) {
        var value = listing.fact(field);
        if (value != null && value.length() <= 24) facts.add(new KeyFact(value, label, false));
    }

    private void computed(long dollars, String label) {
        facts.add(new KeyFact(String.format(Locale.US, "$%,d", dollars), label, true));
    }

    private static long number(@Nullable String text) {
        var digits = text == null ? "" : text.replaceAll("[^0-9]", "");
        return digits.isEmpty() || digits.length() > 15 ? 0 : Long.parseLong(digits);
    }
}
