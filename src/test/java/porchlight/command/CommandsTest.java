package porchlight.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import porchlight.Main;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.Faults;
import porchlight.harness.FeedRows;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.message.Messages;
import porchlight.site.Sources;

/** The commands as an owner types them, and the site with the credentials they set up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {
    private DemoMls mls;

    @BeforeAll
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(240).rateLimit(0));
    }

    @AfterAll
    void stop() {
        mls.close();
    }

    private record Outcome(int exitCode, String out, String err) {}

    private static Outcome run(Map<String, String> variables, Path directory, String input, String... command) {
        return run(variables, directory, input, new StringWriter(), command);
    }

    private static Outcome run(
            Map<String, String> variables, Path directory, String input, StringWriter out, String... command) {
        var err = new StringWriter();
        var surroundings = new CommandContext(
                variables, directory, new BufferedReader(new StringReader(input)), InstantSource.system());
        var exitCode = Main.commandLine(surroundings)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(command);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    private Map<String, String> settings(String... further) {
        var variables = new HashMap<>(Map.of(
                "SITE_BROKERAGE", "Test Realty",
                "SITE_PHONE", "503-555-0100",
                "SITE_EMAIL", "hello@example.com",
                "SITE_ADDRESS", "1 Main St, Portland, OR",
                "SITE_URL", "https://homes.example.com",
                "MLS_PROFILE", "src/test/profiles/demo-feed.yaml",
                "RESO_SERVICE_ROOT", mls.serviceRoot()));
        for (int i = 0; i < further.length; i += 2) variables.put(further[i], further[i + 1]);
        return variables;
    }

    private Map<String, String> codeSettings(int port) {
        return settings(
                "RESO_GRANT",
                "authorization_code",
                "RESO_TOKEN_URL",
                "http://127.0.0.1:" + mls.port() + "/v1/oauth2/grant",
                "RESO_CLIENT_ID",
                DemoMls.CLIENT_ID,
                "RESO_CLIENT_SECRET",
                DemoMls.CLIENT_SECRET,
                "RESO_REDIRECT_URI",
                "http://127.0.0.1:" + port + "/back");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "serve"})
    void beforeAuthorizeACommandSaysOnlyToRunIt(String command, @TempDir Path directory) throws Exception {
        var outcome = run(codeSettings(freePort()), directory, "", command);

        assertEquals(1, outcome.exitCode(), outcome.out());
        assertEquals("", outcome.out());
        assertEquals(
                "Your MLS hasn’t authorized this site yet. Run the authorize command first.",
                outcome.err().strip());
    }

    @ParameterizedTest
    @CsvSource({
        "check, 'extends: mlsgrid', visitors’ searches go to its feed",
        "serve, 'extends: mlsgrid', or pages link to its photos",
        "compliance, 'extends: mlsgrid', visitors’ searches go to its feed",
        "check, 'extends: nar\nfeed: { liveSearch: false }', visitors’ searches go to its feed",
        "serve, 'extends: nar\nfeed: { photoLinks: false }', pages link to its photos"
    })
    void aFeedWhoseTermsForbidWhatTheSiteDoesIsRefusedBeforeAnythingIsSent(
            String command, String rules, String reason, @TempDir Path directory) throws Exception {
        try (var feed = new MockWebServer()) {
            feed.start();
            var profile = Files.writeString(
                    directory.resolve("mls.yaml"),
                    rules.replace("\\n", "\n")
                            + "\nmls: { name: Grid MLS, timeZone: America/Chicago }\ncopyright: { owner: Grid MLS }\n");
            var outcome = run(
                    settings(
                            "RESO_ACCESS_TOKEN",
                            "x",
                            "RESO_SERVICE_ROOT",
                            feed.url("/v2/").toString(),
                            "MLS_PROFILE",
                            profile.toString()),
                    directory,
                    "",
                    command);

            assertEquals(2, outcome.exitCode(), outcome.out());
            assertTrue(
                    outcome.err().contains("Grid MLS doesn’t let")
                            && outcome.err().contains(reason),
                    outcome.err());
            assertEquals(0, feed.getRequestCount());
        }
    }

    @Test
    void complianceReportsRulesDomainsFieldsAndWhatIsHidden() throws Exception {
        var outcome = run(
                settings(
                        "RESO_ACCESS_TOKEN",
                        DemoMls.TOKEN,
                        "SITE_DOMAINS",
                        "homes.example.com",
                        "EMBED_ORIGINS",
                        "https://www.example.com",
                        "RESO_FILTER",
                        "PropertyType eq 'Residential'",
                        "SITE_BRAND",
                        Path.of("src/docs/brands/lakeside").toAbsolutePath().toString()),
                Path.of("target"),
                "",
                "compliance");

        for (var line : List.of(
                "Display rules of Rose City Listing Exchange",
                "Test Realty",
                "Active, Active Under Contract, Pending",
                "the first 500",
                "https://homes.example.com/",
                "https://www.example.com",
                "ListOfficeName",
                "let in by RESO_FILTER",
                "hidden: seller opted out",
                "hidden: status Closed",
                "Summary ListOfficeName",
                "Lakeside & Partners",
                "/about",
                "/searches/on-the-water"))
            assertTrue(outcome.out().contains(line), line + " in " + outcome.out() + outcome.err());
        assertTrue(outcome.out().matches("(?s).*this key sees +240\\R.*"), outcome.out());
        assertFalse(outcome.out().contains("PrivateRemarks") || outcome.out().contains(DemoMls.TOKEN));
        assertEquals(0, outcome.exitCode(), outcome.out());
    }

    @Test
    void complianceWithoutRegisteredDomainsMustBeFixed() throws Exception {
        var outcome = run(settings("RESO_ACCESS_TOKEN", DemoMls.TOKEN), Path.of("target"), "", "compliance");

        assertTrue(outcome.out().contains("FIX: The site answers under any host name"), outcome.out());
        assertEquals(1, outcome.exitCode());
    }

    @Test
    void complianceExplainsEveryListing() throws Exception {
        var variables = settings("RESO_ACCESS_TOKEN", DemoMls.TOKEN, "RESO_FILTER", "BedroomsTotal ge 1");
        for (var example : List.of(
                List.of(
                        "StandardStatus eq 'Active' and InternetEntireListingDisplayYN ne false and BedroomsTotal ge 2"
                                + " and PropertyType eq 'Residential'",
                        ": shown.",
                        "yes  Status: Active"),
                List.of("StandardStatus eq 'Closed'", ": not shown.", "NO   Status: Closed"),
                List.of(
                        "InternetEntireListingDisplayYN eq false",
                        ": not shown.",
                        "NO   Seller’s choice: InternetEntireListingDisplayYN is false"),
                List.of(
                        "InternetAddressDisplayYN eq false and StandardStatus eq 'Active' and BedroomsTotal ge 1"
                                + " and InternetEntireListingDisplayYN ne false",
                        ": shown.",
                        "without its address"),
                List.of(
                        "PropertyType eq 'Land' and StandardStatus eq 'Active'",
                        ": not shown.",
                        "NO   RESO_FILTER: BedroomsTotal ge 1 leaves it out"),
                List.of(
                        "PropertyType eq 'Residential Lease' and StandardStatus eq 'Active' and BedroomsTotal ge 1"
                                + " and InternetEntireListingDisplayYN ne false",
                        ": shown.",
                        "among homes for rent"))) {
            var listing = first(example.get(0));
            for (var number : List.of(
                    listing.path("ListingId").asText(),
                    listing.path("ListingKey").asText())) {
                var outcome = run(variables, Path.of("target"), "", "compliance", "--listing", number);
                assertTrue(outcome.out().contains(example.get(1)), example + outcome.out() + outcome.err());
                assertTrue(outcome.out().contains(example.get(2)), example + outcome.out() + outcome.err());
                assertEquals(example.get(1).equals(": shown.") ? 0 : 1, outcome.exitCode());
            }
        }
        var unknown = run(variables, Path.of("target"), "", "compliance", "--listing", "o'nothing");
        assertTrue(unknown.out().contains("The MLS doesn’t send it to this key"), unknown.out() + unknown.err());
        assertEquals(1, unknown.exitCode());
    }

    private JsonNode first(String filter) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(mls.serviceRoot() + "Property?$top=1&$filter="
                        + URLEncoder.encode(filter, StandardCharsets.UTF_8)))
                .header("Authorization", "Bearer " + DemoMls.TOKEN)
                .build();
        var body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(body).path("value").path(0);
    }

    @Test
    void checkWithoutSettingsTriesTheDemo(@TempDir Path folder) {
        var outcome = run(Map.of(), folder, "", "check");
        assertEquals(0, outcome.exitCode(), outcome.out() + outcome.err());
        for (var line : List.of(
                "access",
                "metadata",
                "home page",
                "results",
                "listing page",
                "photos",
                "filters",
                "open houses",
                "catalog",
                "MLS requests",
                "The site can be served from this feed."))
            assertTrue(outcome.out().contains(line), line + "\n" + outcome.out());
    }

    /** As many listings as the MLS itself counts. */
    @Test
    void checkNamesOurOfficesAndCountsTheirListings(@TempDir Path folder) throws Exception {
        var known = run(
                settings("RESO_ACCESS_TOKEN", DemoMls.TOKEN, "SITE_OFFICE_IDS", DemoMls.OWN_OFFICE),
                folder,
                "",
                "check");
        assertEquals(0, known.exitCode(), known.out());
        var own = FeedRows.of(mls, 240).stream()
                .filter(row -> row.path("ListOfficeKey").asText().equals(DemoMls.OWN_OFFICE))
                .filter(row -> Set.of("Active", "Active Under Contract", "Pending")
                        .contains(row.path("StandardStatus").asText()))
                .filter(row -> !FeedRows.isNo(row, "InternetEntireListingDisplayYN")
                        && !row.path("DelayedMarketingYN").asBoolean()
                        && !FeedRows.isNo(row, "ApprovalStatus"))
                .count();
        assertTrue(own > 1);
        assertTrue(known.out().contains("Porchlight Realty, with " + own + " listings"), known.out());

        var unknown = run(
                settings("RESO_ACCESS_TOKEN", DemoMls.TOKEN, "SITE_OFFICE_IDS", "O100, NOBODY"), folder, "", "check");
        assertEquals(1, unknown.exitCode(), unknown.out());
        assertTrue(unknown.out().contains("Larkspur & Vine Realty"), unknown.out());
        assertTrue(unknown.out().contains("office NOBODY"), unknown.out());
    }

    @Test
    void checkReportsAWrongToken(@TempDir Path folder) {
        var outcome = run(settings("RESO_ACCESS_TOKEN", "wrong-secret-token"), folder, "", "check");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.out().contains("RESO_ACCESS_TOKEN"), outcome.out());
        assertFalse((outcome.out() + outcome.err()).contains("wrong-secret-token"));
    }

    @Test
    void wrongSettingsAreAllReportedAtOnce(@TempDir Path folder) {
        for (var command : new String[] {"serve", "check"}) {
            var outcome = run(
                    settings("RESO_ACCESS_TOKEN", "x", "PORT", "many", "CACHE_FRESH_FOR", "soon"), folder, "", command);
            assertEquals(2, outcome.exitCode());
            assertTrue(outcome.err().contains("PORT") && outcome.err().contains("CACHE_FRESH_FOR"), outcome.err());
        }
    }

    @Test
    void helpNamesCommandsAndSettings(@TempDir Path folder) {
        var help = run(Map.of(), folder, "", "--help").out();
        for (var word : new String[] {"serve", "check", "authorize", "demo-mls", "RESO_SERVICE_ROOT"})
            assertTrue(help.contains(word), word);
    }

    @Test
    void everyCommandAndOptionHasAHelpText() {
        var asked = new TreeSet<String>();
        describe(
                Main.commandLine(new CommandContext(
                        Map.of(), Path.of(""), new BufferedReader(new StringReader("")), InstantSource.system())),
                asked);
        assertEquals(
                new TreeSet<>(Messages.keys().stream()
                        .filter(key -> key.startsWith("command.help.") && !key.contains(".exitCodeList"))
                        .toList()),
                asked);
    }

    private static void describe(CommandLine command, Set<String> asked) {
        var spec = command.getCommandSpec();
        var name = "command.help." + spec.qualifiedName(".");
        assertTrue(spec.usageMessage().description().length > 0, name);
        asked.add(name + ".usage.description");
        for (var option : spec.options()) {
            assertTrue(option.description().length > 0, name + " " + option.longestName());
            if (!option.usageHelp() && !option.versionHelp())
                asked.add(name + "." + option.longestName().substring(2));
        }
        for (var parameter : spec.positionalParameters()) {
            assertTrue(parameter.description().length > 0, name + " " + parameter.paramLabel());
            asked.add(name + "." + parameter.descriptionKey());
        }
        command.getSubcommands().values().forEach(each -> describe(each, asked));
    }

    @Test
    void helpExplainsExitCodes(@TempDir Path folder) {
        for (var command : List.of("check", "compliance")) {
            var help = run(Map.of(), folder, "", command, "--help").out();
            assertTrue(help.contains("Exit codes:") && help.contains("Settings are wrong."), help);
        }
    }

    @Test
    void authorizeCatchesTheCodeAndTheSiteLivesOnItsTokens(@TempDir Path folder) throws Exception {
        var variables = codeSettings(freePort());
        var out = new StringWriter();
        var command = CompletableFuture.supplyAsync(() -> run(
                variables,
                folder,
                "",
                out,
                "authorize",
                "--authorize-url",
                "http://127.0.0.1:" + mls.port() + "/oauth2"));
        var consent = Pattern.compile("http://\\S+/oauth2\\?\\S+");
        Waiting.until(() -> out.toString().contains("for the answer"));
        var address = consent.matcher(out.toString());
        assertTrue(address.find());
        // A forged answer first: it must not end the wait.
        var browser = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        var forged = URI.create(variables.get("RESO_REDIRECT_URI") + "?code=forged&state=guessed");
        assertEquals(400, get(browser, forged).statusCode());
        assertEquals(200, get(browser, URI.create(address.group())).statusCode());
        var outcome = command.get();
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/refresh-token"))));

        assertEquals(0, run(variables, folder, "", "check").exitCode());
        try (var site = TestSite.in(
                folder, mls.serviceRoot(), without(variables), Sources.packaged(), InstantSource.system())) {
            journey(site);
            // The token is refused once: it is renewed, and the visitor learns nothing of it.
            var before = Files.readString(folder.resolve("data/refresh-token"));
            mls.faults().arm(Faults.Kind.SESSION_EXPIRED, 1, "Property", 0);
            assertEquals(200, site.get("/homes?beds=2").statusCode());
            assertFalse(before.equals(Files.readString(folder.resolve("data/refresh-token"))));
        }
    }

    private static HttpResponse<String> get(HttpClient browser, URI uri) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Instead of the static token that the test site would have. */
    private static Map<String, String> without(Map<String, String> variables) {
        var settings = new HashMap<>(variables);
        settings.put("RESO_ACCESS_TOKEN", "");
        return settings;
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-code", "http://127.0.0.1:9/back?code=demo-code"})
    void authorizeTakesAPastedCodeOrAddress(String pasted, @TempDir Path folder) throws Exception {
        var outcome = run(codeSettings(freePort()), folder, pasted + "\n", "authorize", "--paste");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(Files.exists(folder.resolve("data/refresh-token")));
    }

    @Test
    void authorizeReportsWhatTheServerRefuses(@TempDir Path folder) throws Exception {
        var outcome = run(codeSettings(freePort()), folder, "", "authorize", "--code", "no-such-code");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains("invalid_grant"), outcome.err());
        assertFalse(outcome.err().contains(DemoMls.CLIENT_SECRET));
        var nothing = run(settings("RESO_ACCESS_TOKEN", "x"), folder, "", "authorize");
        assertEquals(2, nothing.exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "OAuth"})
    void theSiteWorksWithAStaticToken(String scheme, @TempDir Path folder) throws Exception {
        try (var site = TestSite.in(
                folder,
                mls.serviceRoot(),
                Map.of("RESO_AUTH_SCHEME", scheme),
                Sources.packaged(),
                InstantSource.system())) {
            journey(site);
        }
    }

    @Test
    void aRehearsalShowsEveryKindOfPageAndEnds(@TempDir Path directory) {
        var outcome = run(Map.of(), directory, "", "rehearse");
        assertEquals(0, outcome.exitCode());
        assertEquals("Every kind of page was shown.", outcome.out().strip());
    }

    @Test
    void theSiteWorksWithClientCredentials(@TempDir Path folder) throws Exception {
        var settings = without(settings(
                "RESO_GRANT",
                "client_credentials",
                "RESO_TOKEN_URL",
                "http://127.0.0.1:" + mls.port() + "/oidc/connect/token",
                "RESO_CLIENT_ID",
                DemoMls.CLIENT_ID,
                "RESO_CLIENT_SECRET",
                DemoMls.CLIENT_SECRET,
                "RESO_SCOPE",
                "api"));
        try (var site = TestSite.in(folder, mls.serviceRoot(), settings, Sources.packaged(), InstantSource.system())) {
            journey(site);
        }
    }

    /** The steps of the quick start as the site takes them: found by a filter, read by key, with its media. */
    private static void journey(TestSite site) throws Exception {
        var results = site.page("/homes?city=Portland&beds=3");
        var link = results.select("a.listing-card__link").first();
        assertTrue(link != null, results.text());
        var listing = site.page(link.attr("href"));
        assertTrue(listing.select("h1").text().contains("Portland"));
        assertTrue(site.page(link.attr("href") + "/photos").select("figure img").size() > 3);
    }
}
