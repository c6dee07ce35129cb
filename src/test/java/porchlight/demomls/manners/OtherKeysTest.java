package porchlight.demomls.manners;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feeds whose listings have no ListingKey. */
@Execution(ExecutionMode.CONCURRENT)
class OtherKeysTest {
    @ParameterizedTest
    @CsvSource({"ListingId, false", "ListingKeyNumeric, true"})
    void theSiteIsServedByTheKeyThereIs(String field, boolean numeric) throws Exception {
        var manners = new Manners();
        manners.keyField = field;
        manners.numericKey = numeric;
        try (var walk = new Walk(field, manners, 60, Map.of())) {
            walk.cold();
            walk.swept();
            walk.listings(6);
            assertEquals(List.of(), walk.problems());
            assertEquals(List.of(), walk.refusedSince());
        }
    }
}
