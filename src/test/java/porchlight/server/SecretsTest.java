package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import porchlight.Main;
import porchlight.command.CommandContext;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** Recognisable secrets, and every fault that could tell one: none is in a page, a log, a command's output or a metric. */
@ResourceLock(Resources.SYSTEM_ERR)
class SecretsTest {
    private static final String SECRET = "s3cr3t";

    /** An MLS that fails in a new way each time, and says back what it was sent. */
    private static final class Echo extends Dispatcher {
        private int count;

        @Override
        public synchronized MockResponse dispatch(RecordedRequest request) {
            var echo = request.getHeaders() + " " + request.getHeaders().get("Authorization") + " "
                    + (request.getBody() == null ? "" : request.getBody().utf8());
            var json = "{\"error\":{\"code\":\"x\",\"message\":\"" + echo.replaceAll("[\"\\\\\\s]+", " ") + "\"}}";
            return switch (count++ % 7) {
                case 0 -> answer(401, json);
                case 1 -> answer(400, json);
                case 2 -> answer(500, json);
                case 3 -> answer(200, json);
                case 4 -> answer(403, "<html>" + echo + "</html>");
                case 5 -> answer(429, json);
                default ->
                    new MockResponse.Builder()
                            .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                            .build();
            };
        }

        private static MockResponse answer(int status, String body) {
            return new MockResponse.Builder()
                    .code(status)
                    .setHeader("Content-Type", "application/json")
                    .body(body)
                    .build();
        }
    }

    @Test
    void secretsAreRevealedNowhere() throws Exception {
        var log = new ByteArrayOutputStream();
        var err = System.err;
        var texts = new ArrayList<String>();
        try (var mls = new MockWebServer()) {
            mls.setDispatcher(new Echo());
            mls.start();
            var root = mls.url("/Version/3/Reso/OData/").toString();
            System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
            for (var auth : List.of(
                    Map.of("RESO_ACCESS_TOKEN", "token-" + SECRET),
                    Map.of(
                            "RESO_ACCESS_TOKEN", "",
                            "RESO_GRANT", "client_credentials",
                            "RESO_TOKEN_URL", mls.url("/token").toString(),
                            "RESO_CLIENT_ID", "client",
                            "RESO_CLIENT_SECRET", "client-" + SECRET))) {
                var settings = new HashMap<>(auth);
                settings.put("SMTP_URL", "smtp://user:mail-" + SECRET + "@127.0.0.1:1");
                settings.put("LEADS_TO", "leads@example.com");
                settings.put("LEADS_WEBHOOK_URL", "http://127.0.0.1:1/hook-" + SECRET);
                settings.put(
                        "DATABASE_URL",
                        "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;USER=sa;PASSWORD=db-" + SECRET);
                try (var site = TestSite.on(root, settings, Sources.packaged(), InstantSource.system())) {
                    for (int round = 0; round < 4; round++)
                        for (var path : List.of(
                                "/",
                                "/homes",
                                "/homes?beds=" + (round + 1),
                                "/listing/1",
                                "/mls/1",
                                "/readyz",
                                "/metrics",
                                "/embed/results",
                                "/oembed?url=x",
                                "/saved?keys=1",
                                "/nowhere",
                                "/feed.atom")) {
                            var answer = site.get(path);
                            texts.add(path + " " + answer.headers().map() + answer.body());
                        }
                }
                for (var command : List.of("check", "compliance", "--help")) texts.add(run(settings, root, command));
                settings.put("RESO_MAX_TOP", "many");
                settings.put("DATABASE_URL", "mysql://u:" + SECRET + "@db/x");
                settings.put("SMTP_URL", "mail:" + SECRET);
                texts.add(run(settings, root, "serve"));
            }
        } finally {
            System.setErr(err);
        }
        var logged = log.toString(StandardCharsets.UTF_8);
        assertTrue(logged.contains("HTTP 401") || logged.contains("401"), "faults are logged");
        assertFalse(logged.contains(SECRET), () -> around(logged));
        for (var text : texts) assertFalse(text.contains(SECRET), () -> around(text));
    }

    private static String around(String text) {
        var at = text.indexOf(SECRET);
        return text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 100));
    }

    private static String run(Map<String, String> settings, String root, String command) {
        var variables = new HashMap<>(settings);
        variables.put("RESO_SERVICE_ROOT", root);
        variables.put("SITE_BROKERAGE", "Test Realty");
        variables.put("MLS_PROFILE", "src/test/profiles/demo-feed.yaml");
        var out = new StringWriter();
        var writer = new PrintWriter(out, true);
        Main.commandLine(new CommandContext(
                        variables, Path.of("target"), new BufferedReader(new StringReader("")), InstantSource.system()))
                .setOut(writer)
                .setErr(writer)
                .execute(command);
        return command + " " + out;
    }
}
