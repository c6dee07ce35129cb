package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.manners.Vendor;
import porchlight.harness.FeedRows;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** The brokerage's own listings, against a count of the test's own over all of the MLS's records. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OurListingsTest {
    private static final int LISTINGS = 960;
    /** A firm with more than one page of listings, by its number in the MLS. */
    private static final String LARGE = "O100";

    private static final List<String> OFFICES =
            List.of("ListOfficeKey", "ListOfficeMlsId", "CoListOfficeKey", "CoListOfficeMlsId");

    private final TestClock clock = new TestClock();
    private final List<JsonNode> rows = new ArrayList<>();
    private DemoMls mls;
    private TestSite small;
    private TestSite large;
    private TestSite none;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(LISTINGS).clock(clock));
        small = site(DemoMls.OWN_OFFICE);
        large = site(LARGE);
        none = site("");
        rows.addAll(shown(mls, LISTINGS));
    }

    @AfterAll
    void stop() {
        small.close();
        large.close();
        none.close();
        mls.close();
    }

    private TestSite site(String offices) {
        return TestSite.on(mls.serviceRoot(), Map.of("SITE_OFFICE_IDS", offices), Sources.packaged(), clock)
                .swept();
    }

    /** Homes for sale that a site shows. */
    private static List<JsonNode> shown(DemoMls mls, int listings) throws Exception {
        var shown = new ArrayList<JsonNode>();
        for (var row : FeedRows.of(mls, listings))
            if (row.path("StandardStatus").asText().equals("Active")
                    && !row.path("PropertyType").asText().endsWith("Lease")
                    && !FeedRows.isNo(row, "InternetEntireListingDisplayYN")
                    && !row.path("DelayedMarketingYN").asBoolean()
                    && !FeedRows.isNo(row, "ApprovalStatus")
                    && row.path("ListPrice").asDouble() < 1e14) shown.add(row);
        return shown;
    }

    private static Predicate<JsonNode> of(String office) {
        return row ->
                OFFICES.stream().anyMatch(field -> row.path(field).asText().equals(office));
    }

    private Set<String> keysOf(String office) {
        var keys = new LinkedHashSet<String>();
        rows.stream()
                .filter(of(office))
                .forEach(row -> keys.add(row.path("ListingKey").asText()));
        return keys;
    }

    private static List<String> keys(Document page) {
        return page.select(".listing-card").eachAttr("data-key");
    }

    private static List<String> badged(Document page) {
        return page.select(".listing-card:has(.badge--ours)").eachAttr("data-key");
    }

    @Test
    void theDemoBrokerageListsAFairShare() {
        var own = keysOf(DemoMls.OWN_OFFICE);
        assertTrue(own.size() >= 10 && own.size() < rows.size() / 20, own.size() + " of " + rows.size());
        assertTrue(
                rows.stream()
                        .filter(of(LARGE))
                        .anyMatch(row -> row.path("CoListOfficeMlsId").asText().equals(LARGE)),
                "some with another firm");
    }

    @Test
    void theyHaveAPageOfTheirOwn() throws Exception {
        var own = keysOf(DemoMls.OWN_OFFICE);
        var page = small.page("/our-listings");

        assertEquals(
                own.size() + " homes for sale listed by us", page.select("h1").text());
        assertEquals(own, Set.copyOf(keys(page)));
        assertEquals(own, Set.copyOf(badged(page)));
        assertTrue(page.title().startsWith("Our listings | "), page.title());
        assertTrue(page.select("meta[name=description]").attr("content").length() > 60);
        assertTrue(page.select("link[rel=canonical]").attr("href").endsWith("/our-listings"));
        assertTrue(page.select("meta[name=robots]").isEmpty(), "search engines may keep it");
        assertTrue(small.get("/sitemaps/pages.xml").body().contains("/our-listings</loc>"));
        assertEquals(
                1, small.page("/").select(".site-footer a[href=/our-listings]").size());
        assertEquals("/homes", page.select("form.search-form").attr("action"));
        assertTrue(page.select("#ours").hasAttr("checked"));
    }

    /** By its number, listed alone or with another firm, on several pages. */
    @Test
    void allOfThemAreFoundWithOneRequestForEachPage() throws Exception {
        var own = keysOf(LARGE);
        assertTrue(own.size() > 24, own.size() + " homes");
        var before = mls.requests();
        var found = new ArrayList<>(keys(large.page("/our-listings")));
        found.addAll(keys(large.page("/our-listings?page=2")));
        for (int page = 3; found.size() < own.size(); page++)
            found.addAll(keys(large.page("/our-listings?page=" + page)));
        assertEquals(own, Set.copyOf(found));
        assertEquals(own.size(), found.size());
        assertTrue(mls.requests() - before <= (own.size() + 23) / 24, "one for each page");
    }

    @Test
    void theyCanBeFilteredAndAskedForInWords() throws Exception {
        var own = rows.stream()
                .filter(of(LARGE))
                .filter(row -> row.path("BedroomsTotal").asInt() >= 3)
                .count();
        var line = large.get("/homes?q=our+listings+with+3+beds");
        assertEquals("/homes?beds=3&ours=yes", path(line));
        for (var path : List.of("/homes?beds=3&ours=yes", path(large.get("/our-listings?beds=3")))) {
            var page = large.page(path);
            assertEquals(own + " homes for sale", page.select("h1").text(), path);
            assertTrue(page.select(".chips").text().contains("Our listings"), path);
        }
        assertEquals(400, large.get("/homes?ours=" + DemoMls.OWN_OFFICE).statusCode(), "no other firm's");
    }

    /** Theirs move up, and no home is missing. */
    @Test
    void oursFirstReordersAndRemovesNothing() throws Exception {
        var own = keysOf(DemoMls.OWN_OFFICE);
        var newest = Comparator.comparing(
                        (JsonNode row) -> row.path("OnMarketDate").asText(), Comparator.reverseOrder())
                .thenComparing(row -> row.path("ListingKey").asText());
        var expected = Stream.concat(
                        rows.stream().filter(of(DemoMls.OWN_OFFICE)).sorted(newest),
                        rows.stream().filter(of(DemoMls.OWN_OFFICE).negate()).sorted(newest))
                .map(row -> row.path("ListingKey").asText())
                .limit(48)
                .toList();
        var before = mls.requests();
        var first = small.page("/homes?sort=ours");
        var found = new ArrayList<>(keys(first));
        found.addAll(keys(small.page("/homes?sort=ours&page=2")));

        assertEquals(expected, found);
        assertTrue(mls.requests() - before <= 2, "one request for each page at most");
        assertEquals(own, Set.copyOf(badged(first)));
        assertEquals(
                small.page("/homes").select("h1").text(), first.select("h1").text());
        assertEquals("Ours first", first.select("#sort option[selected]").text());
    }

    @Test
    void theHomePageShowsTheNewest() throws Exception {
        var section = small.page("/").select("section:has(#ours-heading)");
        assertEquals(4, section.select(".listing-card").size());
        assertEquals(
                keys(small.page("/our-listings")).subList(0, 4),
                section.select(".listing-card").eachAttr("data-key"));
        assertEquals("/our-listings", section.select(".band__more").attr("href"));
    }

    @Test
    void theirPagesSaySoAndOthersDoNot() throws Exception {
        var own = keysOf(DemoMls.OWN_OFFICE).iterator().next();
        var other = keys(small.page("/homes?sort=ours&page=3")).get(0);
        assertEquals(
                List.of("Our listing"),
                listing(own).select(".listing__status .badge--ours").eachText());
        assertTrue(listing(other).select(".badge--ours").isEmpty());
        assertEquals(
                "Test Realty lists this home and will answer you.",
                listing(own).select("#inquiry-notice").text());
        assertEquals(
                "Your message goes to Test Realty, not to the listing agent.",
                listing(other).select("#inquiry-notice").text());
        assertEquals(
                1, small.page("/embed/listing/" + own).select(".badge--ours").size());
    }

    private Document listing(String key) throws Exception {
        return small.page(path(small.get("/listing/" + key)));
    }

    /** Where an answer leads. */
    private static String path(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
    }

    @Test
    void framesShowThem() throws Exception {
        var frame = small.page("/embed/results?ours=yes");
        assertEquals(keysOf(DemoMls.OWN_OFFICE), Set.copyOf(keys(frame)));
        var builder = small.page("/embed?kind=ours");
        assertTrue(builder.text().contains("kind=\"ours\""), builder.text());
        assertTrue(builder.text().contains("/homes?ours=yes"), builder.text());
        assertTrue(small.get("/embed.js").body().contains("ours: "));
    }

    /** What identifies an office is for members of the MLS. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/our-listings", "/homes?sort=ours", "/api/pins?ours=yes", "/embed?kind=ours"})
    void nothingTellsTheirOffices(String path) throws Exception {
        for (var row : rows.subList(0, 3))
            assertFalse(
                    small.get(path).body().contains(row.path("ListOfficeKey").asText()));
        assertFalse(small.get(path).body().contains(DemoMls.OWN_OFFICE), path);
    }

    @Test
    void aSiteWithoutOfficesHasNone() throws Exception {
        assertEquals(404, none.get("/our-listings").statusCode());
        assertEquals(400, none.get("/homes?sort=ours").statusCode());
        assertEquals(400, none.get("/homes?ours=yes").statusCode());
        assertEquals(400, none.get("/embed/results?ours=yes").statusCode());
        assertFalse(none.get("/sitemaps/pages.xml").body().contains("our-listings"));
        var home = none.page("/");
        assertTrue(home.select("a[href=/our-listings], .badge--ours, #ours-heading")
                .isEmpty());
        var search = none.page("/homes");
        assertTrue(search.select("#ours, #sort option[value=ours]").isEmpty());
        assertTrue(none.page("/embed").select("option[value=ours]").isEmpty());
    }

    /** The owner sees it where the site's health is, and the site works without the answer. */
    @Test
    void anUnknownOfficeListsNothing() throws Exception {
        try (var stranger = site("NOBODY")) {
            assertEquals(
                    "We have no homes for sale right now",
                    stranger.page("/our-listings").select("h1").text());
            assertFalse(stranger.get("/sitemaps/pages.xml").body().contains("our-listings"));
            assertTrue(stranger.page("/homes?sort=ours").select(".badge--ours").isEmpty());
            Waiting.until(
                    "a look at the offices",
                    () -> stranger.management("/readyz").body().contains("offices: NOBODY is unknown"));
            assertEquals(200, stranger.management("/readyz").statusCode());
        }
        assertFalse(small.management("/readyz").body().contains("offices:"));
    }

    /** A site that comes to know its offices reads all listings again, since none of them said whose it is. */
    @Test
    void changingTheOfficesChangesTheListings(@TempDir Path folder) throws Exception {
        var database = Map.of("DATABASE_URL", "jdbc:h2:file:" + folder.resolve("site"));
        for (var office : List.of("", DemoMls.OWN_OFFICE, LARGE)) {
            var settings = new HashMap<>(database);
            settings.put("SITE_OFFICE_IDS", office);
            try (var site = TestSite.on(mls.serviceRoot(), settings, Sources.packaged(), clock)
                    .swept()) {
                if (office.isEmpty())
                    assertEquals(404, site.get("/our-listings").statusCode());
                else
                    assertEquals(
                            keysOf(office).size() + " homes for sale listed by us",
                            site.page("/our-listings").select("h1").text());
            }
        }
    }

    /** Every vendor names offices in its own way, and some in none that can be searched by. */
    @ParameterizedTest
    @EnumSource(value = Vendor.class, mode = EnumSource.Mode.EXCLUDE, names = "MLS_GRID")
    void everyVendorsFeedTells(Vendor vendor) throws Exception {
        var size = 240;
        Set<String> own;
        try (var plain = DemoMls.start(DemoOptions.standard().listings(size).clock(clock))) {
            own = Set.copyOf(shown(plain, size).stream()
                    .filter(of(DemoMls.OWN_OFFICE))
                    .map(row -> row.path("ListingId").asText())
                    .toList());
        }
        assertTrue(own.size() > 2, own.size() + " homes");
        var manners = DemoOptions.standard().listings(size).clock(clock).manners(vendor);
        try (var feed = DemoMls.start(manners);
                var site = TestSite.on(
                        feed.serviceRoot(), Map.of("SITE_OFFICE_IDS", DemoMls.OWN_OFFICE), Sources.packaged(), clock)) {
            site.answering().swept();
            var page = site.page("/our-listings");
            assertEquals(own.size(), keys(page).size());
            assertEquals(keys(page), badged(page));
            for (var id : own) assertTrue(page.text().contains(id), id);
            assertEquals(Set.copyOf(keys(page)), Set.copyOf(badged(site.page("/homes?sort=ours"))));
        }
    }
}
