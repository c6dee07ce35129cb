package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.harness.TestClock;
import porchlight.harness.TestSite;
import porchlight.listing.MlsProfiles;
import porchlight.site.Sources;

/** Listings whose keys, and most numbers, begin with the mark of their MLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrefixedNumbersTest {
    private final TestClock clock = new TestClock();
    private Replay feed;
    private TestSite site;

    @TempDir
    Path directory;

    /** Keys and numbers in the feed. */
    private static final String[][] NUMBERS = {
        {"ACT107472571", "ACT1234567"},
        {"MFR545112233", "MFRGC411887"},
        {"MFR545112244", "MFRA4525020"},
        {"NST6001", "7654321"},
        {"HMS-52", "HMS24-98765"}
    };

    @BeforeAll
    void start() throws Exception {
        var homes = Home.generate(NUMBERS.length, 17, clock.instant());
        for (int at = 0; at < NUMBERS.length; at++) {
            var property = homes.get(at).property();
            property.put("ListingKey", NUMBERS[at][0]);
            property.put("ListingId", NUMBERS[at][1]);
            property.put("StandardStatus", "Active");
            property.put("InternetEntireListingDisplayYN", true);
            property.put("DelayedMarketingYN", false);
            property.put("ApprovalStatus", true);
        }
        feed = new Replay(Vendor.SPARK.manners(), MlsProfiles.load(Walk.PROFILE), homes, clock);
        site = TestSite.on(feed.serviceRoot(), Map.of("MLS_PROFILE", Walk.PROFILE), Sources.packaged(), clock)
                .swept();
    }

    @AfterAll
    void stop() {
        site.close();
        feed.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ACT107472571, 1234567, ACT1234567",
        "MFR545112233, GC411887, MFRGC411887",
        "MFR545112244, A4525020, MFRA4525020",
        "NST6001, 7654321, NST7654321",
        "HMS-52, 24-98765, HMS24-98765"
    })
    void aHomeIsFoundByItsNumberWithTheMarkAndWithout(String key, String number, String marked) throws Exception {
        assertFound(site, key, number, marked);
    }

    /** As MLS GRID requires: the mark appears nowhere on the page except in its URL. */
    @ParameterizedTest
    @CsvSource({
        "ACT107472571, 1234567, ACT1234567",
        "MFR545112233, GC411887, MFRGC411887",
        "NST6001, 7654321, NST7654321"
    })
    void theMarkIsNotShownWhereTheProfileSaysSo(String key, String number, String marked) throws Exception {
        var profile = Files.readString(Path.of(Walk.PROFILE));
        var file = Files.writeString(directory.resolve("marked.yaml"), profile + "\nfeed: { markedNumbers: true }\n");
        try (var marking = TestSite.on(
                        feed.serviceRoot(), Map.of("MLS_PROFILE", file.toString()), Sources.packaged(), clock)
                .swept()) {
            assertFound(marking, key, number, marked);
            for (var path : List.of("/homes", listing(marking, number))) {
                var page = marking.get(path).body();
                assertTrue(page.contains(number), path);
                assertFalse(page.contains("ACT1234567"), path);
                assertFalse(page.contains("MFRGC"), path);
                assertFalse(page.contains("MFRA"), path);
            }
        }
    }

    private static String listing(TestSite site, String line) throws Exception {
        var path = "/homes?q=" + URLEncoder.encode(line, StandardCharsets.UTF_8);
        for (int steps = 0; steps < 3 && !path.startsWith("/listing/"); steps++)
            path = site.get(path).headers().firstValue("Location").orElse(path);
        return path;
    }

    private static void assertFound(TestSite site, String key, String number, String marked) throws Exception {
        for (var typed : List.of(number, marked))
            for (var line : List.of(typed, typed.toLowerCase(java.util.Locale.ROOT), "MLS# " + typed, "#" + typed)) {
                var path = listing(site, line);
                assertTrue(path.startsWith("/listing/" + key + "/"), line + " leads to " + path);
                assertEquals(200, site.get(path).statusCode(), line);
            }
        for (var begun : List.of(number.substring(0, 5), marked.substring(0, 7)))
            assertTrue(
                    site.get("/api/suggest?q=" + begun).body().contains("/listing/" + key + "/"),
                    begun + " is not suggested");
    }
}
