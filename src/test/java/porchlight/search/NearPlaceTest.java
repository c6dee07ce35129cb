package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** Searches near an address, a street, or a place, against a reading of the test's own of the MLS's records. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NearPlaceTest {
    private static final int LISTINGS = 1_200;
    private static final double MILES_PER_DEGREE = 69.0;

    private final TestClock clock = new TestClock();
    private DemoMls mls;
    private TestSite site;
    private List<JsonNode> homes;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(LISTINGS).clock(clock));
        site = TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), clock)
                .swept();
        homes = FeedRows.of(mls, LISTINGS).stream()
                .filter(row -> row.path("StandardStatus").asText().equals("Active")
                        && !row.path("PropertyType").asText().endsWith("Lease")
                        && !row.path("DelayedMarketingYN").asBoolean()
                        && !FeedRows.isNo(row, "ApprovalStatus")
                        && row.path("ListPrice").asDouble() < 1e14
                        && !FeedRows.isNo(row, "InternetEntireListingDisplayYN"))
                .toList();
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    private static boolean isHidden(JsonNode row) {
        return FeedRows.isNo(row, "InternetAddressDisplayYN");
    }

    private static String street(JsonNode row) {
        return (row.path("StreetNumber").asText() + " "
                        + row.path("StreetDirPrefix").asText("") + " "
                        + row.path("StreetName").asText() + " "
                        + row.path("StreetSuffix").asText(""))
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static double miles(JsonNode one, JsonNode other) {
        var north = one.path("Latitude").asDouble() - other.path("Latitude").asDouble();
        var east = (one.path("Longitude").asDouble() - other.path("Longitude").asDouble())
                * Math.cos(Math.toRadians(one.path("Latitude").asDouble()));
        return Math.hypot(north, east) * MILES_PER_DEGREE;
    }

    private String path(String near, String radius) {
        return "/homes?near=" + URLEncoder.encode(near, StandardCharsets.UTF_8) + "&radius=" + radius;
    }

    private int count(String path) throws Exception {
        var heading = site.page(path).select("h1").text().split(" ")[0].replace(",", "");
        return heading.equals("No") ? 0 : Integer.parseInt(heading);
    }

    @Test
    void homesAroundAnAddressAreThoseInTheCircle() throws Exception {
        var placed = homes.stream()
                .filter(row -> !isHidden(row)
                        && row.hasNonNull("Latitude")
                        && row.path("UnitNumber").asText("").isEmpty())
                .filter(row -> row.path("StreetNumber").asText().matches("\\d+"))
                .limit(12)
                .toList();
        for (var home : placed) {
            var inside = homes.stream()
                    .filter(row -> !isHidden(row) && row.hasNonNull("Latitude"))
                    .mapToDouble(row -> miles(home, row))
                    .toArray();
            var found = count(path(street(home), "2"));
            // A circle of 24 corners is a little smaller than a round one.
            assertTrue(found <= Arrays.stream(inside).filter(far -> far < 2.01).count(), street(home));
            assertTrue(found >= Arrays.stream(inside).filter(far -> far < 1.97).count(), street(home));
        }
    }

    /** What a page tells about where an address is. */
    private String shown(String address) throws Exception {
        var answer = site.get(path(address, "1"));
        var page = Jsoup.parse(answer.body());
        return answer.statusCode() + " " + page.select("h1").text()
                + page.select("[data-key]").eachAttr("data-key")
                + page.select("#results").attr("data-extent");
    }

    @Test
    void aHiddenAddressIsAnsweredAsOneThatNobodyHas() throws Exception {
        var hidden = homes.stream()
                .filter(row ->
                        isHidden(row) && row.path("StreetNumber").asText().matches("\\d+"))
                .toList();
        assertFalse(hidden.isEmpty());
        var known = homes.stream()
                .filter(row -> !isHidden(row))
                .map(NearPlaceTest::street)
                .collect(Collectors.toSet());
        for (var home : hidden) {
            var number = Integer.parseInt(home.path("StreetNumber").asText());
            var nobodys = street(home).replaceFirst("^\\d+", Integer.toString(number + 1));
            if (known.contains(nobodys) || known.contains(street(home))) continue;
            assertEquals(shown(nobodys), shown(street(home)), street(home));
        }
    }

    @Test
    void streetsAndPlacesHaveAMiddle() throws Exception {
        assertTrue(count(path("SE Division St", "1")) > 0);
        assertTrue(count(path("Beaverton", "2")) > 0);
        assertTrue(count(path("97214", "1")) > 0);
        var page = site.page(path("Beaverton", "2"));
        assertEquals("Beaverton", page.select("#near").val());
        assertTrue(
                page.select(".chip").text().contains("Within 2 miles of Beaverton"),
                page.select(".chip").text());
    }

    @Test
    void aPlaceThatNobodyKnowsIsReportedBesideItsField() throws Exception {
        var answer = site.get(path("Nike campus", "2"));
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("We couldn’t find “Nike campus.”"));
        for (var near : List.of("91,0", "4718", "12 ", "1 2 3", ",", "9999999999 Main St"))
            assertEquals(400, site.get(path(near, "1")).statusCode(), near);
        assertEquals(400, site.get(path("Beaverton", "900")).statusCode());
    }

    @Test
    void theSearchLineUnderstandsIt() throws Exception {
        assertEquals(
                "/homes?near=SE+Division+St&radius=5",
                site.get("/homes?q=within+5+miles+of+SE+Division+St")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow());
        // The map adds where the visitor is.
        assertEquals(
                "/homes?near=45.52%2C-122.67&radius=2",
                site.get("/homes?q=homes+near+me&near=45.52,-122.67&radius=2")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow());
        assertEquals(
                "/homes?city=Beaverton",
                site.get("/homes?q=near+Beaverton")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow());
    }
}
