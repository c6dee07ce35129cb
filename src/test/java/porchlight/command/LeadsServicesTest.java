package porchlight.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import porchlight.Main;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.CheckRun;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** The owner's mail server, webhook, and database: tried before the first lead, and again after a mistake. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeadsServicesTest {
    private static final String PASSWORD = "right";

    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private DemoMls mls;

    @BeforeAll
    void start() {
        post.start();
        post.setUser("office@example.com", "office", PASSWORD);
        mls = DemoMls.start(DemoOptions.standard().listings(240).rateLimit(0));
    }

    @AfterAll
    void stop() {
        post.stop();
        mls.close();
    }

    @AfterEach
    void emptyMailboxes() throws Exception {
        post.purgeEmailFromAllMailboxes();
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

    private Map<String, String> mail(String password, String... further) {
        var settings = new HashMap<>(Map.of(
                "SMTP_URL",
                "smtp://office:" + password + "@127.0.0.1:" + post.getSmtp().getPort(),
                "LEADS_TO",
                "office@example.com"));
        for (int i = 0; i < further.length; i += 2) settings.put(further[i], further[i + 1]);
        return settings;
    }

    @Test
    void aTestReachesEveryReceiverAndIsNotKept(@TempDir Path directory) throws Exception {
        try (var hook = new MockWebServer()) {
            hook.start();
            hook.enqueue(new MockResponse.Builder().build());
            var settings =
                    mail(PASSWORD, "LEADS_WEBHOOK_URL", hook.url("/leads").toString());
            var outcome = run(directory, settings, "leads", "test");

            assertEquals(0, outcome.exitCode(), outcome.out() + outcome.err());
            assertTrue(outcome.out().contains("mail:office@example.com: sent"), outcome.out());
            assertTrue(outcome.out().contains("acknowledgement: sent"), outcome.out());
            assertTrue(outcome.out().contains("webhook: sent"), outcome.out());
            var letters = post.getReceivedMessages();
            assertEquals(2, letters.length);
            assertTrue(Arrays.stream(letters).anyMatch(letter -> {
                try {
                    return letter.getSubject().contains("Porchlight Test");
                } catch (jakarta.mail.MessagingException fault) {
                    throw new AssertionError(fault);
                }
            }));
            var posted = hook.takeRequest();
            var body = posted.getBody().utf8();
            assertTrue(body.contains("\"type\":\"lead.test\""), body);
            var secret =
                    run(directory, settings, "leads", "secret").out().strip().substring("whsec_".length());
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
            var signed = posted.getHeaders().get("webhook-id") + "."
                    + posted.getHeaders().get("webhook-timestamp") + "." + body;
            assertEquals(
                    "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))),
                    posted.getHeaders().get("webhook-signature"));
            assertEquals(
                    "0 leads", run(directory, settings, "leads", "list").out().strip());
        }
    }

    @Test
    void aTestSaysWhatIsWrong(@TempDir Path directory) throws Exception {
        try (var hook = new MockWebServer()) {
            hook.start();
            hook.enqueue(new MockResponse.Builder().code(410).build());
            var outcome = run(
                    directory,
                    mail("wrong", "LEADS_WEBHOOK_URL", hook.url("/leads").toString()),
                    "leads",
                    "test");
            assertEquals(1, outcome.exitCode());
            assertTrue(
                    outcome.out()
                            .contains("mail:office@example.com: the mail server does not accept user and password"),
                    outcome.out());
            assertTrue(outcome.out().contains("webhook: it answered 410"), outcome.out());
        }
        var nowhere = run(directory, Map.of(), "leads", "test");
        assertEquals(1, nowhere.exitCode());
        assertTrue(nowhere.err().contains("Set SMTP_URL and LEADS_TO, or LEADS_WEBHOOK_URL."), nowhere.err());
    }

    @Test
    void checkTriesMailServerAndWebhookAndSendsNothing(@TempDir Path directory) throws Exception {
        try (var hook = new MockWebServer()) {
            hook.start();
            hook.enqueue(new MockResponse.Builder().code(405).build());
            var fine = CheckRun.of(
                    mls.serviceRoot(),
                    directory,
                    InstantSource.system(),
                    mail(PASSWORD, "LEADS_WEBHOOK_URL", hook.url("/leads").toString()));
            assertEquals(0, fine.exitCode(), fine.out());
            assertTrue(fine.out().contains("mail server") && fine.out().contains("webhook"), fine.out());
            assertEquals("HEAD", hook.takeRequest().getMethod());
            assertEquals(0, post.getReceivedMessages().length);
        }
        var wrong = CheckRun.of(
                mls.serviceRoot(),
                directory,
                InstantSource.system(),
                mail(
                        "wrong",
                        "LEADS_WEBHOOK_URL",
                        "http://127.0.0.1:1/leads",
                        "DATABASE_URL",
                        "postgres://owner:secret-word@127.0.0.1:1/none"));
        assertEquals(1, wrong.exitCode(), wrong.out());
        assertTrue(wrong.out().contains("Fix these first: database, mail server, webhook."), wrong.out());
        for (var words : new String[] {"DATABASE_URL: Correct", "SMTP_URL: Correct", "LEADS_WEBHOOK_URL: Correct"})
            assertTrue(wrong.out().contains(words), words + "\n" + wrong.out());
        assertFalse(wrong.out().contains("secret-word"));
    }

    private TestSite site(Path directory, Map<String, String> settings) throws Exception {
        var all = new HashMap<>(settings);
        all.put("DATABASE_URL", "jdbc:h2:" + directory.resolve("data/cache"));
        return TestSite.in(directory, mls.serviceRoot(), all, Sources.packaged(), InstantSource.system());
    }

    /** With a wrong password, so that neither letter goes out. */
    private void refuse(Path directory) throws Exception {
        try (var site = site(directory, mail("wrong"))) {
            var listing =
                    site.page("/homes").select("a.listing-card__link").first().attr("href");
            var form = site.page(listing).select("form.contact-form").first();
            var sent = site.post(
                    form.attr("action"),
                    Map.of(
                            "token",
                            form.select("[name=token]").val(),
                            "seconds",
                            "20",
                            "name",
                            "Ann Example",
                            "email",
                            "ann@example.com",
                            "message",
                            "Is the roof new?"));
            assertEquals(303, sent.statusCode());
            Waiting.until("both are refused", () -> {
                var list = run(directory, Map.of(), "leads", "list").out();
                return list.split(": refused after", -1).length == 3;
            });
        }
    }

    @Test
    void whatOurWrongPasswordGotRefusedIsSentAfterTheNextStart(@TempDir Path directory) throws Exception {
        refuse(directory);
        try (var site = site(directory, mail(PASSWORD))) {
            assertEquals(200, site.get("/contact").statusCode());
            Waiting.until("both letters", () -> post.getReceivedMessages().length == 2);
        }
    }

    @Test
    void resendQueuesTheAcknowledgmentThatOurWrongPasswordGotRefused(@TempDir Path directory) throws Exception {
        refuse(directory);
        assertEquals(
                "1 lead queued",
                run(directory, mail(PASSWORD), "leads", "resend").out().strip());
        var list = run(directory, Map.of(), "leads", "list").out();
        assertTrue(list.contains("mail:office@example.com: pending"), list);
        assertTrue(list.contains("acknowledgement: pending"), list);
    }

    @Test
    void aJournalIsImportedOnce(@TempDir Path directory, @TempDir Path other) throws Exception {
        refuse(directory);
        var backup = Files.copy(directory.resolve("data/leads.journal"), other.resolve("backup.journal"));
        var before = Files.readAllBytes(backup);
        var first = run(other, Map.of(), "leads", "import", "backup.journal");
        assertEquals(0, first.exitCode(), first.out() + first.err());
        assertTrue(first.out().startsWith("1 lead imported; 0 were here already"), first.out());
        assertTrue(run(other, Map.of(), "leads", "import", "backup.journal")
                .out()
                .startsWith("0 leads imported; 1 were here already"));
        assertEquals(
                run(directory, Map.of(), "leads", "list").out(),
                run(other, Map.of(), "leads", "list").out());
        assertEquals(
                run(directory, Map.of(), "leads", "export", "--format", "json").out(),
                run(other, Map.of(), "leads", "export", "--format", "json").out());
        assertTrue(Arrays.equals(before, Files.readAllBytes(backup)));

        var none = run(other, Map.of(), "leads", "import", "nothing.journal");
        assertEquals(1, none.exitCode());
        assertTrue(none.err().contains("Can’t read nothing.journal"), none.err());
    }
}
