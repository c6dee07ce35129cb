package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code check} says of each vendor's feed, beside what a visitor's walk over the site finds there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckVerdictsTest {
    private static final int HOMES = 60;

    private final Map<String, String> table = new TreeMap<>();

    @TempDir
    Path directory;

    /** But for MLS GRID, where pages of a check still fail now and then while its budget is spent. */
    @ParameterizedTest
    @EnumSource(value = Vendor.class, mode = EnumSource.Mode.EXCLUDE, names = "MLS_GRID")
    void theVerdictIsTheTruth(Vendor vendor) throws Exception {
        var manners = vendor.manners();
        manners.servesPhotos = true;
        try (var walk = new Walk(vendor.toString(), manners, HOMES, Map.of())) {
            walk.cold();
            walk.swept();
            walk.lists();
            var served = walk.problems().isEmpty();
            var missed = walk.missed();
            var check = walk.check(directory);
            table.put(
                    vendor.toString(),
                    String.join(
                            " | ",
                            vendor.toString(),
                            (check.isServed() ? "can be served" : "cannot") + ", misses " + check.missed(),
                            (served ? "is served" : "is not: " + walk.problems()) + ", misses " + missed,
                            Integer.toString(check.requests("to learn the feed")),
                            check.requests("results") + " / " + check.requests("listing")));
            assertEquals(served, check.isServed(), () -> check.out() + walk.problems());
            assertEquals(missed, new TreeSet<>(check.missed()), check::out);
            assertTrue(check.requests("to learn the feed") <= 25, check::out);
            // Where pages are smaller than ours, one of ours takes several. Some homes' photos are numbered from two.
            var pages = (24 + manners.maxTop - 1) / manners.maxTop;
            assertTrue(check.requests("results") <= pages + walk.apart(false), check::out);
            assertTrue(check.requests("listing") <= 1 + walk.apart(true), check::out);
        }
    }

    @AfterAll
    void print() throws Exception {
        Files.writeString(
                Path.of("target/check-verdicts.txt"),
                "vendor | check | the walk | requests to learn the feed | cold list / listing\n"
                        + String.join("\n", table.values())
                        + "\n");
    }

    /** $metadata that names no navigation property but Media's, which nobody could guess. */
    @Test
    void namesOfExpansionsAreSuggestedWhereTheyWork() throws Exception {
        var manners = Vendor.SPARK.manners();
        manners.servesPhotos = true;
        manners.undeclaredNavigation = true;
        manners.roomsName = "PropertyRooms";
        manners.openHousesName = "OpenHouses";
        manners.relatedSets = false;
        try (var walk = new Walk("other names", manners, HOMES, Map.of())) {
            var check = walk.check(directory);
            assertTrue(check.isServed(), check.out());
            assertTrue(check.out().contains("-> RESO_EXPAND_ROOMS=PropertyRooms"), check.out());
            assertTrue(check.missed().containsAll(Set.of("rooms on listing pages")), check.out());
        }
    }
}
