package porchlight.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Snapshots;
import porchlight.catalog.TestHome;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;

class PinsTest {
    private static final int STREET = 17;
    private static final int STATE = 7;

    private static IndexedListing home(String key, double latitude, double longitude) {
        return TestHome.of(key).at(latitude, longitude).entry();
    }

    private static Set<String> keys(Pins pins) {
        return pins.pins().stream().map(Pins.Pin::key).collect(Collectors.toSet());
    }

    @Test
    void homesApartAreShownEachWithItsPrice() {
        var pins = Pins.of(Snapshots.all(List.of(home("1", 45.5, -122.6), home("2", 45.6, -122.7))), 12);
        assertEquals(Set.of("1", "2"), keys(pins));
        assertEquals(List.of(), pins.clusters());
        assertEquals("$500K", pins.pins().get(0).price());
        assertEquals("3 bd · 2 ba · 1,800 sq ft", pins.pins().get(0).facts());
    }

    @Test
    void aPriceOfNothingIsOnRequest() {
        var home = TestHome.of("1").at(45.5, -122.6).price(0).entry();
        assertEquals(
                "On request",
                Pins.of(Snapshots.all(List.of(home)), 12).pins().get(0).price());
    }

    @Test
    void homesTooCloseAreOneClusterInTheirMiddleUntilTheMapIsNearer() {
        var homes = Snapshots.all(List.of(home("1", 45.5, -122.6), home("2", 45.502, -122.604)));
        var far = Pins.of(homes, STATE);
        assertEquals(List.of(), far.pins());
        var cluster = far.clusters().get(0);
        assertEquals(2, cluster.count());
        assertEquals(45.501, cluster.lat(), 1e-6);
        assertEquals(-122.602, cluster.lng(), 1e-6);
        assertArrayEquals(new double[] {-122.604, 45.5, -122.6, 45.502}, cluster.bounds(), 1e-9);
        assertEquals(Set.of("1", "2"), keys(Pins.of(homes, STREET)));
    }

    @Test
    void homesWithoutAPlaceAreCountedAndOnNoMap() {
        var pins = Pins.of(
                Snapshots.all(List.of(home("1", 45.5, -122.6), TestHome.of("2").entry())), 12);
        assertEquals(2, pins.total());
        assertEquals(1, pins.unplaced());
        assertEquals(Set.of("1"), keys(pins));
    }

    @Test
    void everyHomeIsInOnePinOrOneClusterWhateverTheZoom() {
        var homes = Snapshots.all(IntStream.range(0, 500)
                .mapToObj(
                        number -> home(Integer.toString(number), 45 + number % 23 * 0.013, -123 + number % 31 * 0.017))
                .toList());
        for (int zoom = 0; zoom <= 19; zoom++) {
            var pins = Pins.of(homes, zoom);
            var clustered =
                    pins.clusters().stream().mapToInt(Pins.Cluster::count).sum();
            assertEquals(homes.size(), clustered + pins.pins().size(), "zoom " + zoom);
            assertTrue(pins.clusters().stream().allMatch(cluster -> cluster.count() > 1), "zoom " + zoom);
        }
        assertFalse(Pins.of(homes, 10).areFew());
    }

    @Test
    void aPartOfTheMapHasWhatIsInItAndWhatHasNoPlace() {
        var pins = Pins.of(
                Snapshots.all(List.of(
                        home("1", 45.5, -122.6),
                        home("2", 44.0, -121.0),
                        TestHome.of("3").entry())),
                12);
        var part = pins.within(-123, 45, -122, 46);
        assertEquals(Set.of("1"), keys(part));
        assertEquals(2, part.total());
        assertEquals(1, part.unplaced());
    }

    @Test
    void aMapOfManyHomesHasEachInOneClusterWhateverTheZoom() {
        var homes = Snapshots.all(IntStream.range(0, 21_000)
                .mapToObj(number -> home(Integer.toString(number), 30 + number % 150 * 0.1, -120 + number / 150 * 0.2))
                .toList());
        for (int zoom : new int[] {3, 8, 19}) {
            var pins = Pins.of(homes, zoom);
            var clustered =
                    pins.clusters().stream().mapToInt(Pins.Cluster::count).sum();
            assertEquals(21_000, clustered + pins.pins().size(), "zoom " + zoom);
        }
    }

    @Test
    void theTilesAroundAViewHoldAllOfIt() {
        Seeded.check(200, Gen.integers(0, 13), (Gen<Long>) Random::nextLong, (zoom, seed) -> {
            var random = new Random(seed);
            var west = random.nextDouble(-179, 178);
            var south = random.nextDouble(-80, 79);
            var east = Math.min(180, west + random.nextDouble(0.01, 1));
            var north = Math.min(85, south + random.nextDouble(0.01, 1));
            var tiles = Tiles.around(west, south, east, north, zoom);
            var homes = Snapshots.all(List.of(
                    home("southwest", south, west),
                    home("northeast", north, east),
                    home("inside", (south + north) / 2, (west + east) / 2)));
            assertEquals(3, Pins.of(homes, tiles, zoom).total(), tiles.toString());
        });
    }
}
