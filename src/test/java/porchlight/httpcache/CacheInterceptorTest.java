package porchlight.httpcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.database.SiteDatabase;
import porchlight.harness.TestClock;
import porchlight.httpcache.CacheInterceptor.Statistics;
import porchlight.odata.Retrieval;

/** Answers from the cache in every state of its content, in front of an origin on loopback. */
class CacheInterceptorTest {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration REVALIDATED = Duration.ofMinutes(60);
    private static final Duration LIMIT = Duration.ofHours(12);
    private static final Duration CALL = Duration.ofSeconds(4);

    private final TestClock clock = new TestClock();
    private final MockWebServer origin = new MockWebServer();
    /** Refreshes wait here until the test runs them. */
    private final Queue<Runnable> behind = new ArrayDeque<>();

    private boolean busy;
    /** Stores wait here while {@link #slow}. */
    private final Queue<Runnable> toKeep = new ArrayDeque<>();

    private boolean slow;

    private HikariDataSource database;
    private CacheInterceptor interceptor;
    private OkHttpClient client;

    @BeforeEach
    void start() throws IOException {
        origin.start();
        database = SiteDatabase.open(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL", null, null);
        var cache = new ResponseCache(database, 1_000_000, clock);
        interceptor =
                new CacheInterceptor(cache, new Freshness(FRESH, REVALIDATED, LIMIT), clock, this::renew, this::keep);
        client = new OkHttpClient.Builder()
                .addInterceptor(interceptor)
                .retryOnConnectionFailure(false)
                .callTimeout(CALL)
                .build();
    }

    @AfterEach
    void stop() {
        database.close();
        origin.close();
    }

    private record Got(int status, String body, String cacheStatus, String age, String date) {}

    private Got get(String path, String... headers) throws IOException {
        var request = new Request.Builder().url(origin.url(path));
        for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        try (var response = client.newCall(request.build()).execute()) {
            return new Got(
                    response.code(),
                    response.body().string(),
                    response.header("Cache-Status", ""),
                    response.header("Age", ""),
                    response.header("Date", ""));
        }
    }

    @Test
    void aRetrievalKnowsTheOldestAnswerItUsed() throws IOException {
        var first = clock.instant();
        answers("old");
        get("/old");
        clock.pass(Duration.ofMinutes(1));
        answers("new");
        var retrieval = Retrieval.unhurried();
        assertNull(retrieval.oldest());
        get("/new", retrieval);
        assertEquals(first.plus(Duration.ofMinutes(1)), retrieval.oldest());
        get("/old", retrieval);
        assertEquals(first, retrieval.oldest());
        get("/new", retrieval);
        assertEquals(first, retrieval.oldest());
    }

    private void get(String path, Retrieval retrieval) throws IOException {
        var request = new Request.Builder().url(origin.url(path)).tag(Retrieval.class, retrieval);
        client.newCall(request.build()).execute().close();
    }

    private void renew(Runnable task) {
        if (busy) throw new RejectedExecutionException();
        behind.add(task);
    }

    private void keep(Runnable task) {
        if (slow) toKeep.add(task);
        else task.run();
    }

    private void runBehind() {
        for (var task = behind.poll(); task != null; task = behind.poll()) task.run();
    }

    private void answers(String body) {
        origin.enqueue(new MockResponse.Builder()
                .body(body)
                .addHeader("Content-Type", "application/json")
                .addHeader("ETag", "\"" + body + "\"")
                .build());
    }

    private void answersStatus(int status) {
        origin.enqueue(new MockResponse.Builder().code(status).body("no").build());
    }

    private void cutsOff() {
        origin.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
    }

    @Test
    void aFreshResponseIsUsedWithoutTheOriginAndAgreesOnItsDate() throws Exception {
        answers("one");
        var first = get("/Property");
        clock.pass(Duration.ofSeconds(90));
        var second = get("/Property");
        assertEquals("one", second.body());
        assertEquals("90", second.age());
        assertEquals("porchlight; fwd=miss", first.cacheStatus());
        assertEquals("porchlight; hit", second.cacheStatus());
        assertEquals("Sun, 1 Mar 2026 12:00:00 GMT", first.date());
        assertEquals(first.date(), second.date());
        assertEquals(1, origin.getRequestCount());
        assertEquals(new Statistics(1, 0, 0, 1), interceptor.statistics());
    }

    @Test
    void nobodyWaitsUntilAResponseIsKeptAndWhoAsksBeforeIsGivenTheSame() throws Exception {
        slow = true;
        answers("one");
        assertEquals("one", get("/Property").body());
        assertEquals("one", get("/Property").body());
        assertEquals(1, origin.getRequestCount());
        clock.pass(LIMIT);
        answers("two");
        assertEquals("two", get("/Property").body());
        clock.pass(LIMIT.negated());
        toKeep.remove().run();
        assertTrue(toKeep.isEmpty());
        assertEquals("porchlight; hit", get("/Property").cacheStatus());
        assertEquals(2, origin.getRequestCount());
    }

    @Test
    void aStaleResponseIsUsedWhereRenewalsAreTooManyAndRenewedWhenItIsAskedForAgain() throws Exception {
        answers("one");
        get("/Property");
        clock.pass(FRESH);
        busy = true;
        assertEquals("one", get("/Property").body());
        busy = false;
        answers("two");
        assertEquals("one", get("/Property").body());
        runBehind();
        assertEquals("two", get("/Property").body());
        assertEquals(2, origin.getRequestCount());
    }

    @Test
    void aStaleResponseIsUsedAndRevalidatedBehindOnce() throws Exception {
        answers("one");
        get("/Property");
        clock.pass(FRESH);
        answers("two");
        assertEquals("one", get("/Property").body());
        assertEquals("one", get("/Property").body());
        assertEquals(1, behind.size());
        runBehind();
        assertEquals("two", get("/Property").body());
        assertEquals(2, origin.getRequestCount());
    }

    @Test
    void revalidationIsConditionalAndAnUnchangedResponseIsFreshAgain() throws Exception {
        answers("one");
        get("/Property");
        clock.pass(FRESH);
        answersStatus(304);
        get("/Property");
        runBehind();
        var again = get("/Property");
        assertEquals("one", again.body());
        assertEquals("0", again.age());
        assertEquals("Sun, 1 Mar 2026 12:05:00 GMT", again.date());
        origin.takeRequest();
        assertEquals("\"one\"", origin.takeRequest().getHeaders().get("If-None-Match"));
    }

    @Test
    void afterAFailedRefreshTheOriginIsLeftAloneForAWhile() throws Exception {
        answers("one");
        get("/Property");
        clock.pass(FRESH);
        answersStatus(503);
        get("/Property");
        runBehind();
        var meanwhile = get("/Property");
        assertEquals("one", meanwhile.body());
        assertTrue(meanwhile.cacheStatus().endsWith("detail=stale-if-error"));
        assertTrue(behind.isEmpty());
        clock.pass(Duration.ofSeconds(15));
        answers("two");
        get("/Property");
        runBehind();
        assertEquals("two", get("/Property").body());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 429, 500, 502, 503})
    void anOldResponseIsUsedOnlyWhenTheOriginFails(int status) throws Exception {
        answers("one");
        get("/Property");
        clock.pass(REVALIDATED);
        if (status == 0) cutsOff();
        else answersStatus(status);
        var stale = get("/Property");
        assertEquals("one", stale.body());
        assertEquals("3600", stale.age());
        assertTrue(stale.cacheStatus().endsWith("detail=stale-if-error"));
        clock.pass(Duration.ofSeconds(15));
        answers("two");
        assertEquals("two", get("/Property").body());
    }

    /**
     * A silent origin uses up a call's whole time limit; the stored response must be there before
     * that.
     */
    @Test
    void anOldResponseIsUsedWhenTheOriginIsSilent() throws Exception {
        answers("one");
        get("/Property");
        clock.pass(REVALIDATED);
        origin.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        var stale = get("/Property");
        assertEquals("one", stale.body());
        assertTrue(stale.cacheStatus().endsWith("detail=stale-if-error"));
    }

    /** Half of a call's time limit is too short for this origin; all of it is enough. */
    @Test
    void anOldResponseIsRenewedBehindWhereTheOriginIsSlow() throws Exception {
        answers("one");
        get("/Property");
        clock.pass(REVALIDATED);
        for (int i = 0; i < 2; i++)
            origin.enqueue(new MockResponse.Builder()
                    .body("two")
                    .headersDelay(CALL.toMillis() * 3 / 5, TimeUnit.MILLISECONDS)
                    .build());
        assertEquals("one", get("/Property").body());
        assertEquals(1, behind.size());
        runBehind();
        assertEquals("two", get("/Property").body());
        assertEquals(3, origin.getRequestCount());
    }

    @Test
    void whoWaitsForAnothersRequestToASilentOriginGetsTheOldResponseToo() throws Exception {
        answers("one");
        get("/Property");
        clock.pass(REVALIDATED);
        origin.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        var both = List.<Callable<Got>>of(() -> get("/Property"), () -> get("/Property"));
        var threads = Executors.newFixedThreadPool(both.size());
        try {
            for (var got : threads.invokeAll(both))
                assertEquals("one", got.get().body());
        } finally {
            threads.shutdownNow();
        }
        assertEquals(2, origin.getRequestCount());
    }

    @Test
    void aBodyThatBreaksOffIsAFailureAndNotKept() throws Exception {
        origin.enqueue(new MockResponse.Builder()
                .body("a".repeat(10_000))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        assertThrows(IOException.class, () -> get("/Property"));
        answers("whole");
        assertEquals("whole", get("/Property").body());
    }

    @Test
    void nothingIsUsedOrKeptBeyondTheLimit() throws Exception {
        answers("one");
        get("/Property");
        clock.pass(LIMIT);
        cutsOff();
        assertThrows(IOException.class, () -> get("/Property"));
        assertEquals(0, rows());
    }

    private int rows() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var count = statement.executeQuery("SELECT COUNT(*) FROM stored_response")) {
            count.next();
            return count.getInt(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 429, 500, 503})
    void onlySuccessIsKept(int status) throws Exception {
        answersStatus(status);
        answersStatus(status);
        assertEquals(status, get("/Property").status());
        assertEquals(status, get("/Property").status());
        assertEquals(2, origin.getRequestCount());
        assertEquals(0, rows());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void whatIsGoneIsForgotten(int status) throws Exception {
        answers("one");
        get("/Property('1')");
        clock.pass(REVALIDATED);
        answersStatus(status);
        assertEquals(status, get("/Property('1')").status());
        assertEquals(0, rows());
    }

    @Test
    void noStoreIsObeyed() throws Exception {
        origin.enqueue(new MockResponse.Builder()
                .body("one")
                .addHeader("Cache-Control", "private, No-Store")
                .build());
        get("/Property");
        assertEquals(0, rows());
    }

    @Test
    void queriesAndWantedTypesAreKeptApart() throws Exception {
        answers("one");
        answers("two");
        answers("three");
        assertEquals("one", get("/Property?$top=1").body());
        assertEquals("two", get("/Property?$top=2").body());
        assertEquals(
                "three", get("/Property?$top=1", "Accept", "application/xml").body());
        assertEquals("one", get("/Property?$top=1").body());
    }

    @Test
    void nothingOfWhoAsksIsKept() throws Exception {
        answers("one");
        get("/Property", "Authorization", "Bearer secret-of-mine");
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var script = statement.executeQuery("SCRIPT")) {
            while (script.next()) assertFalse(script.getString(1).contains("secret-of-mine"));
        }
        assertEquals("one", get("/Property", "Authorization", "Bearer another").body());
    }

    @Test
    void fiveHundredVisitorsOfFiftyPagesAreFiftyRequests() throws Exception {
        for (int page = 0; page < 50; page++)
            origin.enqueue(new MockResponse.Builder()
                    .body("page")
                    .headersDelay(200, TimeUnit.MILLISECONDS)
                    .build());
        var visits = new ArrayList<Callable<Got>>();
        for (int visit = 0; visit < 500; visit++) {
            var path = "/Property?$skip=" + visit % 50;
            visits.add(() -> get(path));
        }
        var visitors = Executors.newFixedThreadPool(500);
        try {
            var bodies = new HashSet<String>();
            for (var visit : visitors.invokeAll(visits)) bodies.add(visit.get().body());
            assertEquals(Set.of("page"), bodies);
        } finally {
            visitors.shutdownNow();
        }
        assertEquals(50, origin.getRequestCount());
    }

    @Test
    void allWhoWaitLearnOfAFailure() throws Exception {
        origin.enqueue(new MockResponse.Builder()
                .code(503)
                .headersDelay(500, TimeUnit.MILLISECONDS)
                .build());
        var visitors = Executors.newFixedThreadPool(10);
        try {
            Callable<Got> visit = () -> get("/Property");
            for (var visited : visitors.invokeAll(List.of(visit, visit, visit, visit, visit)))
                assertEquals(503, visited.get().status());
        } finally {
            visitors.shutdownNow();
        }
        assertEquals(1, origin.getRequestCount());
    }

    @Test
    void whatIsNoGetGoesThrough() throws Exception {
        answers("one");
        get("/Property");
        answers("two");
        var post = new Request.Builder()
                .url(origin.url("/Property"))
                .post(okhttp3.RequestBody.create(new byte[0]))
                .build();
        try (var response = client.newCall(post).execute()) {
            assertEquals("two", response.body().string());
        }
    }

    @Test
    void itGoesOnWithoutItsTableUntilItIsBack() throws Exception {
        run("ALTER TABLE stored_response RENAME TO lost");
        answers("one");
        answers("two");
        assertEquals("one", get("/Property").body());
        assertEquals("two", get("/Property").body());
        run("ALTER TABLE lost RENAME TO stored_response");
        answers("three");
        get("/Property");
        assertEquals("three", get("/Property").body());
        assertEquals(3, origin.getRequestCount());
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
