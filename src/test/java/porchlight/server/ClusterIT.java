package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.Faults.Kind;
import porchlight.harness.TestPostgres;
import porchlight.harness.TestProgram;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.settings.InvalidSettings;
import porchlight.site.Sources;

/** Several sites on one PostgreSQL database, which die and come back. */
@Order(1)
@EnabledIf(value = "porchlight.harness.TestPostgres#isExpected", disabledReason = "there is no PostgreSQL server here")
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

    /** Waiting would not help, and "ready" would be a lie. */
    @Test
    void aDatabaseOrUserThatDoesNotExistRefusesTheStart() {
        for (var wrong : List.of(database + "_none", database.replaceFirst("//[^:@]+", "//nobody"))) {
            var refused = assertThrows(InvalidSettings.class, () -> site(Map.of("DATABASE_URL", wrong)), wrong);

            assertEquals("DATABASE_URL", refused.faults().get(0).variable());
            assertFalse(refused.faults().toString().contains(":any"), "the password is not repeated");
        }
    }

    /** The program in a process of its own. */
    private TestProgram program() throws Exception {
        var environment = new HashMap<>(TestProgram.settings(mls.serviceRoot()));
        environment.putAll(settings());
        var program = TestProgram.start(directory, environment);
        open.add(program);
        program.visitor();
        Waiting.until(() -> program.output().contains("This process leads"));
        return program;
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
        return site.management("/readyz").body().replaceAll("(?s).*catalog: (\\d+) listings.*", "$1");
    }

    /** Asks every site for a page at the same moment, several times each. */
    private static void ask(List<TestSite> sites, String path, int each) throws Exception {
        var visitors = Executors.newFixedThreadPool(sites.size() * each);
        try {
            var answers = new ArrayList<Future<HttpResponse<String>>>();
            for (int i = 0; i < each; i++) for (var site : sites) answers.add(visitors.submit(() -> site.get(path)));
            for (var answer : answers) assertEquals(200, answer.get().statusCode());
        } finally {
            visitors.shutdownNow();
        }
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

        leader.kill();
        Waiting.until(() -> count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted") == 1);
        // The new leader goes on where the old one was: what it finds shows in both.
        var key = Pattern.compile("/listing/([^/\"]+)/")
                .matcher(follower.get("/homes").body());
        assertTrue(key.find());
        var before = Integer.parseInt(listings(other));
        change(key.group(1), "{\"StandardStatus\":\"Closed\"}");
        // As if its five minutes were over.
        run(
                "UPDATE catalogue_state SET version = version + 1,"
                        + " progress = regexp_replace(progress, '\"changesAt\":\"[^\"]*\"', '\"changesAt\":\"2020-01-01T00:00:00Z\"')");
        Waiting.until(() -> Integer.parseInt(listings(follower)) == before - 1);
        Waiting.until(() -> Integer.parseInt(listings(other)) == before - 1);
    }

    @Test
    void aColdPageIsAskedOfTheMlsOnceByAllTogether() throws Exception {
        var sites = List.of(site(), site(), site());
        for (var site : sites) site.swept();
        for (int price = 250_000; price < 270_000; price += 1_000) {
            var before = mls.requests();
            ask(sites, "/homes?min_price=" + price, 8);
            assertEquals(before + 1, mls.requests(), "a page from " + price);
        }
        // Begun anew they find what they stored.
        for (var site : sites) site.close();
        open.clear();
        var again = List.of(site(), site(), site());
        var restarted = mls.requests();
        for (int price = 250_000; price < 270_000; price += 1_000) ask(again, "/homes?min_price=" + price, 8);
        assertEquals(restarted, mls.requests());
    }

    @Test
    void aBudgetIsSpentTogether() throws Exception {
        var sites = List.of(site(Map.of("RESO_RATE_LIMIT", "30/PT1H")), site(Map.of("RESO_RATE_LIMIT", "30/PT1H")));
        for (var site : sites) Waiting.until(() -> site.get("/homes").statusCode() == 200);
        // Searches leave a part of it to homes.
        var homes = new java.util.ArrayList<String>();
        for (var page : List.of("/homes", "/homes?page=2"))
            homes.addAll(sites.get(0).page(page).select("a.listing-card__link").eachAttr("href"));
        for (int i = 0; i < 40; i++) sites.get(i % 2).get(homes.get(i % homes.size()));
        assertTrue(mls.requests() <= 30, mls.requests() + " requests");
        assertTrue(mls.requests() >= 28, mls.requests() + " requests");
    }

    @Test
    void theDatabaseMayDieAndComeBackAndNothingIsLost() throws Exception {
        var sites = List.of(site(), site(), site());
        for (var site : sites) site.swept();
        ask(sites, "/homes?beds=3", 1);
        var home = sites.get(0).page("/homes").select("a.listing-card__link").attr("href");
        var form = sites.get(0).page(home).selectFirst("form[action$=/inquiry]");
        assertNotNull(form);
        var action = form.attr("action");
        var inquiry = new HashMap<>(Map.of(
                "token", form.select("[name=token]").val(),
                "seconds", "30",
                "name", "Ann",
                "phone", "503-555-0123",
                "message", "Is the garden fenced?"));
        assertEquals(303, sites.get(0).post(action, inquiry).statusCode());
        Waiting.until(() -> posted.size() == 1);
        var rows = count("SELECT count(*) FROM catalogue_row");

        postgres.kill();
        for (var site : sites) {
            assertEquals(200, site.get("/homes?beds=3").statusCode());
            assertEquals(200, site.get("/homes?beds=2").statusCode());
            assertEquals(200, site.get("/healthz").statusCode());
        }
        inquiry.put("message", "And who mows the lawn?");
        var refused = sites.get(1).post(action, inquiry);
        assertEquals(503, refused.statusCode());
        assertTrue(refused.body().contains("And who mows the lawn?"));

        postgres.begin();
        var before = mls.requests();
        Waiting.until(() -> sites.get(1).post(action, inquiry).statusCode() == 303);
        Waiting.until(() -> posted.size() == 2);
        assertEquals(2, count("SELECT count(*) FROM lead"));
        Waiting.until(() -> count("SELECT count(*) FROM outbox WHERE state = 'SENT' AND channel = 'webhook'") == 2);
        assertEquals(rows, count("SELECT count(*) FROM catalogue_row"));
        Waiting.until(() -> count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted") == 1);
        // Nobody swept anew, and what was stored before is there.
        ask(sites, "/homes?beds=3", 4);
        assertTrue(mls.requests() - before <= 5, mls.requests() - before + " requests");
        assertEquals(2, posted.size());
    }

    @Test
    void tablesThatSomebodyHoldsAreDoneWithoutAndNobodyIsThankedUntilTheyAreFree() throws Exception {
        var site = site().swept();
        assertEquals(200, site.get("/homes?beds=3").statusCode());
        var form = site.page("/contact").selectFirst("form.contact-form");
        assertNotNull(form);
        var inquiry = Map.of(
                "token", form.select("[name=token]").val(),
                "seconds", "30",
                "name", "Ann",
                "phone", "503-555-0123",
                "message", "Does the roof leak?");
        try (var holder = DriverManager.getConnection(postgres.jdbcUrlOf(database));
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE stored_response, catalogue_row, catalogue_state, lead, outbox");
            // None takes ten seconds.
            for (var path : new String[] {"/", "/homes", "/homes?beds=3", "/homes?beds=2", "/contact"})
                assertEquals(200, site.get(path).statusCode(), path);
            assertEquals(503, site.post(form.attr("action"), inquiry).statusCode());
            holder.rollback();
        }
        Waiting.until(() -> site.post(form.attr("action"), inquiry).statusCode() == 303);
        assertEquals(1, count("SELECT count(*) FROM lead"));
    }

    /** Connections are accepted, and no word comes back; each page is wanted at the moment that it happens, and after. */
    @Test
    void aFrozenDatabaseAndAHangingMlsMakeNobodyWaitTenSeconds() throws Exception {
        var site = site().swept();
        var homes = site.page("/homes").select("a.listing-card__link").eachAttr("href");
        var form = site.page(homes.get(0)).selectFirst("form[action$=/inquiry]");
        assertNotNull(form);
        var inquiry = new HashMap<>(Map.of(
                "token", form.select("[name=token]").val(),
                "seconds", "30",
                "name", "Ann",
                "phone", "503-555-0123",
                "message", "Is it cold there?"));
        var unseen = homes.subList(1, homes.size());
        var paths = new ArrayList<>(List.of(
                "/",
                "/homes",
                "/homes?beds=4&keywords=deck",
                "/homes?sort=price",
                "/homes/or/portland",
                "/places",
                "/open-houses",
                "/saved?keys=" + unseen.get(0).split("/")[2],
                "/contact",
                "/mls/12345678",
                "/embed/results?beds=2",
                "/api/suggest?q=por",
                "/api/pins?zoom=11&bounds=-122.8,45.4,-122.5,45.6",
                "/sitemap.xml",
                "/readyz",
                "/metrics"));
        paths.addAll(unseen.subList(1, 12));
        mls.faults().arm(Kind.SLOW, Integer.MAX_VALUE, "", 60_000);
        postgres.freeze();
        var visitors = Executors.newCachedThreadPool();
        try {
            for (int round = 0; round < 3; round++) {
                var answers = new HashMap<String, Future<HttpResponse<String>>>();
                for (var path : paths) answers.put(path, visitors.submit(() -> site.get(path)));
                answers.put("an inquiry", visitors.submit(() -> site.post(form.attr("action"), inquiry)));
                answers.put("a message", visitors.submit(() -> site.post("/contact", inquiry)));
                // The visitor gives up after ten seconds.
                var late = new ArrayList<String>();
                for (var answer : answers.entrySet())
                    try {
                        answer.getValue().get();
                    } catch (ExecutionException fault) {
                        late.add(answer.getKey() + " in round " + round + ": " + fault.getCause());
                    }
                assertEquals(List.of(), late);
                for (var answer : answers.entrySet()) {
                    var seen = answer.getValue().get();
                    var status = seen.statusCode();
                    assertTrue(Set.of(200, 301, 404, 503).contains(status), answer.getKey() + ": " + status);
                    assertEquals(
                            status == 503 && !answer.getKey().equals("/readyz"),
                            seen.headers().firstValue("Retry-After").isPresent(),
                            answer.getKey());
                }
                assertEquals(503, answers.get("an inquiry").get().statusCode());
                assertTrue(answers.get("an inquiry").get().body().contains("Is it cold there?"));
                assertEquals(200, answers.get("/homes").get().statusCode());
            }
        } finally {
            postgres.thaw();
            visitors.shutdownNow();
        }
        mls.faults().clear();
        Waiting.until(() -> site.post(form.attr("action"), inquiry).statusCode() == 303);
        Waiting.until(() -> count("SELECT count(*) FROM lead") == 1);
        Waiting.until(() -> site.get(unseen.get(1)).statusCode() == 200);
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

    @Test
    void anOlderVersionWorksBesideANewerOne() throws Exception {
        var before = site().swept();
        run("ALTER TABLE catalogue_row ADD COLUMN later VARCHAR(10)");
        run("INSERT INTO migrations_of_site SELECT 99, '99', 'later', 'SQL', 'V99__later.sql', 1, installed_by,"
                + " installed_on, 1, TRUE FROM migrations_of_site WHERE version = '1'");
        var after = site().swept();
        assertEquals(listings(before), listings(after));
        var stored = count("SELECT count(*) FROM stored_response");
        assertEquals(200, after.get("/homes?beds=4").statusCode());
        Waiting.until(() -> count("SELECT count(*) FROM stored_response") > stored);
    }

    private void run(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrlOf(database));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
