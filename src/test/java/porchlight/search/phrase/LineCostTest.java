package porchlight.search.phrase;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import porchlight.catalog.ManyHomes;
import porchlight.harness.Rounds;
import porchlight.harness.Seed;
import porchlight.place.Indexes;
import porchlight.search.SearchForm;
import porchlight.search.Vocabulary;

/** No line of the longest length that is read costs more than a little of the processor, however it repeats itself. */
class LineCostTest {
    private static final long MOST_NANOS = 20_000_000;
    private static final int LINES = Rounds.of(2_000, 6_000);
    private static final int SAMPLES = 5;

    private static final List<String> PIECES = List.of(
            "1",
            "9",
            "11",
            "111",
            "000",
            "97214",
            "1/2",
            "1 1/2",
            ",",
            ".",
            "-",
            "–",
            "/",
            ";",
            "(",
            "\"",
            "“",
            "”",
            "'",
            "$",
            "+",
            "<",
            "≤",
            "~",
            "½",
            "k",
            "m",
            "a",
            "an",
            "and",
            "or",
            "to",
            "no",
            "not",
            "n't",
            "without",
            "between",
            "from",
            "under",
            "over",
            "at least",
            "or less",
            "or more",
            "plus",
            "max",
            "beds",
            "bed",
            "br",
            "baths",
            "ba",
            "sq ft",
            "sqft",
            "acre",
            "acres",
            "half",
            "quarter",
            "half a million",
            "million",
            "three quarters of an",
            "lot",
            "lots of",
            "yard",
            "price",
            "budget",
            "asking",
            "hoa",
            "association",
            "fees",
            "built",
            "year",
            "1990",
            "2010s",
            "built between 1990 and",
            "last",
            "last 3 days",
            "new",
            "open",
            "open house",
            "open house saturday",
            "sat and",
            "this week",
            "portland",
            "portland or",
            "or",
            "washington county",
            "county",
            "se",
            "n",
            "ne division",
            "st",
            "ave",
            "97214-",
            "house",
            "condos",
            "pool",
            "garage",
            "waterfront",
            "view",
            "apartment",
            "zip",
            "the",
            "x",
            "xyzzy",
            "É",
            "ß",
            "İ",
            "💡",
            "#",
            "mls#",
            "55+",
            "55 and over",
            "optional",
            "not needed");

    private final Vocabulary names = Indexes.of(ManyHomes.of(2_400));
    private final Seed seed = Seed.ofThisRun();

    private static String line(SplittableRandom random) {
        var joint =
                List.of("", " ", "-", ",", ", ", " - ", "/", " or ", " and ").get(random.nextInt(9));
        var pieces = new ArrayList<String>();
        for (int i = random.nextInt(1, 6); i > 0; i--) pieces.add(PIECES.get(random.nextInt(PIECES.size())));
        var unit = String.join(joint, pieces) + (random.nextBoolean() ? joint : "");
        var line = new StringBuilder(random.nextInt(4) == 0 ? PIECES.get(random.nextInt(PIECES.size())) + " " : "");
        while (line.length() < SearchForm.LONGEST_LINE && !unit.isEmpty())
            line.append(random.nextInt(40) == 0 ? PIECES.get(random.nextInt(PIECES.size())) : unit);
        line.setLength(SearchForm.LONGEST_LINE);
        return line.toString();
    }

    private long cost(String line) {
        var threads = ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadCpuTime();
        QueryText.read(line, names);
        return threads.getCurrentThreadCpuTime() - before;
    }

    @Test
    void everyLineIsUnderstoodInTwentyMillisecondsOfTheProcessor() {
        var random = seed.random();
        for (int i = 0; i < 500; i++) QueryText.read(line(random), names);
        var worst = 0L;
        for (int i = 0; i < LINES; i++) {
            var line = line(random);
            var cost = cost(line);
            // What else the virtual machine does falls on some line: it is the least of a few that counts.
            for (int again = 0; again < SAMPLES && cost > MOST_NANOS; again++) cost = Math.min(cost, cost(line));
            worst = Math.max(worst, cost);
            assertTrue(cost <= MOST_NANOS, cost / 1_000_000.0 + " ms for \"" + line + "\", " + seed);
        }
        assertTrue(worst > 0, "nothing was measured");
    }
}
