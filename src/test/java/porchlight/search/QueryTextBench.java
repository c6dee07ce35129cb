package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What it costs to understand a line, with the names of forty cities known. */
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
        var names = Vocabulary.of(
                KnownCities.of(IntStream.range(0, 40)
                        .mapToObj(i -> new KnownCities.City(i == 0 ? "Portland" : "City " + i, "OR"))
                        .toList()),
                Choices.standard(List.of("Active")));
        var understood = 0;
        for (int i = 0; i < 3_000; i++) understood += read(names, i);
        var times = new Histogram(10_000_000_000L, 3);
        for (int i = 0; i < 9_000; i++) {
            var began = System.nanoTime();
            understood += read(names, i);
            times.recordValue(System.nanoTime() - began);
        }
        assertTrue(understood > 0);
        System.out.printf(
                Locale.US,
                "%na line understood: p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms%n",
                times.getValueAtPercentile(50) / 1e6,
                times.getValueAtPercentile(99) / 1e6,
                times.getValueAtPercentile(99.9) / 1e6);
    }

    private static int read(Vocabulary names, int i) {
        return QueryText.read(LINES.get(i % LINES.size()), names).criteria().size();
    }
}
