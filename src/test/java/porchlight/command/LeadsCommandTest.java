package porchlight.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import porchlight.Main;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** The owner's commands on leads that a site kept. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeadsCommandTest {
    private static final String NOWHERE = "http://127.0.0.1:1/OData/";

    private Path directory;

    private Map<String, String> permissions;
    private Outcome whileTheSiteRuns;

    private record Outcome(int exitCode, String out, String err) {}

    private Outcome run(Map<String, String> variables, String... command) {
        var out = new StringWriter();
        var err = new StringWriter();
        var surroundings = new CommandContext(
                variables, directory, new BufferedReader(new StringReader("")), InstantSource.system());
        var exitCode = Main.commandLine(surroundings)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(command);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    @BeforeAll
    void visitorsWrite(@TempDir Path folder) throws Exception {
        directory = folder;
        try (var site = TestSite.in(
                directory,
                NOWHERE,
                Map.of("DATABASE_URL", "jdbc:h2:" + directory.resolve("data/cache")),
                Sources.packaged(),
                InstantSource.system())) {
            for (var message : new String[] {"First", "Second"})
                assertEquals(
                        303,
                        site.post("/contact", Map.of("name", "Ann", "phone", "503-555-0123", "message", message))
                                .statusCode());
            whileTheSiteRuns = run(Map.of(), "leads", "list");
            permissions = permissions(directory.resolve("data"));
        }
    }

    /** Of a directory and what is in it, by name. */
    private static Map<String, String> permissions(Path data) throws IOException {
        var permissions = new TreeMap<String, String>();
        try (var files = Files.walk(data)) {
            for (var file : files.toList())
                permissions.put(
                        file.getFileName().toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        return permissions;
    }

    @Test
    void nobodyElseReadsTheLeads() {
        assertEquals("rwx------", permissions.get("data"));
        for (var file : List.of("leads.journal", "leads.index.mv.db", "leads.lock", "leads.site.lock"))
            assertEquals("rw-------", permissions.get(file), file);
    }

    @Test
    void commandsWorkWhileTheSiteRuns() {
        assertEquals(0, whileTheSiteRuns.exitCode(), whileTheSiteRuns.err());
        assertTrue(whileTheSiteRuns.out().contains("2 leads"), whileTheSiteRuns.out());
    }

    @Test
    void nobodyElseReadsWhatIsExported() throws Exception {
        var fresh = directory.resolve("fresh.csv");
        var readable = Files.writeString(directory.resolve("readable.csv"), "before");
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-r--r--"));
        for (var file : List.of(fresh, readable)) {
            assertEquals(
                    0,
                    run(Map.of(), "leads", "export", "--output", file.toString())
                            .exitCode());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertTrue(Files.readString(file).startsWith("\uFEFFid,"));
        }
    }

    @Test
    void leadsAreListedSentAgainAndForgotten() {
        var list = run(Map.of(), "leads", "list", "--suspected");
        assertEquals(0, list.exitCode(), list.err());
        assertTrue(list.out().contains("2 leads"), list.out());
        assertTrue(list.out().contains("suspected: it was sent without its form"), list.out());
        assertTrue(list.out().contains("sent nowhere"), list.out());
        var id = list.out().substring(0, 8);

        // Suspected ones only when asked for.
        var settings = Map.of("LEADS_WEBHOOK_URL", "https://crm.example.com/leads");
        assertEquals("0 leads queued", run(settings, "leads", "resend").out().strip());
        assertEquals("1 lead queued", run(settings, "leads", "resend", id).out().strip());
        assertTrue(run(Map.of(), "leads", "list").out().contains("webhook: pending"));
        assertTrue(run(Map.of(), "leads", "list", "--suspected").out().contains("1 lead\n"));

        var csv = run(Map.of(), "leads", "export").out();
        assertEquals(3, csv.strip().lines().count(), csv);
        var whole = csv.lines()
                .filter(line -> line.contains(id))
                .findFirst()
                .orElseThrow()
                .substring(1, 37);
        assertEquals(
                "1 lead deleted", run(Map.of(), "leads", "delete", whole).out().strip());
        assertTrue(run(Map.of(), "leads", "list").out().contains("1 lead\n"));
        assertEquals(1, run(Map.of(), "leads", "delete", "no-such-id").exitCode());
        var secret = run(Map.of(), "leads", "secret").out().strip();
        assertTrue(secret.matches("whsec_[A-Za-z0-9+/]{43}="), "a secret of 32 bytes");
        assertEquals(secret, run(Map.of(), "leads", "secret").out().strip());
    }
}
