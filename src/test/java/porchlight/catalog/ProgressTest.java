package porchlight.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.api.Test;

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
}
