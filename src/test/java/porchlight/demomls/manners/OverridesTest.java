package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings about what a service supports override {@code $metadata} and probes. */
@Execution(ExecutionMode.CONCURRENT)
class OverridesTest {
    private static final int HOMES = 60;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RESO_SUPPORTS_IN | ' in ('
            RESO_SUPPORTS_CONTAINS | contains(
            RESO_SUPPORTS_GEO | geo.intersects
            RESO_SUPPORTS_COUNT | $count=true
            """)
    void whatASettingForbidsIsNeverAsked(String setting, String words) throws Exception {
        try (var walk = new Walk(setting, Vendor.SPARK.manners(), HOMES, Map.of(setting, "false"))) {
            walk.cold();
            walk.swept();
            walk.lists();
            assertTrue(walk.feed().requests().stream()
                    .noneMatch(request -> (request.path() + "?" + request.query()).contains(words)));
            var wrong = walk.problems().stream()
                    .filter(problem -> !problem.contains("keywords=granite"))
                    .toList();
            assertEquals(List.of(), wrong);
        }
    }

    @Test
    void expansionsMayHaveOtherNames() throws Exception {
        var manners = Vendor.SPARK.manners();
        manners.roomsName = "LivingQuarters";
        manners.openHousesName = "Visits";
        manners.undeclaredNavigation = true;
        var settings = Map.of("RESO_EXPAND_ROOMS", "LivingQuarters", "RESO_EXPAND_OPEN_HOUSES", "Visits");
        try (var walk = new Walk("other names", manners, HOMES, settings)) {
            walk.cold();
            assertEquals(List.of(), walk.problems());
            assertTrue(walk.feed().requests().stream()
                    .anyMatch(request -> request.path().startsWith("Property(")
                            && request.query().contains("Visits,LivingQuarters")));
            assertFalse(walk.feed().requests().stream()
                    .anyMatch(request -> request.query().matches(".*expand=.*(OpenHouse|Rooms).*")));
        }
    }

    @Test
    void photosMayHaveAnotherNameAndUnitsToo() throws Exception {
        var manners = Vendor.SPARK.manners();
        manners.mediaName = "Pictures";
        manners.unitsName = "Dwellings";
        manners.undeclaredNavigation = true;
        manners.relatedSets = false;
        var settings = Map.of("RESO_EXPAND_MEDIA", "Pictures", "RESO_EXPAND_UNITS", "Dwellings");
        try (var walk = new Walk("other names", manners, HOMES, settings)) {
            walk.cold();
            assertTrue(walk.site().page("/homes").select(".listing-card img").size() > 5, "cards have photos");
            assertTrue(walk.feed().requests().stream()
                    .anyMatch(request -> request.path().startsWith("Property(")
                            && request.query().contains("Pictures")
                            && request.query().contains("Dwellings")));
        }
    }

    /**
     * Each page makes the site send what the setting then forbids, which proves that it would be
     * sent.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RESO_SUPPORTS_STARTSWITH | startswith( | /homes?q=103+Oak
            RESO_SUPPORTS_LAMBDA     | View/any(   | /homes?has_view=yes
            """)
    void functionsOfRarerFiltersAreAskedUnlessForbidden(String setting, String words, String path) throws Exception {
        for (var allowed : new String[] {"true", "false"}) {
            var manners = Vendor.SPARK.manners().without("ViewYN");
            // Addresses are requested only until the catalog is complete, which this one never is.
            Predicate<Replay.Request> sweep = request -> request.query().contains("filter=StandardStatus in (");
            try (var walk = new Walk(setting, manners, HOMES, Map.of(setting, allowed), sweep)) {
                walk.site().get("/");
                walk.learned();
                assertEquals(200, walk.site().get(path).statusCode());
                assertEquals(
                        allowed.equals("true"),
                        walk.feed().requests().stream()
                                .anyMatch(request -> request.query().contains(words)),
                        setting + "=" + allowed);
            }
        }
    }
}
