package porchlight.listingpage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Listing;
import porchlight.listing.Money;
import porchlight.listing.PropertyType;
import porchlight.message.Messages;

/** The few numbers beside the price: what people look for first in a property of its type. */
final class KeyFacts {
    private static final long SQUARE_FEET_PER_ACRE = 43_560;
    /** The maximum length in characters of a value beside the price. */
    private static final int LONGEST = 24;

    private static final Pattern MONTHS = Pattern.compile("(?i)(\\d{1,3})[ -]?months?");

    private final Listing listing;
    private final List<KeyFact> facts = new ArrayList<>();

    /**
     * @param value e.g. "3"
     * @param label e.g. "bedrooms"
     * @param computed whether this site computed it from the MLS's data
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
        else if (listing.is(PropertyType.RESIDENTIAL_INCOME)) income();
        else home();
        return List.copyOf(facts);
    }

    private void home() {
        rooms();
        area();
        if (listing.isLease()) {
            lot();
            stated("AvailabilityDate", "available");
            leaseTerm();
            pets();
            return;
        }
        lot();
        year();
        var garage = listing.dimensions().garageText();
        if (!garage.isEmpty()) fact(garage, "garage", garage.equals("1") ? 1 : 2);
        perSquareFoot();
    }

    private void land() {
        lot();
        var acres = listing.dimensions().lotAcres();
        if (acres != null
                && acres.signum() > 0
                && !listing.isLease()
                && listing.price().isKnown()) {
            var perAcre = listing.price().amount() / acres.doubleValue();
            if (acres.doubleValue() >= 1) computed(Math.round(perAcre), "per-acre");
            else computed(Math.round(perAcre / SQUARE_FEET_PER_ACRE), "per-foot-land");
        }
        stated("Zoning", "zoning");
        stated("LotSizeDimensions", "dimensions");
        stated("PossibleUse", "possible-use");
    }

    private void income() {
        stated("NumberOfUnitsTotal", "units");
        rooms();
        area();
        var units = number(listing.fact("NumberOfUnitsTotal"));
        if (units > 0 && listing.price().isKnown()) computed(listing.price().amount() / units, "per-unit");
        stated("GrossIncome", "income");
        capRate();
        year();
    }

    private void commercial() {
        area();
        if (listing.isLease()) {
            var area = listing.dimensions().livingArea();
            if (area != null
                    && area > 0
                    && listing.price().isKnown()
                    && listing.price().isMonthly())
                computed(String.format(Locale.US, "$%.2f", listing.price().amount() * 12.0 / area), "per-foot-year");
            leaseTerm();
        } else {
            perSquareFoot();
            capRate();
        }
        stated("ParkingTotal", "parking");
        stated("Zoning", "zoning");
        lot();
        year();
    }

    /** Net operating income as a share of the price. */
    private void capRate() {
        var net = number(listing.fact("NetOperatingIncome"));
        if (net <= 0 || listing.price().amount() <= 0) return;
        var percent =
                String.format(Locale.US, "%.1f", net * 100.0 / listing.price().amount());
        computed(Messages.text("listing.key.cap-rate.value", percent), "cap-rate");
    }

    private void rooms() {
        var beds = listing.dimensions().beds();
        if (listing.dimensions().isStudio()) fact(Messages.text("listing.key.studio"), "studio.label");
        else if (beds != null) fact(beds.toString(), "bedrooms", beds);
        var baths = listing.dimensions().bathsText();
        if (!baths.isEmpty()) fact(baths, "bathrooms", baths.equals("1") ? 1 : 2);
    }

    private void area() {
        var area = listing.dimensions().livingAreaText();
        var building = listing.fact("BuildingAreaTotal");
        if (!area.isEmpty()) measured(area, "area", listing.dimensions().livingAreaMetric());
        else if (building != null) fact(building.replaceAll("[^0-9,.]", ""), "building");
    }

    private void lot() {
        var lot = listing.dimensions().lotText();
        if (!lot.isEmpty()) measured(lot, "lot", listing.dimensions().lotMetric());
    }

    /** In Canada, sizes are also given in metric units. */
    private void measured(String size, String label, String metric) {
        if (listing.address().canadian()) fact(size, label + ".metric", metric);
        else fact(size, label);
    }

    private void year() {
        var year = listing.dimensions().yearBuilt();
        if (year != null) fact(year.toString(), "year");
    }

    private void perSquareFoot() {
        listing.pricePerSquareFoot().ifPresent(text -> computed(text, "per-foot"));
    }

    /** "12 Months" in plain words. */
    private void leaseTerm() {
        var term = listing.fact("LeaseTerm");
        var months = term == null ? null : MONTHS.matcher(term);
        if (months != null && months.matches())
            fact(Messages.text("listing.key.lease-months", months.group(1)), "lease-months.label");
        else stated("LeaseTerm", "lease-term");
    }

    private void pets() {
        if (Messages.text("listing.fact-value.yes").equals(listing.fact("PetsAllowed")))
            fact(Messages.text("listing.key.pets-allowed"), "pets-allowed.label");
        else stated("PetsAllowed", "pets");
    }

    /** @param label the last part of the message key */
    private void fact(String value, String label, Object... of) {
        facts.add(new KeyFact(value, Messages.text("listing.key." + label, of), false));
    }

    private void stated(String field, String label) {
        var value = listing.fact(field);
        if (value != null && value.length() <= LONGEST) fact(value, label);
    }

    private void computed(long dollars, String label) {
        computed(Money.dollars(dollars), label);
    }

    private void computed(String value, String label) {
        facts.add(new KeyFact(value, Messages.text("listing.key." + label), true));
    }

    private static long number(@Nullable String text) {
        var digits = text == null ? "" : text.replaceAll("[^0-9]", "");
        return digits.isEmpty() || digits.length() > 15 ? 0 : Long.parseLong(digits);
    }
}
