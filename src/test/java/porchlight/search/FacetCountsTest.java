package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import porchlight.catalog.GeneratedHomes;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Snapshot;
import porchlight.catalog.Snapshots;
import porchlight.catalog.TestHome;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;
import porchlight.listing.CostAssumptions;
import porchlight.listing.FeatureGroup;
import porchlight.listing.MonthlyCost;
import porchlight.listing.Trait;

/** How many homes each further choice of the search form would leave. */
class FacetCountsTest {
    private static final CostAssumptions COSTS =
            CostAssumptions.parse(CostAssumptions.DEFAULT).orElseThrow();

    private static final Today TODAY =
            new Today(LocalDate.of(2026, 3, 1), COSTS, wanted -> Map.of(), words -> Optional.empty());

    private static final Snapshot HOMES = Snapshots.of(Stream.of(
                    TestHome.of("fits"),
                    TestHome.of("small").beds(2),
                    TestHome.of("elsewhere").city("Salem"),
                    TestHome.of("small and elsewhere").city("Salem").beds(2),
                    TestHome.of("pending").status("Pending"),
                    TestHome.of("rental").type("Residential Lease"),
                    TestHome.of("dear").price(900_000),
                    TestHome.of("price on request").price(0))
            .map(TestHome::entry)
            .toList());

    private static SearchQuery query(Map<String, List<String>> parameters) {
        return SearchForm.parse(parameters).query();
    }

    private static FacetCounts counts(SearchQuery query) {
        return FacetCounts.of(query, HOMES, TODAY);
    }

    private final SearchQuery portland = query(Map.of("city", List.of("Portland"), "beds", List.of("3")));

    @Test
    void aSearchFindsWhatNoCriterionExcludes() {
        assertEquals(3, counts(portland).matches());
        assertEquals(
                List.of("fits", "dear", "price on request"),
                FacetCounts.matches(portland, HOMES, TODAY)
                        .homes()
                        .map(IndexedListing::listingKey)
                        .toList());
        assertEquals(6, counts(SearchQuery.ALL).matches(), "no rental, and nothing that is pending");
    }

    @Test
    void eachChoiceIsCountedAsIfItWereMadeInsteadOfTheOneOfItsKind() {
        var counts = counts(portland);
        assertEquals(Map.of("Portland", 3, "Salem", 1), counts.cities());
        assertEquals(Map.of("Active", 3, "Pending", 1), counts.statuses());
        assertEquals(Map.of("Residential", 3, "Residential Lease", 1), counts.types());
        assertEquals(4, counts.withBeds(2));
        assertEquals(3, counts.withBeds(3));
        assertEquals(0, counts.withBeds(4));
        assertEquals(3, counts.withBaths(2));
    }

    @Test
    void withoutACriterionAreAlsoTheHomesThatItAloneExcludes() {
        var counts = counts(portland);
        for (var criterion : portland.criteria()) assertEquals(4, counts.without(criterion), criterion.toString());
    }

    @Test
    void pricesAreThoseOfHomesThatHaveOneWhateverPriceIsAskedFor() {
        var cheap = query(Map.of("max_price", List.of("600000"), "city", List.of("Portland")));
        assertEquals(2, counts(cheap).matches());
        var all = query(Map.of("city", List.of("Portland")));
        assertEquals(counts(all).histogram(), counts(cheap).histogram());
    }

    @Test
    void homesWithoutAPlaceHaveNoFrame() {
        assertEquals(true, counts(portland).extent().isEmpty());
    }

    /** Whether a home alone is found, by a catalog that has no other. */
    private static boolean isFound(SearchQuery query, IndexedListing home) {
        return !FacetCounts.matches(query, Snapshots.of(List.of(home)), TODAY).isEmpty();
    }

    @Test
    void featuresOfAGroupAreCountedAsIfNoneOfItWereChosen() {
        var homes = Snapshots.of(Map.of(
                TestHome.of("a").entry(), List.of("Heating:Gas", "View:River"),
                TestHome.of("b").entry(), List.of("Heating:Gas", "Heating:Wood"),
                TestHome.of("c").entry(), List.of("Heating:Wood", "View:City"),
                TestHome.of("d").beds(2).entry(), List.of("Heating:Gas", "View:City"),
                TestHome.of("e").entry(), List.of()));
        var heating = FeatureGroup.named("Heating");
        var view = FeatureGroup.named("View");
        var any = FacetCounts.of(query(Map.of("beds", List.of("3"))), homes, TODAY);
        assertEquals(List.of(featured("Gas", 2), featured("Wood", 2)), any.features(heating));
        assertEquals(List.of(featured("City", 1), featured("River", 1)), any.features(view));
        var search = query(Map.of("feature", List.of("Heating:Gas", "View:River"), "beds", List.of("3")));
        var chosen = FacetCounts.of(search, homes, TODAY);
        assertEquals(1, chosen.matches());
        assertEquals(List.of(featured("Gas", 1)), chosen.features(heating));
        assertEquals(List.of(featured("River", 1)), chosen.features(view));
        for (var criterion : search.criteria())
            assertEquals(
                    FacetCounts.matches(search.without(criterion), homes, TODAY).size(), chosen.without(criterion));
        // One of a group is enough.
        assertEquals(
                4,
                FacetCounts.of(query(Map.of("feature", List.of("Heating:Gas", "Heating:Wood"))), homes, TODAY)
                        .matches());
    }

    private static FacetCounts.Featured featured(String value, int homes) {
        return new FacetCounts.Featured(value, homes);
    }

    private static final Gen<Map<String, List<String>>> SEARCHES = Gen.<Map<String, List<String>>>of(
            Map.of(),
            Map.of("beds", List.of("3"), "min_price", List.of("400000")),
            Map.of("max_beds", List.of("4"), "baths", List.of("1"), "max_baths", List.of("3")),
            Map.of("stories", List.of("2"), "min_garage", List.of("2"), "min_parking", List.of("3")),
            Map.of("city", List.of("Portland3", "Portland4")),
            Map.of("type", List.of("Residential"), "garage", List.of("yes"), "pool", List.of("yes")),
            Map.of("status", List.of("Pending"), "max_price", List.of("2000000"), "baths", List.of("2")),
            Map.of("max_days", List.of("9000"), "min_sqft", List.of("2000"), "max_lot", List.of("40.5")),
            Map.of("max_hoa", List.of("400"), "min_year", List.of("1950"), "subtype", List.of("Portland2")),
            Map.of("q", List.of("Łódź St"), "beds", List.of("2")));

    @Test
    void countsAreThoseOfLookingAtEachHomeAlone() {
        Seeded.check(12, (Gen<Long>) Random::nextLong, SEARCHES, (seed, parameters) -> {
            var random = new Random(seed);
            var homes = IntStream.range(0, 250)
                    .mapToObj(number -> GeneratedHomes.of("K" + number, random))
                    .toList();
            var query = query(parameters);
            var counts = FacetCounts.of(query, Snapshots.of(homes), TODAY);
            var found = homes.stream().filter(home -> isFound(query, home)).toList();
            assertEquals(found.size(), counts.matches());
            for (var criterion : query.criteria())
                assertEquals(
                        query.alternatives().contains(List.of(criterion))
                                ? homes.stream()
                                        .filter(home -> isFound(query.without(criterion), home))
                                        .count()
                                : found.size(),
                        counts.without(criterion),
                        criterion.toString());
            for (var trait : Trait.values())
                assertEquals(found.stream().filter(home -> home.has(trait)).count(), counts.with(trait));
            for (int number = 1; number <= 5; number++) {
                assertEquals(found(query, "beds", number, homes), counts.withBeds(number));
                assertEquals(found(query, "max_beds", number, homes), counts.withBedsUpTo(number));
                assertEquals(found(query, "baths", number, homes), counts.withBaths(number));
                assertEquals(found(query, "max_baths", number, homes), counts.withBathsUpTo(number));
                assertEquals(
                        found(query, "min_parking", number, homes), counts.with(Criterion.Parking.Kind.ANY, number));
                if (number <= Criterion.Stories.MANY)
                    assertEquals(found(query, "stories", number, homes), counts.withStories(number));
            }
            for (var order : Sort.values())
                assertEquals(
                        sorted(found, order).stream().skip(7).limit(24).toList(),
                        order.keys(FacetCounts.matches(query, Snapshots.of(homes), TODAY), 7, 24, TODAY, COSTS),
                        order.toString());
        });
    }

    /** How many homes a search finds with another number in a field; none if its ends are out of order. */
    private static long found(SearchQuery query, String field, int number, List<IndexedListing> homes) {
        var parameters = new HashMap<String, List<String>>();
        for (var param : query.params())
            parameters.computeIfAbsent(param.name(), name -> new ArrayList<>()).add(param.value());
        parameters.put(field, List.of(Integer.toString(number)));
        var form = SearchForm.parse(parameters);
        return form.errors().isEmpty()
                ? homes.stream().filter(home -> isFound(form.query(), home)).count()
                : 0;
    }

    private static @Nullable LocalDate listed(IndexedListing home) {
        if (home.onMarketDate() != null) return home.onMarketDate();
        return home.daysOnMarket() == null ? null : TODAY.date().minusDays(home.daysOnMarket());
    }

    private static @Nullable Long monthly(IndexedListing home) {
        if (home.price() == 0 || home.isSold()) return null;
        if (home.isLease()) return home.monthly();
        return MonthlyCost.of(
                        home.price(),
                        COSTS.loan(),
                        home.taxAnnual() == null ? COSTS.taxOf(home.price()) : home.taxAnnual(),
                        COSTS.insuranceOf(home.price(), "Land".equals(home.type())),
                        home.monthly() == null ? 0 : home.monthly(),
                        0)
                .total();
    }

    private static List<String> sorted(List<IndexedListing> homes, Sort order) {
        Comparator<IndexedListing> first = switch (order) {
            case NEWEST ->
                Comparator.comparing(IndexedListing::onMarketDate, Comparator.nullsLast(Comparator.reverseOrder()));
            case PRICE -> Comparator.comparing(IndexedListing::price);
            case PRICE_DOWN -> Comparator.comparing(IndexedListing::price).reversed();
            case BEDS -> Comparator.comparing(IndexedListing::beds).reversed();
            case SQFT -> Comparator.comparing(IndexedListing::area).reversed();
            case LOT -> Comparator.comparing(IndexedListing::acres).reversed();
            case YEAR_DOWN -> Comparator.comparing(IndexedListing::yearBuilt).reversed();
            case PRICE_CUT ->
                Comparator.comparing(IndexedListing::priceChangedAt, Comparator.nullsLast(Comparator.reverseOrder()));
            case LARGEST_CUT -> Comparator.comparing(IndexedListing::cut).reversed();
            case OPEN_HOUSE -> (one, other) -> 0;
            case BACK_ON_MARKET ->
                Comparator.comparing(
                        home -> home.traits().backOnMarket(), Comparator.nullsLast(Comparator.reverseOrder()));
            case LONGEST ->
                Comparator.comparing(
                        FacetCountsTest::listed, Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()));
            case PRICE_PER_SQFT ->
                Comparator.comparing(
                        home -> home.price() == 0 || home.area() == 0 ? null : (double) home.price() / home.area(),
                        Comparator.nullsLast(Comparator.<Double>naturalOrder()));
            case OURS ->
                Comparator.comparing((IndexedListing home) -> !home.has(Trait.OURS))
                        .thenComparing(IndexedListing::onMarketDate, Comparator.nullsLast(Comparator.reverseOrder()));
            case MONTHLY ->
                Comparator.comparing(FacetCountsTest::monthly, Comparator.nullsLast(Comparator.<Long>naturalOrder()));
        };
        return homes.stream()
                .sorted(first.thenComparing(IndexedListing::listingKey))
                .map(IndexedListing::listingKey)
                .toList();
    }

    @Test
    void everyPriceIsInTheBarOfItsRange() {
        Seeded.check(20, (Gen<Long>) Random::nextLong, seed -> {
            var random = new Random(seed);
            var homes = IntStream.range(0, 9 + random.nextInt(3_000))
                    .mapToObj(number -> TestHome.of("K" + number)
                            .price(random.nextInt(5) * 99_999L + random.nextInt(30) * 1_000L)
                            .entry())
                    .toList();
            var bars =
                    FacetCounts.of(SearchQuery.ALL, Snapshots.of(homes), TODAY).histogram();
            for (var bar : bars)
                assertEquals(
                        homes.stream()
                                .filter(home ->
                                        home.price() > 0 && home.price() >= bar.from() && home.price() < bar.to())
                                .count(),
                        bar.count(),
                        bar.toString());
        });
    }
}
