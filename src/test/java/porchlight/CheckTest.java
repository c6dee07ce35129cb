package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;

/** What {@code check} says is what visitors would see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckTest {
    private static final String SERVED = "The site can be served from this feed.";

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

    private record Outcome(int exitCode, String out) {}

    private Outcome check(String serviceRoot, Map<String, String> further) {
        var variables = new HashMap<>(Map.of(
                "SITE_BROKERAGE", "Test Realty",
                "SITE_EMAIL", "hello@example.com",
                "SITE_URL", "https://homes.example.com",
                "SITE_DOMAINS", "homes.example.com",
                "MLS_PROFILE", "src/test/profiles/demo-feed.yaml",
                "RESO_ACCESS_TOKEN", DemoMls.TOKEN,
                "RESO_SERVICE_ROOT", serviceRoot));
        variables.putAll(further);
        var out = new StringWriter();
        var surroundings = new Surroundings(
                variables, directory, new BufferedReader(new StringReader("")), InstantSource.system());
        var exitCode = Main.commandLine(surroundings)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute("check");
        return new Outcome(exitCode, out.toString().replaceAll("\\s+", " "));
    }

    /** The demo MLS, which refuses some requests by their decoded targets. */
    private RewrittenFeed refusing(Predicate<String> refused) throws IOException {
        return new RewrittenFeed(mls.serviceRoot())
                .refuse(target -> refused.test(URLDecoder.decode(target, StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$select=", "$filter="})
    void aFeedThatRefusesTheSitesOwnListsCannotBeServed(String option) throws Exception {
        try (var feed = refusing(target -> target.contains("/Property?") && target.contains(option))) {
            var told = check(feed.serviceRoot(), Map.of());

            assertEquals(1, told.exitCode(), told.out());
            assertFalse(told.out().contains(SERVED), told.out());
            assertTrue(told.out().contains("To be put right first: home page"), told.out());
            assertFalse(told.out().contains("->"), "nothing that was tried helps: " + told.out());
        }
    }

    @Test
    void aFeedWithoutPhotoAddressesCannotBeServed() throws Exception {
        try (var feed = new RewrittenFeed(mls.serviceRoot()).replace("\"MediaURL\"", "\"MediaAddress\"")) {
            var told = check(feed.serviceRoot(), Map.of());

            assertEquals(1, told.exitCode(), told.out());
            assertTrue(told.out().contains("To be put right first: photos."), told.out());
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
            assertTrue(told.out().contains("To be put right first: photos."), told.out());
        }
    }

    @Test
    void aRemedyIsSuggestedOnlyWhereItWorked() throws Exception {
        try (var feed = refusing(target -> target.contains("contains("))) {
            var told = check(feed.serviceRoot(), Map.of());

            assertEquals(0, told.exitCode(), told.out());
            assertTrue(told.out().contains("keywords"), told.out());
            if (told.out().contains("filter keywords missing"))
                assertTrue(told.out().contains("-> RESO_SUPPORTS_CONTAINS=false"), told.out());
            assertFalse(told.out().contains("RESO_SUPPORTS_IN"), told.out());
        }
    }

    @Test
    void openHousesThatNobodyCanReadAreTold() throws Exception {
        try (var feed = new RewrittenFeed(mls.serviceRoot()).replace("\"OpenHouseStartTime\"", "\"BeginsAt\"")) {
            var told = check(feed.serviceRoot(), Map.of());

            assertTrue(told.out().contains("that came can be read, so none is shown"), told.out());
        }
    }

    @Test
    void aSmallBudgetIsNeverOverspent() throws Exception {
        try (var paced = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0))) {
            var told = check(paced.serviceRoot(), Map.of("RESO_RATE_LIMIT", "2/PT1S"));

            assertEquals(0, told.exitCode(), told.out());
            assertTrue(told.out().contains(SERVED), told.out());
            assertFalse(told.out().contains("429") || told.out().contains("budget of"), told.out());
        }
    }
}
