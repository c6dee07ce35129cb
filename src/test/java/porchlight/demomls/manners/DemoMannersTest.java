package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.Main;
import porchlight.command.CommandContext;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;

/** The site on the demo MLS imitating each vendor, as someone trying them out sees it. */
class DemoMannersTest {
    private static final int LISTINGS = 90;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static HttpResponse<String> ask(String url) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + DemoMls.TOKEN)
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode rows(DemoMls demo, String query) throws Exception {
        var answer = ask(demo.serviceRoot() + query);
        assertEquals(200, answer.statusCode(), query + ": " + answer.body());
        return new ObjectMapper().readTree(answer.body()).path("value");
    }

    @ParameterizedTest
    @EnumSource(value = Vendor.class, mode = EnumSource.Mode.EXCLUDE, names = "MLS_GRID")
    void homeResultsListingAndPhotosCome(Vendor vendor) throws Exception {
        var options = DemoOptions.standard()
                .listings(LISTINGS)
                .rateLimit(0)
                .manners(Vendor.named(vendor.id()).orElseThrow());
        try (var demo = DemoMls.start(options);
                var site = TestSite.on(demo.serviceRoot())) {
            assertEquals(1, rows(demo, "Property?$top=1").size());
            assertEquals(1, rows(demo, "Member?$top=1").size());
            assertEquals(1, rows(demo, "Office?$top=1").size());

            assertFalse(site.page("/").select("a[href^=/listing/]").isEmpty(), "no home on the home page");
            var results = site.page("/homes");
            assertFalse(results.select("a[href^=/listing/]").isEmpty(), "no home among the results");
            var listing = results.select("a[href^=/listing/]").first().attr("href");
            var page = site.page(listing);
            assertTrue(page.select("h1").hasText());
            assertPhoto(site, results);
            assertPhoto(site, page);
            assertEquals(200, site.get("/homes?beds=2&sort=price").statusCode());
            site.swept();
            assertFalse(site.page("/open-houses").select("a[href^=/listing/]").isEmpty(), "no open house");
            assertTrue(site.page("/homes?city=Portland")
                    .select(".results__heading")
                    .text()
                    .matches("\\d+ .*Portland.*"));
        }
    }

    private static void assertPhoto(TestSite site, Document page) throws Exception {
        var photo = page.select("img[src^=/media/]").first();
        assertTrue(photo != null, () -> "no photo on " + page.title());
        var answer = site.get(photo.attr("src"));
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("image/"));
    }

    // The commands

    private record Outcome(int exitCode, String out, String err) {}

    private static Outcome run(Map<String, String> variables, Path directory, StringWriter out, String... command) {
        var err = new StringWriter();
        var surroundings = new CommandContext(
                variables, directory, new BufferedReader(new StringReader("")), InstantSource.system());
        var exitCode = Main.commandLine(surroundings)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(command);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    @Test
    void theCommandServesTheVendorsModel(@TempDir Path directory) throws Exception {
        var out = new StringWriter();
        var running = Executors.newSingleThreadExecutor();
        try {
            running.submit(() -> run(
                    Map.of(), directory, out, "demo-mls", "--port", "0", "--listings", "30", "--manners", "Paragon"));
            var root = Pattern.compile("Service root +(\\S+)");
            Waiting.until(() -> root.matcher(out.toString()).find());
            var found = root.matcher(out.toString());
            assertTrue(found.find(), out.toString());
            var metadata = ask(found.group(1) + "$metadata").body();
            assertTrue(metadata.contains("BlackKnight.Paragon.Enums.StandardStatus"));
            var refused = ask(found.group(1) + "Property?$filter=City%20in%20('Portland')");
            assertEquals(400, refused.statusCode(), refused.body());
        } finally {
            running.shutdownNow();
        }
    }

    @Test
    void checkVisitsTheSiteOnAVendorsManners(@TempDir Path directory) {
        var outcome = run(Map.of(), directory, new StringWriter(), "check", "--demo-manners", "trestle");
        assertEquals(0, outcome.exitCode(), outcome.out() + outcome.err());
        assertTrue(outcome.out().contains("can be served"), outcome.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-mls --port 0 --manners", "serve --demo-manners", "check --demo-manners"})
    void anUnknownNameIsAnsweredWithTheKnownOnes(String command, @TempDir Path directory) {
        var outcome = run(Map.of(), directory, new StringWriter(), (command + " zillow").split(" "));
        assertEquals(2, outcome.exitCode());
        assertTrue(
                outcome.err().contains("There’s no vendor called “zillow”. Choose one of these: " + Vendor.ids()),
                outcome.err());
        assertTrue(Vendor.ids().startsWith("spark, bridge, trestle, "), Vendor.ids());
    }

    @Test
    void helpNamesEveryVendor(@TempDir Path directory) {
        var help = run(Map.of(), directory, new StringWriter(), "demo-mls", "--help")
                .out();
        for (var vendor : Vendor.values()) assertTrue(help.contains(vendor.id()), vendor.id() + "\n" + help);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "check"})
    void mlsGridIsRefusedInTheWordsOfARealOne(String command, @TempDir Path directory) {
        var outcome = run(Map.of(), directory, new StringWriter(), command, "--demo-manners", "mls-grid");
        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("MLS GRID doesn’t let visitors’ searches go to its feed"), outcome.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "check"})
    void mannersAreOfTheDemoAlone(String command, @TempDir Path directory) {
        var real = Map.of(
                "SITE_BROKERAGE", "Test Realty",
                "SITE_EMAIL", "hello@example.com",
                "RESO_SERVICE_ROOT", "http://127.0.0.1:9/odata/",
                "RESO_ACCESS_TOKEN", "x",
                "MLS_PROFILE", "src/test/profiles/demo-feed.yaml");
        var outcome = run(real, directory, new StringWriter(), command, "--demo-manners", "trestle");
        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("RESO_SERVICE_ROOT is set"), outcome.err());
    }
}
