package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** A price of zero is no price: MLSs write 0 for prices that are available on request. */
class PriceOnRequestTest {
    private static final Pattern NOTHING = Pattern.compile("\\$0(?![\\d,.])");
    private static final Pattern JSON_PRICE = Pattern.compile("\"price\" ?: ?\"?0|\"priceCurrency\"");

    private final TestClock clock = new TestClock();

    @Test
    void isSaidSoWhereverAPriceStandsAndComputedFromNowhere() throws Exception {
        try (var mls =
                DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0).clock(clock))) {
            var keys = new ArrayList<String>();
            for (var search : List.of("/homes", "/homes?type=Land", "/homes?type=Residential+Lease"))
                try (var before = site(mls)) {
                    keys.add(before.page(search)
                            .select("a.listing-card__link")
                            .attr("href")
                            .split("/")[2]);
                }
            for (var key : keys) change(mls, key, "{\"ListPrice\": 0}");
            try (var site = site(mls).swept()) {
                for (var key : keys) {
                    var path = URI.create(site.get("/listing/" + key)
                                    .headers()
                                    .firstValue("Location")
                                    .orElseThrow())
                            .getPath();
                    var words = path.contains(keys.get(2)) ? "Rent on request" : "Price on request";
                    for (var page : List.of(
                            path,
                            path + "/photos",
                            "/embed/listing/" + key,
                            "/saved?keys=" + key,
                            "/compare?keys=" + key)) {
                        var html = site.get(page).body();
                        assertTrue(html.contains(words), page);
                        assertFalse(NOTHING.matcher(html).find(), page + ": " + html);
                    }
                    var page = site.get(path).body();
                    assertFalse(JSON_PRICE.matcher(page).find(), page);
                    assertTrue(site.page(path)
                            .select("#costs, .listing__price data[value]")
                            .isEmpty());
                }
                for (var page : List.of("/", "/homes", "/homes?type=Land", "/homes?sort=price", "/feed.atom"))
                    assertFalse(NOTHING.matcher(site.get(page).body()).find(), page);
                assertTrue(site.get("/homes?sort=price").body().contains("Price on request"));
                for (var search : List.of("/homes?", "/homes?type=Land&", "/homes?type=Residential+Lease&")) {
                    var priced =
                            site.get(search + "max_price=90000000&sort=price").body();
                    for (var key : keys)
                        assertFalse(priced.contains("/listing/" + key), search + ": no price is under no price");
                }
                var pins = site.get("/api/pins?zoom=18&bounds=-124,44,-121,47");
                assertEquals(200, pins.statusCode());
                assertFalse(NOTHING.matcher(pins.body()).find(), pins.body());
            }
        }
    }

    private TestSite site(DemoMls mls) {
        return TestSite.on(mls.serviceRoot(), Map.of("EMBED_ORIGINS", "https://w.example"), Sources.packaged(), clock);
    }

    private static void change(DemoMls mls, String key, String fields) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(mls.serviceRoot()).resolve("/admin/listings/" + key))
                .POST(BodyPublishers.ofString(fields))
                .build();
        assertEquals(
                204,
                HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode());
    }
}
