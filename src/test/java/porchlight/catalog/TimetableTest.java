package porchlight.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import porchlight.odata.RateLimit;

class TimetableTest {
    private static final Duration LIMIT = Duration.ofHours(12);
    private static final RateLimit ORDINARY = new RateLimit(1_200, Duration.ofMinutes(5), InstantSource.system());

    private static Timetable of(long listings, int rows) {
        return new Timetable(listings, rows, Timetable.pageEvery(ORDINARY));
    }

    @Test
    void halfOfTheBudgetReadsAPageEachHalfSecond() {
        assertEquals(Duration.ofMillis(500), Timetable.pageEvery(ORDINARY));
        assertEquals(
                Duration.ofMillis(250),
                Timetable.pageEvery(new RateLimit(10_000, Duration.ofMinutes(5), InstantSource.system())));
        var large = of(252_000, 25);
        assertEquals(Duration.ofHours(1).plusMinutes(24), large.pass());
        assertFalse(large.isPrompt());
        assertTrue(large.isCurrent(LIMIT));
    }

    @Test
    void aHundredThousandHomesAreReadPromptlyAndAMillionByAKeyToReplicate() {
        assertTrue(of(100_000, 25).isPrompt());
        assertTrue(of(1_000_000, 1_000).isPrompt());
        assertFalse(of(1_000_000, 25).isPrompt());
    }

    @Test
    void theMostThatCanBeKeptCurrentAre() {
        var large = of(3_000_000, 25);
        assertFalse(large.isCurrent(LIMIT));
        var most = large.most(LIMIT);
        assertEquals(1_944_000, most);
        assertTrue(of(most, 25).isCurrent(LIMIT));
        assertFalse(of(most + 1, 25).isCurrent(LIMIT));
    }
}
