package porchlight.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.catalog.ManyHomes;
import porchlight.listing.Address;
import porchlight.place.Suggestions.Kind;

/** What visitors are offered while they type, and what lines are understood by. */
class PlaceIndexTest {
    private final PlaceIndex index = Indexes.of(ManyHomes.at(List.of(
            home("12 Main St", "Portland", "97214"),
            home("14 Main St", "Portland", "97214"),
            home("9 SE Salt Dr", "Portland", "97202"),
            home("3 Elm Ave", "Lake Oswego", "97034"))));

    private static Address home(String street, String city, String postalCode) {
        return new Address(street, city, "OR", postalCode, "Multnomah", null, false, false);
    }

    private List<Suggestions.Suggestion> offered(String typed) {
        return index.suggestions().of(typed, key -> true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"port", "PORTLAND", "portlnad"})
    void aCityIsOfferedByItsBeginningAndInSpiteOfASlip(String typed) {
        var first = offered(typed).get(0);
        assertEquals(Kind.CITY, first.kind());
        assertTrue(first.text().startsWith("Portland"), first.toString());
        assertEquals(3, first.count());
    }

    @Test
    void postalCodesStreetsAndAddressesAreOfferedToo() {
        assertTrue(kinds("97214").anyMatch(Kind.ZIP_CODE::equals));
        assertTrue(kinds("main").anyMatch(Kind.STREET::equals));
        assertTrue(kinds("12 main").anyMatch(Kind.ADDRESS::equals));
        assertEquals(List.of(), offered("zzyzx"));
    }

    private Stream<Kind> kinds(String typed) {
        return offered(typed).stream().map(Suggestions.Suggestion::kind);
    }

    @Test
    void homesThatMustNotBeShownAreNotOffered() {
        assertFalse(index.suggestions().of("12 main", key -> false).stream()
                .anyMatch(offer -> offer.kind() == Kind.ADDRESS));
    }

    @Test
    void namesAreUnderstoodInOneSpelling() {
        assertTrue(index.named("portland").isPresent());
        assertTrue(index.named("lake oswego").isPresent());
        assertTrue(index.named("atlantis").isEmpty());
    }

    @Test
    void theCityWithTheMostHomesIsTheLargest() {
        assertEquals("Portland", index.largest().orElseThrow().name());
    }
}
