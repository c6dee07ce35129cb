package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.Faults.Kind;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** What visitors and the owner see while the MLS hangs, and when it is back. */
class DyingMlsTest {
    private static final Pattern METRIC = Pattern.compile("[a-z0-9_:]+(\\{.*\\})? (-?[0-9.E-]+|NaN|\\+Inf)");

    private final TestClock clock = new TestClock();

    @Test
    void aDyingMlsIsLeftAloneUntilItIsBackAndCachedPagesDoNotWaitForIt() throws Exception {
        try (var mls = DemoMls.start(
                        DemoOptions.standard().listings(60).rateLimit(0).clock(clock));
                var site = TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), clock)
                        .swept()) {
            var unseen = site.page("/homes").select("a.listing-card__link").eachAttr("href");
            clock.pass(Duration.ofHours(2));
            assertEquals(200, site.get("/homes?beds=2").statusCode());
            assertTrue(site.management("/metrics").body().contains("porchlight_mls_breaker{state=\"closed\"} 1.0"));

            mls.faults().arm(Kind.SLOW, Integer.MAX_VALUE, "", 20_000);
            for (var response : atOnce(site, unseen.subList(0, 8))) assertEquals(503, response.statusCode());
            assertTrue(site.management("/readyz").body().contains("breaker: open"));
            assertTrue(site.management("/metrics").body().contains("porchlight_mls_breaker{state=\"open\"} 1.0"));

            var before = mls.requests();
            // "/homes" is stale beyond what may be shown while it is renewed, the other one fresh.
            var visits = new ArrayList<String>();
            for (int i = 0; i < 40; i++) visits.addAll(List.of("/homes", "/homes?beds=2"));
            for (var response : atOnce(site, visits)) assertEquals(200, response.statusCode());
            assertFalse(site.page("/homes").select(".stale-note").isEmpty());
            // And what is not cached is refused without a wait.
            for (var response : atOnce(site, unseen.subList(8, 14))) {
                assertEquals(503, response.statusCode());
                assertTrue(response.headers().firstValue("Retry-After").isPresent());
            }
            // Work behind the pages may have had a call under way.
            assertTrue(mls.requests() - before <= 3, "asked " + (mls.requests() - before) + " times");

            mls.faults().clear();
            clock.pass(Duration.ofSeconds(11));
            Waiting.until(() -> site.get(unseen.get(0)).statusCode() == 200
                    && !site.management("/readyz").body().contains("breaker"));
            assertTrue(site.management("/metrics").body().contains("porchlight_mls_breaker{state=\"closed\"} 1.0"));
        }
    }

    @Test
    void metricsTellOfRequestsTheMlsTheCachesTheCatalogLeadsAndTheProcess() throws Exception {
        try (var mls = DemoMls.start(DemoOptions.standard().listings(30).clock(clock));
                var site = TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), clock)
                        .swept()) {
            site.get("/homes?beds=2&utm_source=Somebody");
            site.get("/homes?beds=2&utm_source=Somebody");
            site.get("/listing/nosuchlisting/Somebody");
            // The request's own line is written after its answer.
            Waiting.until(() -> site.management("/metrics")
                    .body()
                    .contains(
                            "http_server_requests_seconds_count{method=\"GET\",status=\"404\",uri=\"/listing/{key}/"));
            var metrics = site.management("/metrics");
            assertTrue(metrics.headers().firstValue("Content-Type").orElse("").startsWith("text/plain"));
            for (var name : List.of(
                    "http_server_requests_seconds_count{method=\"GET\",status=\"200\",uri=\"/homes\"} 2",
                    "http_server_requests_seconds_bucket{method=\"GET\",status=\"200\",uri=\"/homes\",le=\"0.1\"}",
                    "porchlight_mls_requests_seconds_count{outcome=\"ok\"}",
                    "porchlight_cache_answers_total{kind=\"miss\"}",
                    "porchlight_page_answers_total{kind=\"hit\"} 1.0",
                    "porchlight_catalog_complete 1.0",
                    "porchlight_mls_budget_left",
                    "porchlight_leads{state=\"kept\"} 0",
                    "jvm_memory_used_bytes{area=\"heap\"",
                    "jvm_gc_memory_allocated_bytes",
                    "jvm_threads_live_threads"))
                assertTrue(metrics.body().contains(name), name + "\n" + metrics.body());
            metrics.body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> assertTrue(METRIC.matcher(line).matches(), line));
            for (var secret : List.of("Somebody", "demo-token", "@", "127.0.0.1"))
                assertFalse(metrics.body().contains(secret), secret);
        }
    }

    private static List<HttpResponse<String>> atOnce(TestSite site, List<String> paths) throws Exception {
        var visitors = Executors.newFixedThreadPool(paths.size());
        try {
            var answers = new ArrayList<HttpResponse<String>>();
            var visits = paths.stream()
                    .<Callable<HttpResponse<String>>>map(path -> () -> site.get(path))
                    .toList();
            for (var visit : visitors.invokeAll(visits)) answers.add(visit.get());
            return answers;
        } finally {
            visitors.shutdownNow();
        }
    }
}
