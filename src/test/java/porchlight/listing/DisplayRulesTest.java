package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.LyingMls;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.settings.CheckedSettings;
import porchlight.settings.InvalidSettings;
import porchlight.site.Sources;

/** The MLS's rules on every page that shows listings, with a profile that requires all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisplayRulesTest {
    private static final String STRICT = "src/test/profiles/strict-feed.yaml";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T18:00:00Z"));
    private DemoMls mls;
    private TestSite site;
    private String agreed;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(120).clock(now::get));
        site = strict();
        var answer = post("/agree", "to=%2Fhomes%3Fcity%3DPortland");
        assertEquals(303, answer.statusCode());
        assertEquals(
                "/homes?city=Portland", answer.headers().firstValue("Location").orElse(""));
        agreed = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    private TestSite strict() {
        return TestSite.on(
                mls.serviceRoot(),
                Map.of("MLS_PROFILE", STRICT, "RESO_FILTER", "PropertyType eq 'Residential'"),
                Sources.packaged(),
                now::get);
    }

    private HttpResponse<String> post(String path, String form, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(site.url(path)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (headers.length > 0) request.headers(headers);
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> seen(String path) throws Exception {
        return site.get(path, "Cookie", agreed);
    }

    private String listing() throws Exception {
        return Jsoup.parse(seen("/homes").body())
                .select("a.listing-card__link")
                .first()
                .attr("href");
    }

    /** Every page that shows listings. */
    private List<String> pages() throws Exception {
        var listing = listing();
        var key = listing.split("/")[2];
        return List.of(
                "/",
                "/homes",
                listing,
                listing + "/photos",
                "/open-houses",
                "/saved?keys=" + key,
                "/compare?keys=" + key,
                "/embed/results",
                "/embed/results?layout=carousel",
                "/embed/listing/" + key);
    }

    @Test
    void nobodySeesListingsBeforeAcceptingTheLicense() throws Exception {
        for (var path : pages()) {
            var page = site.get(path);
            assertEquals(200, page.statusCode(), path);
            assertTrue(
                    page.body().contains("Listings of Rose City Listing Exchange are for your own search only."), path);
            assertTrue(
                    Jsoup.parse(page.body())
                            .select(".listing-card, .attribution, .listing__price")
                            .isEmpty(),
                    path);
            assertEquals(path, Jsoup.parse(page.body()).select("input[name=to]").attr("value"));
            assertEquals("no-store", page.headers().firstValue("Cache-Control").orElse(""), path);
            assertTrue(page.body().contains("noindex"));
        }
        for (var path : List.of("/terms", "/privacy", "/dmca", "/healthz", "/robots.txt", "/contact", "/thanks"))
            assertFalse(site.get(path).body().contains("Before you see listings"), path);
        for (var cookie : List.of("agreed=yes", "agreed=", "agreed=" + "0".repeat(16)))
            assertTrue(site.get("/homes", "Cookie", cookie).body().contains("Before you see listings"), cookie);
    }

    /** Neither keys nor addresses, on any route. */
    @Test
    void nothingOfTheMlsLeavesBeforeConsent() throws Exception {
        site.swept();
        var listing = listing();
        var key = listing.split("/")[2];
        var address = Jsoup.parse(seen(listing).body()).select("h1").text();
        var forPrograms = List.of(
                "/feed.atom",
                "/api/suggest?q=port",
                "/api/pins?zoom=10",
                "/oembed?url=" + URLEncoder.encode(site.url(listing), StandardCharsets.UTF_8),
                "/sitemap.xml",
                "/sitemaps/pages.xml",
                "/sitemaps/listings-1-of-1.xml",
                listing + "/card.jpg",
                listing + "/qr.svg",
                "/open-houses/" + key + ".ics");
        for (var path : forPrograms) assertEquals(403, site.get(path).statusCode(), path);
        assertTrue(seen("/sitemaps/listings-1-of-1.xml").body().contains(listing));
        assertEquals(200, seen(listing + "/card.jpg").statusCode());
        var more = List.of(
                "/mls/" + key,
                "/listing/" + key,
                listing + "/inquiry",
                "/places",
                "/homes/or/portland",
                "/search-tips",
                "/saved/?keys=" + key,
                "//saved?keys=" + key,
                "/%73aved?keys=" + key,
                "/HOMES",
                "/sitemap.xml/",
                "/contact",
                "/thanks?listing=" + key,
                "/embed",
                "/metrics",
                "/readyz",
                "/robots.txt",
                "/nowhere/" + key,
                "/listing/nowhere/x/y/z");
        for (var path :
                Stream.of(pages(), forPrograms, more).flatMap(List::stream).toList())
            for (var method : List.of("GET", "HEAD")) {
                var answer = site.send(method, path);
                assertFalse(answer.body().contains(address), path);
                assertFalse(answer.body().replace(path, "").contains(listing.split("/")[3]), path);
                var to = answer.headers().firstValue("Location").orElse("");
                assertTrue(
                        to.isEmpty() || !to.contains(listing.split("/")[3]) || path.contains(to), path + " to " + to);
            }
        var inquiry = site.post(listing + "/inquiry", Map.of("name", "Ann"));
        assertFalse(inquiry.body().contains(address));
    }

    @Test
    void whoAgreedSeesListingsThatNoSharedCacheKeeps() throws Exception {
        for (var path : pages()) {
            var page = seen(path);
            assertEquals(200, page.statusCode(), path);
            assertFalse(page.body().contains("Before you see listings"), path);
            var cache = page.headers().firstValue("Cache-Control").orElse("");
            assertFalse(cache.contains("public") || cache.contains("s-maxage"), path + ": " + cache);
        }
        assertTrue(seen("/homes").headers().allValues("Vary").toString().contains("Cookie"));
        // A photo has a Vary of its own, which must not replace that.
        var photo = Jsoup.parse(seen("/homes").body())
                .select("img[src*=/media/]")
                .first()
                .attr("src")
                .replaceFirst("^https?://[^/]*", "");
        var vary = seen(photo).headers().allValues("Vary").toString();
        assertTrue(vary.contains("Cookie") && vary.contains("Accept"), vary);
    }

    @Test
    void theLicenseNamesThisYearAndANewYearIsNotANewLicense() throws Exception {
        var clock = new TestClock();
        var year = clock.instant().atZone(ZoneOffset.UTC).getYear();
        try (var mls = DemoMls.start(DemoOptions.standard().listings(30).clock(clock));
                var site = TestSite.on(mls.serviceRoot(), Map.of("MLS_PROFILE", STRICT), Sources.packaged(), clock)) {
            assertTrue(site.page("/homes").text().contains("copy them. © " + year));
            clock.pass(Duration.ofDays(366));
            assertTrue(site.page("/homes").text().contains("copy them. © " + (year + 1)));
            assertFalse(site.get("/homes", "Cookie", agreed).body().contains("Before you see listings"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, /",
        "//evil.example, /",
        "/\\evil.example, /",
        "javascript:alert(1), /",
        "/homes?beds=3&city=Portland, /homes?beds=3&city=Portland",
        "'', /"
    })
    void agreeingLeadsNowhereElse(String to, String location) throws Exception {
        var answer = post("/agree", "to=" + URLEncoder.encode(to, StandardCharsets.UTF_8));
        assertEquals(location, answer.headers().firstValue("Location").orElse(""));
        assertEquals(
                403, post("/agree", "to=/", "Origin", "https://evil.example").statusCode());
    }

    @Test
    void everyPageWithListingsNamesBrokerageMlsTimeDisclaimerAndOwner() throws Exception {
        for (var path : pages()) {
            var page = Jsoup.parse(seen(path).body());
            var text = page.body().text();
            for (var words : List.of(
                    "Test Realty",
                    "Rose City Listing Exchange",
                    "personal, non-commercial use",
                    "deemed reliable but is not guaranteed",
                    "© 2026 Rose City Listing Exchange",
                    "Some listings have been excluded from this website."))
                assertTrue(text.contains(words), path + ": " + words);
            if (!path.equals("/open-houses") || !page.select(".listing-card").isEmpty())
                assertEquals("2026-11-23T18:00:00Z", page.select("footer time").attr("datetime"), path);
        }
    }

    @Test
    void everyCardAndPageOfAListingNamesItsFirmNumberAndStatus() throws Exception {
        for (var path : List.of("/", "/homes", "/embed/results"))
            for (var card : Jsoup.parse(seen(path).body()).select(".listing-card")) {
                assertTrue(card.text().contains("Listing office"), card.text());
                assertTrue(card.text().contains("Listing agent"), card.text());
                assertTrue(card.text().contains("MLS#"), card.text());
                assertTrue(card.text().contains("Active"), card.text());
            }
        var detail = Jsoup.parse(seen(listing()).body());
        for (var words : List.of("Listing office", "Listing agent", "Contact", "MLS#", "Source"))
            assertTrue(detail.select(".attribution").text().contains(words), words);
    }

    @Test
    void noPageSaysWhatMlsRulesForbid() throws Exception {
        for (var path : pages()) {
            var text = Jsoup.parse(seen(path).body()).text().toLowerCase(Locale.ROOT);
            for (var words : List.of("courtesy of", "search the mls", "contact agent", "commission", "compensation"))
                assertFalse(text.contains(words), path + ": " + words);
        }
        try (var files = Files.walk(Path.of("templates"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(file).toLowerCase(Locale.ROOT);
                for (var words :
                        List.of("courtesy of", "search the mls", "family-friendly", "safe neighborhood", "crime"))
                    assertFalse(text.contains(words), file + ": " + words);
            }
        }
    }

    @Test
    void entriesOfTheFeedAreShortAndLinked() throws Exception {
        var feed = Jsoup.parse(seen("/feed.atom").body(), "", org.jsoup.parser.Parser.xmlParser());
        assertTrue(feed.select("entry").size() > 10);
        for (var entry : feed.select("entry")) {
            assertTrue((entry.select("title").text() + entry.select("summary").text()).length() <= 200, entry.text());
            assertTrue(entry.select("link").attr("href").contains("/listing/"));
            assertFalse(entry.text().contains("Test Realty"));
        }
    }

    @Test
    void copyrightComplaintsHaveAPageAndALinkOnEveryPage() throws Exception {
        var page = Jsoup.parse(site.get("/dmca").body());
        assertTrue(page.select("main").text().contains("designated agent: Test Realty"));
        assertEquals("hello@example.com", page.select("main a[href^=mailto]").text());
        assertEquals(
                1,
                Jsoup.parse(seen("/homes").body())
                        .select("footer a[href=/dmca]")
                        .size());
    }

    @Test
    void nothingOlderThanTwelveHoursIsShownOrKeptOnAnyPage() throws Exception {
        var own = new AtomicReference<>(Instant.parse("2026-11-23T18:00:00Z"));
        var gone = DemoMls.start(DemoOptions.standard().listings(60).clock(own::get));
        try (var forgetful = TestSite.on(
                gone.serviceRoot(),
                Map.of("MLS_PROFILE", "src/test/profiles/lying-feed.yaml"),
                Sources.packaged(),
                own::get)) {
            forgetful.swept();
            var listing = forgetful
                    .page("/homes")
                    .select("a.listing-card__link")
                    .first()
                    .attr("href");
            var key = listing.split("/")[2];
            var showing = List.of(
                    "/",
                    "/homes",
                    listing,
                    listing + "/photos",
                    "/saved?keys=" + key,
                    "/compare?keys=" + key,
                    "/feed.atom",
                    "/embed/results",
                    "/embed/listing/" + key,
                    "/homes?sort=price",
                    "/open-houses");
            var prices = forgetful.page("/homes").select(".listing-card__price").eachText();
            for (var path : showing) assertEquals(200, forgetful.get(path).statusCode(), path);
            assertTrue(forgetful
                    .get("/api/pins?zoom=18&bounds=-124,44,-121,47")
                    .body()
                    .contains(key));
            gone.close();
            own.updateAndGet(instant -> instant.plus(Duration.ofHours(12)));
            for (var path : showing) {
                var answer = forgetful.get(path);
                for (var price : prices)
                    assertFalse(
                            Jsoup.parse(answer.body()).select("main").text().contains(price), path + " shows " + price);
                assertFalse(answer.body().contains(key) && !path.contains(key), path);
            }
            assertFalse(forgetful
                    .get("/api/pins?zoom=18&bounds=-124,44,-121,47")
                    .body()
                    .contains(key));
            assertFalse(forgetful
                    .get("/api/suggest?q=" + listing.split("/")[3].split("-")[0])
                    .body()
                    .contains(key));
            assertEquals(503, forgetful.get("/homes").statusCode());
        }
    }

    /** Everything that contains listing data, pages and files, and how long others may keep it. */
    @Test
    void nobodyIsToldToKeepAnythingPastTheLimit() throws Exception {
        var own = new AtomicReference<>(Instant.parse("2026-11-23T18:00:00Z"));
        var gone = DemoMls.start(DemoOptions.standard().listings(60).clock(own::get));
        try (var kept = TestSite.on(
                gone.serviceRoot(),
                Map.of("MLS_PROFILE", "src/test/profiles/lying-feed.yaml"),
                Sources.packaged(),
                own::get)) {
            kept.swept();
            var home = kept.page("/homes").select(".listing-card").first();
            var listing = home.select("a.listing-card__link").attr("href");
            var key = listing.split("/")[2];
            var photo = kept.get(home.select("img").attr("src"));
            assertEquals(
                    "public, max-age=43200",
                    photo.headers().firstValue("Cache-Control").orElse(""));
            var etag = photo.headers().firstValue("ETag").orElseThrow();
            assertEquals(
                    304,
                    kept.get(home.select("img").attr("src"), "If-None-Match", etag)
                            .statusCode());
            var calendar = kept.page("/open-houses").select("a[href$=.ics]").attr("href");
            var paths = List.of(
                    "/",
                    "/homes",
                    listing,
                    listing + "/photos",
                    "/saved?keys=" + key,
                    "/compare?keys=" + key,
                    "/open-houses",
                    "/places",
                    "/embed/results",
                    "/embed/listing/" + key,
                    listing + "/card.jpg",
                    listing + "/qr.svg",
                    calendar,
                    "/feed.atom",
                    "/oembed?url=" + URLEncoder.encode(kept.url(listing), StandardCharsets.UTF_8),
                    "/api/suggest?q=port",
                    "/api/pins?zoom=10",
                    "/sitemap.xml",
                    "/sitemaps/pages.xml",
                    "/sitemaps/listings-1-of-1.xml");
            for (var path : paths) assertTrue(keptFor(kept, path) <= 12 * 3_600, path);
            gone.close();
            own.updateAndGet(instant -> instant.plus(Duration.ofHours(12)).minusSeconds(20));
            for (var path : paths) assertTrue(keptFor(kept, path) <= 20, path);
        }
    }

    /** How many more seconds a response may be reused. */
    private static long keptFor(TestSite site, String path) throws Exception {
        var answer = site.get(path);
        assertEquals(200, answer.statusCode(), path);
        var cacheControl = answer.headers().firstValue("Cache-Control").orElse("none");
        if (cacheControl.equals("public, no-cache")) return 0;
        var times = Pattern.compile("public, max-age=(\\d+)(?:, stale-while-revalidate=(\\d+), stale-if-error=(\\d+))?")
                .matcher(cacheControl);
        assertTrue(times.matches(), path + ": " + cacheControl);
        var fresh = Long.parseLong(times.group(1))
                - answer.headers().firstValueAsLong("Age").orElse(0);
        return times.group(2) == null
                ? fresh
                : fresh + Math.max(Long.parseLong(times.group(2)), Long.parseLong(times.group(3)));
    }

    @Test
    void oneListingThatNobodyConfirmedForTwelveHoursLeavesEveryAnswerAtOnce() throws Exception {
        var own = new AtomicReference<>(Instant.parse("2026-11-23T18:00:00Z"));
        try (var truth = DemoMls.start(DemoOptions.standard().listings(60).clock(own::get));
                var feed = new LyingMls(truth)) {
            // The first page of the catalog is read now, the others ten minutes later.
            var later = new AtomicBoolean();
            feed.answer("/Property?", () -> {
                var further = feed.asked("/Property?").stream().anyMatch(url -> url.contains("skiptoken"));
                if (further && later.compareAndSet(false, true))
                    own.updateAndGet(instant -> instant.plus(Duration.ofMinutes(10)));
                return null;
            });
            try (var aging = TestSite.on(
                    feed.serviceRoot(),
                    Map.of("MLS_PROFILE", "src/test/profiles/lying-feed.yaml", "RESO_MAX_TOP", "20"),
                    Sources.packaged(),
                    own::get)) {
                aging.swept();
                var before = pins(aging);
                feed.answer("", () -> new MockResponse.Builder().code(500).build());
                own.updateAndGet(instant -> instant.plus(Duration.ofHours(12)).minus(Duration.ofMinutes(10)));

                var after = pins(aging);
                var gone = new TreeMap<>(before);
                gone.keySet().removeAll(after.keySet());
                assertTrue(after.size() > 10 && gone.size() > 10, gone.size() + " of " + before.size() + " gone");
                for (var home : gone.entrySet()) {
                    var key = home.getKey().split("/")[2];
                    for (var typed : List.of(key, home.getValue()))
                        assertFalse(
                                aging.get("/api/suggest?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8))
                                        .body()
                                        .contains(home.getKey()),
                                home.toString());
                }
                var places = aging.page("/places").select("main a[href]").eachAttr("href");
                for (var place : places.stream()
                        .filter(href -> href.startsWith("/places/"))
                        .distinct()
                        .toList()) {
                    var links = aging.page(place).select("main a[href]").eachAttr("href");
                    assertTrue(links.stream().noneMatch(gone::containsKey), place);
                }
                var sitemap = aging.get("/sitemaps/listings-1-of-1.xml").body();
                assertTrue(after.keySet().stream().allMatch(sitemap::contains));
                assertTrue(gone.keySet().stream().noneMatch(sitemap::contains));
            }
        }
    }

    /** Each home on the map by its path, with its address. */
    private static Map<String, String> pins(TestSite site) throws Exception {
        var homes = new TreeMap<String, String>();
        var found = new ObjectMapper()
                .readTree(site.get("/api/pins?zoom=19&bounds=-124,44,-121,47").body());
        for (var pin : found.path("pins"))
            homes.put(pin.path("path").asText(), pin.path("address").asText());
        return homes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"nar", "mlsgrid"})
    void realMlsWithoutNamesRefusesToStartWithAllFaultsAtOnce(String preset, @TempDir Path directory) throws Exception {
        var file = Files.writeString(
                directory.resolve("mls.yaml"), "extends: " + preset + "\ndisclaimer: { paragraphs: [] }\n");
        var refused = assertThrows(
                InvalidSettings.class,
                () -> CheckedSettings.read(new HashMap<>(Map.of(
                        "RESO_SERVICE_ROOT", "https://mls.example.com/Reso/OData/",
                        "RESO_ACCESS_TOKEN", "x",
                        "MLS_PROFILE", file.toString()))));

        var found = String.valueOf(refused.getMessage());
        for (var what :
                List.of("SITE_BROKERAGE", "mls.name", "copyright.owner", "mls.timeZone", "disclaimer.paragraphs"))
            assertTrue(found.contains(what), what + " in " + found);
    }

    @Test
    void mlsGridWithoutAnAddressForComplaintsRefusesToStart(@TempDir Path directory) throws Exception {
        var allowed = Files.writeString(
                directory.resolve("mls.yaml"), "extends: northstar\nfeed: { liveSearch: true, photoLinks: true }\n");
        var refused = assertThrows(
                InvalidSettings.class,
                () -> CheckedSettings.read(Map.of(
                        "RESO_SERVICE_ROOT", "https://mls.example.com/Reso/OData/",
                        "RESO_ACCESS_TOKEN", "x",
                        "SITE_BROKERAGE", "Test Realty",
                        "MLS_PROFILE", allowed.toString())));

        assertTrue(String.valueOf(refused.getMessage()).contains("copyright complaints"));
    }
}
