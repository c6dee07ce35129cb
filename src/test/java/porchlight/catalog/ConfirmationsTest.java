package porchlight.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import porchlight.catalog.Progress.Pass;
import porchlight.database.SiteDatabase;
import porchlight.harness.TestClock;
import porchlight.listing.PropertySweep;
import porchlight.listing.TestListings;

/** What a pass of the sweep writes, and how long it stays. */
class ConfirmationsTest {
    private static final Duration LIMIT = Duration.ofHours(12);

    private final TestClock clock = new TestClock();
    private HikariDataSource database;
    private Catalog catalog;

    @BeforeEach
    void open() throws Exception {
        database = database();
        catalog = catalog(LIMIT);
    }

    @AfterEach
    void close() {
        database.close();
    }

    HikariDataSource database() throws Exception {
        return SiteDatabase.open("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null);
    }

    private Catalog catalog(Duration kept) {
        return new Catalog(
                database,
                "a feed",
                () -> "a secret of thirty-two bytes long".getBytes(StandardCharsets.UTF_8),
                new Catalog.Limits(LIMIT, kept),
                clock,
                Runnable::run);
    }

    /** As another process would read it now. */
    private Catalog reread() {
        var other = catalog(LIMIT);
        other.follow();
        return other;
    }

    private PropertySweep.Page page(long price, String... keys) {
        return new PropertySweep.Page(
                Stream.of(keys).map(key -> TestListings.of(key, price, clock)).toList(),
                List.of(),
                (long) keys.length,
                keys.length,
                null,
                clock.instant());
    }

    private void all(Catalog by, long price, String... keys) {
        by.save(by.progress().begin(Pass.ALL, clock.instant()));
        by.put(page(price, keys));
        by.removeUnseen();
        by.save(by.progress().finished());
    }

    private void keys(String... keys) {
        catalog.save(catalog.progress().begin(Pass.KEYS, clock.instant()));
        catalog.confirm(List.of(keys), clock.instant());
        catalog.removeUnseen();
        catalog.save(catalog.progress().finished());
    }

    private static Set<String> keys(Catalog catalog) {
        return catalog.snapshot()
                .homes()
                .map(IndexedListing::listingKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Long> longs(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<Long>();
            while (rows.next()) found.add(rows.getLong(1));
            return found;
        }
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long rows() throws SQLException {
        return longs("SELECT count(*) FROM catalogue_row").get(0);
    }

    private void purge() {
        assertTrue(catalog.purge(clock.instant().minus(LIMIT)));
    }

    @Test
    void onlyARecordThatChangedIsWritten() throws Exception {
        all(catalog, 500_000, "1", "2");
        var written = longs("SELECT written FROM catalogue_row");
        keys("1", "2");
        all(catalog, 500_000, "1", "2");
        assertEquals(written, longs("SELECT written FROM catalogue_row"));
        catalog.put(page(490_000, "2"));
        assertEquals(written.subList(0, 1), longs("SELECT written FROM catalogue_row WHERE listing_key = '1'"));
        assertFalse(longs("SELECT written FROM catalogue_row WHERE listing_key = '2'")
                .equals(written.subList(0, 1)));
        assertEquals(490_000, reread().entry("2").price());
    }

    @Test
    void whatWasOnlyConfirmedLastsAsLongAsWhatWasWritten() throws Exception {
        all(catalog, 500_000, "1", "2");
        clock.pass(LIMIT.minusHours(1));
        catalog.confirm(List.of("1"), clock.instant());
        var follower = reread();
        clock.pass(Duration.ofHours(1));
        purge();
        follower.follow();
        assertEquals(Set.of("1"), keys(catalog));
        assertEquals(Set.of("1"), keys(follower));
        assertEquals(Set.of("1"), keys(reread()));
        assertEquals(1, rows());
        clock.pass(LIMIT.minusHours(1));
        purge();
        assertEquals(Set.of(), keys(reread()));
        assertEquals(0, rows());
        assertEquals(List.of(0L), longs("SELECT count(*) FROM catalogue_confirmed"));
    }

    @Test
    void aFollowerLearnsOfConfirmations() {
        all(catalog, 500_000, "1");
        var follower = reread();
        clock.pass(Duration.ofHours(1));
        keys("1");
        follower.follow();
        assertEquals(clock.instant(), follower.asOf(List.of("1")));
    }

    @Test
    void aPassReplacesWhatEarlierOnesConfirmed() throws Exception {
        for (int pass = 0; pass < 4; pass++) {
            all(catalog, 500_000, "1", "2");
            keys("1", "2");
        }
        assertEquals(List.of(catalog.progress().number()), longs("SELECT pass FROM catalogue_confirmed"));
    }

    @Test
    void aConfirmationFromTheFutureTellsNoAge() throws Exception {
        all(catalog, 500_000, "1", "2");
        clock.pass(Duration.ofHours(2));
        catalog.confirm(List.of("1"), clock.instant());
        clock.pass(Duration.ofHours(-1));
        purge();
        assertEquals(Set.of("2"), keys(reread()));
        assertEquals(1, rows());
    }

    @Test
    void rowsOfAnEarlierVersionLastUntilTheirOwnConfirmationOrALaterOneIsTooOld() throws Exception {
        all(catalog, 500_000, "1", "2", "3");
        run("UPDATE catalogue_row SET digest = 0");
        run("DELETE FROM catalogue_confirmed");
        assertEquals(Set.of("1", "2", "3"), keys(reread()));
        clock.pass(Duration.ofHours(1));
        catalog.confirm(List.of("1"), clock.instant());
        clock.pass(LIMIT.minusHours(1));
        purge();
        assertEquals(Set.of("1"), keys(reread()));
        assertEquals(1, rows());
        all(catalog, 500_000, "1");
        assertEquals(List.of(0L), longs("SELECT count(*) FROM catalogue_row WHERE digest = 0"));
    }

    @Test
    void aPassRemovesWhatOnlyTheTableStillHad() throws Exception {
        var replica = catalog(Duration.ofDays(30));
        all(replica, 500_000, "1", "2");
        run("UPDATE catalogue_row SET digest = 0 WHERE listing_key = '2'");
        all(replica, 500_000, "3", "4");
        assertEquals(2, rows());
        clock.pass(LIMIT);
        assertEquals(Set.of(), keys(replica));
        assertEquals(2, rows());
        all(replica, 500_000, "4");
        assertEquals(1, rows());
        assertTrue(replica.wasShown("3"));
    }

    @Test
    void anotherFeedsConfirmationsDoNotCount() throws Exception {
        all(catalog, 500_000, "1");
        clock.pass(LIMIT);
        var other = new Catalog(
                database, "another", () -> new byte[32], new Catalog.Limits(LIMIT, LIMIT), clock, Runnable::run);
        all(other, 500_000, "1");
        purge();
        assertEquals(1, rows());
        assertEquals(Set.of(), keys(reread()));
    }

    @Test
    void keysTakeFewBytes() {
        var keys = IntStream.range(0, 25)
                .mapToObj(number -> "20260415" + String.format("%018d", number * 7_919_313_131L))
                .toList();
        var packed = Confirmations.packed(keys);
        assertTrue(packed.length < 25 * 11, packed.length + " bytes");
        var unpacked = new ArrayList<String>();
        Confirmations.unpack(packed, unpacked::add);
        assertEquals(keys, unpacked);
    }

    @Test
    void anEmptyDatabaseHasNothingToPurge() throws Exception {
        assertTrue(catalog.purge(Instant.EPOCH));
        assertEquals(0, rows());
    }
}
