package porchlight.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static porchlight.bench.Report.millis;
import static porchlight.bench.Report.number;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visitors who come at a fixed rate and go from the home page by searches to listings, as the site and its MLS are warm. */
public class JourneyBench {
    private static final int PER_SECOND = 100;
    private static final Duration LASTING = Duration.ofSeconds(25);
    private static final int SEARCHES = 200;

    @TempDir
    Path directory;

    @Test
    void visitorsAtAFixedRate() throws Exception {
        try (var mls = Program.mls(2_400);
                var site =
                        Program.site(mls.root(), directory, Program.options()).swept()) {
            var listings = site.listings(12);
            var random = new Random(1);
            // A program just started takes its time to learn; who asks it for more hears 503.
            new OpenLoad(PER_SECOND / 4).byKind(i -> visit(site.root(), listings, random), Duration.ofSeconds(10));
            var load = new OpenLoad(PER_SECOND);
            load.byKind(i -> visit(site.root(), listings, random), Duration.ofSeconds(5));
            var used = site.cpu();
            var times = load.byKind(i -> visit(site.root(), listings, random), LASTING);
            used = site.cpu().minus(used);
            var report = new Report(
                    "A mixed journey at " + PER_SECOND + " requests a second for " + LASTING.toSeconds()
                            + " s (ms from when each was due)",
                    "what",
                    "requests",
                    "p50",
                    "p99",
                    "p99.9");
            var all = new Histogram(3);
            times.values().forEach(all::add);
            times.forEach((kind, each) ->
                    report.row(kind, each.getTotalCount(), millis(each, 50), millis(each, 99), millis(each, 99.9)));
            report.row("all", all.getTotalCount(), millis(all, 50), millis(all, 99), millis(all, 99.9));
            report.write();
            var footprint = new Report("The site's process under that load", "resident MB", "processor used");
            footprint.row(site.residentMegabytes(), number(100.0 * used.toMillis() / LASTING.toMillis(), 0) + " %");
            footprint.write();
            assertEquals(0, load.failures());
        }
    }

    /** What one of them asks for. */
    public static OpenLoad.Visit visit(String root, List<String> listings, Random random) {
        var die = random.nextInt(100);
        if (die < 10) return new OpenLoad.Visit("home", root + "/");
        if (die < 40) return new OpenLoad.Visit("search", root + search(often(random, SEARCHES)));
        if (die < 75) return new OpenLoad.Visit("listing", root + listings.get(often(random, listings.size())));
        if (die < 90) return new OpenLoad.Visit("suggestions", root + "/api/suggest?q=por");
        return new OpenLoad.Visit("pins", root + "/api/pins?zoom=11&bounds=-122.8,45.4,-122.5,45.6");
    }

    /** Some things are asked for much oftener than others. */
    private static int often(Random random, int things) {
        return (int) (things * Math.pow(random.nextDouble(), 3));
    }

    private static String search(int number) {
        var params = new ArrayList<String>();
        params.add("min_price=" + (200_000 + 5_000 * number));
        if (number % 3 > 0) params.add("beds=" + (1 + number % 3));
        return "/homes?" + String.join("&", params);
    }
}
