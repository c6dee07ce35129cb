package porchlight.pagecache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.Faults.Kind;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** Cached pages of the whole site follow the MLS, its outages and the clock. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CachedPagesTest {
    private TestClock clock;
    private DemoMls mls;
    private TestSite site;

    private void start() throws Exception {
        clock = new TestClock();
        mls = DemoMls.start(DemoOptions.standard().listings(60).clock(clock));
        site = TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), clock)
                .swept();
    }

    private void stop() {
        site.close();
        mls.close();
    }

    private void change(String listingKey, String json) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + mls.port() + "/admin/listings/" + listingKey))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        assertTrue(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                < 300);
    }

    private long metric(String name) throws Exception {
        return site.management("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private String pathOfFirst() throws Exception {
        return site.page("/homes").select("a.listing-card__link").first().attr("href");
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WhileTimeStands {
        @BeforeAll
        void begin() throws Exception {
            start();
        }

        @AfterAll
        void end() {
            stop();
        }

        @Test
        void theSecondVisitorIsServedFromTheCache() throws Exception {
            var path = pathOfFirst();
            for (var each :
                    new String[] {"/", "/homes?beds=3", path, path + "/photos", "/open-houses", "/embed/results"}) {
                var first = site.get(each);
                assertEquals(200, first.statusCode(), each);
                var hits = metric("porchlight_page_answers_total{kind=\"hit\"}");
                assertEquals(first.body(), site.get(each).body());
                assertEquals(hits + 1, metric("porchlight_page_answers_total{kind=\"hit\"}"), each);
            }
            assertTrue(metric("porchlight_pages_bytes") > 10_000);
        }

        @Test
        void fiveHundredVisitorsOfAColdPageAreOneRequest() throws Exception {
            var asked = mls.requests();
            var misses = metric("porchlight_page_answers_total{kind=\"miss\"}");
            var visitors = Executors.newFixedThreadPool(100);
            try {
                var pages = IntStream.range(0, 500)
                        .<Callable<Integer>>mapToObj(i ->
                                () -> site.get("/homes?min_price=350000&beds=2").statusCode())
                        .toList();
                for (Future<Integer> page : visitors.invokeAll(pages)) assertEquals(200, page.get());
            } finally {
                visitors.shutdownNow();
            }
            assertEquals(asked + 1, mls.requests());
            assertEquals(misses + 1, metric("porchlight_page_answers_total{kind=\"miss\"}"));
        }

        @Test
        void framesKeepTheirOwnLooksAndPolicy() throws Exception {
            for (int times = 0; times < 2; times++) {
                var dark = site.get("/embed/results?theme=dark&city=Portland");
                assertTrue(dark.body().contains("theme=dark"));
                assertTrue(dark.headers()
                        .firstValue("Content-Security-Policy")
                        .orElseThrow()
                        .contains("frame-ancestors 'self'"));
                assertEquals(
                        "noindex", dark.headers().firstValue("X-Robots-Tag").orElseThrow());
                assertFalse(site.get("/embed/results?city=Portland").body().contains("theme=dark"));
                assertTrue(site.get("/homes")
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElseThrow()
                        .contains("frame-ancestors 'none'"));
            }
        }

        @Test
        void parametersOfCampaignsAreOnePage() throws Exception {
            site.get("/homes");
            var pages = metric("porchlight_pages");
            for (int i = 0; i < 20; i++)
                assertEquals(200, site.get("/homes?utm_source=" + i).statusCode());
            assertEquals(pages, metric("porchlight_pages"));
        }

        @Test
        void theSourceTreeIsNotCached() throws Exception {
            var tree = new Sources(Path.of("").toAbsolutePath(), true);
            try (var editable = TestSite.on(mls.serviceRoot(), Map.of(), tree, clock)) {
                assertEquals(200, editable.get("/").statusCode());
                assertTrue(editable.management("/metrics").body().contains("porchlight_pages 0.0\n"));
            }
        }
    }

    @Nested
    class AsTimePasses {
        @BeforeEach
        void begin() throws Exception {
            start();
        }

        @AfterEach
        void end() {
            stop();
        }

        @Test
        void aNewPriceShowsAsSoonAsTheMlsWasAskedAgain() throws Exception {
            var path = pathOfFirst();
            var before = site.get(path);
            change(path.split("/")[2], "{\"ListPrice\": 1234567}");
            assertFalse(site.get(path).body().contains("$1,234,567"), "fresh for five minutes");
            clock.pass(Duration.ofMinutes(6));
            assertEquals(200, site.get(path).statusCode());
            Waiting.until(() -> site.get(path).body().contains("$1,234,567"));
            var after = site.get(path);
            assertNotEquals(before.headers().firstValue("ETag"), after.headers().firstValue("ETag"));
            var asked = mls.requests();
            site.get(path);
            assertEquals(asked, mls.requests());
        }

        @Test
        void theStaleNoteComesWithTheOutageAndGoesWithIt() throws Exception {
            var path = pathOfFirst();
            assertTrue(site.page(path).select(".stale-note").isEmpty());
            mls.faults().arm(Kind.UNAVAILABLE);
            clock.pass(Duration.ofHours(2));
            var stale = site.get(path);
            assertTrue(stale.body().contains("stale-note"));
            assertEquals(
                    "public, no-cache",
                    stale.headers().firstValue("Cache-Control").orElseThrow());
            mls.faults().clear();
            clock.pass(Duration.ofMinutes(1));
            Waiting.until(() -> !site.get(path).body().contains("stale-note"));
        }

        /** "Listed today" and "open Saturday" are of the day in Portland, where it is 23:59:40. */
        @Test
        void noPageIsKeptOverMidnightAtTheMls() throws Exception {
            var late = new TestClock();
            late.pass(Duration.ofHours(20).minusSeconds(20));
            try (var mls = DemoMls.start(DemoOptions.standard().listings(60).clock(late));
                    var site = TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), late)) {
                for (var path : new String[] {"/", "/homes", "/open-houses"}) {
                    var cacheControl =
                            site.get(path).headers().firstValue("Cache-Control").orElseThrow();
                    assertTrue(
                            cacheControl.matches("public, max-age=20, stale-while-revalidate=0, stale-if-error=\\d+"),
                            path + ": " + cacheControl);
                }
            }
        }

        @Test
        void noPageOutlivesTwelveHours() throws Exception {
            var path = pathOfFirst();
            site.get(path);
            mls.close();
            clock.pass(Duration.ofHours(12).minusSeconds(5));
            assertEquals(200, site.get(path).statusCode());
            assertEquals(200, site.get(path).statusCode());
            clock.pass(Duration.ofSeconds(6));
            assertEquals(503, site.get(path).statusCode());
        }
    }
}
