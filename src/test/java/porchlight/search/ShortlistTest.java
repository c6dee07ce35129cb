package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** Orders and lists of what happened on the market, against the MLS's own records. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShortlistTest {
    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final int LISTINGS = 960;

    private final TestClock clock = new TestClock();
    private final List<JsonNode> rows = new ArrayList<>();
    private DemoMls mls;
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(LISTINGS).clock(clock));
        site = TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), clock)
                .swept();
        for (var row : FeedRows.of(mls, LISTINGS)) if (isShown(row)) rows.add(row);
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    /** Homes for sale that the site shows. */
    private static boolean isShown(JsonNode row) {
        return row.path("StandardStatus").asText().equals("Active")
                && !row.path("PropertyType").asText().endsWith("Lease")
                && !FeedRows.isNo(row, "InternetEntireListingDisplayYN")
                && !row.path("DelayedMarketingYN").asBoolean()
                && !FeedRows.isNo(row, "ApprovalStatus")
                && row.path("ListPrice").asDouble() < 1e14;
    }

    private static @Nullable Double perSquareFoot(JsonNode row) {
        var price = row.path("ListPrice").asDouble();
        var area = row.path("LivingArea").asDouble();
        return price < 100 || area < 100 ? null : price / area;
    }

    private static @Nullable Double listed(JsonNode row) {
        var date = row.path("OnMarketDate");
        return date.isTextual() ? (double) LocalDate.parse(date.asText()).toEpochDay() : null;
    }

    /** Reductions first, the largest one before all others. */
    private static @Nullable Double cut(JsonNode row) {
        var before = row.path("PreviousListPrice").isNumber()
                ? row.path("PreviousListPrice")
                : row.path("OriginalListPrice");
        var cut = before.asDouble() - row.path("ListPrice").asDouble();
        return before.isNumber() && cut > 0 ? -cut : null;
    }

    private static @Nullable LocalDate back(JsonNode row) {
        return row.path("MajorChangeType").asText().equals("Back On Market")
                ? LocalDate.ofInstant(
                        Instant.parse(row.path("MajorChangeTimestamp").asText()), ZONE)
                : null;
    }

    private static @Nullable Double backAt(JsonNode row) {
        var date = back(row);
        return date == null ? null : -(double) date.toEpochDay();
    }

    private static Arguments order(String sort, Function<JsonNode, @Nullable Double> value) {
        return Arguments.of(sort, value);
    }

    static List<Arguments> orders() {
        return List.of(
                order("price_per_sqft", ShortlistTest::perSquareFoot),
                order("-days", ShortlistTest::listed),
                order("-cut", ShortlistTest::cut),
                order("back_on_market", ShortlistTest::backAt));
    }

    private JsonNode row(String key) {
        return rows.stream()
                .filter(row -> row.path("ListingKey").asText().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> keys(org.jsoup.nodes.Document page) {
        return page.select(".listing-card").eachAttr("data-key");
    }

    @ParameterizedTest
    @MethodSource("orders")
    void pagesAreInTheOrderThatIsAskedFor(String sort, Function<JsonNode, @Nullable Double> value) throws Exception {
        var homes = rows.stream()
                .filter(row -> row.path("BedroomsTotal").asInt() >= 3)
                .toList();
        var expected = homes.stream()
                .sorted(Comparator.comparing(value, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(row -> row.path("ListingKey").asText()))
                .map(row -> row.path("ListingKey").asText())
                .limit(48)
                .toList();
        assertTrue(
                homes.stream()
                                .map(value)
                                .filter(each -> each != null)
                                .distinct()
                                .count()
                        > 5,
                "the demo has some");

        var before = mls.requests();
        var first = site.page("/homes?beds=3&sort=" + sort);
        var found = new ArrayList<>(keys(first));
        found.addAll(keys(site.page("/homes?beds=3&sort=" + sort + "&page=2")));

        assertEquals(expected, found);
        assertTrue(mls.requests() <= before + 2, "one request for each page");
        assertEquals(sort, first.select("#sort option[selected]").val());
        assertTrue(first.select(".notice").isEmpty());
    }

    private long count(Predicate<JsonNode> wanted) {
        return rows.stream().filter(wanted).count();
    }

    private boolean isBack(JsonNode row) {
        var date = back(row);
        return date != null
                && !date.isBefore(LocalDate.ofInstant(clock.instant(), ZONE).minusDays(Criterion.BackOnMarket.DAYS));
    }

    private boolean isNew(JsonNode row) {
        return row.path("OnMarketDate").isTextual()
                && !LocalDate.parse(row.path("OnMarketDate").asText())
                        .isBefore(LocalDate.ofInstant(clock.instant(), ZONE).minusDays(7));
    }

    private static boolean isCut(JsonNode row) {
        return row.path("MajorChangeType").asText().equals("Price Reduced");
    }

    @Test
    void homesAreBackOnTheMarketForTwoWeeks() throws Exception {
        var back = count(this::isBack);
        assertTrue(back > 3 && back < count(row -> back(row) != null), back + " are back");
        var page = site.page("/homes?back_on_market=yes");
        assertEquals(back + " homes for sale", page.select("h1").text());
        assertEquals(
                List.of("Back on market, remove this filter×"),
                page.select(".chips .chip[data-swap]:not(.chip--clear)").eachText());
        assertTrue(page.select("#back_on_market").hasAttr("checked"));
        assertEquals(400, site.get("/homes?back_on_market=perhaps").statusCode());
        assertEquals(
                "No homes",
                site.page("/homes?status=Pending&back_on_market=yes")
                        .select("h1")
                        .text()
                        .substring(0, 8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /new | New listings | new listings this week | max_days=7 | newest
            /price-cuts | Homes with a price cut | homes with a price cut | price_cut=yes | price_cut
            /back-on-market | Homes back on the market | homes back on the market | back_on_market=yes | back_on_market
            """)
    void listsArePagesOfTheirOwn(String path, String title, String heading, String filter, String sort)
            throws Exception {
        var count = count(
                path.equals("/new") ? this::isNew : path.equals("/price-cuts") ? ShortlistTest::isCut : this::isBack);
        var page = site.page(path);

        assertEquals(count + " " + heading, page.select("h1").text());
        assertTrue(page.title().startsWith(title + " | "), page.title());
        assertTrue(page.select("meta[name=description]").attr("content").length() > 60);
        assertTrue(page.select("link[rel=canonical]").attr("href").endsWith(path));
        assertTrue(page.select("meta[name=robots]").isEmpty(), "search engines may keep it");
        assertEquals(Math.min(24, count), page.select(".listing-card").size());
        assertEquals(keys(site.page("/homes?" + filter + (sort.equals("newest") ? "" : "&sort=" + sort))), keys(page));
        assertEquals("/homes", page.select("form.search-form").attr("action"));
        assertEquals(
                1, site.page("/").select(".site-footer a[href=" + path + "]").size());
        assertTrue(site.get("/sitemaps/pages.xml").body().contains(path + "</loc>"));

        if (count > 24) {
            assertEquals(path + "?page=2", page.select("a[rel=next]").attr("href"));
            var second = site.page(path + "?page=2");
            assertEquals(
                    Math.min(24, count - 24), second.select(".listing-card").size());
            assertTrue(second.select("link[rel=canonical]").attr("href").endsWith(path + "?page=2"));
        }
        var filtered = site.get(path + "?beds=3");
        assertEquals(302, filtered.statusCode());
        var search = site.page(
                filtered.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", ""));
        assertEquals("3", search.select("#beds option[selected]").val());
        assertTrue(search.select(".chip").size() >= 3, "both filters, and one to clear all");
        assertEquals(404, site.get(path + "?page=99").statusCode());
        assertEquals(400, site.get(path + "?bed=3").statusCode());
    }

    /** Where visitors may not know the past of a listing, nothing tells that it was off the market, or had another price. */
    @Test
    void withoutHistoryThereAreNoSuchLists(@TempDir Path folder) throws Exception {
        var profile = folder.resolve("profile.yaml");
        Files.writeString(profile, "extends: demo\ndemonstration: false\nhistory: { shown: false }\n");
        try (var shy =
                TestSite.on(mls.serviceRoot(), Map.of("MLS_PROFILE", profile.toString()), Sources.packaged(), clock)) {
            shy.swept();
            assertEquals(200, shy.get("/new").statusCode());
            for (var path : List.of("/price-cuts", "/back-on-market")) {
                assertEquals(404, shy.get(path).statusCode());
                assertTrue(shy.page("/")
                        .select(".site-footer a[href=" + path + "]")
                        .isEmpty());
                assertFalse(shy.get("/sitemaps/pages.xml").body().contains(path));
            }
            for (var filter : List.of("back_on_market", "price_cut"))
                assertTrue(
                        shy.page("/homes?" + filter + "=yes")
                                .select(".listing-card")
                                .isEmpty(),
                        filter);
            // All homes are equal then: their keys alone decide.
            var byKey = rows.stream()
                    .map(row -> row.path("ListingKey").asText())
                    .sorted()
                    .limit(24)
                    .toList();
            for (var sort : List.of("-cut", "back_on_market", "price_cut"))
                assertEquals(byKey, keys(shy.page("/homes?sort=" + sort)), sort);
        }
    }
}
