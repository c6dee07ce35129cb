package porchlight.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.CheckRun;
import porchlight.harness.RewrittenFeed;

/** What {@code check} says is what visitors would see. */
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckTest {
    @TempDir
    Path directory;

    private DemoMls mls;

    @BeforeAll
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(240).rateLimit(0));
    }

    @AfterAll
    void stop() {
        mls.close();
    }

    private CheckRun check(String serviceRoot, Map<String, String> further) {
        return CheckRun.of(serviceRoot, directory, InstantSource.system(), further);
    }

    /** The demo MLS, which refuses some requests by their decoded targets. */
    private RewrittenFeed refusing(Predicate<String> refused) throws IOException {
        return new RewrittenFeed(mls.serviceRoot())
                .refuse(target -> refused.test(URLDecoder.decode(target, StandardCharsets.UTF_8)));
    }

    @Test
    void aFeedThatRefusesTheSitesOwnListsCannotBeServed() throws Exception {
        try (var feed = refusing(target -> target.contains("/Property?") && target.contains("$select="))) {
            var told = check(feed.serviceRoot(), Map.of());

            assertEquals(1, told.exitCode(), told.out());
            assertFalse(told.out().contains(CheckRun.SERVED), told.out());
            assertTrue(told.out().contains("Fix these first: home page"), told.out());
            assertFalse(told.out().contains("->"), "nothing that was tried helps: " + told.out());
        }
    }

    /** The site asks for lists without conditions there, and its catalog answers the rest. */
    @Test
    void aFeedThatFiltersNothingIsServedFromTheCatalog() throws Exception {
        try (var feed = refusing(target -> target.contains("/Property?") && target.contains("$filter="))) {
            var told = check(feed.serviceRoot(), Map.of());

            assertTrue(told.isServed(), told.out());
            assertTrue(told.out().contains("The site can, once its catalog is complete"), told.out());
            assertTrue(told.out().contains("Visitors would miss: "), told.out());
        }
    }

    @Test
    void aFeedWithoutPhotoAddressesCannotBeServed() throws Exception {
        try (var feed = new RewrittenFeed(mls.serviceRoot()).replace("\"MediaURL\"", "\"MediaAddress\"")) {
            var told = check(feed.serviceRoot(), Map.of());

            assertEquals(1, told.exitCode(), told.out());
            assertTrue(told.out().contains("Fix these first: photos."), told.out());
        }
    }

    @Test
    void photosThatAreNoImagesCannotBeShown() throws Exception {
        try (var feed = new RewrittenFeed(mls.serviceRoot())
                .pictures(new MockResponse.Builder()
                        .code(200)
                        .setHeader("Content-Type", "text/html")
                        .body("<html>Sign in to see photos</html>")
                        .build())) {
            var told = check(feed.serviceRoot(), Map.of());

            assertEquals(1, told.exitCode(), told.out());
            assertTrue(told.out().contains("Fix these first: photos."), told.out());
        }
    }

    @Test
    void aRemedyIsSuggestedOnlyWhereItWorked() throws Exception {
        try (var feed = refusing(target -> target.contains("contains("))) {
            var told = check(feed.serviceRoot(), Map.of());

            assertEquals(0, told.exitCode(), told.out());
            assertEquals(List.of("filter keywords"), told.missed(), told.out());
            assertFalse(told.out().contains("->"), "nothing that was tried helps: " + told.out());
            assertFalse(told.out().contains("RESO_SUPPORTS_IN"), told.out());
        }
    }

    @Test
    void openHousesThatNobodyCanReadAreTold() throws Exception {
        try (var feed = new RewrittenFeed(mls.serviceRoot()).replace("\"OpenHouseStartTime\"", "\"BeginsAt\"")) {
            var told = check(feed.serviceRoot(), Map.of());

            assertTrue(told.out().contains("none of them can be read, so the site shows none"), told.out());
        }
    }

    @Test
    void aSmallBudgetIsNeverOverspent() throws Exception {
        try (var paced = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0))) {
            var told = check(paced.serviceRoot(), Map.of("RESO_RATE_LIMIT", "2/PT1S"));

            assertEquals(0, told.exitCode(), told.out());
            assertTrue(told.out().contains(CheckRun.SERVED), told.out());
            assertFalse(told.out().contains("HTTP 429") || told.out().contains("budget of"), told.out());
        }
    }

    @Test
    void everyFilterAndOrderIsTried() {
        var told = check(mls.serviceRoot(), Map.of());

        assertEquals(0, told.exitCode(), told.out());
        for (var filter : List.of(
                "school", "lot size", "days on market", "garage", "pool", "view", "HOA fee", "open house", "price cut"))
            assertTrue(told.out().matches(".*filters OK .*\\b" + filter + "\\b.*"), filter + " in " + told.out());
        for (var area : List.of("map", "drawn area", "near a point"))
            assertTrue(told.out().matches(".*\\b" + area + "\\b.*"), area + " in " + told.out());
        assertTrue(told.out().contains("Largest lot"), told.out());
        assertEquals(1, told.requests("results"), told.out());
        assertEquals(1, told.requests("listing"), told.out());
        assertTrue(told.requests("to learn the feed") <= 25, told.out());
    }

    @Test
    void aFilterThatFindsNothingThoughAHomeMatchesIsMissed() throws Exception {
        try (var feed = new RewrittenFeed(mls.serviceRoot())
                .answerNothing(target ->
                        URLDecoder.decode(target, StandardCharsets.UTF_8).contains("GarageYN eq true"))) {
            var told = check(feed.serviceRoot(), Map.of());

            assertEquals(List.of("filter garage"), told.missed(), told.out());
        }
    }

    @Test
    void countsThatBreakPagesAreSwitchedOff() throws Exception {
        // Alone they work, so discovery does not find out.
        try (var feed = refusing(target -> target.contains("/Property?")
                && target.contains("$count=true")
                && !target.contains("$top=1&")
                && !target.endsWith("$top=1"))) {
            var told = check(feed.serviceRoot(), Map.of());

            assertTrue(told.isServed() || told.out().contains("-> RESO_SUPPORTS_COUNT=false"), told.out());
            var mended = check(feed.serviceRoot(), Map.of("RESO_SUPPORTS_COUNT", "false"));
            assertTrue(mended.isServed(), mended.out());
        }
    }
}
