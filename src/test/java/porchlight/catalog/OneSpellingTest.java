package porchlight.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import porchlight.listing.Address;

class OneSpellingTest {
    private static final IndexedListing HOME = ManyHomes.of(1).entries().get(0);

    private static IndexedListing in(String city, @Nullable String county) {
        return HOME.at(new Address(null, city, "IL", "60115", county, null, false, false));
    }

    @Test
    void theMostFrequentSpellingCounts() {
        var listings = List.of(in("DeKalb", "Cook"), in("Dekalb", "COOK"), in("DeKalb", "Cook"), in("Aurora", null));
        var respelled = new HashSet<String>();
        var entries = OneSpelling.of(listings, respelled);
        assertEquals(
                List.of("DeKalb", "DeKalb", "DeKalb", "Aurora"),
                entries.stream().map(entry -> entry.address().city()).toList());
        assertEquals(
                List.of("Cook", "Cook", "Cook"),
                entries.stream()
                        .flatMap(entry -> Stream.ofNullable(entry.address().county()))
                        .toList());
        assertEquals(Set.of("City", "CountyOrParish"), respelled);
        // The feed compares letter by letter, so the catalog answers.
        assertEquals(Set.of("City", "CountyOrParish"), new Snapshot(listings, true, Instant.EPOCH, 1).converted());
    }

    @Test
    void whatIsSpelledOneWayStays() {
        var listings = List.of(in("DeKalb", "Cook"), in("Aurora", "Kane"));
        assertSame(listings, OneSpelling.of(listings, new HashSet<>()));
    }
}
