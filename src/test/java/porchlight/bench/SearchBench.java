package porchlight.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static porchlight.bench.Report.millis;

import io.javalin.Javalin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/**
 * What everything costs as feeds grow to 100,000 listings, while the sweep runs: suggestions and pins at a fixed rate,
 * beside a bare Javalin handler that answers the bytes of a suggestion; pages beside the MLS's own answers; visitors.
 */
class SearchBench {
    private static final int PER_SECOND = 50;
    private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);
    private static final int LARGE = 100_000;
    private static final int PAGES = 20;
    private static final int VISITORS = 500;
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration LASTING = Duration.ofSeconds(4);
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

    private final Report report = new Report(
            "The catalog as feeds grow, its sweep running (ms)",
            "listings",
            "swept (s)",
            "taken up by the next process (s)",
            "its first page (s)",
            "heap (MB)",
            "bare handler p99",
            "suggestions p50",
            "suggestions p99",
            "pins p50",
            "pins p99",
            "sitemap, all files (s)",
            "MLS requests of a cold search");
    private final Report pages = new Report(
            "Pages as feeds grow, beside the MLS's own answers, the sweep running (p50, ms)",
            "listings",
            "results: MLS",
            "page",
            "own",
            "warm",
            "listing: MLS",
            "page",
            "own",
            "warm");
    private final Report visitors = new Report(
            "Visitors as feeds grow, the sweep running (ms)",
            "listings",
            "MLS requests of " + VISITORS + " at once",
            "their p50",
            "their p99",
            "journey at " + PER_SECOND + " a second: p50",
            "p99");
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());

    @Test
    void theCatalogAsFeedsGrow() throws Exception {
        for (var listings : SIZES) {
            try (var mls = Program.mls(listings);
                    // What the sweep asks comes in other pages.
                    var meter = new MlsMeter(mls.root(), url -> url.matches(".*(Property\\(|top=24\\b).*"))) {
                measure(meter, listings);
            }
        }
        report.write();
        pages.write();
        visitors.write();
    }

    private void measure(MlsMeter meter, int listings) throws Exception {
        var mls = meter.serviceRoot();
        var directory = Files.createDirectory(this.directory.resolve(Integer.toString(listings)));
        ahead.set(Duration.ZERO);
        var began = System.nanoTime();
        try (var site = site(directory, mls, 1_000)) {
            awaitComplete(site);
        }
        var swept = (System.nanoTime() - began) / 1e9;
        // Hours later the sweep begins again, now in pages of 25 as with Spark's ordinary key, while visitors come.
        ahead.set(Duration.ofHours(7));
        began = System.nanoTime();
        try (var site = site(directory, mls, 25)) {
            brotli(site, "/homes");
            var first = (System.nanoTime() - began) / 1e9;
            awaitComplete(site);
            var loaded = (System.nanoTime() - began) / 1e9;
            System.gc();
            var runtime = Runtime.getRuntime();
            var heap = (runtime.totalMemory() - runtime.freeMemory()) / 1_048_576;
            var bytes = site.get("/api/suggest?q=port").body();
            var bare = Javalin.create(config -> config.routes.get("/", ctx -> ctx.result(bytes)))
                    .start("127.0.0.1", 0);
            var bareUrl = "http://127.0.0.1:" + bare.port() + "/";
            var load = new OpenLoad(PER_SECOND);
            load.measure(i -> bareUrl, WARM_UP);
            load.measure(i -> suggest(site, i), WARM_UP);
            load.measure(i -> pins(site, i), WARM_UP);
            var floor = load.measure(i -> bareUrl, LASTING);
            var suggestions = load.measure(i -> suggest(site, i), LASTING);
            var pins = load.measure(i -> pins(site, i), LASTING);
            if (listings >= LARGE)
                assertTrue(site.management("/readyz").body().contains("reading"), "the sweep ran all the while");
            report.row(
                    Report.number(listings, 0),
                    Report.number(swept, 1),
                    Report.number(loaded, 1),
                    Report.number(first, 1),
                    heap,
                    millis(floor, 99),
                    millis(suggestions, 50),
                    millis(suggestions, 99),
                    millis(pins, 50),
                    millis(pins, 99),
                    Report.number(sitemap(site), 2),
                    requestsOfAColdSearch(site));
            var homes = homes(site);
            pages(site, meter, homes, listings);
            visitors(site, meter, homes, load, listings);
            bare.stop();
            assertEquals(0, load.failures());
        }
    }

    private static List<String> homes(TestSite site) throws Exception {
        var homes = new LinkedHashSet<String>();
        for (int page = 1; homes.size() < 2 * PAGES; page++)
            site.page("/homes?beds=2&page=" + page)
                    .select("a.listing-card__link")
                    .forEach(home -> homes.add(home.attr("href")));
        return List.copyOf(homes);
    }

    /** One after the other, after others that are not measured. */
    private void pages(TestSite site, MlsMeter meter, List<String> homes, int listings) throws Exception {
        IntFunction<String> search = i -> "/homes?min_price=" + (100_000 + 1_000 * i);
        timed(site, meter, search, 0);
        timed(site, meter, homes::get, 0);
        var results = timed(site, meter, search, PAGES);
        var shown = timed(site, meter, homes::get, PAGES);
        pages.row(
                Report.number(listings, 0),
                millis(results.mls, 50),
                millis(results.page, 50),
                millis(results.own, 50),
                millis(timed(site, meter, search, PAGES).page, 50),
                millis(shown.mls, 50),
                millis(shown.page, 50),
                millis(shown.own, 50),
                millis(timed(site, meter, homes::get, PAGES).page, 50));
    }

    private record Times(Histogram mls, Histogram page, Histogram own) {}

    private static Times timed(TestSite site, MlsMeter meter, IntFunction<String> path, int from) throws Exception {
        var times = new Times(new Histogram(3), new Histogram(3), new Histogram(3));
        for (int i = from; i < from + PAGES; i++) {
            var began = System.nanoTime();
            brotli(site, path.apply(i));
            var micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
            times.page.recordValue(micros);
            times.mls.recordValue(meter.lastMicros());
            times.own.recordValue(Math.max(0, micros - meter.lastMicros()));
        }
        return times;
    }

    private void visitors(TestSite site, MlsMeter meter, List<String> homes, OpenLoad load, int listings)
            throws Exception {
        var before = meter.requests();
        var crowd = Crowd.of(VISITORS, () -> brotli(site, "/homes?min_price=77000&beds=2"));
        var requests = meter.requests() - before;
        assertEquals(1, requests);
        var random = new Random(1);
        IntFunction<OpenLoad.Visit> visits = i -> JourneyBench.visit(site.url(""), homes, random);
        load.byKind(visits, LASTING);
        var journey = new Histogram(3);
        load.byKind(visits, LASTING).values().forEach(journey::add);
        visitors.row(
                Report.number(listings, 0),
                requests,
                millis(crowd, 50),
                millis(crowd, 99),
                millis(journey, 50),
                millis(journey, 99));
    }

    private static int brotli(TestSite site, String path) throws Exception {
        var answer = site.get(path, "Accept-Encoding", "br");
        assertEquals(200, answer.statusCode());
        return answer.body().length();
    }

    private TestSite site(Path directory, String mls, int top) {
        return TestSite.in(
                directory,
                mls,
                Map.of(
                        "DATABASE_URL",
                        "jdbc:h2:file:" + directory.resolve("catalog").toAbsolutePath(),
                        "RESO_MAX_TOP",
                        Integer.toString(top),
                        "RESO_RATE_LIMIT",
                        "100000/PT5M"),
                Sources.packaged(),
                clock);
    }

    private static void awaitComplete(TestSite site) throws Exception {
        while (!site.management("/readyz").body().contains("listings, complete")) Thread.sleep(100);
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

    /** Seconds for the whole of it, as a crawler reads it: goal under 2 for a hundred thousand homes. */
    private static double sitemap(TestSite site) throws Exception {
        var began = System.nanoTime();
        var files = site.get("/sitemap.xml").body().split("<loc>");
        for (int i = 1; i < files.length; i++)
            site.get(files[i].replaceFirst("</loc>[\\s\\S]*", "").replaceFirst("^https?://[^/]+", ""));
        return (System.nanoTime() - began) / 1e9;
    }

    private static int requestsOfAColdSearch(TestSite site) throws Exception {
        var before = misses(site);
        site.get("/homes?max_price=100&beds=9&baths=9");
        assertEquals(1, misses(site) - before, "one that finds nothing, with its hints");
        before = misses(site);
        site.get("/homes?min_price=123000&beds=3&garage=yes");
        return misses(site) - before;
    }

    /** Requests that the response cache sent on to the MLS; the sweep goes past it. */
    private static int misses(TestSite site) throws Exception {
        return site.management("/metrics")
                .body()
                .lines()
                .filter(line -> line.contains("cache_answers_total{kind=\"miss\""))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
