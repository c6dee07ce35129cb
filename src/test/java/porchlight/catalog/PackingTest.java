package porchlight.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import porchlight.catalog.Progress.Pass;
import porchlight.database.SiteDatabase;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;
import porchlight.harness.TestClock;
import porchlight.listing.ListingWithTraits;
import porchlight.listing.PropertySweep;
import porchlight.listing.TestListings;

/** A process that starts from packed listings knows what the one before it knew. */
class PackingTest {
    private static final Duration LIMIT = Duration.ofHours(12);

    /** A feed's catalog in a database of its own, and the processes that use it one after the other. */
    private static final class Feed {
        private final TestClock clock = new TestClock();
        private final DataSource database =
                SiteDatabase.open("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null);
        private Catalog catalog = process();

        private Catalog process() {
            var catalog = new Catalog(
                    database,
                    "a feed",
                    () -> "a secret of thirty-two bytes long".getBytes(StandardCharsets.UTF_8),
                    new Catalog.Limits(LIMIT, LIMIT),
                    clock,
                    Runnable::run);
            catalog.follow();
            return catalog;
        }

        /** Another process takes over. */
        void restart() {
            catalog = process();
        }

        void put(List<ListingWithTraits> listings) {
            catalog.put(new PropertySweep.Page(
                    listings, List.of(), (long) listings.size(), listings.size(), null, clock.instant()));
        }

        void put(String key, long price) {
            put(List.of(TestListings.of(key, price, clock)));
        }

        /** A whole pass over a feed of that many listings. */
        void pass(int listings) {
            catalog.save(catalog.progress().begin(Pass.ALL, clock.instant()));
            for (int from = 0; from < listings; from += 500)
                put(IntStream.range(from, Math.min(listings, from + 500))
                        .mapToObj(number -> TestListings.of("K" + number, 100_000 + number, clock))
                        .toList());
            catalog.removeUnseen();
            catalog.save(catalog.progress().finished());
        }

        /** A round, if one is due. */
        void pack() {
            catalog.follow();
            while (catalog.pack()) {
                // Until it has ended.
            }
        }

        int run(String sql) throws SQLException {
            try (var connection = database.getConnection();
                    var statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        }

        int count(String table) throws SQLException {
            try (var connection = database.getConnection();
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
                row.next();
                return row.getInt(1);
            }
        }

        /** So that everything still known comes from blocks. */
        void spoilRecords() throws SQLException {
            assertTrue(run("UPDATE catalogue_row SET record = '{}'") > 0);
        }
    }

    private static Map<String, Long> prices(Catalog catalog) {
        return catalog.snapshot()
                .homes()
                .collect(Collectors.toMap(IndexedListing::listingKey, IndexedListing::price, Long::sum, TreeMap::new));
    }

    /** All that can be known of each listing. */
    private static Map<String, String> known(Catalog catalog) {
        // What left is seen at once, and what was added with it.
        catalog.depart(List.of("unknown"));
        var snapshot = catalog.snapshot();
        var known = new TreeMap<String, String>();
        snapshot.rows().forEach(row -> {
            var home = snapshot.home(row);
            var key = home.listingKey();
            known.put(key, home + " " + new TreeSet<>(snapshot.features(row)) + " " + catalog.asOf(List.of(key)));
        });
        known.put("", snapshot.complete() + " " + snapshot.asOf() + " " + catalog.progress());
        return known;
    }

    @Test
    void whateverASegmentHoldsIsInItsBlock() {
        Seeded.check(20, (Gen<Long>) Random::nextLong, seed -> {
            var random = new Random(seed);
            var store = new ColumnStore();
            var other = new ColumnStore();
            // Names have other numbers in the other process, which knew some of the listings otherwise.
            other.put(seen(random, 0, 300));
            store.put(seen(random, 0, random.nextInt(3_000)));
            store.remove(IntStream.range(0, 400)
                    .mapToObj(any -> "K" + random.nextInt(3_000))
                    .toList());
            var blocks = IntStream.range(0, store.blocks())
                    .mapToObj(number -> store.source(number).bytes())
                    .toList();
            other.remove(other.keys().stream()
                    .filter(key -> !store.has(key) || random.nextBoolean())
                    .toList());
            blocks.forEach(bytes -> other.put(Block.read(bytes)));
            assertEquals(described(store), described(other));
            other.clear();
            other.forgetUnusedNames();
            assertEquals(
                    0,
                    Arrays.stream(other.snapshot(true, Instant.EPOCH, 1).features())
                            .filter(Objects::nonNull)
                            .count(),
                    "each name was counted once for each listing");
        });
    }

    private static List<ColumnStore.Seen> seen(Random random, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> new ColumnStore.Seen(
                        ColumnStoreTest.home("K" + number, random),
                        random.ints(random.nextInt(5), 0, 40)
                                .distinct()
                                .mapToObj(feature -> "group feature " + feature)
                                .toList(),
                        random.nextInt(5),
                        Instant.ofEpochMilli(random.nextLong(1L << 42))))
                .toList();
    }

    private static Map<String, String> described(ColumnStore store) {
        var snapshot = store.snapshot(true, Instant.EPOCH, 1);
        var described = new HashMap<String, String>();
        for (var key : store.keys())
            described.put(
                    key,
                    store.find(key) + " " + new TreeSet<>(snapshot.features(snapshot.row(key))) + " "
                            + store.confirmed(key));
        for (int pass = 0; pass < 6; pass++)
            described.put("unseen " + pass, new TreeSet<>(store.unseenSince(pass)).toString());
        return described;
    }

    @Test
    void damagedBytesAreNoBlock() {
        var store = new ColumnStore();
        store.put(seen(new Random(1), 0, 50));
        var bytes = store.source(0).bytes();
        bytes[bytes.length / 2] ^= 0x55;
        assertThrows(UncheckedIOException.class, () -> Block.read(bytes));
    }

    @Test
    void aProcessThatStartsReadsNoRecords() throws Exception {
        var feed = new Feed();
        feed.pass(2_500);
        feed.pack();
        assertEquals(3, feed.count("catalogue_block"));
        var before = known(feed.catalog);
        feed.spoilRecords();
        feed.restart();
        assertEquals(before, known(feed.catalog));
    }

    @Test
    void whateverHappensAProcessThatStartsKnowsWhatTheOneBeforeItKnew() {
        Seeded.check(15, (Gen<Long>) Random::nextLong, seed -> {
            var random = new Random(seed);
            var feed = new Feed();
            feed.pass(1_500);
            for (int step = 0; step < 40; step++) {
                var keys = random.ints(5, 0, 2_000)
                        .mapToObj(number -> "K" + number)
                        .collect(Collectors.toSet());
                switch (random.nextInt(9)) {
                    case 0 -> feed.clock.pass(Duration.ofMinutes(random.nextInt(150)));
                    case 1 ->
                        feed.catalog.depart(keys.stream()
                                .filter(key -> feed.catalog.entry(key) != null)
                                .toList());
                    case 2 ->
                        feed.catalog.confirm(
                                keys.stream()
                                        .filter(key -> feed.catalog.entry(key) != null)
                                        .toList(),
                                feed.clock.instant());
                    case 3 -> feed.pack();
                    // A round that the process does not finish.
                    case 4 -> {
                        feed.catalog.follow();
                        feed.catalog.pack();
                    }
                    case 5 -> {
                        if (random.nextInt(4) == 0) feed.pass(1_400 + random.nextInt(200));
                    }
                    case 6 ->
                        feed.catalog.purge(feed.clock.instant().minus(LIMIT).plus(Duration.ofMinutes(70)));
                    case 7 -> assertSameAfterRestart(feed);
                    default -> keys.forEach(key -> feed.put(key, random.nextInt(1_000_000)));
                }
            }
            assertSameAfterRestart(feed);
        });
    }

    private static void assertSameAfterRestart(Feed feed) {
        if (known(feed.catalog).size() == 1) feed.pass(1_500);
        var before = known(feed.catalog);
        feed.restart();
        assertEquals(before, known(feed.catalog));
    }

    @Test
    void onlyWhatChangedIsWrittenAgain() throws Exception {
        var feed = new Feed();
        feed.pass(2_500);
        feed.pack();
        assertEquals(3, feed.run("UPDATE catalogue_block SET latest = 1"));
        feed.put("K1", 7);
        feed.pack();
        assertEquals(0, feed.run("DELETE FROM catalogue_block WHERE latest > 1"), "no round is due");
        feed.clock.pass(Duration.ofHours(2));
        feed.pack();
        assertEquals(1, feed.run("UPDATE catalogue_block SET latest = 1 WHERE latest > 1"));
        // Half of the limit after their confirmation all are written again, if they were confirmed since.
        feed.pass(2_500);
        feed.clock.pass(Duration.ofHours(5));
        feed.pack();
        assertEquals(3, feed.run("UPDATE catalogue_block SET latest = 1 WHERE latest > 1"));
    }

    @Test
    void blocksGoWithTheirListings() throws Exception {
        var feed = new Feed();
        feed.pass(1_500);
        feed.pack();
        feed.clock.pass(Duration.ofHours(11));
        // Most are confirmed again, but no round was due since.
        feed.catalog.confirm(
                IntStream.range(0, 1_400).mapToObj(number -> "K" + number).toList(), feed.clock.instant());
        assertTrue(feed.catalog.purge(feed.clock.instant().minus(Duration.ofHours(10))));
        assertEquals(0, feed.count("catalogue_block"));
        assertEquals(1_400, feed.count("catalogue_row"));
        feed.restart();
        assertEquals(1_400, prices(feed.catalog).size());
        feed.pack();
        assertEquals(2, feed.count("catalogue_block"));
        feed.clock.pass(Duration.ofHours(-1));
        assertTrue(feed.catalog.purge(feed.clock.instant().minus(LIMIT)));
        assertEquals(0, feed.count("catalogue_block"), "a clock that was set back makes their age unknown");
    }

    @Test
    void whatIsMissingOrDamagedOrOfAnotherFormatIsReadFromRecords() throws Exception {
        for (var spoiling : List.of(
                "DELETE FROM catalogue_block WHERE number = 1",
                "DELETE FROM catalogue_edition",
                "UPDATE catalogue_edition SET format = format + 1",
                "UPDATE catalogue_block SET listings = X'1f8b0800' WHERE number = 1")) {
            var feed = new Feed();
            feed.pass(2_500);
            feed.pack();
            feed.put("K3", 3);
            var before = known(feed.catalog);
            assertTrue(feed.run(spoiling) > 0);
            feed.restart();
            // What is damaged is noticed while it is read; the next attempt knows better.
            feed.catalog.follow();
            assertEquals(before, known(feed.catalog), spoiling);
        }
    }

    @Test
    void theEditionOfAnotherProcessIsReplacedAndNeverMixed() throws Exception {
        var feed = new Feed();
        feed.pass(2_500);
        feed.pack();
        var first = feed.catalog;
        feed.restart();
        feed.put("K9", 9);
        feed.clock.pass(Duration.ofHours(3));
        feed.pack();
        assertEquals(3, feed.count("catalogue_block"));
        first.follow();
        feed.catalog = first;
        feed.clock.pass(Duration.ofHours(3));
        feed.put("K2600", 26);
        feed.pack();
        assertEquals(3, feed.count("catalogue_block"));
        var before = known(feed.catalog);
        feed.spoilRecords();
        feed.restart();
        assertEquals(before, known(feed.catalog));
        assertFalse(prices(feed.catalog).isEmpty());
    }

    @Test
    void nothingIsPackedBeforeTheCatalogIsComplete() throws Exception {
        var feed = new Feed();
        feed.catalog.save(feed.catalog.progress().begin(Pass.ALL, feed.clock.instant()));
        feed.put("K1", 1);
        feed.pack();
        assertEquals(0, feed.count("catalogue_block"));
    }
}
