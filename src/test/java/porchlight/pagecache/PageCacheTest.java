package porchlight.pagecache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aayushatharva.brotli4j.decoder.Decoder;
import io.javalin.Javalin;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.harness.TestClock;
import porchlight.harness.Waiting;
import porchlight.site.TestPages;
import porchlight.web.Answer;
import porchlight.web.Handler;
import porchlight.web.Lifetime;
import porchlight.web.Request;

/** The page cache in front of handlers that say how often they were run. */
class PageCacheTest {
    private static final PageCache.Lifetimes LIFETIMES = new PageCache.Lifetimes(
            Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofHours(12), ZoneId.of("America/Los_Angeles"));

    private final TestClock clock = new TestClock();
    private final AtomicLong edition = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private volatile Instant answered = clock.instant();
    private volatile Instant beside = clock.instant().plus(Duration.ofDays(1));
    private volatile PageCache cache = cache(1_000_000);
    private Javalin server;

    private PageCache cache(long maxBytes) {
        var data = new PageCache.Provenance() {
            @Override
            public long edition() {
                return edition.get();
            }

            @Override
            public long answers() {
                return answers.get();
            }

            @Override
            public Instant oldest() {
                return beside;
            }
        };
        return new PageCache(maxBytes, data, LIFETIMES, TestPages.answers(), clock);
    }

    private void serve(Handler handler) {
        Handler page = request -> {
            var answer = handler.answer(request);
            request.retrieval().used(answered);
            return answer;
        };
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.before(ctx -> ctx.header("Content-Security-Policy", "policy of " + ctx.path()));
                    config.routes.get("/<path>", cache.of(page, List.of("city", "page")));
                    config.routes.head("/<path>", cache.of(page, List.of("city", "page")));
                })
                .start("127.0.0.1", 0);
    }

    private Answer.Content page(Request request) {
        return answer("page " + made.incrementAndGet() + " ".repeat(2_000));
    }

    private static Answer.Content answer(String text) {
        return Answer.content("text/plain; charset=utf-8", text).lasting(new Lifetime.Shared(Duration.ofMinutes(1)));
    }

    private static Answer ofOneVisitor() {
        return answer("for one").lasting(new Lifetime.Private(Duration.ofMinutes(1)));
    }

    @AfterEach
    void stop() {
        if (server != null) server.stop();
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) request.headers(headers);
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private String text(String path) throws Exception {
        return new String(get(path).body(), StandardCharsets.UTF_8).strip();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }

    @Test
    void aPageIsMadeOnceAndTellsItsAge() throws Exception {
        serve(this::page);
        var first = get("/a");
        assertEquals("0", header(first, "Age"));
        assertEquals(
                "public, max-age=60, stale-while-revalidate=600, stale-if-error=43140", header(first, "Cache-Control"));
        clock.pass(Duration.ofSeconds(270));
        var later = get("/a");
        assertArrayEquals(first.body(), later.body());
        assertEquals("270", header(later, "Age"));
        // 30 seconds more, then others ask again.
        assertEquals(
                "public, max-age=300, stale-while-revalidate=600, stale-if-error=42900",
                header(later, "Cache-Control"));
        assertEquals(1, made.get());
        assertEquals(1, cache.statistics().hits());
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip", "br"})
    void everyCodingIsOneRepresentationWithATagOfItsOwn(String first) throws Exception {
        serve(this::page);
        get("/a", "Accept-Encoding", first);
        var plain = get("/a").body();
        assertEquals("page 1" + " ".repeat(2_000), new String(plain, StandardCharsets.UTF_8));
        var gzip = get("/a", "Accept-Encoding", "gzip, br;q=0");
        var brotli = get("/a", "Accept-Encoding", "gzip, deflate, br, zstd");
        assertEquals("gzip", header(gzip, "Content-Encoding"));
        assertEquals("br", header(brotli, "Content-Encoding"));
        assertArrayEquals(plain, new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes());
        assertArrayEquals(plain, Decoder.decompress(brotli.body()).getDecompressedData());
        assertNotEquals(header(gzip, "ETag"), header(brotli, "ETag"));
        for (var response : List.of(gzip, brotli)) {
            assertEquals("Accept-Encoding", header(response, "Vary"));
            assertTrue(header(response, "ETag").matches("\"[^\"]+\""));
            assertEquals(Integer.toString(response.body().length), header(response, "Content-Length"));
        }
        assertEquals(1, made.get());
    }

    @Test
    void whatAVisitorHasIsNotSentAgain() throws Exception {
        serve(this::page);
        var first = get("/a");
        var tag = header(first, "ETag");
        for (var known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            var response = get("/a", "If-None-Match", known);
            assertEquals(304, response.statusCode(), known);
            assertEquals(0, response.body().length);
            assertEquals(tag, header(response, "ETag"));
            assertTrue(header(response, "Cache-Control").startsWith("public"));
        }
        var date = header(first, "Last-Modified");
        assertEquals("Sun, 01 Mar 2026 12:00:00 GMT", date);
        assertEquals(304, get("/a", "If-Modified-Since", date).statusCode());
        assertEquals(
                200,
                get("/a", "If-None-Match", "\"other\"", "If-Modified-Since", date)
                        .statusCode());
        assertEquals(200, get("/a", "If-Modified-Since", "yesterday").statusCode());
        edition.incrementAndGet();
        assertEquals(200, get("/a", "If-Modified-Since", date).statusCode());
        assertEquals(200, get("/a", "If-None-Match", tag).statusCode());
    }

    @Test
    void theSameBytesRenderedAgainAreNotModified() throws Exception {
        serve(request -> {
            made.incrementAndGet();
            return answer("always the same");
        });
        var first = get("/a");
        clock.pass(Duration.ofMinutes(6));
        answered = clock.instant();
        var later = get("/a", "If-Modified-Since", header(first, "Last-Modified"));
        assertEquals(304, later.statusCode());
        assertEquals(2, made.get());
    }

    @Test
    void aPageOfStaleDataIsRenderedAgainWhenAnAnswerCame() throws Exception {
        serve(this::page);
        text("/a");
        clock.pass(Duration.ofMinutes(6));
        assertEquals("page 2", text("/a"), "made of the stale answer");
        assertEquals("page 2", text("/a"));
        answers.incrementAndGet();
        answered = clock.instant();
        assertEquals("page 3", text("/a"));
        answers.incrementAndGet();
        assertEquals("page 3", text("/a"), "others' answers are no matter to a fresh page");
    }

    @Test
    void aPageOfStaleDataLooksAgainSoon() throws Exception {
        serve(this::page);
        text("/a");
        clock.pass(Duration.ofMinutes(6));
        assertEquals("page 2", text("/a"));
        clock.pass(Duration.ofSeconds(1));
        assertEquals("page 3", text("/a"));
        assertEquals(
                "public, max-age=0, stale-while-revalidate=600, stale-if-error=42839",
                header(get("/a"), "Cache-Control"));
    }

    @Test
    void changesBesideTheAnswersRenderPagesAgainAtOnce() throws Exception {
        serve(this::page);
        assertEquals("page 1", text("/a"));
        edition.incrementAndGet();
        assertEquals("page 2", text("/a"));
        assertEquals("page 2", text("/a"));
    }

    @Test
    void othersAreShownThePageAsItWasWhileItIsMade() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        serve(request -> {
            if (made.get() == 1) {
                begun.countDown();
                go.await(30, TimeUnit.SECONDS);
            }
            return page(request);
        });
        text("/a");
        clock.pass(Duration.ofMinutes(6));
        var visitors = Executors.newCachedThreadPool();
        try {
            var first = visitors.submit(() -> text("/a"));
            assertTrue(begun.await(30, TimeUnit.SECONDS));
            assertEquals("page 1", text("/a"));
            assertEquals(1, cache.statistics().stale());
            // Too old for that: they wait for the new one.
            clock.pass(Duration.ofHours(1));
            var waiting = visitors.submit(() -> text("/a"));
            go.countDown();
            assertEquals("page 2", first.get(30, TimeUnit.SECONDS));
            assertTrue(waiting.get(30, TimeUnit.SECONDS).matches("page [23]"));
        } finally {
            visitors.shutdownNow();
        }
    }

    @Test
    void manyVisitorsOfAColdPageMakeItOnce() throws Exception {
        var go = new CountDownLatch(1);
        serve(request -> {
            go.await(30, TimeUnit.SECONDS);
            return page(request);
        });
        var visitors = Executors.newFixedThreadPool(40);
        try {
            var seen = new ArrayList<Future<String>>();
            for (int i = 0; i < 40; i++) seen.add(visitors.submit(() -> text("/a")));
            go.countDown();
            for (var page : seen) assertEquals("page 1", page.get(30, TimeUnit.SECONDS));
            assertEquals(1, made.get());
        } finally {
            visitors.shutdownNow();
        }
    }

    @Test
    void nothingIsShownOrKeptAtTheLimit() throws Exception {
        serve(this::page);
        text("/a");
        clock.pass(Duration.ofHours(12));
        assertEquals("page 2", text("/a"));
        answered = clock.instant();
        text("/b");
        assertEquals(2, cache.statistics().pages());
        clock.pass(Duration.ofHours(12));
        cache.purge();
        assertEquals(0, cache.statistics().pages());
        assertEquals(0, cache.statistics().bytes());
    }

    @Test
    void theOldestOfWhatStandsBesideTheAnswersLimitsThePage() throws Exception {
        beside = clock.instant().minus(Duration.ofHours(12)).plusSeconds(60);
        serve(this::page);
        assertEquals("page 1", text("/a"));
        assertEquals(
                "public, max-age=60, stale-while-revalidate=0, stale-if-error=0", header(get("/a"), "Cache-Control"));
        clock.pass(Duration.ofSeconds(59));
        assertEquals("page 1", text("/a"));
        clock.pass(Duration.ofSeconds(1));
        assertEquals("page 2", text("/a"));
    }

    @Test
    void aClockSetBackTrustsNoPage() throws Exception {
        serve(this::page);
        text("/a");
        clock.pass(Duration.ofMinutes(-1));
        assertEquals("page 2", text("/a"));
    }

    @Test
    void onlyKnownParametersMakeAnotherPage() throws Exception {
        serve(this::page);
        for (int i = 0; i < 30; i++) assertEquals("page 1", text("/a?utm_source=" + i + "&x" + i));
        assertEquals("page 2", text("/a?city=Portland"));
        assertEquals("page 2", text("/a?gclid=1&city=Portland&fbclid=2"));
        assertEquals("page 3", text("/a?city=Salem"));
        assertEquals("page 4", text("/a?city=Salem&page=2"));
        assertEquals(4, cache.statistics().pages());
    }

    @Test
    void pagesShowTheirHost() throws Exception {
        serve(this::page);
        text("/a");
        var other = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/a"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals("page 2", other.body().strip());
    }

    @Test
    void bytesKeptAreBounded() throws Exception {
        cache = cache(20_000);
        serve(this::page);
        for (int i = 0; i < 100; i++) get("/a?city=" + i);
        get("/a?city=" + "x".repeat(3_000));
        Waiting.until(() -> cache.statistics().bytes() <= 20_000);
        assertTrue(cache.statistics().bytes() <= 20_000 && cache.statistics().pages() > 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redirect", "refusal", "private", "picture"})
    void onlyPagesForEverybodyAreKept(String kind) throws Exception {
        serve(request -> {
            made.incrementAndGet();
            return switch (kind) {
                case "redirect" -> Answer.moved("/elsewhere");
                case "refusal" -> Answer.text(400, "refused");
                case "private" -> ofOneVisitor();
                default ->
                    Answer.picture("image/png", new byte[10]).lasting(new Lifetime.Shared(Duration.ofMinutes(1)));
            };
        });
        var first = get("/a");
        var second = get("/a");
        assertEquals(first.statusCode(), second.statusCode());
        assertArrayEquals(first.body(), second.body());
        assertEquals(2, made.get());
        assertEquals(0, cache.statistics().pages());
    }

    @Test
    void othersKeepNothingLongerThanItsDataMayBeShown() throws Exception {
        answered = clock.instant().minus(Duration.ofHours(12)).plusSeconds(20);
        serve(request -> switch (request.path()) {
            case "/elsewhere" -> Answer.moved("/here");
            case "/raw" ->
                Answer.picture("image/png", new byte[10]).lasting(new Lifetime.Shared(Duration.ofMinutes(1)));
            default -> ofOneVisitor();
        });
        for (var path : List.of("/elsewhere", "/raw", "/raw?city=" + "x".repeat(3_000)))
            assertEquals("public, max-age=20", header(get(path), "Cache-Control"), path);
        assertEquals("private, max-age=20", header(get("/own"), "Cache-Control"));
        clock.pass(Duration.ofSeconds(30));
        assertEquals("public, no-cache", header(get("/raw"), "Cache-Control"));
    }

    /** Noon in UTC is four in the morning in Los Angeles. */
    @Test
    void noPageIsShownTomorrowAsOfToday() throws Exception {
        serve(this::page);
        clock.pass(Duration.ofHours(20).minusSeconds(30));
        answered = clock.instant();
        assertEquals("page 1", text("/a"));
        assertEquals(
                "public, max-age=30, stale-while-revalidate=0, stale-if-error=43170",
                header(get("/a"), "Cache-Control"));
        clock.pass(Duration.ofSeconds(30));
        assertEquals("page 2", text("/a"));
    }

    @Test
    void aPageOfStaleDataIsRenderedAgainAtMidnightToo() throws Exception {
        serve(this::page);
        clock.pass(Duration.ofHours(20).minusMillis(500));
        answered = clock.instant().minus(Duration.ofMinutes(10));
        assertEquals("page 1", text("/a"));
        assertEquals("page 1", text("/a"));
        clock.pass(Duration.ofMillis(500));
        assertEquals("page 2", text("/a"));
    }

    @Test
    void whatIsNotKeptHereIsNotKeptByOthersOverMidnight() throws Exception {
        serve(request -> Answer.moved("/elsewhere"));
        clock.pass(Duration.ofHours(20).minusSeconds(10));
        answered = clock.instant();
        assertEquals("public, max-age=10", header(get("/a"), "Cache-Control"));
    }

    @Test
    void aFailureIsNotKept() throws Exception {
        serve(request -> {
            if (made.getAndIncrement() == 0) throw new ServiceUnavailableResponse();
            return answer("back");
        });
        assertEquals(503, get("/a").statusCode());
        assertEquals("back", text("/a"));
    }

    @Test
    void headersComeWithThePageAndThoseOfItsPathAreSetAgain() throws Exception {
        serve(request -> page(request).with("X-Robots-Tag", "noindex").with("Link", "</x.css>; rel=preload"));
        get("/a");
        var warm = get("/a");
        assertEquals(1, made.get());
        assertEquals("noindex", header(warm, "X-Robots-Tag"));
        assertEquals("</x.css>; rel=preload", header(warm, "Link"));
        assertEquals("policy of /a", header(warm, "Content-Security-Policy"));
        assertTrue(header(warm, "Content-Type").startsWith("text/plain;"));
        var head = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/a"))
                                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(0, head.body().length);
        assertEquals(header(warm, "Content-Length"), header(head, "Content-Length"));
    }

    @Test
    void aPolicyOfThePageItselfComesWithIt() throws Exception {
        serve(request -> page(request).with("Content-Security-Policy", "frames allowed"));
        get("/a");
        assertEquals("frames allowed", header(get("/a"), "Content-Security-Policy"));
        assertEquals(1, made.get());
    }

    @Test
    void itCanBeOff() throws Exception {
        cache = cache(0);
        serve(this::page);
        assertEquals("page 1", text("/a"));
        assertEquals("page 2", text("/a"));
        assertEquals(0, cache.statistics().pages());
    }
}
