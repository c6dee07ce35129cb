package porchlight.search.phrase;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import porchlight.bench.Report;
import porchlight.catalog.ManyHomes;
import porchlight.place.Indexes;
import porchlight.search.Vocabulary;

/** What it costs to understand a line by the site's own index, as feeds grow to 100,000 homes. Goal: under 1 ms. */
class QueryTextBench {
    private static final List<Integer> HOMES = List.of(1_000, 10_000, 100_000);
    private static final int LINES_READ = 6_000;
    private static final List<String> LINES = List.of(
            "Portland",
            "3 bed house in Portland under 600k with garage",
            "condos or townhouses in Ashfield between 400k and 600k, 2+ baths, new this week",
            "open house sunday portland or 97214 with pool and view no hoa",
            "no garage, without a pool or view, not in Portland, 2 beds 3 beds",
            "1247 SE Division St",
            "NE Maplewood Ave",
            "xyzzy plugh ".repeat(16).strip(),
            "a b c d e f g h i j k l m n o p q r s t u v w x y z ".repeat(4).substring(0, 200),
            "under 600k 3 beds ".repeat(11).strip());

    private final Report report = new Report(
            "A line of the search box understood (ms)",
            "homes",
            "p50",
            "p99",
            "of the processor p50",
            "of the processor p99");

    @Test
    void understandingALine() throws Exception {
        for (var homes : HOMES) measure(homes);
        report.write();
    }

    private void measure(int homes) {
        var names = Indexes.of(ManyHomes.of(homes));
        var understood = 0;
        for (int i = 0; i < LINES_READ; i++) understood += read(names, i);
        // On a machine that does other things a line waits for its turn: what it costs is the processor's time.
        var threads = ManagementFactory.getThreadMXBean();
        var times = new Histogram(3);
        var costs = new Histogram(3);
        for (int i = 0; i < LINES_READ; i++) {
            var costBefore = threads.getCurrentThreadCpuTime();
            var began = System.nanoTime();
            understood += read(names, i);
            times.recordValue((System.nanoTime() - began) / 1_000);
            costs.recordValue((threads.getCurrentThreadCpuTime() - costBefore) / 1_000);
        }
        assertTrue(understood > 0);
        report.row(
                Report.number(homes, 0),
                Report.number(times.getValueAtPercentile(50) / 1e3, 3),
                Report.number(times.getValueAtPercentile(99) / 1e3, 3),
                Report.number(costs.getValueAtPercentile(50) / 1e3, 3),
                Report.number(costs.getValueAtPercentile(99) / 1e3, 3));
    }

    private static int read(Vocabulary names, int i) {
        return QueryText.read(LINES.get(i % LINES.size()), names).criteria().size();
    }
}
