package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** What a visitor types, through everything that can go wrong with it: none of it is in the program's log. */
@ResourceLock(Resources.SYSTEM_ERR)
@ResourceLock(Resources.SYSTEM_OUT)
class LogPrivacyTest {
    private static final Map<String, String> TYPED = Map.of(
            "name", "Zyxanne Quuxberg",
            "email", "zyx.anne@example.com",
            "phone", "(503) 555-0177",
            "message", "Does plughxyzzy the dog fit?");
    private static final Set<String> TELLING =
            Set.of("Zyxanne", "Quuxberg", "zyx.anne", "zyx%2eanne", "555-0177", "5550177", "plughxyzzy");

    /** A mail server that quotes all it was told in its refusals, of the recipient first, then of the letter. */
    private static void quote(Socket client) {
        try (client) {
            var out = client.getOutputStream();
            var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            var received = new StringBuilder();
            out.write("220 quoting\r\n".getBytes(StandardCharsets.US_ASCII));
            var inLetter = false;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                received.append(line).append(' ');
                if (inLetter && !line.equals(".")) continue;
                var answer = "250 go on";
                if (line.startsWith("RCPT") && line.contains("zyx")) answer = "550 no such user: " + received;
                if (line.startsWith("DATA")) answer = "354 go on";
                if (inLetter) answer = "451 not now: " + received;
                inLetter = line.startsWith("DATA");
                out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException gone) {
            // So is the client.
        }
    }

    private static void accept(ServerSocket post) {
        try {
            while (true) {
                var client = post.accept();
                new Thread(() -> quote(client)).start();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** A receiver of leads that says back what it was sent, with another status each time. */
    private static Dispatcher echo() {
        return new Dispatcher() {
            private int count;

            @Override
            public synchronized MockResponse dispatch(RecordedRequest request) {
                var body = request.getBody() == null ? "" : request.getBody().utf8();
                return new MockResponse.Builder()
                        .code(count++ % 2 == 0 ? 500 : 422)
                        .setHeader("X-Echo", URLEncoder.encode(body, StandardCharsets.UTF_8))
                        .body(body)
                        .build();
            }
        };
    }

    @Test
    void logHoldsNothingThatVisitorsTyped(@TempDir Path directory) throws Exception {
        var log = new ByteArrayOutputStream();
        var err = System.err;
        var out = System.out;
        var unopenable = Files.createDirectories(directory.resolve("data/leads.mv.db"));
        try (var mls = DemoMls.start(DemoOptions.standard().listings(60));
                var hook = new MockWebServer();
                var post = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            hook.setDispatcher(echo());
            hook.start();
            new Thread(() -> accept(post)).start();
            System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
            System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
            try (var site = TestSite.in(
                    directory,
                    mls.serviceRoot(),
                    Map.of(
                            "DATABASE_URL",
                            "jdbc:h2:" + directory.resolve("data/cache"),
                            "SMTP_URL",
                            "smtp://127.0.0.1:" + post.getLocalPort(),
                            "LEADS_TO",
                            "office@example.com",
                            "LEADS_WEBHOOK_URL",
                            hook.url("/leads").toString(),
                            "TRUSTED_PROXIES",
                            "127.0.0.1"),
                    Sources.packaged(),
                    InstantSource.system())) {
                var listing = site.page("/homes")
                        .select("a.listing-card__link")
                        .first()
                        .attr("href");
                var action =
                        site.page(listing).select("form.contact-form").first().attr("action");
                assertEquals(503, send(site, action, Map.of()));
                Files.delete(unopenable);
                Waiting.until(() -> send(site, action, Map.of()) == 303);
                var token = site.page(listing).select("[name=token]").val();
                for (int home = 0; home < 2; home++)
                    assertEquals(303, send(site, action, Map.of("token", token, "message", "plughxyzzy " + home)));
                assertEquals(303, send(site, "/contact", Map.of("kind", "contact")));
                assertEquals(422, send(site, action, Map.of("email", "zyx.anne@")));
                assertEquals(422, send(site, action, Map.of("kind", "showing", "day1", "plughxyzzy")));
                assertEquals(303, send(site, action, Map.of("token", "plughxyzzy")));
                assertEquals(413, send(site, action, Map.of("message", "plughxyzzy ".repeat(20_000))));
                assertEquals(
                        403,
                        site.post(action, TYPED, "Origin", "https://evil.example")
                                .statusCode());
                var limited = 303;
                for (int tries = 0; tries < 30 && limited != 429; tries++)
                    limited = site.post("/contact", TYPED, "X-Forwarded-For", "203.0.113.9")
                            .statusCode();
                assertEquals(429, limited);
                var query = new StringBuilder("?");
                TYPED.forEach((name, value) -> query.append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .append('&'));
                for (var path : List.of("/contact", action, "/thanks", "/nowhere", "/listing/1/inquiry"))
                    site.get(path + query);
                site.post("/nowhere", TYPED);
                mls.close();
                send(site, "/listing/1/inquiry", Map.of());

                var faults =
                        List.of("could not be kept", "was refused by", "answered 550", "answered 451", "answered 500");
                for (var fault : faults)
                    Waiting.until(
                            fault, () -> log.toString(StandardCharsets.UTF_8).contains(fault));
            }
        } finally {
            System.setErr(err);
            System.setOut(out);
        }
        var logged = log.toString(StandardCharsets.UTF_8);
        for (var word : TELLING)
            assertFalse(
                    logged.toLowerCase(java.util.Locale.ROOT).contains(word.toLowerCase(java.util.Locale.ROOT)),
                    () -> word + " in " + logged);
    }

    private static int send(TestSite site, String action, Map<String, String> other) throws Exception {
        var form = new HashMap<>(TYPED);
        form.put("seconds", "20");
        form.putAll(other);
        return site.post(action, form).statusCode();
    }
}
