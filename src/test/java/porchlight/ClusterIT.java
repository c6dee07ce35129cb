package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.site.Sources;

/** Several sites on one PostgreSQL database, which die and come back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
    private static final int LISTINGS = 60;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> posted = new ConcurrentLinkedQueue<>();
    private TestPostgres postgres;
    private HttpServer hook;
    private DemoMls mls;
    private String database;

    @TempDir
    private Path directory;

    @BeforeAll
    void startServers() throws Exception {
        postgres = TestPostgres.start();
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                posted.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        hook.start();
    }

    @AfterAll
    void stopServers() throws Exception {
        hook.stop(0);
        postgres.close();
    }

    @BeforeEach
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(LISTINGS).rateLimit(0));
        database = postgres.newDatabase();
        posted.clear();
    }

    @AfterEach
    void stop() throws Exception {
        for (var each : open) each.close();
        open.clear();
        mls.close();
    }

    private Map<String, String> settings() {
        return Map.of(
                "DATABASE_URL",
                database,
                "LEADS_WEBHOOK_URL",
                "http://127.0.0.1:" + hook.getAddress().getPort() + "/leads");
    }

    private TestSite site(Map<String, String> further) {
        var settings = new HashMap<>(settings());
        settings.putAll(further);
        var site = TestSite.in(directory, mls.serviceRoot(), settings, Sources.packaged(), InstantSource.system());
        open.add(site);
        return site;
    }

    private TestSite site() {
        return site(Map.of());
    }

    /** The program in a process of its own. */
    private Process program() throws Exception {
        var log = directory.resolve("serve.log");
        var classPath = String.join(
                java.io.File.pathSeparator,
                java.util.stream.Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                        .map(part -> Path.of(part).toAbsolutePath().toString())
                        .toList());
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx300m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        "porchlight.Main",
                        "serve")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PORT", "0",
                        "SITE_BROKERAGE", "Test Realty",
                        "SITE_EMAIL", "hello@example.com",
                        "MLS_PROFILE",
                                Path.of("src/test/profiles/demo-feed.yaml")
                                        .toAbsolutePath()
                                        .toString(),
                        "RESO_SERVICE_ROOT", mls.serviceRoot(),
                        "RESO_ACCESS_TOKEN", "demo-token"));
        builder.environment().putAll(settings());
        var process = builder.start();
        open.add(() -> process.destroyForcibly().waitFor());
        until(() -> {
            assertTrue(process.isAlive(), () -> text(log));
            return text(log).contains("This process leads");
        });
        return process;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException fault) {
            return fault.toString();
        }
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        for (int tries = 0; tries < 1_200; tries++) {
            if (condition.call()) return;
            Thread.sleep(50);
        }
        assertTrue(condition.call());
    }

    private void change(String listingKey, String json) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + mls.port() + "/admin/listings/" + listingKey))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        assertTrue(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                < 300);
    }

    private long count(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrlOf(database));
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String listings(TestSite site) throws Exception {
        return site.get("/readyz").body().replaceAll("(?s).*catalogue: (\\d+) listings.*", "$1");
    }

    @Test
    void oneSweepsTheOthersFollowAndAnotherTakesOver() throws Exception {
        var leader = program();
        var follower = site();
        var other = site();
        follower.swept();
        other.swept();
        assertEquals(listings(follower), listings(other));
        assertEquals(Integer.parseInt(listings(follower)), count("SELECT count(*) FROM catalogue_row"));
        assertEquals(1, count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"));

        leader.destroyForcibly().waitFor();
        until(() -> count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted") == 1);
        // The new leader goes on where the old one was: what it finds shows in both.
        var key = Pattern.compile("/listing/([^/\"]+)/")
                .matcher(follower.get("/homes").body());
        assertTrue(key.find());
        var before = Integer.parseInt(listings(other));
        change(key.group(1), "{\"StandardStatus\":\"Closed\"}");
        try (var connection = DriverManager.getConnection(postgres.jdbcUrlOf(database));
                var statement = connection.createStatement()) {
            // As if its five minutes were over.
            statement.execute(
                    "UPDATE catalogue_state SET version = version + 1,"
                            + " progress = regexp_replace(progress, '\"changesAt\":\"[^\"]*\"', '\"changesAt\":\"2020-01-01T00:00:00Z\"')");
        }
        until(() -> Integer.parseInt(listings(follower)) == before - 1);
        until(() -> Integer.parseInt(listings(other)) == before - 1);
    }

    @Test
    void aSiteStartsWithoutItsDatabaseAndUsesItLater() throws Exception {
        postgres.kill();
        var site = site();
        try {
            assertEquals(200, site.get("/homes").statusCode());
        } finally {
            postgres.begin();
        }
        site.swept();
        assertTrue(count("SELECT count(*) FROM catalogue_row") > 0);
    }
}
