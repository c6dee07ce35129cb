package porchlight.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import porchlight.catalog.Progress.Pass;
import porchlight.database.SiteDatabase;
import porchlight.harness.TestClock;
import porchlight.listing.PropertySweep;
import porchlight.listing.TestListings;

/** The states of a catalog: empty, half read, complete, too old, followed by another process, started over. */
class CatalogTest {
    private static final Duration LIMIT = Duration.ofHours(12);

    private final TestClock clock = new TestClock();
    private final DataSource database =
            SiteDatabase.open("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null);
    private final Catalog catalog = catalog();

    private Catalog catalog() {
        return new Catalog(
                database,
                "a feed",
                () -> "a secret of thirty-two bytes long".getBytes(StandardCharsets.UTF_8),
                new Catalog.Limits(LIMIT, LIMIT),
                clock,
                Runnable::run);
    }

    private PropertySweep.Page page(String... keys) {
        return new PropertySweep.Page(
                Stream.of(keys).map(key -> TestListings.of(key, 500_000, clock)).toList(),
                List.of(),
                (long) keys.length,
                keys.length,
                null,
                clock.instant());
    }

    /** A whole pass over the feed, which has these listings. */
    private void pass(String... keys) {
        catalog.save(catalog.progress().begin(Pass.ALL, clock.instant()));
        catalog.put(page(keys));
        catalog.removeUnseen();
        catalog.save(catalog.progress().finished());
    }

    private static Set<String> keys(Catalog catalog) {
        return catalog.snapshot().homes().map(IndexedListing::listingKey).collect(Collectors.toSet());
    }

    @Test
    void isCompleteOnlyWhenAPassOverTheWholeFeedHasEnded() {
        assertFalse(catalog.snapshot().complete());
        catalog.save(catalog.progress().begin(Pass.ALL, clock.instant()));
        catalog.put(page("1", "2"));
        assertNotNull(catalog.entry("1"), "what was read is known at once");
        assertFalse(catalog.snapshot().complete());
        catalog.save(catalog.progress().finished());
        assertTrue(catalog.snapshot().complete());
        assertEquals(Set.of("1", "2"), keys(catalog));
    }

    @Test
    void aFeedWithoutListingsMakesNoCompleteCatalog() {
        pass();
        assertFalse(catalog.snapshot().complete());
    }

    @Test
    void whatALaterPassDoesNotSeeIsGoneAndRememberedAsShown() {
        pass("1", "2");
        pass("1");
        assertEquals(Set.of("1"), keys(catalog));
        assertTrue(catalog.wasShown("2"));
        assertFalse(catalog.wasShown("3"));
        assertEquals(List.of(), catalog.listings(List.of("2")));
    }

    @Test
    void whatTheFeedWithdrawsIsGoneAtOnce() {
        pass("1", "2");
        catalog.put(new PropertySweep.Page(List.of(), List.of("2", "3"), null, 1, null, clock.instant()));
        assertEquals(Set.of("1"), keys(catalog));
        assertFalse(catalog.wasShown("3"), "it never was here");
    }

    @Test
    void whatIsNotConfirmedWithinTheLimitIsShownNoMore() {
        pass("1", "2");
        clock.pass(LIMIT.minusSeconds(1));
        catalog.confirm(List.of("1"), clock.instant());
        assertTrue(catalog.isShown("2"));
        clock.pass(Duration.ofSeconds(1));
        assertFalse(catalog.isShown("2"));
        assertEquals(Set.of("1"), keys(catalog));
        assertTrue(catalog.snapshot().complete(), "the others are still all there are");
    }

    @Test
    void aCatalogOfWhichNothingIsLeftIsReadFromTheBeginning() {
        pass("1", "2");
        assertTrue(catalog.snapshot().complete());
        clock.pass(LIMIT);
        assertEquals(Set.of(), keys(catalog));
        assertFalse(catalog.snapshot().complete());
        catalog.startOverIfEmptied();
        assertFalse(catalog.progress().isComplete());
        pass("1");
        assertTrue(catalog.snapshot().complete());
    }

    @Test
    void aClockSetBackShowsNothingWhoseAgeIsUnknown() {
        pass("1");
        clock.pass(Duration.ofMinutes(-4));
        assertEquals(Set.of("1"), keys(catalog), "clocks differ by minutes");
        clock.pass(Duration.ofMinutes(-2));
        assertEquals(Set.of(), keys(catalog));
    }

    @Test
    void anotherProcessTakesUpWhatIsInTheDatabaseAndFollowsIt() {
        pass("1", "2");
        var other = catalog();
        assertEquals(Set.of(), keys(other));
        other.follow();
        assertEquals(Set.of("1", "2"), keys(other));
        assertTrue(other.snapshot().complete());
        catalog.depart(List.of("2"));
        other.follow();
        assertEquals(Set.of("1"), keys(other));
    }

    @Test
    void anotherProcessGoesOnWithAPassThatWasInterrupted() {
        pass("1", "2");
        catalog.save(catalog.progress().begin(Pass.KEYS, clock.instant()));
        catalog.confirm(List.of("1"), clock.instant());
        catalog.save(catalog.progress().at(new PropertySweep.Cursor("skip=1", 1, "1"), 2L));
        catalog.save(catalog.progress().begin(Pass.CHANGES, clock.instant()));
        var other = catalog();
        other.follow();
        assertEquals(catalog.progress(), other.progress());
        other.save(other.progress().finished());
        assertEquals(Pass.KEYS, other.progress().pass());
        other.removeUnseen();
        assertEquals(Set.of("1"), keys(other));
    }

    @Test
    void progressOfAnEarlierVersionIsTakenUp() throws Exception {
        pass("1");
        var far = catalog.progress();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            assertEquals(
                    1,
                    statement.executeUpdate("UPDATE catalogue_state SET version = version + 1,"
                            + " progress = REPLACE(progress, ',\"suspended\":null', '')"));
            try (var row = statement.executeQuery("SELECT progress FROM catalogue_state")) {
                assertTrue(row.next());
                assertFalse(row.getString(1).contains("suspended"), row.getString(1));
            }
        }
        var other = catalog();
        other.follow();
        assertEquals(far, other.progress());
    }

    @Test
    void versionsChangeWithTheDataAndNotWithEachConfirmation() {
        pass("1");
        var before = catalog.snapshot().version();
        catalog.confirm(List.of("1"), clock.instant());
        assertEquals(before, catalog.snapshot().version());
        catalog.put(page("2"));
        catalog.depart(List.of("1"));
        assertTrue(catalog.snapshot().version() > before);
    }

    @Test
    void afterStartingOverItKnowsNothing() {
        pass("1");
        catalog.startOver();
        assertEquals(Set.of(), keys(catalog));
        assertNull(catalog.entry("1"));
        assertFalse(catalog.snapshot().complete());
    }
}
