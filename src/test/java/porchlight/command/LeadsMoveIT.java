package porchlight.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import porchlight.Main;
import porchlight.harness.TestPostgres;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** Leads move with their site from H2 to a PostgreSQL server. */
@EnabledIf(value = "porchlight.harness.TestPostgres#isExpected", disabledReason = "there is no PostgreSQL server here")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeadsMoveIT {
    private static final String NOWHERE = "http://127.0.0.1:1/OData/";
    private static final Map<String, String> HOOK = Map.of("LEADS_WEBHOOK_URL", "http://127.0.0.1:1/leads");

    private TestPostgres postgres;

    @BeforeAll
    void start() throws Exception {
        postgres = TestPostgres.start();
    }

    @AfterAll
    void stop() throws Exception {
        postgres.close();
    }

    private record Outcome(int exitCode, String out, String err) {}

    private static Outcome run(Path directory, Map<String, String> variables, String... command) {
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

    private static void write(Path directory, Map<String, String> settings, String... messages) throws Exception {
        try (var site = TestSite.in(directory, NOWHERE, settings, Sources.packaged(), InstantSource.system())) {
            for (var message : messages)
                assertEquals(
                        303,
                        site.post("/contact", Map.of("name", "Ann", "phone", "503-555-0123", "message", message))
                                .statusCode());
        }
    }

    @Test
    void leadsDeliveriesAndSecretsMoveAndSoDoLaterOnes(@TempDir Path directory) throws Exception {
        var here = new HashMap<>(HOOK);
        here.put("DATABASE_URL", "jdbc:h2:" + directory.resolve("data/cache"));
        write(directory, here, "First", "Second");
        var id = run(directory, here, "leads", "list").out().substring(0, 8);
        run(directory, here, "leads", "resend", id);
        var secret = run(directory, here, "leads", "secret").out();
        var url = postgres.newDatabase();
        var there = new HashMap<>(HOOK);
        there.put("DATABASE_URL", url);
        // The new place already has leads and a secret of its own.
        write(directory, there, "Third");
        assertTrue(!run(directory, there, "leads", "secret").out().equals(secret));

        var moved = run(directory, here, "leads", "move-to", url);
        assertEquals(0, moved.exitCode(), moved.out() + moved.err());
        assertTrue(moved.out().startsWith("2 leads copied; 0 were there already."), moved.out());
        assertEquals(secret, run(directory, there, "leads", "secret").out());
        var list = run(directory, there, "leads", "list").out();
        assertTrue(list.contains("3 leads") && list.contains("webhook: pending"), list);

        write(directory, here, "Fourth");
        assertTrue(
                run(directory, here, "leads", "move-to", url).out().startsWith("1 lead copied; 2 were there already."));
        assertTrue(run(directory, there, "leads", "list").out().contains("4 leads"));
        // The site itself reads them.
        write(directory, there, "Fifth");
        assertTrue(run(directory, there, "leads", "list").out().contains("5 leads"));

        // A backup's journal takes the same way.
        var other = new HashMap<>(HOOK);
        other.put("DATABASE_URL", postgres.newDatabase());
        assertTrue(run(directory, other, "leads", "import", "data/leads.journal")
                .out()
                .startsWith("3 leads imported; 0 were here already"));
        assertEquals(secret, run(directory, other, "leads", "secret").out());
    }

    @Test
    void leadsMoveOnlyToAServer(@TempDir Path directory) {
        var file = run(directory, Map.of(), "leads", "move-to", "jdbc:h2:./elsewhere");
        assertEquals(2, file.exitCode());
        assertTrue(file.err().contains("Leads move only to PostgreSQL."), file.err());
        var away = run(directory, Map.of(), "leads", "move-to", "postgres://owner:hidden-word@127.0.0.1:1/none");
        assertEquals(1, away.exitCode());
        assertTrue(!(away.out() + away.err()).contains("hidden-word"), away.err());
    }
}
