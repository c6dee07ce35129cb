package porchlight.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.Needles;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** What is in the database's file of a running site, looked at byte by byte. */
@Order(1)
class RetentionTest {
    private final TestClock clock = new TestClock();
    private DemoMls mls;
    private String serviceRoot;

    @TempDir
    Path directory;

    @BeforeEach
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0).clock(clock));
        serviceRoot = mls.serviceRoot();
    }

    @AfterEach
    void stop() {
        mls.close();
    }

    private TestSite site() {
        return TestSite.in(
                directory,
                serviceRoot,
                Map.of("DATABASE_URL", "jdbc:h2:" + directory.resolve("data/porchlight")),
                Sources.packaged(),
                clock,
                Duration.ofMillis(500));
    }

    private Path file() {
        return directory.resolve("data/porchlight.mv.db");
    }

    /** What the file says, in free pages as well; answers of the MLS are compressed in it. */
    private String bytes() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file());
        } catch (NoSuchFileException isBeingReplaced) {
            return "";
        }
        var text = new StringBuilder(new String(bytes, StandardCharsets.ISO_8859_1));
        for (int at = 0; at + 3 < bytes.length; at++)
            if (bytes[at] == 0x1f && bytes[at + 1] == (byte) 0x8b && bytes[at + 2] == 8)
                text.append(unzipped(bytes, at));
        return text.toString();
    }

    /** As far as it goes: a page may have been written over in part. */
    private static String unzipped(byte[] bytes, int from) throws IOException {
        var found = new ByteArrayOutputStream();
        try (var zipped = new GZIPInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
            for (int next = zipped.read(); next >= 0; next = zipped.read()) found.write(next);
        } catch (IOException end) {
            // What follows is something else.
        }
        return found.toString(StandardCharsets.ISO_8859_1);
    }

    /** Of the homes on the first page of results: where their pages are, and their keys, numbers and streets. */
    private record Shown(List<String> pages, List<String> words) {
        static Shown on(TestSite site) throws Exception {
            var pages = site.page("/homes").select("a.listing-card__link").eachAttr("href");
            assertTrue(pages.size() > 20);
            var words = new ArrayList<String>();
            for (var path : pages) {
                words.add(path.split("/")[2]);
                var page = site.page(path);
                var facts = page.select("script[type=application/ld+json]").html();
                var street =
                        Pattern.compile("\"streetAddress\": ?\"(\\d[^\"#]+)").matcher(facts);
                if (street.find()) words.add(street.group(1).replaceFirst(" \\w+\\.? ?$", ""));
            }
            assertTrue(words.size() > pages.size() + 15, words::toString);
            return new Shown(pages, words);
        }

        List<String> in(String bytes) {
            return List.copyOf(new Needles(words).in(bytes));
        }
    }

    /** Shown and in the file; which H2 writes within a second. */
    private Shown shownAndKept(TestSite site) throws Exception {
        var shown = Shown.on(site.swept());
        Waiting.until(() -> Set.copyOf(shown.words()).equals(Set.copyOf(shown.in(bytes()))));
        return shown;
    }

    private void gone(Shown shown) throws Exception {
        Waiting.until(() -> {
            var bytes = bytes();
            return !bytes.isEmpty() && shown.in(bytes).isEmpty();
        });
    }

    private Object identity() throws IOException {
        return Files.readAttributes(file(), BasicFileAttributes.class).fileKey();
    }

    @Test
    void nothingOfAListingIsInTheFileOfTheRunningSiteAtTheLimitAndPagesStandUntilThen() throws Exception {
        try (var site = site()) {
            var shown = shownAndKept(site);
            mls.close();
            var before = identity();
            clock.pass(Duration.ofHours(10).plusMinutes(40));
            // Pages made before, and searches that only the catalog in the file can answer.
            var visitors = Executors.newFixedThreadPool(4);
            try {
                var visits = new ArrayList<Future<?>>();
                for (int visitor = 0; visitor < 4; visitor++) {
                    var from = visitor;
                    visits.add(visitors.submit(() -> {
                        for (int visit = from; before.equals(identity()); visit += 4) {
                            for (var path : List.of(
                                    shown.pages().get(visit % shown.pages().size()), "/homes?min_price=" + visit * 10))
                                assertEquals(200, site.get(path).statusCode(), path);
                            // All of the while, and not as fast as they can.
                            Thread.sleep(20);
                        }
                        return null;
                    }));
                }
                for (var visit : visits) visit.get();
            } finally {
                visitors.shutdownNow();
            }
            assertFalse(shown.in(bytes()).isEmpty(), "what is in a compacted file can be seen");
            assertEquals(200, site.get(shown.pages().get(0)).statusCode());
            clock.pass(Duration.ofHours(1));
            gone(shown);
            clock.pass(Duration.ofHours(1));
            assertEquals(503, site.get("/homes").statusCode());
            assertEquals(200, site.get("/terms").statusCode());
            gone(shown);
        }
    }

    /** Set back, the clock makes the age of what was stored unknown, so it goes at once; set forward, it makes it greater. */
    @ParameterizedTest
    @ValueSource(ints = {-60, -6 * 60, 60})
    void aClockSetBackOrForwardMakesNothingLastLonger(int minutes) throws Exception {
        try (var site = site()) {
            var shown = shownAndKept(site);
            mls.close();
            clock.pass(Duration.ofMinutes(minutes));
            if (minutes > 0) clock.pass(Duration.ofHours(11).plusMinutes(50));
            gone(shown);
            for (var path : shown.pages().subList(0, 3))
                assertEquals(503, site.get(path).statusCode(), path);
        }
    }

    @Test
    void whatASiteLeftThatWasStoppedForADayGoesWhenItStartsAgain() throws Exception {
        Shown shown;
        try (var site = site()) {
            shown = shownAndKept(site);
        }
        assertFalse(shown.in(bytes()).isEmpty());
        mls.close();
        clock.pass(Duration.ofDays(1));
        try (var site = site()) {
            gone(shown);
            assertEquals(200, site.get("/terms").statusCode());
        }
    }
}
