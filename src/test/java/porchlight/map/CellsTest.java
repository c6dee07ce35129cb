package porchlight.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;
import porchlight.catalog.GeneratedHomes;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Selection;
import porchlight.catalog.Snapshots;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;

/** Squares of homes are what going through the homes one by one finds. */
class CellsTest {
    private static List<IndexedListing> homes(int count, Random random) {
        return IntStream.range(0, count)
                .mapToObj(number -> GeneratedHomes.of("K" + number, random))
                .toList();
    }

    private static Selection found(List<IndexedListing> homes) {
        return Snapshots.of(homes).select(List.of(Condition.between(Column.BEDS, 2, 5)));
    }

    private static double across(IndexedListing home) {
        return (home.longitude() + 180) / 360;
    }

    /** Where a home's square begins at a zoom level, as shares of the map. */
    private static String square(IndexedListing home, int zoom) {
        var squares = Math.pow(2, zoom + 2);
        return Math.floor(across(home) * squares) + " " + Math.floor(Column.mercator(home.latitude()) * squares);
    }

    /** Number, center and bounds, by the number and the center. */
    private static String described(List<IndexedListing> homes) {
        var north = homes.stream().mapToDouble(IndexedListing::latitude).summaryStatistics();
        var east = homes.stream().mapToDouble(IndexedListing::longitude).summaryStatistics();
        return described(
                homes.size(),
                mean(homes, IndexedListing::latitude),
                mean(homes, IndexedListing::longitude),
                new double[] {east.getMin(), north.getMin(), east.getMax(), north.getMax()});
    }

    /** As exact as the feed's decimal places. */
    private static double mean(List<IndexedListing> homes, ToDoubleFunction<IndexedListing> degrees) {
        var sum = homes.stream()
                .mapToLong(home -> Math.round(degrees.applyAsDouble(home) * Column.PER_DEGREE))
                .sum();
        return (double) sum / homes.size() / Column.PER_DEGREE;
    }

    private static String described(int count, double latitude, double longitude, double[] bounds) {
        var described = new ArrayList<Long>();
        described.add((long) count);
        for (var degrees : new double[] {latitude, longitude}) described.add(Math.round(degrees * 1e6));
        for (var degrees : bounds) described.add(Math.round(degrees * 1e7));
        return described.toString();
    }

    private static Map<String, Integer> counted(List<String> described) {
        var counted = new TreeMap<String, Integer>();
        for (var each : described) counted.merge(each, 1, Integer::sum);
        return counted;
    }

    private static List<String> expected(Selection found, int zoom) {
        var squares = new HashMap<String, List<IndexedListing>>();
        found.homes()
                .filter(IndexedListing::isPlaced)
                .forEach(home -> squares.computeIfAbsent(square(home, zoom), none -> new ArrayList<>())
                        .add(home));
        return squares.values().stream().map(CellsTest::described).toList();
    }

    private static void check(Selection found, int zoom, int expectedZoom) {
        var cells = Cells.of(found, Tiles.ALL, zoom);
        assertEquals(expectedZoom, cells.zoom());
        assertEquals(found.homes().filter(home -> !home.isPlaced()).count(), cells.unplaced());
        assertEquals(found.size(), cells.homes() + cells.unplaced());
        var described = cells.groups(cells.zoom()).stream()
                .map(Group::cluster)
                .map(each -> described(each.count(), each.lat(), each.lng(), each.bounds()))
                .toList();
        assertEquals(counted(expected(found, expectedZoom)), counted(described));
    }

    @Test
    void everySquareHasTheNumberTheCenterAndTheBoundsOfItsHomes() {
        Seeded.check(30, Gen.integers(0, 12), (Gen<Long>) Random::nextLong, (zoom, seed) -> {
            check(found(homes(1_500, new Random(seed))), zoom, zoom);
        });
    }

    @Test
    void tooManySquaresAreThoseOfALowerZoomLevel() {
        var found = found(homes(60_000, new Random(7)));
        // Anywhere on earth, so that every home has a square of its own.
        var zoom = 12;
        while (expected(found, zoom).size() > 20_000) zoom--;
        check(found, 12, zoom);
        assertTrue(zoom < 12);
    }

    @Test
    void ofSomeTilesThereIsWhatIsOnThemAndWhatIsOnNoMap() {
        Seeded.check(60, Gen.integers(0, 6), (Gen<Long>) Random::nextLong, (zoom, seed) -> {
            var random = new Random(seed);
            var found = found(homes(1_500, random));
            var tiles = Tiles.around(-120, 20, random.nextDouble(-119, 170), random.nextDouble(21, 80), zoom);
            var homes = found.homes()
                    .filter(home -> !home.isPlaced()
                            || tiles.have(
                                    (long) (across(home) * Column.MAP),
                                    Math.round(Column.mercator(home.latitude()) * Column.MAP)))
                    .count();
            var pins = Pins.of(found, tiles, zoom);
            assertEquals(homes, pins.total());
            assertEquals(
                    homes - pins.unplaced(),
                    pins.pins().size()
                            + pins.clusters().stream()
                                    .mapToInt(Pins.Cluster::count)
                                    .sum());
        });
    }
}
