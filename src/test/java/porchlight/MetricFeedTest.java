package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.site.Sources;

/** A feed that tells sizes in square meters and hectares. */
class MetricFeedTest {
    @Test
    void sizesAreShownInTheUnitTheyAreNamedWith() throws Exception {
        try (var mls = DemoMls.start(DemoOptions.standard().listings(60).fullMetadata(true));
                var feed = new RewrittenFeed(mls.serviceRoot())
                        .replace("\"LivingAreaUnits\":\"Square Feet\"", "\"LivingAreaUnits\":\"Square Meters\"")
                        .replace("\"LotSizeUnits\":\"Acres\"", "\"LotSizeUnits\":\"Hectares\"")
                        .replace("\"LotSizeAcres\"", "\"NotSent\"")
                        .replace("\"LotSizeSquareFeet\"", "\"NotSentEither\"");
                var site = TestSite.on(feed.serviceRoot(), Map.of(), Sources.packaged(), InstantSource.system())
                        .swept()) {
            var house = FeedRows.of(mls, 60).stream()
                    .filter(row -> row.path("PropertySubType").asText().equals("Single Family Residence")
                            && row.path("StandardStatus").asText().equals("Active")
                            && row.path("LivingArea").asDouble() > 0
                            && row.path("LotSizeAcres").asDouble() > 0.2
                            && !row.path("PropertyType").asText().endsWith("Lease")
                            && !FeedRows.isNo(row, "InternetEntireListingDisplayYN"))
                    .findFirst()
                    .orElseThrow();
            var area = Math.round(house.path("LivingArea").asDouble() * 10.763910417);
            var squareFeet = String.format(Locale.US, "%,d", area);
            var path = site.get("/listing/" + house.path("ListingKey").asText())
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
            var acres = house.path("LotSizeAcres").asDouble() * 2.471053815;
            var lot = glance.replaceFirst(".*?([\\d.]+) acres lot.*", "$1");
            assertEquals(acres, Double.parseDouble(lot), 0.006, glance);
            assertTrue(page.head().outerHtml().contains(squareFeet + " sq ft"));
            var card = site.page("/saved?keys=" + house.path("ListingKey").asText());
            assertTrue(card.select(".listing-card").text().contains(squareFeet), card.text());
        }
    }
}
