package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;

/** The site of a MLS that is nowhere near the demonstration's. */
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
                // Where nothing is found the map shows where there are homes.
                var none = site.page("/homes?min_price=900000000").selectFirst("#results");
                assertEquals("", none.attr("data-extent"));
                assertTrue(
                        none.attr("data-whole").contains(","), none.outerHtml().substring(0, 300));
            }
        }
    }
}
