package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.LyingMls;
import porchlight.harness.RewrittenFeed;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** The site of an MLS that is nowhere near the demo MLS. */
class OtherMlsTest {
    @Test
    void nothingOfTheDemonstrationIsOnIt() throws Exception {
        try (var demo = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
                var mls = new RewrittenFeed(demo.serviceRoot()).replace("Portland", "Springfield");
                var site = TestSite.on(mls.serviceRoot()).swept()) {
            for (var path : List.of(
                    "/", "/homes", "/homes?min_price=900000000", "/homes?view=map", "/search-tips", "/places")) {
                var body = site.get(path).body();
                assertFalse(body.toLowerCase(java.util.Locale.ROOT).contains("portland"), path);
            }
            assertTrue(site.page("/").select(".home-search__hint").text().contains("3 bed house in Springfield"));
            var map = site.page("/homes?view=map").selectFirst("[data-behavior=map]");
            assertEquals("", map.attr("data-ground"));
        }
    }

    @Test
    void theDemonstrationKeepsItsGround() throws Exception {
        try (var demo = DemoMls.start(DemoOptions.standard().listings(20).rateLimit(0));
                var site = TestSite.demonstration(demo.serviceRoot())) {
            assertTrue(site.page("/homes?view=map")
                    .select("[data-behavior=map]")
                    .attr("data-ground")
                    .contains("portland"));
        }
    }

    @Test
    void aWrongCoordinateDoesNotOpenTheMapOnTheOcean() throws Exception {
        try (var demo = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
                var mls = new LyingMls(demo)) {
            var home = FeedRows.ask(
                            demo,
                            "Property?$top=1&$filter="
                                    + URLEncoder.encode(
                                            "StandardStatus eq 'Active' and PropertyType eq 'Residential' and"
                                                    + " InternetAddressDisplayYN ne false and InternetEntireListingDisplayYN"
                                                    + " ne false",
                                            StandardCharsets.UTF_8))
                    .path("value")
                    .get(0);
            mls.lie(home.path("ListingKey").asText(), record -> {
                if (record.has("Latitude")) record.put("Latitude", 18.4).put("Longitude", -64.6);
            });
            try (var site = TestSite.on(mls.serviceRoot()).swept()) {
                var results = site.page("/homes").selectFirst("#results");
                assertEquals("1", results.attr("data-outside"));
                var extent = results.attr("data-extent").split(",");
                assertTrue(
                        Double.parseDouble(extent[1]) > 40 && Double.parseDouble(extent[2]) < -110,
                        results.attr("data-extent"));
                // If nothing is found, the map shows where there are homes.
                var none = site.page("/homes?min_price=900000000").selectFirst("#results");
                assertEquals("", none.attr("data-extent"));
                assertTrue(
                        none.attr("data-whole").contains(","), none.outerHtml().substring(0, 300));
            }
        }
    }

    private static String key(DemoMls mls, String type) throws Exception {
        return FeedRows.ask(
                        mls,
                        "Property?$top=1&$select=ListingKey&$orderby=ListingKey&$filter="
                                + URLEncoder.encode(
                                        "StandardStatus eq 'Active' and PropertyType eq '" + type
                                                + "' and InternetAddressDisplayYN ne false and"
                                                + " InternetEntireListingDisplayYN ne false",
                                        StandardCharsets.UTF_8))
                .path("value")
                .get(0)
                .path("ListingKey")
                .asText();
    }

    private static Document page(TestSite site, String key) throws Exception {
        return site.page(
                site.get("/listing/" + key).headers().firstValue("Location").orElseThrow());
    }

    /** Some Canadian feeds call everything residential and mark rentals in another field. */
    @Test
    void whatIsForLeaseByItsTransactionIsForRent() throws Exception {
        try (var demo = DemoMls.start(DemoOptions.standard().listings(120).rateLimit(0));
                var mls = new LyingMls(demo)) {
            var key = key(demo, "Residential");
            mls.lie(key, record -> record.put("TransactionType", "For Lease").put("ListPrice", 2900));
            try (var site = TestSite.on(mls.serviceRoot()).swept()) {
                var page = page(site, key);
                assertTrue(
                        page.select(".listing__price").text().startsWith("$2,900"),
                        page.select("h1").text());
                assertTrue(page.select(".listing__payment, #costs").isEmpty(), "a rent is not paid off");
                var forSale = site.get("/homes?max_price=3000");
                assertEquals(200, forSale.statusCode());
                assertFalse(forSale.body().contains("/listing/" + key));
                var forRent = site.page("/homes?max_price=3000&type=Residential+Lease");
                assertTrue(
                        forRent.select("#results .listing-card")
                                .eachAttr("data-key")
                                .contains(key),
                        forRent.select("#results").text());
            }
        }
    }

    @Test
    void onlyRentalsAreAvailableFromADay() throws Exception {
        try (var demo = DemoMls.start(DemoOptions.standard().listings(240).rateLimit(0));
                var mls = new LyingMls(demo)) {
            var shop = key(demo, "Commercial Sale");
            var rental = key(demo, "Residential Lease");
            for (var key : List.of(shop, rental)) mls.lie(key, record -> record.put("AvailabilityDate", "2031-12-24"));
            try (var site = TestSite.on(mls.serviceRoot()).swept()) {
                assertTrue(page(site, rental).select("dt").eachText().contains("Available from"));
                var sale = page(site, shop);
                assertFalse(
                        sale.text().contains("Available from"),
                        sale.select("main").text());
                assertFalse(
                        sale.text().contains("December 24, 2031"),
                        sale.select("main").text());
            }
        }
    }

    @Test
    void whereAllIsForRentNothingIsCalledForSale() throws Exception {
        try (var mls = DemoMls.start(DemoOptions.standard().listings(120).rateLimit(0));
                var site = TestSite.on(
                                mls.serviceRoot(),
                                Map.of("RESO_FILTER", "PropertyType eq 'Residential Lease'"),
                                Sources.packaged(),
                                InstantSource.system())
                        .swept()) {
            var home = site.page("/");
            assertFalse(home.select("h1").isEmpty());
            assertEquals("Just listed for rent", home.select("#newest-heading").text());
            for (var card : home.select("[aria-labelledby=newest-heading] .listing-card"))
                assertTrue(card.text().contains("/mo"), card.text());
            for (var band : home.select("section.band"))
                assertFalse(band.select("li").isEmpty(), band.text());
            assertFalse(site.page("/homes?type=Residential+Lease")
                    .select("#results .listing-card")
                    .isEmpty());
        }
    }

    @Test
    void aFirmThatEndsWithAFullStopOwnsTheDataWithOne(@TempDir Path folder) throws Exception {
        var profile = folder.resolve("inc.yaml");
        Files.writeString(profile, "extends: demo\ndemonstration: false\ncopyright: { owner: \"Elm MLS, Inc.\" }\n");
        try (var mls = DemoMls.start(DemoOptions.standard().listings(20).rateLimit(0));
                var site = TestSite.on(
                        mls.serviceRoot(),
                        Map.of("MLS_PROFILE", profile.toString()),
                        Sources.packaged(),
                        InstantSource.system())) {
            var footer = site.page("/terms").select("footer").text();
            assertTrue(footer.contains("Elm MLS, Inc. All rights reserved."), footer);
        }
    }
}
