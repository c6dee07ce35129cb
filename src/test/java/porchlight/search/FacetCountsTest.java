package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Snapshot;
import porchlight.catalog.Snapshots;
import porchlight.catalog.TestHome;

/** How many homes each further choice of the search form would leave. */
class FacetCountsTest {
    private static final Today TODAY = new Today(LocalDate.of(2026, 3, 1), wanted -> Map.of());

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
}
