package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.RewrittenFeed;
import porchlight.harness.Rounds;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/**
 * Words of descriptions, which only the MLS knows, together with what only the site knows: against a reading of the test's
 * own of all of the MLS's records.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeywordsTest {
    private static final int LISTINGS = Rounds.of(1_200, 2_400);
    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final String EVERYWHERE = "polygon=-124+44%2C-121+44%2C-121+47%2C-124+47";

    /** A Sunday. */
    private final TestClock clock = new TestClock();

    private DemoMls mls;
    private TestSite site;
    private List<JsonNode> homes;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(LISTINGS).clock(clock));
        site = siteOf(mls.serviceRoot(), Map.of());
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

    private TestSite siteOf(String serviceRoot, Map<String, String> settings) throws Exception {
        return TestSite.on(serviceRoot, settings, Sources.packaged(), clock).swept();
    }

    private static String key(JsonNode row) {
        return row.path("ListingKey").asText();
    }

    private boolean isOpen(JsonNode row, Predicate<LocalDate> day) {
        for (var openHouse : row.path("OpenHouse")) {
            var start =
                    OffsetDateTime.parse(openHouse.path("OpenHouseStartTime").asText());
            var end = OffsetDateTime.parse(openHouse.path("OpenHouseEndTime").asText());
            if (end.toInstant().isAfter(clock.instant())
                    && openHouse.path("OpenHouseType").asText().endsWith("Public")
                    && !openHouse.path("OpenHouseStatus").asText().equals("Canceled")
                    && day.test(start.atZoneSameInstant(ZONE).toLocalDate())) return true;
        }
        return false;
    }

    private List<JsonNode> homes(Predicate<JsonNode> meaning) {
        return homes.stream().filter(meaning).toList();
    }

    private static Predicate<JsonNode> tells(String word) {
        return row -> row.path("PublicRemarks")
                .asText()
                .toLowerCase(java.util.Locale.ROOT)
                .contains(word);
    }

    private static long count(Document page) {
        return Long.parseLong(page.select("h1").text().split(" ")[0].replace(",", ""));
    }

    /** The keys of the homes on all pages of a search, in their order. */
    private static List<String> found(TestSite where, String search) throws Exception {
        var keys = new ArrayList<String>();
        for (var next = search; !next.isEmpty(); ) {
            var page = where.page(next);
            keys.addAll(page.select(".card-grid .listing-card").eachAttr("data-key"));
            next = page.select("a[rel=next]").attr("href");
        }
        return keys;
    }

    @ParameterizedTest
    @CsvSource({"yes, the", "yes, deck", "yes, kitchen", "today, the", "today, garden"})
    void theyAreThoseOfTheHomesWithOpenHouses(String when, String word) throws Exception {
        var today = LocalDate.ofInstant(clock.instant(), ZONE);
        var expected = homes(tells(word).and(row -> isOpen(row, when.equals("yes") ? day -> true : today::equals)));
        var search = "/homes?open_house=" + when + "&keywords=" + word;
        assertFalse(expected.isEmpty());
        var page = site.page(search);
        assertEquals(expected.size(), count(page));
        assertEquals(0, page.select(".notice").size());
        var keys = found(site, search);
        assertEquals(expected.size(), keys.size());
        assertEquals(
                expected.stream().map(KeywordsTest::key).collect(java.util.stream.Collectors.toSet()),
                new HashSet<>(keys));
    }

    @Test
    void theyKeepTheirOrderOverAllPages() throws Exception {
        var expected = homes(tells("the").and(row -> isOpen(row, day -> true))).stream()
                .map(row -> row.path("ListPrice").asLong())
                .sorted()
                .toList();
        var shown = found(site, "/homes?open_house=yes&keywords=the&sort=price").stream()
                .map(key -> homes(row -> key(row).equals(key))
                        .get(0)
                        .path("ListPrice")
                        .asLong())
                .toList();
        assertTrue(shown.size() > 100);
        assertEquals(expected, shown);
    }

    @Test
    void theMlsIsAskedOnceAndOftenerOnlyOfManyHomes() throws Exception {
        var open = homes(row -> isOpen(row, day -> true));
        var few = open.stream()
                .filter(row -> row.path("City").asText().equals("Beaverton"))
                .count();
        assertTrue(few > 0 && few <= 100 && open.size() > 100, few + " of " + open.size());
        var before = mls.requests();
        site.page("/homes?city=Beaverton&open_house=yes&keywords=light");
        assertEquals(before + 1, mls.requests());
        site.page("/homes?open_house=yes&keywords=light");
        assertEquals(before + 1 + (open.size() + 99) / 100, mls.requests());
        site.page("/homes?city=Beaverton&keywords=light");
        assertEquals(before + 2 + (open.size() + 99) / 100, mls.requests());
    }

    @Test
    void anAreaTheMlsCannotBeAskedIsLookedThroughUnlessItHasTooManyHomes() throws Exception {
        try (var flat = siteOf(mls.serviceRoot(), Map.of("RESO_SUPPORTS_GEO", "false"))) {
            var near = homes(tells("kitchen")
                    .and(row -> row.path("City").asText().equals("Beaverton")
                            && row.path("Latitude").isNumber()
                            && !FeedRows.isNo(row, "InternetAddressDisplayYN")));
            var page = flat.page("/homes?city=Beaverton&keywords=kitchen&" + EVERYWHERE);
            assertFalse(near.isEmpty());
            assertEquals(near.size(), count(page));
            assertEquals(0, page.select(".notice").size());

            var all = flat.page("/homes?keywords=kitchen&" + EVERYWHERE);
            // The MLS counts homes that the parser leaves out.
            assertTrue(count(all) >= homes(tells("kitchen")).size());
            assertTrue(all.select(".notice").text().matches("Too many homes match .*“Drawn area”.*"));
        }
    }

    @Test
    void whereTheMlsKnowsNoWordsTheRestIsStillFound() throws Exception {
        try (var poor =
                siteOf(mls.serviceRoot(), Map.of("RESO_SUPPORTS_CONTAINS", "false", "RESO_SUPPORTS_GEO", "false"))) {
            var page = poor.page("/homes?open_house=yes&keywords=deck&" + EVERYWHERE);
            assertEquals(
                    homes(row -> isOpen(row, day -> true)
                                    && row.path("Latitude").isNumber()
                                    && !FeedRows.isNo(row, "InternetAddressDisplayYN"))
                            .size(),
                    count(page));
            assertEquals(
                    List.of("We can’t search descriptions for “deck”, so these results may include homes that don’t"
                            + " mention it."),
                    page.select(".notice li").eachText());
        }
    }

    private static void assertOtherOrderIsExplained(TestSite where, String sort, String label) throws Exception {
        var page = where.page("/homes?keywords=deck&sort=" + sort);
        assertEquals(
                List.of("This MLS can’t sort these results by “" + label
                        + ".” They’re sorted by “Newest first” instead."),
                page.select(".notice li").eachText());
        assertEquals("newest", page.select("#sort option[selected]").val());
        assertFalse(page.title().contains(label.toLowerCase(java.util.Locale.ROOT)), page.title());
        var keys = page.select(".listing-card").eachAttr("data-key");
        assertFalse(keys.isEmpty());
        assertEquals(where.page("/homes?keywords=deck").select(".listing-card").eachAttr("data-key"), keys);
        // Without words the catalog has the order.
        var plain = where.page("/homes?sort=" + sort);
        assertEquals(0, plain.select(".notice").size());
        assertEquals(sort, plain.select("#sort option[selected]").val());
    }

    @Test
    void anotherOrderThanThatOfOpenHousesIsExplained() throws Exception {
        assertOtherOrderIsExplained(site, "open_house", "Next open house");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqft", "lot"})
    void anotherOrderThanThatOfConvertedSizesIsExplained(String sort) throws Exception {
        try (var other = DemoMls.start(
                        DemoOptions.standard().listings(240).clock(clock).fullMetadata(true));
                var feed = new RewrittenFeed(other.serviceRoot())
                        .replace("\"LivingAreaUnits\":\"Square Feet\"", "\"LivingAreaUnits\":\"Square Meters\"")
                        .replace("\"LotSizeUnits\":\"Acres\"", "\"LotSizeUnits\":\"Hectares\"")
                        .replace("\"LotSizeAcres\"", "\"NotSent\"")
                        .replace("\"LotSizeSquareFeet\"", "\"NotSentEither\"");
                var metric = siteOf(feed.serviceRoot(), Map.of())) {
            assertOtherOrderIsExplained(metric, sort, sort.equals("sqft") ? "Largest home" : "Largest lot");
        }
    }
}
