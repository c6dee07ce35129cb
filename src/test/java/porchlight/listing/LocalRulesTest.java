package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.settings.CheckedSettings;
import porchlight.settings.InvalidSettings;
import porchlight.site.Sources;

/** Requirements of individual MLSs, enabled by their profile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalRulesTest {
    static final String PROFILE = "src/test/profiles/local-feed.yaml";

    private DemoMls mls;
    private TestSite site;
    private String listing;

    @BeforeAll
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(120));
        site = TestSite.on(
                        mls.serviceRoot(), Map.of("MLS_PROFILE", PROFILE), Sources.packaged(), InstantSource.system())
                .swept();
        listing = site.page("/homes").select("a.listing-card__link").attr("href");
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    private String framed() {
        return "/embed/listing/" + listing.split("/")[2];
    }

    @Test
    void theMlssCodeIsOnEveryPageAndThePolicyLetsInNoOther() throws Exception {
        for (var path : List.of("/", "/homes", listing, listing + "/photos", "/embed/results", framed(), "/nowhere")) {
            var answer = site.get(path);
            var page = Jsoup.parse(answer.body());
            var script = page.select("script[src^=https:]");
            assertEquals(1, script.size(), path);
            assertEquals("https://watch.example/code/watch.js", script.attr("src"));
            assertTrue(script.hasAttr("async"), script.toString());
            assertTrue(script.attr("integrity").startsWith("sha256-"), script.toString());
            assertEquals("anonymous", script.attr("crossorigin"));
            assertEquals(
                    1,
                    page.select("img[src=https://watch.example/seen.png][alt='']")
                            .size(),
                    path);
            var policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.contains("script-src 'self' https://watch.example/code/watch.js;"), policy);
            assertTrue(policy.contains("connect-src 'self' https://watch.example"), policy);
        }
        assertTrue(site.page("/privacy").text().contains("Elm County MLS monitors that its listings"));
        try (var unwatched = TestSite.on(mls.serviceRoot()).swept()) {
            var answer = unwatched.get("/homes");
            assertFalse(answer.body().contains("watch.example"));
            assertTrue(answer.headers()
                    .firstValue("Content-Security-Policy")
                    .orElse("")
                    .contains("script-src 'self';"));
            assertFalse(unwatched.page("/privacy").text().contains("monitors that"));
        }
    }

    @Test
    void theFirmStandsDirectlyBelowTheFirstPhoto() throws Exception {
        for (var path : List.of("/", "/homes", "/embed/results"))
            for (var card : site.page(path).select(".listing-card")) {
                var below = card.select(".listing-card__photo").first().nextElementSibling();
                assertTrue(below.text().startsWith("Listing office: "), path + ": " + below);
                assertEquals(2, card.text().split("Listing office", -1).length, "once: " + card.text());
            }
        assertTrue(site.page(listing).select(".gallery + .listing__firm").text().startsWith("Listing office: "));
        assertTrue(site.page(framed()).select(".embed__strip + p").text().startsWith("Listing office: "));
    }

    @Test
    void theAgentIsNamedAfterTheBrokerageOnEveryPage() throws Exception {
        for (var path : List.of("/", "/homes", listing, "/contact"))
            assertEquals(
                    List.of("Test Realty", "Ann Example, license B-123"),
                    site.page(path).select(".site-header__brokerage").eachText(),
                    path);
        assertTrue(site.page("/embed/results").select("footer").text().contains("Test Realty, Ann Example"));
        var refused = assertThrows(
                InvalidSettings.class,
                () -> CheckedSettings.read(Map.of(
                        "RESO_SERVICE_ROOT", mls.serviceRoot(),
                        "RESO_ACCESS_TOKEN", "x",
                        "SITE_BROKERAGE", "Test Realty",
                        "SITE_NAME", "Homes with ann example",
                        "MLS_PROFILE", PROFILE)));
        assertTrue(String.valueOf(refused.getMessage()).contains("above the brokerage"), refused.getMessage());
    }

    /** The feed's rows come from an MLS with a different name than the profile's. */
    @Test
    void cardsAndPagesNameTheMlsAListingComesFromWhereItIsAnother() throws Exception {
        for (var path : List.of("/homes", "/embed/results"))
            for (var card : site.page(path).select(".listing-card"))
                assertTrue(card.text().contains("Source: Rose City Listing Exchange"), card.text());
        assertTrue(site.page(listing).select(".attribution").text().contains("Source Rose City Listing Exchange"));
        try (var own = TestSite.on(mls.serviceRoot()).swept()) {
            assertFalse(own.page("/homes").select(".listing-card").text().contains("Source:"));
        }
    }

    @Test
    void thatNotAllIsShownIsSaidOnEveryPage() throws Exception {
        for (var path : List.of("/homes", listing, framed()))
            assertTrue(
                    site.page(path)
                            .select("footer")
                            .text()
                            .contains("Not all information received from Elm County MLS is shown."),
                    path);
    }
}
