package porchlight.search.phrase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/**
 * Four hundred lines, three hundred of which people wrote in public, typed into a site with the whole demo market: what
 * each means stands in {@code readings.tsv}, and no word of any is dropped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinesTest {
    private static final Path LINES = Path.of("src/test/resources/search/lines.tsv");
    private static final Path READINGS = Path.of("src/test/resources/search/readings.tsv");
    /** A market in which every place of the lines is. */
    private static final int LISTINGS = 2_400;

    /** What asks for all homes. */
    private static final Set<String> EVERYTHING = Set.of("all", "sort:newest");

    private final List<Reading> readings = new ArrayList<>();
    private String all;

    /** @param asked what an independent reader took the line for */
    private record Line(String text, String asked) {
        static List<Line> all() throws IOException {
            return Files.readAllLines(LINES).stream()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("line\t"))
                    .map(line -> line.split("\t"))
                    .map(cells -> new Line(cells[1].isEmpty() ? cells[0] : cells[1], cells[2]))
                    .toList();
        }
    }

    /** @param address the page's, after redirects */
    private record Reading(Line line, String address, Document page) {
        String heading() {
            return page.select("h1").text();
        }

        boolean isUnderstood() {
            return !page.text().contains("We didn’t understand");
        }
    }

    @BeforeAll
    void read() throws Exception {
        // The market changes from day to day, and with it what some lines find.
        var clock = new TestClock();
        try (var mls = DemoMls.start(DemoOptions.standard().listings(LISTINGS).clock(clock));
                var site = TestSite.on(
                                mls.serviceRoot(), Map.of("RESO_RATE_LIMIT", "1000000/PT5M"), Sources.packaged(), clock)
                        .swept()) {
            all = site.page("/homes").select("h1").text();
            for (var line : Line.all()) {
                var address = "/homes?q=" + URLEncoder.encode(line.text(), StandardCharsets.UTF_8);
                for (int redirects = 0; redirects < 3; redirects++) {
                    var answer = site.get(address);
                    if (answer.statusCode() / 100 != 3) break;
                    address = answer.headers().firstValue("Location").orElseThrow();
                }
                readings.add(new Reading(line, address, site.page(address)));
            }
        }
    }

    @Test
    void eachLineMeansWhatItSays() throws IOException {
        var now = new ArrayList<String>();
        for (var reading : readings)
            now.add(reading.line().text() + "\t"
                    + URLDecoder.decode(reading.address().replaceFirst("^/homes\\??", ""), StandardCharsets.UTF_8));
        if (Boolean.getBoolean("readings.write")) Files.write(READINGS, now);
        assertEquals(String.join("\n", Files.readAllLines(READINGS)), String.join("\n", now));
    }

    @Test
    void nineOfTenAreUnderstoodAndNoneOfTheOthersShowsEverything() {
        var left = readings.stream().filter(reading -> !reading.isUnderstood()).toList();
        assertTrue(left.size() * 10 <= readings.size(), left.size() + " lines");
        for (var reading : readings)
            if (EVERYTHING.stream().noneMatch(reading.line().asked()::contains)
                    && !reading.address().contains("sort="))
                assertTrue(
                        !reading.heading().equals(all) || reading.address().contains("q="),
                        reading.line().text());
        for (var reading : left)
            assertTrue(!reading.heading().equals(all), reading.line().text());
    }

    @Test
    void everyWordIsAccountedFor() {
        var dropped = new HashSet<String>();
        for (var reading : readings) {
            // A single filter that leads away, such as a listing's number.
            if (reading.address().startsWith("/listing/")) continue;
            var chips = reading.page().select(".chips .chip:not(.chip--clear)");
            var isAll = reading.address().equals("/homes") || reading.address().startsWith("/homes?sort=");
            if (chips.isEmpty() && !isAll) dropped.add(reading.line().text());
        }
        assertEquals(Set.of(), dropped);
    }
}
