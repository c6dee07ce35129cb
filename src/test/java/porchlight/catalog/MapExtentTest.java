package porchlight.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;

/** The map begins where the homes are, whatever coordinate one of them has by mistake. */
class MapExtentTest {
    private static IndexedListing at(double latitude, double longitude) {
        return TestHome.of(UUID.randomUUID().toString()).at(latitude, longitude).entry();
    }

    private static List<IndexedListing> florida(Random random, int homes) {
        var all = new ArrayList<IndexedListing>();
        for (int number = 0; number < homes; number++)
            all.add(at(26 + 2 * random.nextDouble(), -80.5 + random.nextDouble()));
        return all;
    }

    @Test
    void oneHomeAbroadIsLeftOutsideAndCounted() {
        Seeded.check(
                200,
                (Gen<Random>) random -> new Random(random.nextLong()),
                Gen.integers(3, 60),
                Gen.of(at(18.4, -64.6), at(-26.7, 80.1), at(26.7, 80.1), at(47, -122), at(0.1, 0.1)),
                (random, homes, wrong) -> {
                    var all = florida(random, homes);
                    all.add(random.nextInt(homes), wrong);
                    var frame = MapExtent.of(Snapshots.all(all)).orElseThrow();
                    assertEquals(1, frame.outside());
                    assertFalse(frame.has(wrong));
                    assertTrue(frame.south() >= 26 && frame.north() <= 28 && frame.west() >= -80.5, frame.text());
                });
    }

    @Test
    void aLargeMlsIsFramedWhole() {
        var random = new Random(7);
        var all = florida(random, 40);
        for (int number = 0; number < 8; number++) all.add(at(30.4 + 0.1 * number, -87.2));
        var frame = MapExtent.of(Snapshots.all(all)).orElseThrow();
        assertEquals(0, frame.outside());
        assertTrue(all.stream().allMatch(frame::has));
    }

    @Test
    void fewHomesAreAllShown() {
        var frame = MapExtent.of(Snapshots.all(List.of(at(26, -80), at(47, -122), at(Double.NaN, Double.NaN))))
                .orElseThrow();
        assertEquals(new MapExtent(-122, 26, -80, 47, 0), frame);
        assertTrue(
                MapExtent.of(Snapshots.all(List.of(at(Double.NaN, Double.NaN)))).isEmpty());
    }
}
