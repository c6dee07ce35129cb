package porchlight.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import porchlight.catalog.Progress.Pass;
import porchlight.catalog.words.Words;
import porchlight.database.FeedNotes;
import porchlight.database.SiteDatabase;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.demomls.Faults;
import porchlight.harness.RewrittenFeed;
import porchlight.harness.TestClock;
import porchlight.harness.Waiting;
import porchlight.listing.DisplayFilter;
import porchlight.listing.Expansions;
import porchlight.listing.FeedDiscovery;
import porchlight.listing.MlsProfiles;
import porchlight.listing.PropertyParser;
import porchlight.listing.PropertySweep;
import porchlight.listing.Supported;
import porchlight.listing.TestPhotoUrls;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.RateLimit;

/** The catalog swept from a real feed into a real database. */
class SweepTest {
    private static final Duration LIMIT = Duration.ofHours(12);
    private static final int LISTINGS = 300;

    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();
    private DemoMls mls;
    private HikariDataSource database;

    @BeforeEach
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(LISTINGS).clock(clock));
        database = database(directory);
    }

    @AfterEach
    void stop() {
        database.close();
        mls.close();
    }

    private static HikariDataSource database(Path directory) {
        return SiteDatabase.open("jdbc:h2:file:" + directory.resolve("catalog"), null, null);
    }

    private Catalog catalog() {
        return new Catalog(
                database, mls.serviceRoot(), SweepTest::secret, new Catalog.Limits(LIMIT, LIMIT), clock, Runnable::run);
    }

    private static byte[] secret() {
        return "a secret of thirty-two bytes long".getBytes(StandardCharsets.UTF_8);
    }

    private static Sweep sweep(Catalog catalog, String serviceRoot, InstantSource clock, RateLimit budget) {
        return sweep(catalog, serviceRoot, clock, budget, 25);
    }

    private static Sweep sweep(
            Catalog catalog, String serviceRoot, InstantSource clock, RateLimit budget, int rowsPerPage) {
        return sweep(
                catalog,
                new Words(catalog, new Words.Place(null, 0, ""), LIMIT),
                serviceRoot,
                clock,
                budget,
                rowsPerPage);
    }

    private static Sweep sweep(
            Catalog catalog, Words words, String serviceRoot, InstantSource clock, RateLimit budget, int rowsPerPage) {
        var root = HttpUrl.get(serviceRoot);
        var http = new OkHttpClient.Builder()
                .addInterceptor(budget)
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("Authorization", "Bearer " + DemoMls.TOKEN)
                        .build()))
                .build();
        var client = new ODataClient(http, root, clock);
        var profile = MlsProfiles.load("demo");
        var rules = new DisplayFilter(profile, null, clock);
        var discovery = new FeedDiscovery(
                client,
                new Expansions(null, null, null, null),
                Supported.UNKNOWN,
                rules,
                profile,
                rowsPerPage,
                new FeedNotes(SiteDatabase.open("jdbc:h2:mem:" + UUID.randomUUID(), null, null)),
                clock,
                Runnable::run,
                Duration.ofSeconds(5));
        return new Sweep(
                catalog,
                new PropertySweep(
                        client,
                        discovery,
                        new PropertyParser(profile, TestPhotoUrls.on(root.toString(), List.of()), clock),
                        profile,
                        rules,
                        words,
                        rowsPerPage),
                budget,
                Duration.ofSeconds(20),
                clock);
    }

    private Sweep sweep(Catalog catalog) {
        return sweep(catalog, mls.serviceRoot(), clock, new RateLimit(10_000, Duration.ofMinutes(5), clock));
    }

    /** Steps until it rests. */
    private static int run(Sweep sweep) {
        int steps = 1;
        while (sweep.step().compareTo(Duration.ofSeconds(1)) < 0) steps++;
        return steps;
    }

    private List<JsonNode> displayable() throws Exception {
        var filter = "StandardStatus in ('Active','Active Under Contract','Pending')"
                + " and InternetEntireListingDisplayYN ne false";
        var rows = new java.util.ArrayList<JsonNode>();
        for (int skip = 0; ; skip += 25) {
            var url = mls.serviceRoot() + "Property?$top=25&$skip=" + skip + "&$orderby=ListingKey&$filter="
                    + URLEncoder.encode(filter, StandardCharsets.UTF_8);
            var request = HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", "Bearer " + DemoMls.TOKEN)
                    .build();
            var page = new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .path("value");
            page.forEach(rows::add);
            if (page.size() < 25) break;
        }
        rows.removeIf(row -> row.path("DelayedMarketingYN").asBoolean()
                || row.path("ApprovalStatus").isBoolean()
                        && !row.path("ApprovalStatus").asBoolean());
        return rows;
    }

    private void change(String key, String fields) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mls.port() + "/admin/listings/" + key))
                .POST(HttpRequest.BodyPublishers.ofString(fields))
                .build();
        assertEquals(
                2,
                HttpClient.newHttpClient()
                                .send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode()
                        / 100);
    }

    private static TreeSet<String> keys(Catalog catalog) {
        return catalog.snapshot()
                .homes()
                .map(IndexedListing::listingKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private long rows() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT COUNT(*) FROM catalogue_row")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void theFirstSweepFindsEveryListingThatMayBeShown() throws Exception {
        var catalog = catalog();
        var sweep = sweep(catalog);
        sweep.step();
        assertFalse(catalog.snapshot().complete());
        run(sweep);
        assertTrue(catalog.snapshot().complete());
        var expected = displayable().stream()
                .map(row -> row.path("ListingKey").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(expected.size() > 200);
        var found = keys(catalog);
        assertEquals(expected, found);
        assertEquals(found.size(), rows());
    }

    @Test
    void cardsComeBackAsTheyWere() throws Exception {
        var catalog = catalog();
        run(sweep(catalog));
        var row = displayable().stream()
                .filter(each -> each.path("Latitude").isNumber()
                        && !each.path("InternetAddressDisplayYN").isBoolean())
                .findFirst()
                .orElse(displayable().get(20));
        var listing = catalog.listings(List.of(row.path("ListingKey").asText())).get(0);
        assertEquals(row.path("ListPrice").asLong(), listing.price().amount());
        assertEquals(row.path("City").asText(), listing.address().city());
        assertEquals(row.path("ListOfficeName").asText(), listing.attribution().office());
        assertFalse(listing.photos().isEmpty());
        assertNotNull(listing.modified());
    }

    @Test
    void whatIsHiddenIsNotKept() throws Exception {
        var hidden = displayable().stream()
                .filter(row -> row.path("InternetAddressDisplayYN").isBoolean()
                        && !row.path("InternetAddressDisplayYN").asBoolean())
                .toList();
        assertFalse(hidden.isEmpty());
        var catalog = catalog();
        run(sweep(catalog));
        for (var row : hidden) {
            var entry = catalog.entry(row.path("ListingKey").asText());
            assertNotNull(entry);
            assertFalse(entry.isPlaced());
        }
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var records = statement.executeQuery("SELECT listing_key, record FROM catalogue_row")) {
            while (records.next()) {
                var key = records.getString(1);
                var record = records.getString(2);
                for (var row : hidden)
                    if (row.path("ListingKey").asText().equals(key)) {
                        assertFalse(record.contains(row.path("StreetName").asText() + " "), record);
                        assertFalse(record.contains(row.path("Latitude").asText()), record);
                    }
                assertFalse(record.contains("ListAgentEmail") || record.contains("PrivateRemarks"), record);
            }
        }
    }

    @Test
    void aChangedListingIsReadWithinMinutesAndAWithdrawnOneLeavesAtOnce() throws Exception {
        var catalog = catalog();
        var sweep = sweep(catalog);
        run(sweep);
        var keys = List.copyOf(keys(catalog));
        clock.pass(Duration.ofMinutes(6));
        var now = clock.instant();
        change(keys.get(3), "{\"ListPrice\": 123456, \"ModificationTimestamp\": \"" + now + "\"}");
        change(keys.get(5), "{\"StandardStatus\": \"Withdrawn\", \"ModificationTimestamp\": \"" + now + "\"}");
        run(sweep);
        assertEquals(123_456, catalog.entry(keys.get(3)).price());
        assertFalse(keys(catalog).contains(keys.get(5)));
        assertTrue(catalog.wasShown(keys.get(5)));
        assertFalse(catalog.wasShown("20269999999999999999999999"));
        assertEquals(keys.size() - 1, rows());
    }

    @Test
    void whatGoesWithoutAWordIsMissedWithinAnHour() throws Exception {
        var catalog = catalog();
        var sweep = sweep(catalog);
        run(sweep);
        var gone = keys(catalog).first();
        change(gone, "{\"StandardStatus\": \"Expired\"}");
        clock.pass(Duration.ofMinutes(6));
        run(sweep);
        assertTrue(keys(catalog).contains(gone), "its timestamp did not change");
        clock.pass(Duration.ofMinutes(55));
        run(sweep);
        assertFalse(keys(catalog).contains(gone));
        assertTrue(catalog.wasShown(gone));
    }

    @Test
    void nothingOutlivesTheLicense() throws Exception {
        var catalog = catalog();
        run(sweep(catalog));
        var key = keys(catalog).first();
        assertEquals(1, catalog.listings(List.of(key)).size());
        mls.close();
        clock.pass(LIMIT.minusSeconds(1));
        catalog.purge(clock.instant().minus(LIMIT));
        assertTrue(keys(catalog).contains(key));
        clock.pass(Duration.ofSeconds(1));
        assertTrue(catalog.snapshot().isEmpty());
        assertFalse(catalog.snapshot().complete());
        assertEquals(List.of(), catalog.listings(List.of(key)));
        catalog.purge(clock.instant().minus(LIMIT));
        assertEquals(0, rows());
    }

    @Test
    void aClockSetBackMakesNothingYounger() {
        var catalog = catalog();
        run(sweep(catalog));
        var all = keys(catalog);
        clock.pass(Duration.ofMinutes(-4));
        assertEquals(all, keys(catalog), "clocks of processes differ by as much");
        clock.pass(Duration.ofHours(-10));
        assertTrue(catalog.snapshot().isEmpty());
        assertFalse(catalog.snapshot().complete());
        assertFalse(catalog.isShown(all.first()));
        run(sweep(catalog));
        assertEquals(all, keys(catalog), "what is read by the clock as it is now");
    }

    @Test
    void aFirstPassThatLeftNothingStartsOverOnce() {
        var catalog = catalog();
        var sweep = sweep(catalog);
        sweep.step();
        // What is taken away shows at once, and what was added with it.
        catalog.depart(List.of("none"));
        assertFalse(catalog.snapshot().isEmpty());
        clock.pass(LIMIT);
        assertTrue(catalog.snapshot().isEmpty());
        for (int steps = 0; steps < 5 * LISTINGS / 25 && !catalog.progress().isComplete(); steps++) sweep.step();
        assertTrue(catalog.snapshot().complete());
    }

    @Test
    void aReplicationLicenseKeepsWhatMayNotBeShown() throws Exception {
        var catalog = new Catalog(
                database,
                mls.serviceRoot(),
                SweepTest::secret,
                new Catalog.Limits(LIMIT, Duration.ofDays(30)),
                clock,
                Runnable::run);
        run(sweep(catalog));
        var kept = rows();
        clock.pass(LIMIT);
        catalog.purge(clock.instant().minus(Duration.ofDays(30)));
        assertTrue(catalog.snapshot().isEmpty());
        assertEquals(kept, rows());
    }

    @Test
    void halfOfTheBudgetIsLeftToVisitors() {
        // Finding out how this feed is asked takes a few of them.
        var budget = new RateLimit(24, Duration.ofMinutes(5), clock);
        var sweep = sweep(catalog(), mls.serviceRoot(), clock, budget);
        for (int i = 0; i < 60; i++) sweep.step();
        assertEquals(11, budget.left(), 1);
        assertTrue(sweep.step().compareTo(Duration.ofSeconds(1)) > 0);
    }

    /** As in a feed of 100,000 with 25 on a page, but for the numbers: a pass takes longer than changes may. */
    @ParameterizedTest
    @EnumSource(
            value = Pass.class,
            names = {"ALL", "KEYS"})
    void changesShowWithinFiveMinutesDuringALongPassWhichGoesOn(Pass pass) throws Exception {
        var catalog = catalog();
        run(sweep(catalog));
        var pages = keys(catalog).size() / 4;
        var slow = sweep(catalog, mls.serviceRoot(), clock, new RateLimit(60, Duration.ofMinutes(5), clock), 4);
        // Finding out how this feed is asked takes most of the budget.
        clock.pass(Timetable.CHANGES_EVERY);
        slow.step();
        clock.pass(pass == Pass.ALL ? Timetable.ALL_EVERY : Timetable.KEYS_EVERY);
        while (catalog.progress().pass() != pass) clock.pass(slow.step());
        var began = clock.instant();
        var number = catalog.progress().number();
        var changed = 0;
        var slowest = Duration.ZERO;
        while (catalog.progress().number() == number && catalog.progress().pass() != null) {
            var key = List.copyOf(keys(catalog)).get(changed * 40 % 200);
            var since = clock.instant();
            change(key, "{\"ListPrice\": " + (100_000 + changed) + ", \"ModificationTimestamp\": \"" + since + "\"}");
            while (catalog.entry(key).price() != 100_000 + changed) clock.pass(slow.step());
            var took = Duration.between(since, clock.instant());
            if (took.compareTo(slowest) > 0) slowest = took;
            changed++;
        }
        assertTrue(changed >= 3, changed + " changes");
        assertTrue(slowest.compareTo(Duration.ofMinutes(5)) < 0, slowest.toString());
        var took = Duration.between(began, clock.instant());
        assertTrue(took.compareTo(Duration.ofSeconds(8L * pages)) >= 0, took + " for " + pages + " pages");
        // At least every other page is its own.
        assertTrue(took.compareTo(Duration.ofSeconds(20L * pages + 120)) < 0, took + " for " + pages + " pages");
        assertEquals(displayable().size(), keys(catalog).size());
    }

    @Test
    void changesThatCannotBeReadHoldUpNothing() throws Exception {
        var catalog = catalog();
        run(sweep(catalog));
        var refused = new AtomicBoolean();
        try (var feed = new RewrittenFeed(mls.serviceRoot())
                .refuse(target -> refused.get() && target.contains("ModificationTimestamp%20ge"))) {
            var sweep = sweep(catalog, feed.serviceRoot(), clock, new RateLimit(10_000, Duration.ofMinutes(5), clock));
            clock.pass(Timetable.CHANGES_EVERY);
            run(sweep);
            refused.set(true);
            clock.pass(Timetable.KEYS_EVERY);
            var due = clock.instant();
            var faults = 0;
            for (int steps = 0; steps < 100 && catalog.progress().keysAt().isBefore(due); steps++)
                try {
                    clock.pass(sweep.step());
                } catch (ODataException fault) {
                    faults++;
                    clock.pass(Duration.ofSeconds(15));
                }
            assertTrue(faults > 0);
            assertFalse(catalog.progress().keysAt().isBefore(due));
        }
    }

    @Test
    void aFaultIsTriedAgainFromTheSamePage() {
        var catalog = catalog();
        var sweep = sweep(catalog);
        for (int i = 0; i < 4; i++) sweep.step();
        var before = catalog.progress();
        mls.faults().arm(Faults.Kind.UNAVAILABLE, 1, "Property", 0);
        assertThrows(ODataException.class, sweep::step);
        assertEquals(before, catalog.progress());
        run(sweep);
        assertTrue(catalog.snapshot().complete());
    }

    @Test
    void anotherFeedsCatalogIsNotShownAndGoesInTime() throws Exception {
        run(sweep(catalog()));
        var other = new Catalog(
                database,
                "https://other.example/odata/",
                SweepTest::secret,
                new Catalog.Limits(LIMIT, LIMIT),
                clock,
                Runnable::run);
        other.follow();
        assertTrue(other.snapshot().isEmpty());
        clock.pass(LIMIT);
        other.purge(clock.instant().minus(LIMIT));
        assertEquals(0, rows());
    }

    @Test
    void aKilledSweepGoesOnWhereItWas() throws Exception {
        var killed = Files.createDirectory(directory.resolve("killed"));
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sweeper.class.getName(),
                        killed.toString(),
                        mls.serviceRoot())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // Five pages are in its database when it says so.
        assertEquals('x', process.getInputStream().read());
        process.destroyForcibly().waitFor();
        try (var left = database(killed)) {
            var catalog = new Catalog(
                    left,
                    mls.serviceRoot(),
                    SweepTest::secret,
                    new Catalog.Limits(LIMIT, LIMIT),
                    InstantSource.system(),
                    Runnable::run);
            var sweep = sweep(
                    catalog,
                    mls.serviceRoot(),
                    InstantSource.system(),
                    new RateLimit(10_000, Duration.ofMinutes(5), clock));
            sweep.step();
            assertTrue(catalog.snapshot().size() >= 100);
            // By now it has found out how the feed is asked.
            var before = mls.requests();
            run(sweep);
            assertTrue(catalog.snapshot().complete());
            assertEquals(displayable().size(), catalog.snapshot().size(), 2);
            // The rest of the homes, and a pass over all keys.
            var pages = (LISTINGS * 9 / 10 + 24) / 25;
            assertTrue(mls.requests() - before < 2 * pages - 4, "it started over");
        }
    }

    /** Main class of the process that is killed. */
    static final class Sweeper {
        public static void main(String[] args) throws Exception {
            var database = database(Path.of(args[0]));
            var clock = InstantSource.system();
            var catalog = new Catalog(
                    database, args[1], SweepTest::secret, new Catalog.Limits(LIMIT, LIMIT), clock, Runnable::run);
            var sweep = sweep(catalog, args[1], clock, new RateLimit(10_000, Duration.ofMinutes(5), clock));
            for (int step = 1; ; step++) {
                sweep.step();
                if (step == 6) {
                    // H2 writes within half a second.
                    Thread.sleep(1_000);
                    System.out.write('x');
                    System.out.flush();
                }
                if (step > 6) Thread.sleep(1_000);
            }
        }
    }

    private Words words(Catalog catalog, String name) {
        return new Words(catalog, new Words.Place(directory.resolve(name), 1_000, "feed"), LIMIT);
    }

    private void sweepWith(Catalog catalog, Words words) {
        run(sweep(catalog, words, mls.serviceRoot(), clock, new RateLimit(10_000, Duration.ofMinutes(5), clock), 25));
    }

    /** The table has no descriptions, so those who only follow it cannot tell. */
    @Test
    void onlyWhoSweepsKnowsDescriptions() {
        var catalog = catalog();
        var other = catalog();
        try (var words = words(catalog, "words");
                var others = words(other, "others")) {
            sweepWith(catalog, words);
            assertTrue(words.isComplete());
            other.follow();
            others.step(clock.instant());
            assertEquals(catalog.snapshot().size(), other.snapshot().size());
            assertFalse(others.isComplete());
            assertTrue(others.condition(List.of("kitchen")).isEmpty());
        }
    }

    @Test
    void anIndexBehindTheTableIsIncompleteUntilTheNextFullPass() throws Exception {
        var catalog = catalog();
        try (var words = words(catalog, "words")) {
            sweepWith(catalog, words);
        }
        clock.pass(Duration.ofMinutes(10));
        var key = keys(catalog).first();
        change(key, "{\"ModificationTimestamp\": \"" + clock.instant() + "\"}");
        run(sweep(catalog));
        try (var words = words(catalog, "words")) {
            words.step(clock.instant());
            Waiting.until(() -> !words.isComplete());
            clock.pass(Duration.ofHours(7));
            sweepWith(catalog, words);
            Waiting.until(words::isComplete);
        }
    }
}
