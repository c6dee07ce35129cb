package porchlight.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** An MLS whose TLS certificate stops being good while the site runs. */
@Isolated(
        "It changes whom the whole process trusts; the JDK can hand out the certificates of before while others load them")
class CertificateTest {
    private static final String STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

    private final HeldCertificate authority = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("Test authority")
            .build();
    private final TestClock clock = new TestClock();
    private final AtomicInteger connections = new AtomicInteger();
    private final PrintStream console = System.err;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private DemoMls mls;
    private ServerSocket front;
    private volatile int forwardTo;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0).clock(clock));
        front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var forwarder = new Thread(this::forward);
        forwarder.setDaemon(true);
        forwarder.start();
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority.certificate());
        var file = directory.resolve("trusted.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        System.setProperty(STORE, file.toString());
        System.setProperty(PASSWORD, "changeit");
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() throws IOException {
        front.close();
        System.setErr(console);
        System.clearProperty(STORE);
        System.clearProperty(PASSWORD);
        mls.close();
    }

    private enum Fault {
        EXPIRED("has expired"),
        SELF_SIGNED("is not signed by an authority"),
        WRONG_HOST("is for another host");

        private final String words;

        Fault(String words) {
            this.words = words;
        }
    }

    private HeldCertificate good() {
        return new HeldCertificate.Builder()
                .signedBy(authority)
                .addSubjectAlternativeName("localhost")
                .build();
    }

    private HeldCertificate bad(Fault fault) {
        var certificate = new HeldCertificate.Builder();
        var now = Instant.now();
        return switch (fault) {
            case EXPIRED ->
                certificate
                        .signedBy(authority)
                        .addSubjectAlternativeName("localhost")
                        .validityInterval(
                                now.minus(Duration.ofDays(90)).toEpochMilli(),
                                now.minus(Duration.ofDays(1)).toEpochMilli())
                        .build();
            case SELF_SIGNED ->
                certificate.addSubjectAlternativeName("localhost").build();
            case WRONG_HOST ->
                certificate
                        .signedBy(authority)
                        .addSubjectAlternativeName("other.example")
                        .build();
        };
    }

    /** The demo MLS behind TLS. */
    private MockWebServer encrypted(HeldCertificate certificate) throws IOException {
        var server = new MockWebServer();
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return passedOn(request);
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
        return server;
    }

    /** The MLS's port, which stays the same while what answers behind it changes. */
    private void forward() {
        while (!front.isClosed()) {
            try {
                var client = front.accept();
                connections.incrementAndGet();
                try {
                    var server = new Socket(InetAddress.getLoopbackAddress(), forwardTo);
                    pump(client, server);
                    pump(server, client);
                } catch (IOException nobodyBehind) {
                    client.close();
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        var thread = new Thread(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException closed) {
                // Either side may hang up.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private MockResponse passedOn(RecordedRequest request) {
        try {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mls.port()
                                            + request.getUrl().encodedPath()
                                            + (request.getUrl().encodedQuery() == null
                                                    ? ""
                                                    : "?" + request.getUrl().encodedQuery())))
                                    .header("Authorization", "Bearer " + DemoMls.TOKEN)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return new MockResponse.Builder()
                    .code(answer.statusCode())
                    .setHeader(
                            "Content-Type",
                            answer.headers().firstValue("Content-Type").orElse("application/json"))
                    .body(answer.body())
                    .build();
        } catch (IOException | InterruptedException fault) {
            return new MockResponse.Builder().code(502).build();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void pagesStandTheOwnerIsToldWhyAndTheMlsIsLeftAlone(Fault fault) throws Exception {
        var server = encrypted(good());
        forwardTo = server.getPort();
        var port = front.getLocalPort();
        var root = "https://localhost:" + port + URI.create(mls.serviceRoot()).getPath();
        try (var site = TestSite.on(root, Map.of(), Sources.packaged(), clock).answering()) {
            assertEquals(200, site.get("/homes").statusCode());
            server.close();
            server = encrypted(bad(fault));
            forwardTo = server.getPort();
            connections.set(0);
            clock.pass(Duration.ofHours(2));

            for (int visit = 0; visit < 20; visit++) {
                var page = site.get("/homes");
                assertEquals(
                        200,
                        page.statusCode(),
                        () -> page.headers() + page.body() + logged.toString(StandardCharsets.UTF_8));
                assertTrue(page.body().contains("stale-note"), "says that it is not up to date");
            }
            assertEquals(503, site.get("/homes?min_price=123000").statusCode(), "was never asked for");

            assertTrue(connections.get() < 20, connections + " connections for 21 visits");
            var log = logged.toString(StandardCharsets.UTF_8);
            assertTrue(log.contains("the certificate of localhost " + fault.words), log);
        } finally {
            server.close();
        }
    }
}
