package porchlight.listingpage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;

/** Addresses of homes that are no longer for sale, and what crawlers ask besides pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OffMarketTest {
    private DemoMls mls;
    private TestSite site;
    private final Set<String> taken = new HashSet<>();

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(240));
        site = TestSite.on(mls.serviceRoot()).swept();
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    private JsonNode listings(String filter) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(mls.serviceRoot() + "Property?$top=25&$filter="
                        + URLEncoder.encode(filter, StandardCharsets.UTF_8)))
                .header("Authorization", "Bearer " + DemoMls.TOKEN)
                .build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body())
                .path("value");
    }

    private String withheld() throws Exception {
        return listings("InternetEntireListingDisplayYN eq false")
                .get(0)
                .path("ListingKey")
                .asText();
    }

    /** Takes a home that the site shows off the market; the catalog does not know yet. */
    private String withdrawn() throws Exception {
        var shown = site.page("/homes/or/portland?page=2").select("a.listing-card__link").stream()
                .map(link -> link.attr("href").split("/")[2])
                .filter(taken::add)
                .findFirst()
                .orElseThrow();
        change(shown, "{\"StandardStatus\": \"Withdrawn\"}");
        return shown;
    }

    private void change(String key, String fields) throws Exception {
        var change = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mls.port() + "/admin/listings/" + key))
                .POST(HttpRequest.BodyPublishers.ofString(fields))
                .build();
        HttpClient.newHttpClient().send(change, HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void aHomeThatIsGoneLeadsToHomesInItsPlace() throws Exception {
        var response = site.get("/listing/" + withdrawn() + "/99999-se-nowhere-st-portland-or-97214");
        assertEquals(410, response.statusCode());
        var page = org.jsoup.Jsoup.parse(response.body());
        assertEquals("noindex", page.select("meta[name=robots]").attr("content"));
        assertEquals(1, page.select("a[href=/homes/or/portland]").size());
        assertTrue(page.select(".listing-card").size() >= 4);
        assertFalse(page.text().toLowerCase().contains("nowhere"), "the address is not repeated");
    }

    @Test
    void theSameHomeUnderAnotherKeyIsWhereItsOldAddressLeads() throws Exception {
        var listed = site.page("/homes").select("a.listing-card__link").eachAttr("href").stream()
                .filter(path -> path.matches("/listing/[^/]+/\\d.*"))
                .findFirst()
                .orElseThrow();
        var slug = listed.substring(listed.lastIndexOf('/') + 1);
        var response = site.get("/listing/" + withdrawn() + "/" + slug);
        assertEquals(301, response.statusCode());
        assertEquals("no-cache", response.headers().firstValue("Cache-Control").orElseThrow());
        assertTrue(response.headers().firstValue("Location").orElseThrow().endsWith(listed));
    }

    @Test
    void whetherTheMlsWithholdsAHomeOrNeverHadItIsNobodysBusiness() throws Exception {
        var slug = "/1247-se-division-st-portland-or-97214";
        for (var key : List.of(withheld(), key("StandardStatus eq 'Closed'"))) {
            var unknown = key.substring(0, key.length() - 3) + "999";
            for (var path : List.of(
                    "/listing/%s",
                    "/listing/%s" + slug,
                    "/listing/%s" + slug + "/photos",
                    "/listing/%s/inquiry",
                    "/listing/%s" + slug + "/card.jpg",
                    "/embed/listing/%s")) {
                var withheld = site.get(path.formatted(key));
                var never = site.get(path.formatted(unknown));
                assertEquals(404, withheld.statusCode(), path);
                assertEquals(404, never.statusCode(), path);
                assertEquals(never.body().replace(unknown, key), withheld.body(), path);
                assertEquals(withoutDate(never), withoutDate(withheld), path);
            }
        }
    }

    /** Both are asked of the MLS equally often, so neither is faster than the other. */
    @Test
    void absenceIsStoredAsLongAsAnAnswer() throws Exception {
        var log = new ArrayList<String>();
        var key = withheld();
        var unknown = key.substring(0, key.length() - 3) + "998";
        try (var fresh = TestSite.on(mls.serviceRoot()).swept()) {
            for (var asked : List.of(key, unknown)) {
                var before = mls.requests();
                for (int times = 0; times < 5; times++) fresh.get("/listing/" + asked + "/x");
                log.add(asked + ": " + (mls.requests() - before));
            }
        }
        assertEquals(List.of(key + ": 1", unknown + ": 1"), log);
    }

    private String key(String filter) throws Exception {
        return listings(filter).get(0).path("ListingKey").asText();
    }

    private static Map<String, List<String>> withoutDate(HttpResponse<?> response) {
        var headers = new TreeMap<>(response.headers().map());
        headers.remove("date");
        return headers;
    }

    @Test
    void pagesAreNotSentAgainToThoseWhoHaveThem() throws Exception {
        var listing = site.page("/homes").select("a.listing-card__link").attr("href");
        for (var path : List.of("/", "/homes", "/homes?beds=3", "/homes/or/portland", "/places", listing)) {
            var first = site.get(path).headers();
            var etag = first.firstValue("ETag").orElseThrow();
            var date = first.firstValue("Last-Modified").orElseThrow();
            for (var again : List.of(
                    site.get(path, "If-None-Match", etag),
                    site.get(path, "If-Modified-Since", date),
                    // RFC 9110: where both are sent, the ETag counts.
                    site.get(path, "If-None-Match", etag, "If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"))) {
                assertEquals(304, again.statusCode(), path);
                assertEquals("", again.body());
            }
            assertEquals(200, site.get(path, "If-None-Match", "\"other\"").statusCode(), path);
            assertEquals(
                    200,
                    site.get(path, "If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT")
                            .statusCode(),
                    path);
        }
        for (var path : List.of("/sitemap.xml", "/sitemaps/pages.xml", "/sitemaps/listings-1-of-1.xml")) {
            var etag = site.get(path).headers().firstValue("ETag").orElseThrow();
            assertEquals(304, site.get(path, "If-None-Match", etag).statusCode(), path);
        }
    }

    @Test
    void browsersAreToldWhatTheyMayFetchAhead() throws Exception {
        assertEquals(
                "\"/speculation-rules.json\"",
                site.get("/homes").headers().firstValue("Speculation-Rules").orElseThrow());
        var rules = site.get("/speculation-rules.json");
        assertTrue(rules.headers()
                .firstValue("Content-Type")
                .orElseThrow()
                .startsWith("application/speculationrules+json"));
        assertEquals(
                "moderate",
                new ObjectMapper()
                        .readTree(rules.body())
                        .at("/prefetch/0/eagerness")
                        .asText());
        assertEquals(200, site.get("/homes", "Sec-Purpose", "prefetch").statusCode());
    }

    @Test
    void aFetchAheadIsRefusedWhileTheMlsBudgetIsNeeded() throws Exception {
        try (var poor = TestSite.on(
                mls.serviceRoot(),
                java.util.Map.of("RESO_RATE_LIMIT", "4/PT1H"),
                porchlight.site.Sources.packaged(),
                java.time.InstantSource.system())) {
            Waiting.until(() -> poor.get("/terms", "Sec-Purpose", "prefetch").statusCode() == 503);
            assertEquals(200, poor.get("/terms").statusCode());
        }
    }

    @Test
    void whatIsNoPageIsNotToBeIndexed() throws Exception {
        var listing = site.page("/homes").select("a.listing-card__link").attr("href");
        var key = listing.split("/")[2];
        for (var path : List.of(
                "/api/suggest?q=por",
                "/api/pins?zoom=9",
                "/embed/search",
                "/embed/results",
                "/embed/listing/" + key,
                "/oembed?url=" + URLEncoder.encode(site.url(listing), StandardCharsets.UTF_8),
                listing + "/qr.svg"))
            assertEquals(
                    "noindex",
                    site.get(path).headers().firstValue("X-Robots-Tag").orElseThrow(),
                    path);
        var robots = site.get("/robots.txt").body();
        assertTrue(robots.contains("Sitemap: " + site.url("/sitemap.xml")), robots);
        assertTrue(robots.contains("Disallow: /*?bounds="), robots);
        assertEquals(
                "noindex, follow",
                site.page("/homes?beds=3").select("meta[name=robots]").attr("content"));
        assertEquals(
                site.url("/homes?beds=3"),
                site.page("/homes?beds=3").select("link[rel=canonical]").attr("href"));
    }

    @Test
    void devicesFindTheirIcons() throws Exception {
        var manifest =
                new ObjectMapper().readTree(site.get("/manifest.webmanifest").body());
        assertFalse(manifest.path("name").asText().isEmpty());
        for (var icon : manifest.path("icons"))
            assertTrue(site.get(icon.path("src").asText())
                    .headers()
                    .firstValue("Content-Type")
                    .orElseThrow()
                    .startsWith("image/png"));
        for (var path : new String[] {"/favicon.ico", "/apple-touch-icon.png"})
            assertEquals(200, site.get(path).statusCode());
    }
}
