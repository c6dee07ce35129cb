package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.harness.Waiting;

/** Open houses of a feed that returns them with their homes and has no entity set for them. */
class ExpandedOpenHousesTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areInTheCalendar(boolean counts) throws Exception {
        var manners = new Manners();
        manners.openHouseSet = false;
        manners.count = counts;
        try (var walk = new Walk("open houses by expansion", manners, 40, Map.of())) {
            walk.swept();
            var expected = walk.shown().stream()
                    .filter(home -> !home.openHouses().isEmpty())
                    .collect(Collectors.toMap(Home::key, home -> home));
            assertFalse(expected.isEmpty());
            var shown = new TreeSet<String>();
            Waiting.until(() -> shown.addAll(
                    walk.site().page("/open-houses").select(".listing-card").eachAttr("data-key")));
            assertEquals(new TreeSet<>(expected.keySet()), shown);
            for (var home : expected.values()) {
                var key = home.openHouses().get(0).get("OpenHouseKey");
                assertEquals(
                        200, walk.site().get("/open-houses/" + key + ".ics").statusCode());
            }
            assertEquals(404, walk.site().get("/open-houses/OHnone.ics").statusCode());
            assertEquals(List.of(), walk.problems());
        }
    }
}
