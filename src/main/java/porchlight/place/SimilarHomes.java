package porchlight.place;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Catalog;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Selection;
import porchlight.catalog.Snapshot;
import porchlight.listing.Listing;
import porchlight.listing.ListingBatch;
import porchlight.search.SearchQuery;

/**
 * Finds the catalog's homes that are most similar to another: nearby and similar in price, size, and kind. The same
 * query on the same catalog has the same result, and costs no MLS request. A home whose location is hidden or missing
 * counts as near everything in its postal code or city, so that its being listed here reveals nothing more precise.
 */
public final class SimilarHomes {
    private static final double[] MILES = {3, 10, 40};
    private static final double MILES_PER_DEGREE = 69.0;
    private static final double SAME_POSTAL_CODE = 1.5;
    private static final double SAME_CITY = 4;
    /** How many candidates per wanted home are enough to stop widening the search. */
    private static final int TO_CHOOSE_FROM = 4;

    private final Catalog catalog;

    public SimilarHomes(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The home to compare with, as far as it is known.
     *
     * @param listingKey null if it is not in the catalog
     * @param type RESO PropertyType; null for homes for sale
     * @param price whole dollars, 0 if unknown, like the other numbers
     * @param area living area in square feet
     * @param latitude WGS 84 degrees, {@link Double#NaN} if hidden or unknown
     */
    public record Subject(
            @Nullable String listingKey,
            @Nullable String type,
            @Nullable String subType,
            long price,
            long area,
            int beds,
            double acres,
            @Nullable String city,
            @Nullable String state,
            @Nullable String postalCode,
            double latitude,
            double longitude) {

        public static Subject of(Listing listing) {
            var size = listing.dimensions();
            var at = listing.location();
            var address = listing.address();
            return new Subject(
                    listing.listingKey(),
                    listing.propertyType(),
                    listing.propertySubType(),
                    listing.price().amount(),
                    size.livingArea() == null ? 0 : size.livingArea(),
                    size.beds() == null ? 0 : size.beds(),
                    size.lotAcres() == null ? 0 : size.lotAcres().doubleValue(),
                    address.city(),
                    address.state(),
                    address.postalCode(),
                    at == null ? Double.NaN : at.latitude().doubleValue(),
                    at == null ? Double.NaN : at.longitude().doubleValue());
        }

        private static Subject of(IndexedListing entry) {
            var address = entry.address();
            return new Subject(
                    entry.listingKey(),
                    entry.type(),
                    entry.subType(),
                    entry.price(),
                    entry.area(),
                    entry.beds(),
                    entry.acres(),
                    address.city(),
                    address.state(),
                    address.postalCode(),
                    entry.latitude(),
                    entry.longitude());
        }

        /** Only the place is known, for a listing that is gone. */
        public static Subject in(String city, @Nullable String state, @Nullable String postalCode) {
            return new Subject(null, null, null, 0, 0, 0, 0, city, state, postalCode, Double.NaN, Double.NaN);
        }

        boolean isPlaced() {
            return !Double.isNaN(latitude);
        }
    }

    /** A home from the catalog; equal to the listing itself unless that has changed since. */
    public Optional<Subject> subject(String listingKey) {
        return Optional.ofNullable(catalog.entry(listingKey)).map(Subject::of);
    }

    /** The cards of the most similar homes, most similar first, without the home itself. */
    public ListingBatch to(Subject subject, int most) {
        var keys = near(catalog.snapshot(), subject, most)
                .sorted(Comparator.comparingDouble((IndexedListing entry) -> difference(subject, entry))
                        .thenComparing(IndexedListing::listingKey))
                .limit(most)
                .map(IndexedListing::listingKey)
                .toList();
        return new ListingBatch(catalog.listings(keys), null, catalog.asOf(keys), false);
    }

    private static Stream<IndexedListing> near(Snapshot snapshot, Subject subject, int most) {
        var comparable = comparable(subject);
        if (!subject.isPlaced())
            return select(snapshot, subject, comparable, inSamePlace(subject)).homes();
        var unplaced = select(snapshot, subject, comparable, inSamePlace(subject), Condition.not(Condition.placed()));
        var placed = unplaced;
        for (var miles : MILES) {
            placed = select(snapshot, subject, comparable, within(subject, miles));
            if (placed.size() + unplaced.size() >= most * TO_CHOOSE_FROM) break;
        }
        return Stream.concat(placed.homes(), unplaced.homes());
    }

    private static Selection select(Snapshot snapshot, Subject subject, List<Condition> comparable, Condition... more) {
        var found = snapshot.select(
                Stream.concat(comparable.stream(), Stream.of(more)).toList());
        var itself = subject.listingKey == null ? -1 : snapshot.row(subject.listingKey);
        return itself < 0 ? found : found.without(itself);
    }

    private static Condition within(Subject subject, double miles) {
        var north = miles / MILES_PER_DEGREE;
        var east = north / Math.max(0.1, Math.cos(Math.toRadians(subject.latitude)));
        return Condition.within(
                subject.longitude - east, subject.latitude - north, subject.longitude + east, subject.latitude + north);
    }

    private static Condition inSamePlace(Subject subject) {
        return Condition.anyOf(List.of(
                Condition.named(Column.POSTAL_CODE, code -> isSame(subject.postalCode, code)),
                Condition.allOf(List.of(
                        Condition.named(Column.CITY, city -> isSame(subject.city, city)),
                        Condition.named(Column.STATE, state -> isSame(subject.state, state))))));
    }

    private static List<Condition> comparable(Subject subject) {
        return subject.type == null
                ? SearchQuery.SHOWN_BY_DEFAULT
                : List.of(SearchQuery.OF_DEFAULT_STATUS, Condition.named(Column.TYPE, subject.type::equals));
    }

    /** How different they are: 0 for identical, 1 for three miles, 40% in price, or 60% in size. */
    private static double difference(Subject subject, IndexedListing entry) {
        return miles(subject, entry) / 3
                + 3 * ratio(subject.price, entry.price())
                + 2 * ratio(subject.area, entry.area())
                + 0.5 * ratio(subject.acres, entry.acres())
                + (subject.beds == 0 ? 0 : 0.35 * Math.abs(subject.beds - entry.beds()))
                + (subject.subType == null || Objects.equals(subject.subType, entry.subType()) ? 0 : 0.8);
    }

    private static double miles(Subject subject, IndexedListing entry) {
        if (subject.isPlaced() && entry.isPlaced()) {
            var north = (entry.latitude() - subject.latitude) * MILES_PER_DEGREE;
            var east = (entry.longitude() - subject.longitude)
                    * MILES_PER_DEGREE
                    * Math.cos(Math.toRadians(subject.latitude));
            return Math.hypot(north, east);
        }
        return isSame(subject.postalCode, entry.address().postalCode()) ? SAME_POSTAL_CODE : SAME_CITY;
    }

    /** 0 for equal numbers, otherwise roughly the relative difference; 0 if either is unknown. */
    private static double ratio(double one, double other) {
        return one <= 0 || other <= 0 ? 0 : Math.abs(Math.log(one / other));
    }

    private static boolean isSame(@Nullable String one, @Nullable String other) {
        return one != null && one.equals(other);
    }
}
