package porchlight.pagecache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.Javalin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.edge.ClientAddress;
import porchlight.edge.Crawlers;
import porchlight.edge.CrossSite;
import porchlight.edge.Edge;
import porchlight.edge.Hosts;
import porchlight.edge.PrefetchPolicy;
import porchlight.edge.RateLimits;
import porchlight.harness.TestClock;
import porchlight.harness.Waiting;
import porchlight.site.RequestLog;
import porchlight.site.RequestMetrics;
import porchlight.site.TestPages;
import porchlight.web.Answer;
import porchlight.web.Lifetime;
import porchlight.web.Query;
import porchlight.web.RouteTable;

/** A server behind a proxy on this machine, with a handler that counts who comes to it. */
class CachedPageHandlerTest {
    private final TestClock clock = new TestClock();
    private final AtomicLong edition = new AtomicLong();
    private final AtomicBoolean budgetIsLow = new AtomicBoolean();
    private final AtomicInteger further = new AtomicInteger();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HttpClient http = HttpClient.newHttpClient();
    private PageCache cache;
    private RateLimits limits;
    private Javalin server;

    @BeforeEach
    void start() {
        var answered = clock.instant();
        cache = new PageCache(
                1_000_000,
                new PageCache.Provenance() {
                    @Override
                    public long edition() {
                        return edition.get();
                    }

                    @Override
                    public long answers() {
                        return 0;
                    }

                    @Override
                    public Instant oldest() {
                        return answered;
                    }
                },
                new PageCache.Lifetimes(
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        Duration.ofHours(12),
                        ZoneId.of("America/Los_Angeles")),
                TestPages.answers(),
                clock);
        var client = new ClientAddress(List.of("127.0.0.1"), ClientAddress.Header.X_FORWARDED_FOR);
        var routes = new RouteTable(List.of());
        limits = new RateLimits(
                new Crawlers(InetAddress::getHostAddress, Runnable::run, clock), address -> false, clock);
        var hosts = new Hosts(List.of("homes.example.com", "localhost"));
        var traffic = new RequestMetrics(routes, registry, new RequestLog(), Set.of("beds"));
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.contextResolver.ip = client::address;
                    config.contextResolver.scheme = client::scheme;
                    config.contextResolver.host = client::host;
                    config.requestLogger.http(traffic);
                    config.jetty.modifyServer(jetty ->
                            jetty.insertHandler(new CachedPageHandler(routes, cache, null, client, traffic, clock)));
                    config.jetty.modifyServer(jetty -> jetty.insertHandler(new Edge(
                            routes,
                            client,
                            hosts,
                            new CrossSite(null),
                            new PrefetchPolicy(routes, budgetIsLow::get),
                            limits)));
                    config.routes.before(ctx -> {
                        further.incrementAndGet();
                        Edge.throwRefusal(ctx);
                        limits.spend(ctx, routes.policy(ctx), Query.of(ctx));
                    });
                    config.routes.exception(RateLimits.TooManyRequests.class, (fault, ctx) -> ctx.status(429));
                    var page = cache.of(
                            request -> Answer.content(
                                            "text/html; charset=utf-8",
                                            "beds " + request.query().first("beds") + " of " + edition.get() + " at "
                                                    + request.origin().replaceFirst(":.*", "") + " ".repeat(2_000))
                                    .lasting(new Lifetime.Shared(Duration.ofMinutes(1)))
                                    .with("X-Robots-Tag", "noindex"),
                            List.of("beds"));
                    config.routes.get("/homes/{city}", page);
                    config.routes.head("/homes/{city}", page);
                })
                .start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private HttpRequest.Builder asking(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) request.headers(headers);
        return List.of(headers).contains("Accept-Encoding") ? request : request.header("Accept-Encoding", "gzip");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return send(asking(path, headers));
    }

    private String text(String path, String... headers) throws Exception {
        var body =
                new GZIPInputStream(new ByteArrayInputStream(get(path, headers).body()));
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** But for the time, which is that of the machine. */
    private static Map<String, List<String>> fields(HttpResponse<?> response) {
        var fields = new TreeMap<>(response.headers().map());
        fields.remove("date");
        return fields;
    }

    private void isWarm(String path, String... headers) throws Exception {
        get(path, headers);
        get(path, headers);
        var before = further.get();
        assertEquals(200, get(path, headers).statusCode());
        assertEquals(before, further.get());
    }

    /** Goes the whole way, whose answer has a status. */
    private void goesFurther(int status, HttpRequest.Builder request) throws Exception {
        var before = further.get();
        assertEquals(status, send(request).statusCode());
        assertEquals(before + 1, further.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip"})
    void whoAsksInTheSameWordsIsAnsweredAlikeWithoutTheHandler(String coding) throws Exception {
        get("/homes/portland?beds=3", "Accept-Encoding", coding);
        var second = get("/homes/portland?beds=3", "Accept-Encoding", coding);
        var third = get("/homes/portland?beds=3", "Accept-Encoding", coding);
        assertEquals(2, further.get());
        assertEquals(fields(second), fields(third));
        assertArrayEquals(second.body(), third.body());
        assertEquals("noindex", third.headers().firstValue("X-Robots-Tag").orElseThrow());
        clock.pass(Duration.ofSeconds(40));
        assertEquals(
                "40",
                get("/homes/portland?beds=3", "Accept-Encoding", coding)
                        .headers()
                        .firstValue("Age")
                        .orElseThrow());
        assertEquals(2, further.get());
    }

    @Test
    void whoHasThePageIsToldThatItHolds() throws Exception {
        var page = get("/homes/portland");
        var tag = page.headers().firstValue("ETag").orElseThrow();
        var first = get("/homes/portland", "If-None-Match", tag);
        assertEquals(304, first.statusCode());
        isWarm("/homes/portland");
        assertEquals(fields(first), fields(get("/homes/portland", "If-None-Match", tag)));
        var modified = page.headers().firstValue("Last-Modified").orElseThrow();
        var before = further.get();
        for (var known : List.of(
                get("/homes/portland", "If-None-Match", tag), get("/homes/portland", "If-Modified-Since", modified))) {
            assertEquals(304, known.statusCode());
            assertEquals(0, known.body().length);
            assertEquals(tag, known.headers().firstValue("ETag").orElseThrow());
            assertTrue(known.headers().firstValue("Content-Type").isEmpty());
        }
        assertEquals(200, get("/homes/portland", "If-None-Match", "\"other\"").statusCode());
        assertEquals(before, further.get());
    }

    @Test
    void whateverIsNotAsUsualGoesTheWholeWay() throws Exception {
        isWarm("/homes/portland");
        goesFurther(200, asking("/homes/portland?beds=2"));
        goesFurther(200, asking("/homes/portland?utm=mail"));
        goesFurther(200, asking("/homes/portland").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        goesFurther(200, asking("/homes/portland").method("GET", HttpRequest.BodyPublishers.ofString("beds=3")));
        goesFurther(200, asking("/homes/portland", "Accept-Encoding", "identity"));
        goesFurther(400, asking("/homes/portland", "X-HTTP-Method-Override", "DELETE"));
        goesFurther(404, asking("/homes/portland/x"));
    }

    @Test
    void storedPagesAreSentAheadOfTimeUnlessTheBudgetIsLow() throws Exception {
        isWarm("/homes/portland", "Sec-Purpose", "prefetch");
        budgetIsLow.set(true);
        goesFurther(503, asking("/homes/portland", "Sec-Purpose", "prefetch"));
        isWarm("/homes/portland");
    }

    @Test
    void aPageThatMustBeRenderedAgainIs() throws Exception {
        isWarm("/homes/portland");
        edition.incrementAndGet();
        goesFurther(200, asking("/homes/portland"));
        assertTrue(text("/homes/portland").contains("of 1 at"));
        isWarm("/homes/portland");
        clock.pass(Duration.ofMinutes(6));
        goesFurther(200, asking("/homes/portland"));
    }

    @Test
    void originsHavePagesOfTheirOwn() throws Exception {
        isWarm("/homes/portland");
        var secure = new String[] {"X-Forwarded-Proto", "https", "X-Forwarded-Host", "homes.example.com"};
        goesFurther(200, asking("/homes/portland", secure));
        isWarm("/homes/portland", secure);
        assertTrue(text("/homes/portland", secure).contains("at https"));
        assertTrue(text("/homes/portland").contains("at http "));
        goesFurther(421, asking("/homes/portland", "X-Forwarded-Host", "evil.example"));
    }

    @Test
    void copyingIsLimitedAsElsewhere() throws Exception {
        var copier = new String[] {"X-Forwarded-For", "203.0.113.9"};
        isWarm("/homes/portland", copier);
        for (int asked = 3; asked < 120; asked++)
            assertEquals(200, get("/homes/portland", copier).statusCode());
        assertEquals(2, further.get());
        goesFurther(429, asking("/homes/portland", copier));
        assertEquals(1, limits.refused());
        assertEquals(
                200, get("/homes/portland", "X-Forwarded-For", "203.0.113.10").statusCode());
    }

    @Test
    void whatIsAnsweredIsCounted() throws Exception {
        for (int asked = 0; asked < 5; asked++) get("/homes/portland?beds=3");
        assertEquals(2, further.get());
        assertEquals(4, cache.statistics().hits());
        Waiting.until(() -> timed() >= 5);
        assertEquals(5, timed());
    }

    private long timed() {
        return registry.get("http.server.requests")
                .tags("method", "GET", "uri", "/homes/{city}", "status", "200")
                .timer()
                .count();
    }
}
