package porchlight.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.Main;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.settings.CheckedSettings;
import porchlight.settings.DotEnv;
import porchlight.settings.Settings.Auth;
import porchlight.site.Sources;

/** Setting up a site of one's own, from an empty directory, a logo, and a key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InitTest {
    private static final String LOGO = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 40\">"
            + "<rect width=\"40\" height=\"40\" fill=\"#123456\"/></svg>";

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

    /** What somebody types, line by line. */
    private static final class Typist implements Person {
        private final Queue<String> lines;
        private final List<String> hidden = new ArrayList<>();

        Typist(String... lines) {
            this.lines = new ArrayDeque<>(List.of(lines));
        }

        @Override
        public String line() {
            return lines.poll();
        }

        @Override
        public String secret() {
            var typed = lines.poll();
            hidden.add(typed);
            return typed;
        }
    }

    private static Outcome run(Path directory, Map<String, String> variables, Person person, String... command) {
        var out = new StringWriter();
        var err = new StringWriter();
        var surroundings = new CommandContext(
                variables, directory, new BufferedReader(new StringReader("")), InstantSource.system(), person);
        var exitCode = Main.commandLine(surroundings)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(command);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    private String[] options(String... further) {
        var options = new LinkedHashMap<String, String>();
        for (var option : List.of(
                "--brokerage=Main Street Realty, LLC",
                "--name=Main Street Homes",
                "--email=office@example.com",
                "--service-root=" + mls.serviceRoot(),
                "--rules=nar",
                "--mls-name=Rose City \"RCLE\"",
                "--time-zone=America/Los_Angeles")) options.put(option.split("=")[0], option);
        for (var option : further) options.put(option.split("=")[0], option);
        return Stream.concat(Stream.of("init"), options.values().stream()).toArray(String[]::new);
    }

    private static Path logo(Path directory) throws IOException {
        return Files.writeString(directory.resolve("My logo.svg"), LOGO);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void optionsAloneSetUpASiteThatStarts(@TempDir Path directory) throws Exception {
        logo(directory);
        var outcome = run(
                directory,
                Map.of(),
                null,
                options("--token=" + DemoMls.TOKEN, "--color=#1f3a5f", "--logo=My logo.svg", "--fonts=classic"));

        assertEquals(0, outcome.exitCode(), outcome.out() + outcome.err());
        assertTrue(outcome.out().contains("The site can be served from this feed."), outcome.out());
        assertTrue(outcome.out().contains("Next, start the site"), outcome.out());
        assertFalse((outcome.out() + outcome.err()).contains(DemoMls.TOKEN));
        assertEquals("rw-------", mode(directory.resolve(".env")));
        var env = Files.readString(directory.resolve(".env"));
        assertTrue(env.startsWith("# Settings of the site."), env);
        assertTrue(env.contains("# the brokerage’s email address"), env);
        assertTrue(env.contains("\n#SITE_PHONE=\n"), env);
        assertFalse(env.contains("RESO_CLIENT_ID"), env);

        var written = DotEnv.read(directory, Map.of());
        var startup = CheckedSettings.read(written, directory);
        assertEquals("Main Street Realty, LLC", startup.settings().broker().brokerage());
        assertEquals("Rose City \"RCLE\"", startup.profile().name());
        assertEquals("Main Street Homes", startup.brand().name());
        var settings = new HashMap<>(written);
        settings.put("MLS_PROFILE", directory.resolve("mls.yaml").toString());
        settings.put("SITE_BRAND", directory.resolve("brand").toString());
        try (var site =
                TestSite.in(directory, mls.serviceRoot(), settings, Sources.packaged(), InstantSource.system())) {
            var home = site.page("/");
            assertTrue(home.title().contains("Main Street Homes"), home.title());
            assertTrue(home.text().contains("Main Street Realty, LLC"));
            assertTrue(site.page("/homes?city=Portland")
                            .select("a.listing-card__link")
                            .size()
                    > 0);
        }
    }

    @Test
    void anotherRunKeepsAnswersCommentsAndWhatItDoesNotKnow(@TempDir Path directory) throws Exception {
        Files.writeString(
                directory.resolve(".env"),
                "# mine\r\nSITE_BROKERAGE=\"Old, Inc.\" # as licensed\r\nPORT=8123\r\nRESO_CLIENT_ID=old\r\n"
                        + "RESO_CLIENT_SECRET=old-secret\r\nRESO_GRANT=client_credentials\r\n");
        var brand = Files.createDirectory(directory.resolve("brand"));
        Files.writeString(brand.resolve("first.svg"), LOGO);
        Files.writeString(
                brand.resolve("site.yaml"),
                "# about us\nlogo:\n  # the blue one\n  light: first.svg # drawn by Ann\ncolors: { danger: \"#aa0000\" }\n");
        Files.writeString(directory.resolve("mls.yaml"), "extends: nar # as agreed\nmls: { name: Old MLS }\n");
        var first = run(directory, Map.of(), null, options("--access=token", "--token=" + DemoMls.TOKEN));
        assertEquals(0, first.exitCode(), first.out() + first.err());
        var second = run(directory, Map.of(), null, "init", "--color=#7a1f3d", "--yes");
        assertEquals(0, second.exitCode(), second.out() + second.err());

        var env = Files.readString(directory.resolve(".env"));
        assertTrue(
                env.startsWith("# mine\r\nSITE_BROKERAGE='Main Street Realty, LLC' # as licensed\r\nPORT=8123\r\n"
                        + "RESO_CLIENT_ID=\r\nRESO_CLIENT_SECRET=\r\nRESO_GRANT=\r\n"),
                env);
        var yaml = Files.readString(brand.resolve("site.yaml"));
        assertTrue(
                yaml.startsWith("# about us\nlogo:\n  # the blue one\n  light: first.svg # drawn by Ann\n"
                        + "colors: { brand: \"#7a1f3d\", danger: \"#aa0000\" }\n"),
                yaml);
        var rules = Files.readString(directory.resolve("mls.yaml"));
        assertTrue(
                rules.startsWith("extends: nar # as agreed\nmls: { timeZone: America/Los_Angeles,"
                        + " name: \"Rose City \\\"RCLE\\\"\" }\n"),
                rules);
        assertEquals("mls.yaml", DotEnv.read(directory, Map.of()).get("MLS_PROFILE"));

        // Nothing changes if no answer does.
        var before = List.of(env, yaml, rules);
        assertEquals(0, run(directory, Map.of(), null, "init").exitCode());
        assertEquals(
                before,
                List.of(
                        Files.readString(directory.resolve(".env")),
                        Files.readString(brand.resolve("site.yaml")),
                        Files.readString(directory.resolve("mls.yaml"))));
    }

    @Test
    void whatIsMissingIsListedAndNothingIsWritten(@TempDir Path directory) throws Exception {
        var outcome = run(directory, Map.of(), null, "init", "--color=blueish", "--rules=nar", "--logo=nothing.svg");

        assertEquals(2, outcome.exitCode());
        for (var line : List.of(
                "--brokerage: It is missing.",
                "--service-root: It is missing.",
                "--token: It is missing.",
                "--mls-name: It is missing.",
                "--time-zone: It is missing.",
                "--color: “blueish” is not a color.",
                "--logo: There is no file “nothing.svg”."))
            assertTrue(outcome.err().contains(line), line + "\n" + outcome.err());
        try (var files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--email=nobody, --email:, nobody",
        "--url=https://example.com/path, --url:, https://example.com",
        "--time-zone=Mars/Crater, --time-zone:, Mars/Crater",
        "--rules=mlsgrid, --rules:, visitors’ searches",
        "--rules=demo, --rules:, demo",
        "--rules=none.yaml, --rules:, none.yaml",
        "--access=password, --access:, 'Write token, client, or consent.'",
        "--service-root=http://mls.example.com/, --service-root:, https",
        "--fonts=comic, --fonts:, 'system, modern, classic, warm'",
        "--logo=fake.png, --logo:, neither SVG nor PNG",
        "--logo=evil.svg, --logo:, script"
    })
    void aWrongAnswerIsRefusedWithItsRemedy(String option, String place, String words, @TempDir Path directory)
            throws Exception {
        Files.writeString(directory.resolve("fake.png"), "not a picture");
        Files.writeString(directory.resolve("evil.svg"), LOGO.replace("<rect", "<script>alert(1)</script><rect"));
        var outcome = run(directory, Map.of(), null, options("--token=x", option));

        assertEquals(2, outcome.exitCode(), outcome.out());
        assertTrue(outcome.err().contains(place) && outcome.err().contains(words), outcome.err());
        assertFalse(Files.exists(directory.resolve(".env")));
    }

    @Test
    void aPersonIsAskedAgainUntilTheAnswersAreRight(@TempDir Path directory) throws Exception {
        logo(directory);
        Files.writeString(directory.resolve("notes.txt"), "no logo");
        var typist = new Typist(
                "", // the brokerage is required
                "Main Street Realty, LLC",
                "", // the site is called the same
                "nobody",
                "office@example.com",
                "",
                "",
                mls.serviceRoot(),
                "",
                "wrong-key",
                "y",
                "",
                "",
                DemoMls.TOKEN,
                "armls",
                "",
                "reddish",
                "#7a1f3d",
                "notes.txt",
                "My logo.svg",
                "warm");
        var outcome = run(directory, Map.of(), typist, "init");

        assertEquals(0, outcome.exitCode(), outcome.out() + outcome.err());
        assertEquals(List.of("wrong-key", DemoMls.TOKEN), typist.hidden);
        for (var line : List.of(
                "The site needs this.",
                "office@example.com",
                "Check RESO_ACCESS_TOKEN",
                "The MLS accepts your credentials.",
                "“reddish” is not a color.",
                "“notes.txt” is neither SVG nor PNG."))
            assertTrue(outcome.out().contains(line), line + "\n" + outcome.out());
        assertFalse(outcome.out().contains("wrong-key") || outcome.out().contains(DemoMls.TOKEN));
        var startup = CheckedSettings.read(DotEnv.read(directory, Map.of()), directory);
        assertEquals("ARMLS", startup.profile().name());
        assertTrue(startup.brand().logo() != null && startup.brand().css().contains("#7a1f3d"));
        assertEquals(LOGO, Files.readString(directory.resolve("brand/My-logo.svg")));

        // Enter keeps everything, the key without showing it.
        var env = Files.readString(directory.resolve(".env"));
        var again = run(
                directory,
                Map.of(),
                new Typist(Stream.generate(() -> "").limit(13).toArray(String[]::new)),
                "init");
        assertEquals(0, again.exitCode(), again.out() + again.err());
        assertTrue(
                again.out().contains("[Main Street Realty, LLC]") && again.out().contains("[as it is]"), again.out());
        assertFalse(again.out().contains(DemoMls.TOKEN));
        assertEquals(env, Files.readString(directory.resolve(".env")));
    }

    @Test
    void whoLeavesEarlyLeavesNoFiles(@TempDir Path directory) throws Exception {
        var outcome = run(directory, Map.of(), new Typist("Main Street Realty"), "init");
        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("Nothing was written"), outcome.err());
        try (var files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aWrongKeyIsReportedButTheFilesAreWritten(@TempDir Path directory) throws Exception {
        var outcome = run(directory, Map.of("RESO_ACCESS_TOKEN", "wrong-secret"), null, options());

        assertEquals(1, outcome.exitCode(), outcome.out() + outcome.err());
        assertTrue(outcome.out().contains("Check RESO_ACCESS_TOKEN"), outcome.out());
        assertTrue(outcome.out().contains("The files are written."), outcome.out());
        assertFalse((outcome.out() + outcome.err()).contains("wrong-secret"));
        assertEquals("wrong-secret", DotEnv.read(directory, Map.of()).get("RESO_ACCESS_TOKEN"));
    }

    @Test
    void aClientThatNeedsConsentIsSentToAuthorize(@TempDir Path directory) throws Exception {
        var outcome = run(
                directory,
                Map.of(),
                null,
                options(
                        "--access=consent",
                        "--client-id=" + DemoMls.CLIENT_ID,
                        "--client-secret=it's #1 \"quoted\" \\ $HOME",
                        "--token-url=http://127.0.0.1:" + mls.port() + "/v1/oauth2/grant",
                        "--redirect-uri=http://127.0.0.1:8090/callback"));

        assertEquals(0, outcome.exitCode(), outcome.out() + outcome.err());
        assertTrue(outcome.out().contains("authorize"), outcome.out());
        var feed = CheckedSettings.read(DotEnv.read(directory, Map.of()), directory)
                .settings()
                .feed();
        assertTrue(feed != null && feed.auth() instanceof Auth.AuthorizationCode);
        assertEquals("it's #1 \"quoted\" \\ $HOME", ((Auth.AuthorizationCode) feed.auth()).clientSecret());
    }

    @Test
    void clientCredentialsWork(@TempDir Path directory) throws Exception {
        var outcome = run(
                directory,
                Map.of(),
                null,
                options(
                        "--access=client",
                        "--client-id=" + DemoMls.CLIENT_ID,
                        "--client-secret=" + DemoMls.CLIENT_SECRET,
                        "--token-url=http://127.0.0.1:" + mls.port() + "/oidc/connect/token",
                        "--scope=api"));
        assertEquals(0, outcome.exitCode(), outcome.out() + outcome.err());
    }

    @Test
    void brokenFilesAreReportedNotReplaced(@TempDir Path directory) throws Exception {
        var brand = Files.createDirectory(directory.resolve("brand"));
        var broken = "name: \"Main\n";
        Files.writeString(brand.resolve("site.yaml"), broken);
        var outcome = run(directory, Map.of(), null, options("--token=x"));
        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("site.yaml:"), outcome.err());
        assertEquals(broken, Files.readString(brand.resolve("site.yaml")));
    }
}
