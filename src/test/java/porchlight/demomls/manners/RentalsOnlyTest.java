package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import porchlight.harness.CheckRun;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.listing.MlsProfiles;
import porchlight.site.Sources;

/** Sites on which every displayable home is a rental. */
@Execution(ExecutionMode.CONCURRENT)
class RentalsOnlyTest {
    private static final int HOMES = 40;

    private final TestClock clock = new TestClock();

    @TempDir
    Path directory;

    private Replay feed(Vendor vendor, String type) throws Exception {
        var manners = vendor.manners();
        manners.servesPhotos = true;
        var homes = Home.generate(HOMES, 17, clock.instant());
        for (var home : homes) home.property().put("PropertyType", type);
        return new Replay(manners, MlsProfiles.load(Walk.PROFILE), homes, clock);
    }

    private TestSite site(Replay feed, Map<String, String> settings) {
        return TestSite.on(feed.serviceRoot(), settings, Sources.packaged(), clock);
    }

    /** Only reading a page of the catalog requests so many fields. */
    private static void breakTheSweep(Replay feed) {
        feed.breaks(request ->
                request.path().equals("Property") && request.query().matches(".*select=[^&]*SeniorCommunityYN.*"));
    }

    private static Document homePage(TestSite site) throws Exception {
        Waiting.until("a site that is ready", () -> site.get("/readyz").body().equals("ready\n"));
        return site.page("/");
    }

    private static void assertShowsRentals(Document home, String words, String path) {
        assertTrue(home.title().startsWith(words), home.title());
        assertEquals(path, home.select(".band__more").first().attr("href"));
        assertFalse(home.select(".listing-card__link").isEmpty());
        assertEquals("Just listed for rent", home.select("#newest-heading").text());
        assertTrue(home.select(".hero__lead").text().startsWith(words + " from "), home.text());
        assertFalse(home.select("main").text().contains("for sale"), home.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SPARK     | Residential Lease | Homes for rent             | /homes?type=Residential+Lease
            SPARK     | Commercial Lease  | Commercial space for lease | /homes?type=Commercial+Lease
            TRESTLE   | Residential Lease | Homes for rent             | /homes?type=Residential+Lease
            RAPATTONI | Residential Lease | Homes for rent             | /homes?type=Residential+Lease
            """)
    void theSiteIsReadyAndItsHomePageShowsThemBeforeTheCatalogIsComplete(
            Vendor vendor, String type, String words, String path) throws Exception {
        try (var feed = feed(vendor, type)) {
            breakTheSweep(feed);
            try (var site = site(feed, Map.of())) {
                var home = homePage(site);
                assertTrue(site.management("/metrics").body().contains("porchlight_catalog_complete 0.0"));
                assertShowsRentals(home, words, path);
            }
        }
    }

    /** The same for a feed that also has homes for sale. */
    @Test
    void theSameWhereTheSettingsLeaveOutHomesForSale() throws Exception {
        var homes = Home.generate(HOMES, 17, clock.instant());
        try (var feed = new Replay(Vendor.SPARK.manners(), MlsProfiles.load(Walk.PROFILE), homes, clock)) {
            breakTheSweep(feed);
            try (var site = site(feed, Map.of("RESO_FILTER", "PropertyType eq 'Residential Lease'"))) {
                assertShowsRentals(homePage(site), "Homes for rent", "/homes?type=Residential+Lease");
            }
        }
    }

    @Test
    void theHomePageStaysAmongRentals() throws Exception {
        try (var feed = feed(Vendor.SPARK, "Residential Lease");
                var site = site(feed, Map.of()).swept()) {
            var home = homePage(site);
            assertShowsRentals(home, "Homes for rent", "/homes?type=Residential+Lease");
            for (var link : home.select(".quick-links a"))
                assertTrue(link.attr("href").startsWith("/homes?type=Residential+Lease&"), link.outerHtml());
            var form = home.selectFirst("form.home-search");
            assertEquals("Residential Lease", form.select("input[name=type]").val());
            var searched = site.page(site.get("/homes?type=Residential+Lease&q=2+bed")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow());
            assertTrue(searched.selectFirst("h1").text().matches("\\d+ homes? for rent.*"), searched.title());

            // A visitor who searches for homes for sale anyway is told about the rentals.
            var none = site.page("/homes");
            var hints = none.select(".empty__hints a");
            assertEquals(
                    List.of("/homes?type=Residential+Lease"),
                    hints.eachAttr("href"),
                    none.select("main").html());
            assertEquals("Homes for rent", hints.select("span:first-child").text());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Vendor.class,
            names = {"SPARK", "BRIDGE", "TRESTLE", "PARAGON", "RESO_2_0"})
    void checkSaysThatTheyCanBeServed(Vendor vendor) throws Exception {
        try (var feed = feed(vendor, "Residential Lease")) {
            var check = CheckRun.of(feed.serviceRoot(), directory, clock, Map.of("MLS_PROFILE", Walk.PROFILE));
            assertTrue(check.isServed(), check.out());
            assertTrue(check.requests("to learn the feed") <= 25, check.out());
            assertFalse(check.out().contains("though a home matches"), check.out());
            assertFalse(check.out().contains("The page shows no homes"), check.out());
        }
    }
}
