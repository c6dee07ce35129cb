package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.site.Sources;

/**
 * What the catalogue costs with 100,000 listings while its sweep runs: suggestions, pins and result pages at a fixed rate,
 * beside a bare Javalin handler that answers the bytes of a suggestion. Times are from when a request was due, so that a
 * slow answer is not hidden by the requests it delays (no coordinated omission).
 */
class SearchBench {
    private static final int LISTINGS = Integer.getInteger("bench.listings", 100_000);
    private static final int PER_SECOND = 50;
    private static final Duration LASTING = Duration.ofSeconds(20);
    private static final List<String> LINES = List.of(
            "port",
            "potrland",
            "lau",
            "laurelhrst",
            "97",
            "9721",
            "1247",
            "se div",
            "beaverton hi",
            "RC26100",
            "oreg",
            "mt");
    private static final List<String> SEARCHES = List.of(
            "",
            "city=Portland",
            "max_price=600000&beds=3",
            "subtype=Condominium",
            "zip=97214",
            "garage=yes",
            "beds=4&baths=3");

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());

    @Test
    void theCatalogueOfALargeFeed() throws Exception {
        var mls = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Mls.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            measure(new BufferedReader(new InputStreamReader(mls.getInputStream(), StandardCharsets.UTF_8)).readLine());
        } finally {
            mls.destroyForcibly().waitFor();
        }
    }

    /** Main class of the MLS's own process: it tells its service root. */
    static final class Mls {
        public static void main(String[] args) {
            System.out.println(DemoMls.start(DemoOptions.standard()
                            .listings(LISTINGS)
                            .maxTop(1_000, false)
                            .rateLimit(0))
                    .serviceRoot());
        }
    }

    private void measure(String mls) throws Exception {
        var filled = System.nanoTime();
        try (var site = site(mls, 1_000)) {
            awaitComplete(site);
        }
        System.out.printf(
                Locale.US,
                "%n%,d listings swept in %.0f s, pages of 1,000, the MLS a process on the same machine%n",
                LISTINGS,
                (System.nanoTime() - filled) / 1e9);
        // Hours later the sweep begins again, now in pages of 25 as with Spark's ordinary key, while visitors come.
        ahead.set(Duration.ofHours(7));
        var loading = System.nanoTime();
        try (var site = site(mls, 25)) {
            awaitComplete(site);
            System.out.printf(
                    Locale.US, "taken up by the next process in %.1f s%n", (System.nanoTime() - loading) / 1e9);
            System.gc();
            var runtime = Runtime.getRuntime();
            System.out.printf(
                    Locale.US, "heap in use: %,d MB%n%n", (runtime.totalMemory() - runtime.freeMemory()) / 1_048_576);
            var bytes = site.get("/api/suggest?q=port").body();
            var bare = Javalin.create(config -> config.routes.get("/", ctx -> ctx.result(bytes)))
                    .start("127.0.0.1", 0);
            var bareUrl = "http://127.0.0.1:" + bare.port() + "/";
            measure(i -> bareUrl, Duration.ofSeconds(5));
            measure(i -> suggest(site, i), Duration.ofSeconds(5));
            measure(i -> pins(site, i), Duration.ofSeconds(5));
            row("", "p50", "p99", "p99.9", "p99 / bare");
            var floor = measure(i -> bareUrl, LASTING);
            row("bare handler, same bytes", floor, floor);
            var suggestions = measure(i -> suggest(site, i), LASTING);
            row("suggestions", suggestions, floor);
            var pins = measure(i -> pins(site, i), LASTING);
            row("pins and clusters", pins, floor);
            assertTrue(site.get("/readyz").body().contains("reading"), "the sweep ran all the while");
            costsOfASearch(site);
            bare.stop();
            assertEquals(0, failures.get());
        }
    }

    private TestSite site(String mls, int top) {
        return TestSite.in(
                directory,
                mls,
                Map.of(
                        "DATABASE_URL",
                        "jdbc:h2:file:" + directory.resolve("catalogue").toAbsolutePath(),
                        "RESO_MAX_TOP",
                        Integer.toString(top),
                        "RESO_RATE_LIMIT",
                        "100000/PT5M"),
                Sources.packaged(),
                clock);
    }

    private static void awaitComplete(TestSite site) throws Exception {
        while (!site.get("/readyz").body().contains("listings, complete")) Thread.sleep(100);
    }

    private static String suggest(TestSite site, int i) {
        return site.url("/api/suggest?q=" + URLEncoder.encode(LINES.get(i % LINES.size()), StandardCharsets.UTF_8));
    }

    private static String pins(TestSite site, int i) {
        var zoom = 9 + i % 7;
        var half = 0.6 / Math.pow(2, zoom - 9);
        var west = -122.65 - half + (i % 11 - 5) * half / 10;
        var south = 45.5 - half / 2;
        var bounds = String.format(Locale.ROOT, "%.5f,%.5f,%.5f,%.5f", west, south, west + 2 * half, south + half);
        return site.url("/api/pins?zoom=" + zoom + "&bounds=" + URLEncoder.encode(bounds, StandardCharsets.UTF_8) + "&"
                + SEARCHES.get(i % SEARCHES.size()));
    }

    private static void costsOfASearch(TestSite site) throws Exception {
        System.out.println();
        var before = misses(site);
        site.get("/homes?min_price=123000&beds=3&garage=yes");
        System.out.printf("MLS requests of a cold search with its counts: %d%n", misses(site) - before);
        assertEquals(1, misses(site) - before);
        before = misses(site);
        site.get("/homes?max_price=100&beds=9&baths=9");
        System.out.printf("MLS requests of one that finds nothing, with its hints: %d%n", misses(site) - before);
        assertEquals(1, misses(site) - before);
    }

    /** Requests that the response cache sent on to the MLS; the sweep goes past it. */
    private static int misses(TestSite site) throws Exception {
        return site.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.contains("kind=\"miss\""))
                .mapToInt(line -> Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private final AtomicInteger failures = new AtomicInteger();

    /** Sends requests at a fixed rate, whatever becomes of those before, and records microseconds since each was due. */
    private Histogram measure(IntFunction<String> url, Duration lasting) throws InterruptedException {
        var times = new ConcurrentHistogram(TimeUnit.SECONDS.toMicros(30), 3);
        var requests = (int) (lasting.toSeconds() * PER_SECOND);
        var open = new CountDownLatch(requests);
        var began = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            var due = began + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
            while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
            http.sendAsync(
                            HttpRequest.newBuilder(URI.create(url.apply(i))).build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .whenComplete((answer, fault) -> {
                        times.recordValue(Math.min((System.nanoTime() - due) / 1_000, TimeUnit.SECONDS.toMicros(29)));
                        if (fault != null || answer.statusCode() != 200) failures.incrementAndGet();
                        open.countDown();
                    });
        }
        open.await();
        return times;
    }

    private static void row(String name, Histogram times, Histogram floor) {
        row(
                name,
                millis(times, 50),
                millis(times, 99),
                millis(times, 99.9),
                String.format(
                        Locale.US,
                        "%.1f",
                        (double) times.getValueAtPercentile(99) / Math.max(1, floor.getValueAtPercentile(99))));
    }

    private static void row(String name, String... cells) {
        System.out.printf("%-26s", name);
        for (var cell : cells) System.out.printf("%14s", cell);
        System.out.println();
    }

    private static String millis(Histogram times, double percentile) {
        return String.format(Locale.US, "%.2f ms", times.getValueAtPercentile(percentile) / 1_000.0);
    }
}
