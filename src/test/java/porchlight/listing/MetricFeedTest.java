package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.RewrittenFeed;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** A feed that gives sizes in square meters and hectares. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricFeedTest {
    private static final int LISTINGS = 60;
    private static final double SQUARE_FEET = 10.763910417;
    private static final double ACRES = 2.471053815;
    private static final String IN_FEET = "\"LivingAreaUnits\":\"Square Feet\"";
    private static final String IN_METERS = "\"LivingAreaUnits\":\"Square Meters\"";

    private DemoMls mls;
    private RewrittenFeed feed;
    private TestSite site;
    private List<JsonNode> homes;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(LISTINGS).fullMetadata(true));
        feed = new RewrittenFeed(mls.serviceRoot())
                .replace(IN_FEET, IN_METERS)
                .replace("\"LotSizeUnits\":\"Acres\"", "\"LotSizeUnits\":\"Hectares\"")
                .replace("\"LotSizeAcres\"", "\"NotSent\"")
                .replace("\"LotSizeSquareFeet\"", "\"NotSentEither\"");
        site = siteOf(feed);
        homes = FeedRows.of(mls, LISTINGS).stream()
                .filter(row -> row.path("StandardStatus").asText().equals("Active")
                        && !row.path("PropertyType").asText().endsWith("Lease")
                        && !row.path("DelayedMarketingYN").asBoolean()
                        && !FeedRows.isNo(row, "ApprovalStatus")
                        && !FeedRows.isNo(row, "InternetEntireListingDisplayYN"))
                .toList();
    }

    @AfterAll
    void stop() {
        site.close();
        feed.close();
        mls.close();
    }

    private static TestSite siteOf(RewrittenFeed feed) throws Exception {
        return TestSite.on(feed.serviceRoot(), Map.of(), Sources.packaged(), InstantSource.system())
                .swept();
    }

    private static String key(JsonNode row) {
        return row.path("ListingKey").asText();
    }

    private static double area(JsonNode row) {
        return row.path("LivingArea").asDouble();
    }

    private static double lot(JsonNode row) {
        return row.path("LotSizeArea").asDouble();
    }

    @Test
    void sizesAreShownInTheUnitTheyAreNamedWith() throws Exception {
        var house = homes.stream()
                .filter(row -> row.path("PropertySubType").asText().equals("Single Family Residence")
                        && area(row) > 0
                        && lot(row) > 0.2)
                .findFirst()
                .orElseThrow();
        var area = Math.round(area(house) * SQUARE_FEET);
        var squareFeet = String.format(Locale.US, "%,d", area);
        var path = site.get("/listing/" + key(house))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        var page = site.page(path);
        var glance = page.select(".key-facts").text();
        assertTrue(glance.contains(squareFeet + " square feet"), squareFeet + " in " + glance);
        var each = String.format(
                Locale.US,
                "$%,d per square foot",
                Math.round(house.path("ListPrice").asDouble() / area));
        assertTrue(glance.contains(each), each + " in " + glance);
        var shown = glance.replaceFirst(".*?([\\d.]+) acres lot.*", "$1");
        assertEquals(lot(house) * ACRES, Double.parseDouble(shown), 0.006, glance);
        assertTrue(page.head().outerHtml().contains(squareFeet + " sq ft"));
        var card = site.page("/saved?keys=" + key(house));
        assertTrue(card.select(".listing-card").text().contains(squareFeet), card.text());
    }

    /** The keys of the homes on a search's pages, in order. */
    private static List<String> found(TestSite site, String search) throws IOException, InterruptedException {
        var keys = new ArrayList<String>();
        for (var next = search; !next.isEmpty(); ) {
            var page = site.page(next);
            keys.addAll(page.select(".card-grid .listing-card").eachAttr("data-key"));
            next = page.select("a[rel=next]").attr("href");
        }
        return keys;
    }

    private void finds(TestSite where, String search, Predicate<JsonNode> matches) throws Exception {
        var wanted = new TreeSet<String>();
        homes.stream().filter(matches).forEach(row -> wanted.add(key(row)));
        assertFalse(wanted.isEmpty() || wanted.size() == homes.size(), search + " tells homes apart");
        assertEquals(wanted, new TreeSet<>(found(where, search)), search);
    }

    @Test
    void homesAreFoundByTheSizesThatAreShown() throws Exception {
        var areas = homes.stream()
                .mapToDouble(MetricFeedTest::area)
                .filter(area -> area > 0)
                .sorted()
                .toArray();
        var middle = Math.round(areas[areas.length / 2] * SQUARE_FEET) - 1;
        finds(site, "/homes?min_sqft=" + middle, row -> area(row) * SQUARE_FEET >= middle);
        finds(site, "/homes?max_sqft=" + middle, row -> area(row) > 0 && area(row) * SQUARE_FEET <= middle);
        finds(site, "/homes?min_lot=0.4", row -> lot(row) * ACRES >= 0.4);
        finds(site, "/homes?max_lot=0.4", row -> lot(row) > 0 && lot(row) * ACRES <= 0.4);
    }

    @Test
    void theLargestComeFirst() throws Exception {
        largestFirst("sqft", MetricFeedTest::area);
        largestFirst("lot", MetricFeedTest::lot);
    }

    private void largestFirst(String sort, ToDoubleFunction<JsonNode> size) throws Exception {
        var wanted = homes.stream()
                .sorted(Comparator.comparingDouble(size).reversed().thenComparing(MetricFeedTest::key))
                .map(MetricFeedTest::key)
                .toList();
        assertEquals(wanted, found(site, "/homes?sort=" + sort), sort);
    }

    /** Its number is similar to the others: only its unit makes it the largest. */
    @Test
    void aHomeInAnotherUnitThanTheOthersIsFoundAndSortedByItsOwn() throws Exception {
        var areas = homes.stream().map(MetricFeedTest::area).toList();
        var odd = homes.stream()
                .filter(row -> area(row) > 1_000 && areas.indexOf(area(row)) == areas.lastIndexOf(area(row)))
                .min(Comparator.comparingDouble(MetricFeedTest::area))
                .orElseThrow();
        var field = "\"LivingArea\":" + odd.path("LivingArea").asText() + ",";
        try (var mixed = new RewrittenFeed(mls.serviceRoot()).replace(field + IN_FEET, field + IN_METERS);
                var other = siteOf(mixed)) {
            var least = Math.round(area(odd) * SQUARE_FEET) - 1;
            finds(other, "/homes?min_sqft=" + least, row -> row == odd);
            finds(other, "/homes?max_sqft=" + least, row -> row != odd && area(row) > 0);
            assertEquals(key(odd), found(other, "/homes?sort=sqft").get(0));
        }
    }
}
