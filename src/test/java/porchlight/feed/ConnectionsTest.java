package porchlight.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.LyingMls;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** How many connections to the MLS the whole site opens, and what it speaks on them. */
@Isolated("It changes whom the whole process trusts")
class ConnectionsTest {
    /** Calls that may be under way at once. */
    private static final int AT_ONCE = 8;

    private static final String PASSWORD = "for this test";
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

    private final ExecutorService visitors = Executors.newFixedThreadPool(AT_ONCE);
    private DemoMls truth;

    @BeforeEach
    void start() {
        truth = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
    }

    @AfterEach
    void stop() {
        visitors.shutdownNow();
        truth.close();
    }

    /** Sees pages at once that are asked of the MLS all at the same time. */
    private void seeAtOnce(LyingMls mls, TestSite site, List<String> paths) throws Exception {
        var arrived = new CountDownLatch(paths.size());
        mls.answer("Property('", () -> {
            arrived.countDown();
            try {
                arrived.await(5, TimeUnit.SECONDS);
                return null;
            } catch (InterruptedException stopping) {
                return new MockResponse.Builder().code(500).build();
            }
        });
        var pages = new ArrayList<Future<Integer>>();
        for (var path : paths) pages.add(visitors.submit(() -> site.get(path).statusCode()));
        for (var page : pages) assertEquals(200, page.get());
        assertEquals(0, arrived.getCount(), "all were under way at once");
    }

    private static Set<Integer> connections(List<RecordedRequest> asked) {
        return asked.stream().map(RecordedRequest::getConnectionIndex).collect(Collectors.toSet());
    }

    @Test
    void connectionsAreKeptForTheNextBurst() throws Exception {
        try (var mls = new LyingMls(truth);
                var site = TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), InstantSource.system())
                        .swept()) {
            var listings = site.page("/homes").select("a.listing-card__link").eachAttr("href");
            seeAtOnce(mls, site, listings.subList(0, AT_ONCE));
            var opened = connections(mls.asked());
            assertTrue(opened.size() >= AT_ONCE, opened.toString());
            // Those that are not kept are closed behind the calls.
            Thread.sleep(200);
            seeAtOnce(mls, site, listings.subList(AT_ONCE, 2 * AT_ONCE));
            assertEquals(opened, connections(mls.asked()));
            assertEquals("HTTP/1.1", mls.asked().get(0).getVersion());
        }
    }

    @Test
    void overTlsAllIsAskedOnOneConnectionByHttp2(@TempDir Path directory) throws Exception {
        var keys = certificate(directory);
        System.setProperty(TRUST_STORE, keys.toString());
        System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
        try (var mls = new LyingMls(truth, encrypting(keys));
                var site = TestSite.on(mls.serviceRoot(), Map.of(), Sources.packaged(), InstantSource.system())
                        .swept()) {
            assertTrue(mls.serviceRoot().startsWith("https:"));
            var listings = site.page("/homes").select("a.listing-card__link").eachAttr("href");
            seeAtOnce(mls, site, listings.subList(0, AT_ONCE));
            var asked = mls.asked();
            assertFalse(asked.isEmpty());
            for (var request : asked) assertEquals("HTTP/2", request.getVersion(), request.getTarget());
            assertEquals(1, connections(asked).size(), "sweep and pages share a connection");
        } finally {
            System.clearProperty(TRUST_STORE);
            System.clearProperty(TRUST_STORE_PASSWORD);
        }
    }

    /** A key for 127.0.0.1, certified by itself, made by the JDK's own tool. */
    private static Path certificate(Path directory) throws Exception {
        var keys = directory.resolve("keys.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "mls",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=MLS",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-ext",
                        "bc:c",
                        "-keystore",
                        keys.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertEquals(0, made.waitFor());
        return keys;
    }

    private static SSLSocketFactory encrypting(Path keys) throws Exception {
        var store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, PASSWORD.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), null, null);
        return tls.getSocketFactory();
    }
}
