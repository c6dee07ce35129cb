package porchlight.pagecache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** Redirects hold no longer than what decides them, in caches too. */
class RedirectsTest {
    private static final Pattern MAX_AGE = Pattern.compile("(?:public|private), max-age=(\\d+)");

    private final TestClock clock = new TestClock();
    private DemoMls mls;
    private TestSite site;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(60).clock(clock));
        site = TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), clock)
                .swept();
        browser = new Browser();
    }

    @AfterEach
    void stop() {
        site.close();
        mls.close();
    }

    /** Keeps permanent redirects as RFC 9111 lets it: as long as they say, and without end where they do not. */
    private final class Browser {
        private final Map<String, Kept> kept = new HashMap<>();

        private record Kept(String to, Instant until) {}

        /** Where a path leads in the end. */
        String follow(String path) throws Exception {
            var at = path;
            for (int hops = 0; hops < 5; hops++) {
                var known = kept.get(at);
                if (known != null && clock.instant().isBefore(known.until())) {
                    at = known.to();
                    continue;
                }
                var answer = site.get(at);
                if (answer.statusCode() != 301) {
                    assertEquals(200, answer.statusCode(), at);
                    return at;
                }
                var to = location(answer);
                kept.put(at, new Kept(to, until(answer)));
                at = to;
            }
            throw new AssertionError("redirects from " + path + " never end: " + kept);
        }

        private Instant until(HttpResponse<?> answer) {
            var maxAge =
                    MAX_AGE.matcher(answer.headers().firstValue("Cache-Control").orElse(""));
            return maxAge.matches() ? clock.instant().plusSeconds(Long.parseLong(maxAge.group(1))) : Instant.MAX;
        }
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
    }

    private static boolean tellsStreet(String path) {
        return path.matches("/listing/[^/]+/\\d.*");
    }

    /** Changes it at the MLS, and waits until the site was told. */
    private void showAddress(String listingKey, String listingId, boolean shown) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + mls.port() + "/admin/listings/" + listingKey))
                .POST(HttpRequest.BodyPublishers.ofString("{\"InternetAddressDisplayYN\": " + shown + "}"))
                .build();
        assertEquals(
                204,
                HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode());
        // Stored answers are still given while they are asked for anew.
        clock.pass(Duration.ofMinutes(6));
        for (var path : List.of("/listing/" + listingKey, "/mls/" + listingId))
            Waiting.until(() -> tellsStreet(location(site.get(path))) == shown);
    }

    private String shownWithItsStreet() throws Exception {
        return site.page("/homes").select("a.listing-card__link").eachAttr("href").stream()
                .filter(RedirectsTest::tellsStreet)
                .findFirst()
                .orElseThrow();
    }

    private String listingId(String path) throws Exception {
        return site.page(path).title().replaceAll("(?s).*MLS# (\\S+).*", "$1");
    }

    @Test
    void anAddressThatIsHiddenAndShownAgainIsFollowed() throws Exception {
        var open = shownWithItsStreet();
        var key = open.split("/")[2];
        var number = listingId(open);
        var ways = List.of("/listing/" + key, "/listing/" + key + "/as-it-was-called", "/mls/" + number, open);
        for (var way : ways) assertEquals(open, browser.follow(way));

        showAddress(key, number, false);
        var hidden = browser.follow("/listing/" + key);
        assertFalse(tellsStreet(hidden), hidden);
        for (var way : ways) assertEquals(hidden, browser.follow(way), way);

        showAddress(key, number, true);
        for (var way : ways) assertEquals(open, browser.follow(way), way);
        assertEquals(open, browser.follow(hidden));
    }

    @Test
    void everyPermanentRedirectTellsHowLongItHolds() throws Exception {
        var open = shownWithItsStreet();
        var former = "/listing/" + open.split("/")[2] + "/as-it-was-called";
        for (var path : List.of(
                "/listing/" + open.split("/")[2],
                former,
                former + "/photos",
                former + "/card.jpg",
                former + "/qr.svg",
                "/mls/" + listingId(open),
                open + "/",
                "/HOMES",
                "/homes?page=1",
                "/homes?beds=3&q=",
                "/homes/or",
                "/homes/or/portland?page=1")) {
            var answer = site.get(path);
            assertEquals(301, answer.statusCode(), path);
            assertEquals(
                    "public, max-age=60",
                    answer.headers().firstValue("Cache-Control").orElse(""),
                    path);
        }
    }

    @Test
    void noRedirectToAListingIsKeptPastTheLimitOfItsData() throws Exception {
        var key = shownWithItsStreet().split("/")[2];
        for (var path : List.of("/listing/" + key, "/listing/" + key + "/as-it-was-called"))
            assertEquals(301, site.get(path).statusCode());
        mls.close();
        clock.pass(Duration.ofHours(12).minusSeconds(20));
        for (var path : List.of("/listing/" + key, "/listing/" + key + "/as-it-was-called"))
            assertEquals(
                    "public, max-age=20",
                    site.get(path).headers().firstValue("Cache-Control").orElse(""));
    }
}
