package porchlight.place;

import java.util.List;
import java.util.Optional;
import porchlight.catalog.Catalog;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.MapExtent;
import porchlight.listing.Address;

/**
 * The location of a locality, derived from its homes on the map: a home with a hidden location does not contribute to
 * it, and can be anywhere in it.
 */
public final class Surroundings {
    private static final double MILES_PER_DEGREE = 69.0;
    private static final double LEAST_MILES = 0.6;
    private static final double MOST_MILES = 12;

    private final Catalog catalog;

    public Surroundings(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Center in degrees of WGS 84, and radius. */
    public record Circle(double latitude, double longitude, double miles) {}

    /** The circle around an address's postal code or else its city; empty if no other home there has a location. */
    public Optional<Circle> of(Address address) {
        var code = address.postalCode();
        var city = address.city();
        var state = address.state();
        var inCode = code == null
                ? Optional.<Circle>empty()
                : around(List.of(Condition.named(Column.POSTAL_CODE, code::equals)));
        if (inCode.isPresent() || city == null) return inCode;
        return around(List.of(
                Condition.named(Column.CITY, city::equals),
                Condition.named(Column.STATE, other -> state == null || state.equals(other))));
    }

    private Optional<Circle> around(List<Condition> place) {
        var homes = catalog.snapshot().select(place);
        return MapExtent.of(homes).map(extent -> circle(homes.and(extent.area()).toList()));
    }

    private static Circle circle(List<IndexedListing> placed) {
        var latitude =
                placed.stream().mapToDouble(IndexedListing::latitude).average().orElseThrow();
        var longitude =
                placed.stream().mapToDouble(IndexedListing::longitude).average().orElseThrow();
        var east = Math.cos(Math.toRadians(latitude));
        var miles = placed.stream()
                .mapToDouble(entry -> MILES_PER_DEGREE
                        * Math.hypot(entry.latitude() - latitude, (entry.longitude() - longitude) * east))
                .max()
                .orElseThrow();
        return new Circle(latitude, longitude, Math.max(LEAST_MILES, Math.min(MOST_MILES, miles * 1.1)));
    }
}
