package porchlight.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** Homes that come and go between two passes of the sweep, so that the catalog never holds them. */
class ShownAndGoneTest {
    private static final Duration UNTIL_STALE = Duration.ofMinutes(2);

    private final TestClock clock = new TestClock();

    private static void display(DemoMls mls, String key, boolean displayed) throws Exception {
        var change = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mls.port() + "/admin/listings/" + key))
                .POST(HttpRequest.BodyPublishers.ofString("{\"InternetEntireListingDisplayYN\": " + displayed + "}"))
                .build();
        assertEquals(
                204,
                HttpClient.newHttpClient()
                        .send(change, HttpResponse.BodyHandlers.discarding())
                        .statusCode());
    }

    private static int settled(TestSite site, String path, int due) throws Exception {
        Waiting.until(() -> site.get(path).statusCode() == due);
        return site.get(path).statusCode();
    }

    @Test
    void onlyAHomeThatWasShownIsSaidToBeGone() throws Exception {
        try (var mls =
                DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0).clock(clock))) {
            String shown;
            String never;
            try (var site = TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), clock)) {
                var homes = site.page("/homes").select("a.listing-card__link").eachAttr("href");
                shown = homes.get(0).split("/")[2];
                never = homes.get(1).split("/")[2];
            }
            display(mls, shown, false);
            display(mls, never, false);
            try (var site =
                    TestSite.on(mls.serviceRoot(), Map.of("CACHE_FRESH_FOR", "PT1M"), Sources.packaged(), clock)) {
                site.swept();
                assertEquals(404, site.get("/listing/" + shown).statusCode());
                display(mls, shown, true);
                display(mls, never, true);
                clock.pass(UNTIL_STALE);
                assertEquals(301, settled(site, "/listing/" + shown, 301));
                display(mls, shown, false);
                display(mls, never, false);
                clock.pass(UNTIL_STALE);
                assertEquals(410, settled(site, "/listing/" + shown, 410));
                assertEquals(404, site.get("/listing/" + never).statusCode());
            }
        }
    }
}
