package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;

/** {@code /readyz} reports ready only when a page of homes can be shown. */
@Execution(ExecutionMode.CONCURRENT)
class ReadinessTest {
    private static final int HOMES = 60;

    /** Queries for lists; a single listing and {@code $metadata} always work. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            more than one row   | .*top=(?!1(&|$)).*
            more than one field | .*select=[^&]*,.*
            any condition       | .*filter=.*
            any order           | .*orderby=.*
            """)
    void aFeedThatBreaksListsIsReadyWhenHomesAreShown(String what, String query) throws Exception {
        var broken = new Predicate<Replay.Request>() {
            private volatile boolean over;

            @Override
            public boolean test(Replay.Request request) {
                return !over
                        && request.path().equals("Property")
                        && request.query().matches(query);
            }
        };
        try (var walk = new Walk(what, Vendor.SPARK.manners(), HOMES, Map.of(), broken)) {
            var site = walk.site();
            var shown = what.equals("any condition") || what.equals("any order");
            awaitWord(site, shown ? "ready" : "unavailable");
            assertEquals(shown, hasHomes(site));
            if (!shown) {
                assertEquals("unavailable\n", site.get("/readyz").body());
                var details = site.management("/readyz");
                assertEquals(503, details.statusCode());
                assertTrue(details.body().startsWith("no homes to show: "), details.body());
            }

            broken.over = true;
            walk.passes(Duration.ofMinutes(11));
            awaitWord(site, "ready");
            assertTrue(hasHomes(site));
        }
    }

    @Test
    void aFeedWithoutHomesIsNotReady() throws Exception {
        try (var walk = new Walk("no homes", Vendor.SPARK.manners(), 0, Map.of(), request -> false)) {
            awaitWord(walk.site(), "unavailable");
        }
    }

    /** Nobody visits a site before its supervisor allows it. */
    @ParameterizedTest
    @EnumSource(
            value = Vendor.class,
            names = {"PARAGON", "RAPATTONI", "RESO_2_0"})
    void aSiteWithoutVisitorsBecomesReady(Vendor vendor) throws Exception {
        try (var walk = new Walk(vendor, HOMES)) {
            awaitWord(walk.site(), "ready");
            assertTrue(hasHomes(walk.site()));
        }
    }

    @Test
    void theMlsIsNotAskedForEveryCall() throws Exception {
        Predicate<Replay.Request> lists =
                request -> request.path().equals("Property") && request.query().matches(".*top=(?!1(&|$)).*");
        try (var walk = new Walk("no lists", Vendor.SPARK.manners(), HOMES, Map.of(), lists)) {
            awaitWord(walk.site(), "unavailable");
            var before = lists(walk.feed().requests());
            // Wait until discovery has finished.
            for (long seen = -1; seen != before; before = lists(walk.feed().requests())) {
                seen = before;
                Thread.sleep(2_000);
            }
            var since = System.nanoTime();
            for (int tries = 0; tries < 60; tries++)
                assertEquals(503, walk.site().get("/readyz").statusCode());
            var looks = 2 + Duration.ofNanos(System.nanoTime() - since).toSeconds() / 5;
            // The sweep also tries, every fifteen seconds.
            assertTrue(
                    lists(walk.feed().requests()) - before <= 3 * looks,
                    walk.feed().requests()::toString);
        }
    }

    private static long lists(List<Replay.Request> requests) {
        return requests.stream()
                .filter(request -> request.path().equals("Property"))
                .count();
    }

    private static boolean hasHomes(TestSite site) throws Exception {
        return site.get("/").body().contains("listing-card__link");
    }

    private static void awaitWord(TestSite site, String word) {
        Waiting.until("/readyz says " + word, () -> site.get("/readyz").body().equals(word + "\n"));
    }
}
