package porchlight.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static porchlight.bench.Report.millis;
import static porchlight.bench.Report.number;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Pages warm and cold: the site in its own process, with the options of its Procfile, beside a bare Javalin handler that
 * answers the same bytes, and beside the MLS's own answers.
 */
class PageBench {
    /** Until their compilers come to rest: the site has more code. */
    private static final int BARE_WARM_UPS = 3;

    private static final int SITE_WARM_UPS = 4;
    private static final int COLD = 150;
    /** Until the compilers of the site's process come to rest; what they take is the start's. */
    private static final int WARM_UP = 1_500;

    private static final int WARM_UP_LISTINGS = 330;
    private static final int VISITORS = 500;
    /** {@code [THYMELEAF][thread][template][locale][nanoseconds][milliseconds] …}. */
    private static final Pattern RENDERED =
            Pattern.compile("\\[THYMELEAF\\]\\[[^]]*\\]\\[([^]]+)\\]\\[[^]]*\\]\\[(\\d+)\\]\\[\\d+\\] TEMPLATE");

    @TempDir
    Path directory;

    @Test
    void warmPagesBesideABareHandler() throws Exception {
        try (var mls = Program.mls(2_400);
                var site =
                        Program.site(mls.root(), directory, Program.options()).swept()) {
            var paths = List.of("/homes", site.listings(1).get(0));
            var files = new ArrayList<String>();
            for (var path : paths) {
                var file = Files.createTempFile(directory, "page", ".br");
                Files.write(file, site.brotli(path));
                files.add(file.toString());
            }
            try (var bare = Program.main(BareServer.class, files.toArray(String[]::new))) {
                var report = new Report(
                        "Warm pages beside a bare Javalin handler with the same bytes",
                        "page",
                        "bytes (br)",
                        "bare req/s",
                        "site req/s",
                        "req/s ratio",
                        "bare CPU µs/req",
                        "site CPU µs/req",
                        "CPU ratio");
                for (int i = 0; i < paths.size(); i++) {
                    var floor = load(bare, "/" + i, BARE_WARM_UPS);
                    var warm = load(site, paths.get(i), SITE_WARM_UPS);
                    report.row(
                            i == 0 ? "results" : "listing",
                            number(Files.size(Path.of(files.get(i))), 0),
                            number(floor.perSecond, 0),
                            number(warm.perSecond, 0),
                            number(warm.perSecond / floor.perSecond, 2),
                            number(floor.cpuMicros, 0),
                            number(warm.cpuMicros, 0),
                            number(floor.cpuMicros / warm.cpuMicros, 2));
                }
                report.write();
                assertTrue(site.metric("porchlight_page_answers_total{kind=\"hit\"}") > 1_000);
            }
        }
    }

    private record Speed(double perSecond, double cpuMicros) {}

    /** JMH asks; the server's own time is what its process used for each answer. */
    private static Speed load(Program server, String path, int warmUps) throws Exception {
        var used = Files.createTempFile("used", "");
        var results = new Runner(new OptionsBuilder()
                        .include(GetBench.class.getName())
                        .param("url", server.root() + path)
                        .param("server", Long.toString(server.pid()))
                        .warmupIterations(warmUps)
                        .jvmArgsAppend("-Xmx256m", "-Dbench.used=" + used)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        var micros = Double.parseDouble(Files.readString(used));
        Files.delete(used);
        return new Speed(results.iterator().next().getPrimaryResult().getScore(), micros);
    }

    @Test
    void coldPagesBesideTheMlsAndRenderingAlone() throws Exception {
        var options = new ArrayList<>(Program.options());
        options.add("-Dorg.slf4j.simpleLogger.log.org.thymeleaf.TemplateEngine.TIMER=trace");
        try (var mls = Program.mls(2_400);
                var meter = new MlsMeter(mls.root());
                var site = Program.site(meter.serviceRoot(), directory, options).swept()) {
            var listings = site.listings(20);
            for (int i = 0; i < WARM_UP; i++) site.brotli("/homes?max_price=" + (2_000_000 + 1_000 * i));
            for (var path : listings.subList(0, WARM_UP_LISTINGS)) site.brotli(path);
            var report = new Report(
                    "Cold pages beside the MLS's own answers (ms)",
                    "page",
                    "MLS p50",
                    "page p50",
                    "page p99",
                    "own p50",
                    "own p99",
                    "MLS requests a page");
            cold(report, "results", site, meter, COLD, i -> "/homes?min_price=" + (100_000 + 1_000 * i));
            cold(
                    report,
                    "listing",
                    site,
                    meter,
                    listings.size() - WARM_UP_LISTINGS,
                    i -> listings.get(WARM_UP_LISTINGS + i));
            report.write();
            renders(site).write();
            crowd(site, meter).write();
        }
    }

    private static void cold(
            Report report,
            String name,
            Program site,
            MlsMeter meter,
            int pages,
            java.util.function.IntFunction<String> path)
            throws IOException {
        var whole = new Histogram(3);
        var asked = new Histogram(3);
        var own = new Histogram(3);
        var before = meter.requests();
        for (int i = 0; i < pages; i++) {
            var began = System.nanoTime();
            site.brotli(path.apply(i));
            var micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
            whole.recordValue(micros);
            asked.recordValue(meter.lastMicros());
            own.recordValue(Math.max(0, micros - meter.lastMicros()));
        }
        report.row(
                name,
                millis(asked, 50),
                millis(whole, 50),
                millis(whole, 99),
                millis(own, 50),
                millis(own, 99),
                number((meter.requests() - before) / (double) pages, 2));
    }

    /** What Thymeleaf tells of itself. */
    private static Report renders(Program site) {
        var report = new Report("Rendering alone (Thymeleaf's own timer, ms)", "template", "renders", "p50", "p99");
        for (var template : List.of("search/results", "listing/listing")) {
            var times = new Histogram(3);
            for (var line : site.output()) {
                var match = RENDERED.matcher(line);
                if (match.find() && match.group(1).equals(template))
                    times.recordValue(TimeUnit.NANOSECONDS.toMicros(Long.parseLong(match.group(2))));
            }
            report.row(template, times.getTotalCount(), millis(times, 50), millis(times, 99));
        }
        return report;
    }

    private static Report crowd(Program site, MlsMeter meter) throws Exception {
        var before = meter.requests();
        var times = Crowd.of(VISITORS, () -> site.brotli("/homes?min_price=77000&beds=2").length);
        var requests = meter.requests() - before;
        var report = new Report(
                VISITORS + " visitors at once on one cold page",
                "MLS requests",
                "p50 (ms)",
                "p99 (ms)",
                "slowest (ms)");
        report.row(requests, millis(times, 50), millis(times, 99), millis(times, 100));
        assertEquals(1, requests);
        return report;
    }
}
