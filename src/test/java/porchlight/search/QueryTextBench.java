package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What it costs to understand a line, as feeds name more places. */
class QueryTextBench {
    private static final List<String> LINES = List.of(
            "Portland",
            "3 bed house in Portland under 600k with garage",
            "condos or townhouses in city 17 between 400k and 600k, 2+ baths, new this week",
            "open house sunday portland or 97214 with pool and view no hoa",
            "1247 SE Division St",
            "xyzzy plugh ".repeat(16).strip());

    @Test
    void understandingALine() {
        for (var places : List.of(40, 1_000, 10_000)) measure(places);
    }

    private static void measure(int places) {
        var all = new ArrayList<>(List.of(new KnownCities.City("Portland", "OR")));
        IntStream.range(1, places).forEach(i -> all.add(new KnownCities.City("City " + i, "OR")));
        var names = Vocabulary.of(KnownCities.of(all), Choices.standard(List.of("Active")));
        var understood = 0;
        for (int i = 0; i < 6_000; i++) understood += read(names, i);
        // On a machine that does other things a line waits for its turn: what it costs is the processor's time.
        var threads = ManagementFactory.getThreadMXBean();
        var times = new Histogram(10_000_000_000L, 3);
        var costs = new Histogram(10_000_000_000L, 3);
        for (int i = 0; i < 12_000; i++) {
            var costBefore = threads.getCurrentThreadCpuTime();
            var began = System.nanoTime();
            understood += read(names, i);
            times.recordValue(System.nanoTime() - began);
            costs.recordValue(threads.getCurrentThreadCpuTime() - costBefore);
        }
        assertTrue(understood > 0);
        System.out.printf(
                Locale.US,
                "a line understood, %,d places known (ms): p50 %.3f, p99 %.3f; of the processor p50 %.3f, p99 %.3f%n",
                places,
                times.getValueAtPercentile(50) / 1e6,
                times.getValueAtPercentile(99) / 1e6,
                costs.getValueAtPercentile(50) / 1e6,
                costs.getValueAtPercentile(99) / 1e6);
    }

    private static int read(Vocabulary names, int i) {
        return QueryText.read(LINES.get(i % LINES.size()), names).criteria().size();
    }
}
