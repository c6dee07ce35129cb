package porchlight.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestPostgres;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** A PostgreSQL database of an older version, on which this one is started while the older is still at work. */
@EnabledIf(value = "porchlight.harness.TestPostgres#isExpected", disabledReason = "there is no PostgreSQL server here")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpgradeIT {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db");
    private static final Path STATEMENTS = Path.of("src/test/resources/statements");

    /** The tables of V1 and their columns as they were then. */
    private static final Map<String, String> FIRST_TABLES = Map.of(
            "stored_response",
            "request_key, content_type, etag, body, body_length, stored_at, used_at",
            "catalogue_state",
            "feed, version, progress",
            "catalogue_row",
            "feed, listing_key, record, written, pass, confirmed_at, version",
            "catalogue_gone",
            "feed, key_hash, version",
            "lead",
            "id, received_at, inquiry, email, consent, suspicion, digest, digest_day",
            "lead_secret",
            "name, secret",
            "outbox",
            "lead_id, channel, state, attempts, next_at, lease_until, lease_owner, changed_at, fault");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> posted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean taken = new AtomicBoolean();
    private final Map<String, List<List<Object>>> rows = new LinkedHashMap<>();
    private TestPostgres postgres;
    private DemoMls mls;
    private HttpServer hook;
    private Path directory;

    /**
     * The data a site writes: a catalog with one home that left, pages, and an inquiry that is
     * still to be delivered.
     */
    @BeforeAll
    void fill(@TempDir Path directory) throws Exception {
        this.directory = directory;
        postgres = opened(TestPostgres.start());
        mls = opened(DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0)));
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            try (exchange) {
                posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(taken.get() ? 204 : 503, -1);
            }
        });
        hook.start();
        var database = postgres.newDatabase();
        try (var site = site(database)) {
            assertEquals(200, site.get("/homes?beds=3").statusCode());
            inquire(site, "Is the garden fenced?");
            Waiting.until(() -> posted.size() == 1);
        }
        try (var connection = connect(database)) {
            for (var table : FIRST_TABLES.keySet()) rows.put(table, rows(connection, table));
        }
        for (var table :
                List.of("stored_response", "catalogue_state", "catalogue_row", "lead", "lead_secret", "outbox"))
            assertFalse(rows.get(table).isEmpty(), table);
    }

    @AfterAll
    void stop() throws Exception {
        hook.stop(0);
        for (int i = open.size() - 1; i >= 0; i--) open.get(i).close();
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    private TestSite site(String database) throws Exception {
        var settings = Map.of(
                "DATABASE_URL",
                database,
                "LEADS_WEBHOOK_URL",
                "http://127.0.0.1:" + hook.getAddress().getPort() + "/leads");
        return TestSite.in(directory, mls.serviceRoot(), settings, Sources.packaged(), InstantSource.system())
                .swept();
    }

    private static void inquire(TestSite site, String message) throws Exception {
        var home = site.page("/homes").select("a.listing-card__link").attr("href");
        var form = site.page(home).selectFirst("form[action$=/inquiry]");
        assertNotNull(form);
        var fields = Map.of(
                "token",
                form.select("[name=token]").val(),
                "seconds",
                "30",
                "name",
                "Ann",
                "phone",
                "503-555-0123",
                "message",
                message);
        assertEquals(303, site.post(form.attr("action"), fields).statusCode());
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrlOf(database));
    }

    private static List<List<Object>> rows(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT " + FIRST_TABLES.get(table) + " FROM " + table)) {
            var rows = new ArrayList<List<Object>>();
            while (found.next()) {
                var row = new ArrayList<Object>();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++)
                    row.add(found.getObject(column));
                rows.add(row);
            }
            return rows;
        }
    }

    private void insert(Connection connection, String table) throws SQLException {
        var columns = FIRST_TABLES.get(table);
        var marks = Arrays.stream(columns.split(", ")).map(column -> "?").collect(Collectors.joining(", "));
        try (var insert =
                connection.prepareStatement("INSERT INTO " + table + " (" + columns + ") VALUES (" + marks + ")")) {
            for (var row : rows.get(table)) {
                for (int column = 0; column < row.size(); column++) insert.setObject(column + 1, row.get(column));
                insert.executeUpdate();
            }
        }
    }

    /** The numbers of a folder's migrations, in order. */
    private static List<Integer> versions(String... folders) {
        return Stream.of(folders)
                .flatMap(folder -> Stream.of(MIGRATIONS.resolve(folder).toFile().list()))
                .map(name -> Integer.parseInt(name.replaceFirst("V(\\d+)__.*", "$1")))
                .sorted()
                .toList();
    }

    static IntStream olderVersions() {
        var all = versions("site", "postgresql");
        return all.stream().mapToInt(Integer::intValue).filter(version -> version < all.get(all.size() - 1));
    }

    private static void migrate(String url, String history, int version, String... folders) {
        Flyway.configure()
                .dataSource(url, null, null)
                .locations(Stream.of(folders)
                        .map(folder -> "classpath:db/" + folder)
                        .toArray(String[]::new))
                .table(history)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(Integer.toString(version))
                .load()
                .migrate();
    }

    /** Runs a version's statements on the tables, each of which must find a row. */
    private static void say(Connection connection, Path statements) throws SQLException, IOException {
        for (var sql :
                Files.readString(statements).replaceAll("(?m)^--.*", "").strip().split(";\\s*"))
            try (var statement = connection.createStatement()) {
                var found = statement.execute(sql) ? statement.getResultSet().next() : statement.getUpdateCount() > 0;
                assertTrue(found, sql);
            }
    }

    @ParameterizedTest
    @MethodSource("olderVersions")
    void rowsOfAnOlderVersionAreUsedAndItsStatementsStillWork(int version) throws Exception {
        var database = postgres.newDatabase();
        migrate(postgres.jdbcUrlOf(database), "migrations_of_site", version, "site", "postgresql");
        migrate(postgres.jdbcUrlOf(database), "migrations_of_leads", 1, "leads");
        try (var connection = connect(database)) {
            for (var table : FIRST_TABLES.keySet()) insert(connection, table);
        }
        posted.clear();
        taken.set(true);
        var asked = mls.requests();
        try (var site = site(database);
                var connection = connect(database)) {
            assertEquals(200, site.get("/homes?beds=3").statusCode());
            assertEquals(asked, mls.requests(), "catalog and page were there");
            run(connection, "UPDATE outbox SET next_at = 0 WHERE state = 'PENDING'");
            Waiting.until(() -> posted.stream().anyMatch(lead -> lead.contains("Is the garden fenced?")));
            for (var table : List.of("catalogue_row", "catalogue_gone", "lead", "lead_secret"))
                assertEquals(new HashSet<>(rows.get(table)), new HashSet<>(rows(connection, table)), table);
            assertEquals(
                    rows.get("stored_response").size(),
                    rows(connection, "stored_response").size());

            for (var each : versions("site", "postgresql"))
                say(connection, STATEMENTS.resolve("site/V" + each + ".sql"));
            for (var each : versions("leads")) say(connection, STATEMENTS.resolve("leads/V" + each + ".sql"));

            // And this version's statements, on the same rows.
            assertEquals(200, site.get("/homes?beds=2").statusCode());
            Waiting.until(() -> rows(connection, "stored_response").size()
                    > rows.get("stored_response").size());
            inquire(site, "And who mows the lawn?");
            Waiting.until(() -> posted.stream().anyMatch(lead -> lead.contains("And who mows the lawn?")));
            assertEquals(rows.get("lead").size() + 1, rows(connection, "lead").size());
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
