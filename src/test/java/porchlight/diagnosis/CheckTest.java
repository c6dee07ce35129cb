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
import porchlight.harness.Rounds;

/** What {@code check} says is what visitors would see. */
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckTest {
    @TempDir
    Path directory;

    private DemoMls mls;

    @BeforeAll
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(Rounds.of(120, 240)).rateLimit(0));
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
            var check = check(feed.serviceRoot(), Map.of());

            assertEquals(1, check.exitCode(), check.out());
            assertFalse(check.out().contains(CheckRun.SERVED), check.out());
            assertTrue(check.out().contains("Fix these first: home page"), check.out());
            assertFalse(check.out().contains("->"), "nothing that was tried helps: " + check.out());
        }
    }

    /** The site asks for lists without conditions there, and its catalog answers the rest. */
    @Test
    void aFeedThatFiltersNothingIsServedFromTheCatalog() throws Exception {
        try (var feed = refusing(target -> target.contains("/Property?") && target.contains("$filter="))) {
            var check = check(feed.serviceRoot(), Map.of());

            assertTrue(check.isServed(), check.out());
            assertTrue(check.out().contains("The site can, once its catalog is complete"), check.out());
            assertTrue(check.out().contains("Visitors would miss: "), check.out());
        }
    }

    @Test
    void aFeedWithoutPhotoAddressesCannotBeServed() throws Exception {
        try (var feed = new RewrittenFeed(mls.serviceRoot()).replace("\"MediaURL\"", "\"MediaAddress\"")) {
            var check = check(feed.serviceRoot(), Map.of());

            assertEquals(1, check.exitCode(), check.out());
            assertTrue(check.out().contains("Fix these first: photos."), check.out());
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
            var check = check(feed.serviceRoot(), Map.of());

            assertEquals(1, check.exitCode(), check.out());
            assertTrue(check.out().contains("Fix these first: photos."), check.out());
        }
    }

    @Test
    void aRemedyIsSuggestedOnlyWhereItWorked() throws Exception {
        try (var feed = refusing(target -> target.contains("contains("))) {
            var check = check(feed.serviceRoot(), Map.of());

            assertEquals(0, check.exitCode(), check.out());
            assertEquals(List.of("filter keywords"), check.missed(), check.out());
            assertFalse(check.out().contains("->"), "nothing that was tried helps: " + check.out());
            assertFalse(check.out().contains("RESO_SUPPORTS_IN"), check.out());
        }
    }

    @Test
    void openHousesThatNobodyCanReadAreReported() throws Exception {
        try (var feed = new RewrittenFeed(mls.serviceRoot()).replace("\"OpenHouseStartTime\"", "\"BeginsAt\"")) {
            var check = check(feed.serviceRoot(), Map.of());

            assertTrue(check.out().contains("none of them can be read, so the site shows none"), check.out());
        }
    }

    @Test
    void aSmallBudgetIsNeverOverspent() throws Exception {
        try (var paced = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0))) {
            var check = check(paced.serviceRoot(), Map.of("RESO_RATE_LIMIT", "2/PT1S"));

            assertEquals(0, check.exitCode(), check.out());
            assertTrue(check.out().contains(CheckRun.SERVED), check.out());
            assertFalse(check.out().contains("HTTP 429") || check.out().contains("budget of"), check.out());
        }
    }

    @Test
    void everyFilterAndOrderIsTried() {
        var check = check(mls.serviceRoot(), Map.of());

        assertEquals(0, check.exitCode(), check.out());
        for (var filter : List.of(
                "school", "lot size", "days on market", "garage", "pool", "view", "HOA fee", "open house", "price cut"))
            assertTrue(check.out().matches(".*filters OK .*\\b" + filter + "\\b.*"), filter + " in " + check.out());
        for (var area : List.of("map", "drawn area", "near a point"))
            assertTrue(check.out().matches(".*\\b" + area + "\\b.*"), area + " in " + check.out());
        assertTrue(check.out().contains("Largest lot"), check.out());
        assertEquals(1, check.requests("results"), check.out());
        assertEquals(1, check.requests("listing"), check.out());
        assertTrue(check.requests("to learn the feed") <= 25, check.out());
    }

    @Test
    void aFilterThatFindsNothingThoughAHomeMatchesIsMissed() throws Exception {
        try (var feed = new RewrittenFeed(mls.serviceRoot())
                .answerNothing(target ->
                        URLDecoder.decode(target, StandardCharsets.UTF_8).contains("GarageYN eq true"))) {
            var check = check(feed.serviceRoot(), Map.of());

            assertEquals(List.of("filter garage"), check.missed(), check.out());
        }
    }

    @Test
    void aFeedTooLargeToBeReadOftenEnoughIsSaidToBe() throws Exception {
        assertFalse(check(mls.serviceRoot(), Map.of()).out().contains("per pass"));
        var ordinary = Map.of("RESO_MAX_TOP", "25", "RESO_RATE_LIMIT", "1200/PT5M");
        try (var feed = new RewrittenFeed(mls.serviceRoot()).replace("\"@odata.count\":", "\"@odata.count\":252")) {
            var check = check(feed.serviceRoot(), ordinary);
            assertTrue(
                    check.out().matches(".*\\b252,\\d{3} listings at 25 per request take 1 h 24 min per pass.*"),
                    check.out());
            assertTrue(check.out().contains("within the 12 h that the license allows"), check.out());
            assertTrue(check.isServed(), check.out());
        }
        try (var feed = new RewrittenFeed(mls.serviceRoot()).replace("\"@odata.count\":", "\"@odata.count\":9252")) {
            var check = check(feed.serviceRoot(), ordinary);
            assertTrue(
                    check.out().matches(".*\\b9,252,\\d{3} listings at 25 per request take 51 h 24 min per pass.*"),
                    check.out());
            assertTrue(check.out().contains("can keep no more than 1,944,000 current"), check.out());
            assertTrue(check.missed().contains("catalog"), check.out());
        }
    }

    @Test
    void countsThatBreakPagesAreSwitchedOff() throws Exception {
        // Alone they work, so discovery does not find out.
        try (var feed = refusing(target -> target.contains("/Property?")
                && target.contains("$count=true")
                && !target.contains("$top=1&")
                && !target.endsWith("$top=1"))) {
            var check = check(feed.serviceRoot(), Map.of());

            assertTrue(check.isServed() || check.out().contains("-> RESO_SUPPORTS_COUNT=false"), check.out());
            var mended = check(feed.serviceRoot(), Map.of("RESO_SUPPORTS_COUNT", "false"));
            assertTrue(mended.isServed(), mended.out());
        }
    }
}
