package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.FeedRows;
import porchlight.harness.RewrittenFeed;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** Words of descriptions where the MLS cannot be asked for them: the site has an index of its own. */
class IndexedKeywordsTest {
    private static final int LISTINGS = 240;

    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();
    private DemoMls mls;
    private List<JsonNode> homes;

    @BeforeEach
    void start() throws Exception {
        mls = DemoMls.start(
                DemoOptions.standard().listings(LISTINGS).rateLimit(0).clock(clock));
        homes = FeedRows.of(mls, LISTINGS).stream()
                .filter(row -> row.path("StandardStatus").asText().equals("Active")
                        && !row.path("PropertyType").asText().endsWith("Lease")
                        && !row.path("DelayedMarketingYN").asBoolean()
                        && !FeedRows.isNo(row, "ApprovalStatus")
                        && row.path("ListPrice").asDouble() < 1e14
                        && !FeedRows.isNo(row, "InternetEntireListingDisplayYN"))
                .toList();
    }

    @AfterEach
    void stop() {
        mls.close();
    }

    private TestSite site(String serviceRoot, String... further) {
        return started(serviceRoot, further).swept();
    }

    private TestSite started(String serviceRoot, String... further) {
        var settings = new HashMap<>(Map.of(
                "DATABASE_URL", "jdbc:h2:" + directory.resolve("data/porchlight"), "RESO_SUPPORTS_CONTAINS", "false"));
        for (int i = 0; i < further.length; i += 2) settings.put(further[i], further[i + 1]);
        return TestSite.in(directory, serviceRoot, settings, Sources.packaged(), clock, Duration.ofMillis(200));
    }

    private Path words() {
        return directory.resolve("data/words");
    }

    private long told(Predicate<JsonNode> also, String... words) {
        return homes.stream()
                .filter(also)
                .filter(row -> List.of(words).stream()
                        .allMatch(word -> Pattern.compile("(?i)(?<![\\p{L}\\p{N}])" + word)
                                .matcher(row.path("PublicRemarks").asText())
                                .find()))
                .count();
    }

    private static long count(Document page) {
        var first = page.select("h1").text().split(" ")[0].replace(",", "");
        return first.equals("No") ? 0 : Long.parseLong(first);
    }

    private static Predicate<JsonNode> in(String city) {
        return row -> row.path("City").asText().equals(city);
    }

    @Test
    void theCatalogAnswersAndCountsThem() throws Exception {
        try (var site = site(mls.serviceRoot())) {
            var before = mls.requests();
            for (var word : List.of("deck", "KITCHEN", "Garden", "kitch")) {
                var page = site.page("/homes?keywords=" + word);
                assertTrue(told(row -> true, word) > 0, word);
                assertEquals(told(row -> true, word), count(page), word);
                assertEquals(List.of(), page.select(".notice").eachText(), word);
            }
            assertEquals(told(row -> true, "kitchen", "garden"), count(site.page("/homes?keywords=kitchen+garden")));
            var portland = told(in("Portland"), "kitchen");
            assertTrue(portland > 0);
            assertEquals(portland, count(site.page("/homes?city=Portland&keywords=kitchen")));
            assertTrue(
                    site.page("/homes?keywords=kitchen").text().contains("Portland (" + portland + ")"),
                    site.page("/homes?keywords=kitchen").select("form").text());
            var drawn = "polygon=-124+44%2C-121+44%2C-121+47%2C-124+47";
            assertEquals(
                    told(
                            row -> row.path("Latitude").isNumber() && !FeedRows.isNo(row, "InternetAddressDisplayYN"),
                            "kitchen"),
                    count(site.page("/homes?keywords=kitchen&" + drawn)));
            assertEquals(before, mls.requests(), "nothing was asked of the MLS");
        }
    }

    @Test
    void aSearchThatFindsNothingIsToldWhichWordIsToBlame() throws Exception {
        try (var site = site(mls.serviceRoot())) {
            var portland = homes.stream().filter(in("Portland")).count();
            var page = site.page("/homes?city=Portland&keywords=xylophone");
            assertEquals(0, count(page));
            assertTrue(page.text().contains("“xylophone” in the description"), page.text());
            assertTrue(page.text().contains(Long.toString(portland)), page.text());
        }
    }

    @Test
    void theyAreAnsweredWhileTheMlsIsAwayAndAfterARestart() throws Exception {
        var expected = told(row -> true, "deck");
        try (var site = site(mls.serviceRoot())) {
            assertEquals(expected, count(site.page("/homes?keywords=deck")));
        }
        var root = mls.serviceRoot();
        mls.close();
        clock.pass(Duration.ofMinutes(30));
        try (var site = started(root)) {
            // Until the index is open, nothing can answer.
            Waiting.until(() -> {
                var answer = site.get("/homes?keywords=deck");
                return answer.statusCode() == 200 && !answer.body().contains("We can’t search descriptions");
            });
            var page = site.page("/homes?keywords=deck");
            assertEquals(expected, count(page));
            assertEquals(List.of(), page.select(".notice").eachText());
        }
    }

    /** Its answer would depend on how a word is written. */
    @Test
    void aFeedThatComparesCapitalsIsNotAsked() throws Exception {
        var asked = new ConcurrentLinkedQueue<String>();
        try (var feed = new RewrittenFeed(mls.serviceRoot())
                        .replace("kitchen", "kItChEn")
                        .refuse(target -> asked.add(target) && target.matches(".*tolower(\\(|%28).*"));
                var site = site(feed.serviceRoot(), "RESO_SUPPORTS_CONTAINS", "true")) {
            assertEquals(told(row -> true, "kitchen"), count(site.page("/homes?keywords=kitchen")));
            assertFalse(asked.stream().anyMatch(target -> target.contains("kitchen")));
        }
        try (var site = site(mls.serviceRoot(), "RESO_SUPPORTS_CONTAINS", "true")) {
            var before = mls.requests();
            site.page("/homes?keywords=kitchen");
            assertEquals(before + 1, mls.requests(), "any other is");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50})
    void withoutAnIndexThePageSaysThatTheyAreIgnored(int most) throws Exception {
        try (var site = site(mls.serviceRoot())) {
            assertTrue(Files.isDirectory(words()));
        }
        try (var site = site(mls.serviceRoot(), "WORD_INDEX_HOMES", Integer.toString(most))) {
            Waiting.until(() -> !Files.exists(words()));
            var page = site.page("/homes?keywords=deck");
            // All homes would be no answer.
            assertEquals(0, count(page));
            assertTrue(page.select(".notice").text().contains("We can’t search descriptions for “deck”"), page.text());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void descriptionsAreReadOnlyForTheIndex(int most) throws Exception {
        var asked = new ConcurrentLinkedQueue<String>();
        try (var feed = new RewrittenFeed(mls.serviceRoot()).refuse(target -> !asked.add(target));
                var site = site(feed.serviceRoot(), "WORD_INDEX_HOMES", Integer.toString(most))) {
            site.page("/homes");
            var swept = asked.stream()
                    .filter(target -> target.matches(".*/Property\\?.*select=[^&]*SeniorCommunityYN.*"))
                    .toList();
            assertFalse(swept.isEmpty());
            for (var target : swept) assertEquals(most > 0, target.contains("PublicRemarks"), target);
        }
    }

    /** What the index's files say; null if they are being replaced. */
    private @Nullable String files() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.list(words())) {
            for (var file : files.toList()) all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException replaced) {
            return null;
        }
        return all.toString();
    }

    private long size() throws IOException {
        for (var all = files(); ; all = files()) if (all != null) return all.length();
    }

    private boolean isInFiles(String bytes) throws IOException {
        for (var all = files(); ; all = files()) if (all != null) return all.contains(bytes);
    }

    @Test
    void nothingOfADescriptionIsInTheFilesAtTheLimit() throws Exception {
        // Words of plain letters may be compressed in the files.
        var rare = "кукабарра";
        var bytes = new String(rare.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try (var feed = new RewrittenFeed(mls.serviceRoot())
                        .replace("\"PublicRemarks\":\"", "\"PublicRemarks\":\"" + rare + " ");
                var site = site(feed.serviceRoot())) {
            assertEquals(homes.size(), count(site.page("/homes?keywords=" + rare)));
            clock.pass(Duration.ofMinutes(15));
            Waiting.until(() -> isInFiles(bytes));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(words())));
            mls.close();
            clock.pass(Duration.ofHours(10).plusMinutes(30));
            assertTrue(isInFiles(bytes), "it is kept as long as it may be");
            clock.pass(Duration.ofMinutes(45));
            Waiting.until(() -> !isInFiles(bytes));
        }
    }

    @Test
    void itTakesAtMostThreeHundredBytesOfEachHome() throws Exception {
        try (var site = site(mls.serviceRoot())) {
            clock.pass(Duration.ofMinutes(31));
            Waiting.until(() -> size() > 0);
            var numbers = site.management("/metrics").body();
            assertTrue(numbers.contains("porchlight_descriptions_complete 1.0"), numbers);
            var known =
                    Pattern.compile("porchlight_descriptions_listings (\\d+)").matcher(numbers);
            assertTrue(known.find());
            assertTrue(size() <= 300L * Integer.parseInt(known.group(1)), size() + " bytes");
        }
    }
}
