package porchlight.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import porchlight.listing.PropertySweep;

class ProgressTest {
    @Test
    void aPageWithoutACountLeavesTheOneThatIsKnown() {
        var begun = Progress.NONE.begin(Progress.Pass.ALL, Instant.EPOCH.plusSeconds(1));
        assertNull(begun.expected());
        var seen = begun.at(null, 51L);
        assertEquals(51L, seen.at(null, null).expected());
        assertEquals(48L, seen.at(null, 48L).expected());
        // Each pass counts for itself.
        assertNull(seen.at(null, null)
                .finished()
                .begin(Progress.Pass.KEYS, Instant.EPOCH)
                .expected());
    }

    @Test
    void aPassThatChangesInterruptGoesOnWithItsNextPage() {
        var at = Instant.EPOCH.plusSeconds(100);
        var far = Progress.NONE
                .begin(Progress.Pass.ALL, at)
                .finished()
                .begin(Progress.Pass.KEYS, at.plusSeconds(10))
                .at(new PropertySweep.Cursor("skip=50", 50, "k"), 200L);
        var between = far.begin(Progress.Pass.CHANGES, at.plusSeconds(20));
        assertEquals(Progress.Pass.CHANGES, between.pass());
        assertNull(between.cursor());
        assertEquals(far.number(), between.number());
        var after =
                between.at(new PropertySweep.Cursor("skip=25", 25, "k"), 30L).finished();
        assertEquals(far.cursor(), after.cursor());
        assertEquals(far.expected(), after.expected());
        assertEquals(far.startedAt(), after.startedAt());
        assertEquals(at.plusSeconds(20), after.changesAt());
        assertEquals(at.plusSeconds(10), after.finished().keysAt());
        assertEquals(far, between.abandoned());
    }

    @Test
    void readingAllDoesNotForgetChangesThatWereReadMeanwhile() {
        var at = Instant.EPOCH.plusSeconds(100);
        var far = Progress.NONE.begin(Progress.Pass.ALL, at).finished().begin(Progress.Pass.ALL, at.plusSeconds(10));
        var after =
                far.begin(Progress.Pass.CHANGES, at.plusSeconds(20)).finished().finished();
        assertEquals(at.plusSeconds(20), after.changesAt());
        assertEquals(at.plusSeconds(10), after.fullAt());
    }
}
