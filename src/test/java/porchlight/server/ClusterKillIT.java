package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.LyingMls;
import porchlight.harness.TestPostgres;
import porchlight.harness.TestProgram;
import porchlight.harness.TestVisitor;
import porchlight.harness.Waiting;

/** Three processes of the program on one PostgreSQL: the one that leads is killed at the worst moment, then everything. */
@EnabledIf(value = "porchlight.harness.TestPostgres#isExpected", disabledReason = "there is no PostgreSQL server here")
class ClusterKillIT {
    private static final int LISTINGS = 300;
    /** Rows on a page of the sweep. */
    private static final int TOP = 10;

    private static final int VISITORS = 8;
    private static final Pattern MARK = Pattern.compile("mark-[0-9a-f-]{36}");
    /** A page of results that nobody wanted before. */
    private static final String COLD = "/homes?min_price=250000";
    /** How links to further pages of a sweep begin. */
    private static final String SWEEP = "/Property?%24count=true";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final ExecutorService people = Executors.newCachedThreadPool();
    private final CountDownLatch leaderIsDead = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Set<String> thanked = ConcurrentHashMap.newKeySet();
    /** Idempotency keys by the mark of the message that was posted with them. */
    private final Map<String, Set<String>> posted = new ConcurrentHashMap<>();

    private final AtomicInteger clients = new AtomicInteger();
    private TestPostgres postgres;
    private String database;
    private LyingMls mls;
    private HttpServer hook;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        postgres = opened(TestPostgres.start());
        database = postgres.newDatabase();
        mls = opened(new LyingMls(
                opened(DemoMls.start(DemoOptions.standard().listings(LISTINGS).rateLimit(0)))));
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.setExecutor(people);
        hook.start();
    }

    @AfterEach
    void stop() throws Exception {
        leaderIsDead.countDown();
        ended.countDown();
        hook.stop(0);
        for (int i = open.size() - 1; i >= 0; i--) open.get(i).close();
        people.shutdownNow();
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    /** A process and somebody at its site. */
    private record Running(TestProgram program, TestVisitor visitor, TestVisitor management) {
        boolean leads() {
            return program.output().contains("This process leads");
        }

        boolean isComplete() throws IOException, InterruptedException {
            return management.get("/readyz").body().contains("listings, complete\n");
        }
    }

    /** Begun together, as by a supervisor. */
    private List<Running> three() throws Exception {
        var environment = new HashMap<>(TestProgram.settings(mls.serviceRoot()));
        environment.putAll(Map.of(
                "DATABASE_URL",
                database,
                "RESO_MAX_TOP",
                Integer.toString(TOP),
                "TRUSTED_PROXIES",
                "127.0.0.1",
                "LEADS_WEBHOOK_URL",
                "http://127.0.0.1:" + hook.getAddress().getPort() + "/leads"));
        var programs = new ArrayList<TestProgram>();
        for (int i = 0; i < 3; i++) programs.add(opened(TestProgram.start(directory, environment)));
        var running = new ArrayList<Running>();
        for (var program : programs) running.add(new Running(program, program.visitor(), program.management()));
        return running;
    }

    private <T> List<T> query(Class<T> type, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrlOf(database));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<T>();
            while (rows.next()) found.add(rows.getObject(1, type));
            return found;
        }
    }

    private long count(String rows) throws SQLException {
        return query(Long.class, "SELECT count(*) FROM " + rows).get(0);
    }

    /** Takes inquiries; the first is held by the process that dies of it. */
    private void takePosts() {
        var first = new AtomicInteger();
        hook.createContext("/", exchange -> {
            try (exchange) {
                var mark = MARK.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                if (first.getAndIncrement() == 0) {
                    leaderIsDead.await();
                    return;
                }
                if (mark.find())
                    posted.computeIfAbsent(mark.group(), none -> ConcurrentHashMap.newKeySet())
                            .add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                exchange.sendResponseHeaders(204, -1);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Sends inquiries, each from another client, until told to stop or the process is gone. */
    private Future<?> press(Running site, Element form, CountDownLatch enough) {
        return people.submit(() -> {
            try {
                while (enough.getCount() > 0) inquire(site, form);
            } catch (IOException killed) {
                // Not thanked.
            }
            return null;
        });
    }

    private void inquire(Running site, Element form) throws IOException, InterruptedException {
        var mark = "mark-" + UUID.randomUUID();
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
                mark);
        var client = clients.incrementAndGet();
        var address = "9." + client / 62_500 + "." + client / 250 % 250 + "." + client % 250;
        var answer = site.visitor().post(form.attr("action"), fields, "X-Forwarded-For", address);
        if (answer.statusCode() == 303) thanked.add(mark);
    }

    /** Several visitors of each process want a page at the same moment, and all get it, if need be at another try. */
    private void everybodyGets(List<Running> sites, String path) throws Exception {
        var all = new ArrayList<Future<?>>();
        for (int i = 0; i < VISITORS; i++)
            for (var site : sites)
                all.add(people.submit(() -> {
                    Waiting.until(path, () -> site.visitor().get(path).statusCode() == 200);
                    return null;
                }));
        for (var each : all) each.get();
    }

    private void everyThankedInquiryIsKeptAndPosted() throws Exception {
        var kept = new HashSet<String>();
        for (var inquiry : query(String.class, "SELECT inquiry FROM lead")) {
            var mark = MARK.matcher(inquiry);
            if (mark.find()) kept.add(mark.group());
        }
        assertEquals(Set.of(), without(thanked, kept), "thanked and not kept");
        // What a killed process was sending is its own for five minutes. As if they were over.
        run("UPDATE outbox SET lease_until = 0 WHERE state = 'PENDING'");
        Waiting.until("posted", () -> posted.keySet().containsAll(kept));
        Waiting.until("noted", () -> count("outbox WHERE state <> 'SENT'") == 0);
        assertEquals(count("lead"), count("outbox"));
        posted.forEach((mark, keys) -> assertEquals(1, keys.size(), "one key however often it was posted"));
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var left = new HashSet<>(all);
        left.removeAll(some);
        return left;
    }

    @Test
    void killedLeaderAndKilledDatabaseLoseNothingAndStartNoHerd() throws Exception {
        takePosts();
        // So slowly that all three are there long before it ends.
        mls.answer(SWEEP, () -> {
            await(leaderIsDead, 1_000);
            return null;
        });
        var three = three();
        Waiting.until("one leads", () -> three.stream().anyMatch(Running::leads));
        var leader = three.stream().filter(Running::leads).findFirst().orElseThrow();
        var others = three.stream().filter(site -> site != leader).toList();
        var form = form(leader);
        killInTheMiddle(leader, form);
        everybodyGets(others, COLD);
        assertEquals(2, mls.asked(from(250_000)).size(), "the killed process's request and one more");

        for (var site : others) Waiting.until("the catalog is complete", site::isComplete);
        assertTrue(others.stream().anyMatch(Running::leads));
        var sweep = mls.asked(SWEEP);
        assertTrue(sweep.size() > LISTINGS / TOP / 2, sweep.size() + " pages");
        // The page at which it was killed, unless it was killed between two.
        assertTrue(sweep.size() - Set.copyOf(sweep).size() <= 1, "pages asked for again: " + sweep);
        assertEquals(List.of(1L), query(Long.class, "SELECT DISTINCT pass FROM catalogue_row"));
        everyThankedInquiryIsKeptAndPosted();

        killTheDatabaseUnder(others, form);
        for (var site : others) site.program().kill();
        var listings = count("catalogue_row");
        var before = mls.asked("");
        var again = three();
        everybodyGets(again, COLD);
        everybodyGets(again, "/homes?min_price=260000");
        for (var site : again) Waiting.until("the catalog is taken up", site::isComplete);
        assertEquals(listings, count("catalogue_row"));
        everyThankedInquiryIsKeptAndPosted();
        var since = mls.asked("");
        assertEquals(1, mls.asked(from(260_000)).size());
        assertEquals(before.size() + 1, since.size(), () -> "asked: " + since.subList(before.size(), since.size()));
    }

    /** That beside a home, whose token is the same for everyone; one made for a visitor shows haste. */
    private static Element form(Running site) throws Exception {
        Waiting.until("pages", () -> site.visitor().get("/homes").statusCode() == 200);
        var home = site.visitor().page("/homes").select("a.listing-card__link").attr("href");
        var form = site.visitor().page(home).selectFirst("form[action$=/inquiry]");
        assertNotNull(form);
        return form;
    }

    /** While it sweeps, waits for a page of the MLS, posts an inquiry and is sent others. */
    private void killInTheMiddle(Running leader, Element form) throws Exception {
        var untilDeath = new CountDownLatch(1);
        var sender = press(leader, form, untilDeath);
        moreAreThanked();
        Waiting.until("one is being posted", () -> count("outbox WHERE lease_owner IS NOT NULL") > 0);
        Waiting.until("several pages of the sweep", () -> mls.asked(SWEEP).size() >= 3);
        var asking = new AtomicInteger();
        mls.answer(from(250_000), () -> {
            if (asking.getAndIncrement() == 0) await(ended, 60_000);
            return null;
        });
        var unlucky = people.submit(() -> leader.visitor().get(COLD));
        Waiting.until("the page is asked of the MLS", () -> asking.get() == 1);
        assertTrue(count("response_flight") > 0);
        var read = count("catalogue_row");
        leader.program().kill();
        leaderIsDead.countDown();
        assertTrue(read > 0 && read < LISTINGS * 2 / 3, read + " listings were read");
        assertThrows(ExecutionException.class, unlucky::get);
        sender.get();
    }

    /** While inquiries are sent; it comes back, and so do they. */
    private void killTheDatabaseUnder(List<Running> sites, Element form) throws Exception {
        var enough = new CountDownLatch(1);
        var senders = new ArrayList<Future<?>>();
        for (var site : sites) senders.add(press(site, form, enough));
        moreAreThanked();
        postgres.kill();
        everybodyGets(sites, COLD);
        postgres.begin();
        moreAreThanked();
        enough.countDown();
        for (var each : senders) each.get();
    }

    /** @return whether it came to that in time */
    private static boolean await(CountDownLatch moment, int millis) {
        try {
            return moment.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Of a question to the MLS for homes from a price. */
    private static String from(int price) {
        return "ListPrice%20ge%20" + price;
    }

    private void moreAreThanked() throws Exception {
        var before = thanked.size();
        Waiting.until("inquiries are thanked", () -> thanked.size() >= before + 5);
    }

    private void run(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrlOf(database));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
