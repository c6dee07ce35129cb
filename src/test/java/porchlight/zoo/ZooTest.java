package porchlight.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The site on each vendor's feed: before anything is known of its homes, and afterwards. */
class ZooTest {
    private static final int HOMES = 120;

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void everyPageComesAndCountsAreRight(Vendor vendor) throws Exception {
        try (var walk = new Walk(vendor, HOMES)) {
            walk.cold();
            assertEquals(List.of(), walk.problems(), () -> log(walk));
            walk.swept();
            walk.lists();
            walk.places();
            walk.listings(3);
            assertEquals(List.of(), walk.problems(), () -> log(walk));
            assertEquals(List.of(), walk.refusedSince());
            assertTrue(walk.pages() >= 40, walk.toString());
        }
    }

    private static String log(Walk walk) {
        return String.join(
                "\n", walk.refused().stream().map(Object::toString).limit(12).toList());
    }
}
