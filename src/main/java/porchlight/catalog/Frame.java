package porchlight.catalog;

import java.util.List;
import java.util.Optional;

/**
 * Where homes are on a map, in degrees of WGS 84. One that is far from nearly all others has a wrong coordinate more often
 * than not: it is left outside, so that the others can be told apart.
 *
 * @param outside how many of the homes are not in it
 */
public record Frame(double west, double south, double east, double north, int outside) {
    /** Degrees from the middle within which no home is an outlier, some 140 miles. */
    private static final double NEAR = 2;
    /** How many times as far from the middle as half of the homes an outlier is at least. */
    private static final double FAR = 8;
    /** If more than one in so many is far away, the MLS is that large. */
    private static final int OUTLIERS = 10;

    /** The frame of the homes whose place is told; empty when there are none. */
    public static Optional<Frame> of(List<IndexedListing> homes) {
        var placed = homes.stream().filter(IndexedListing::isPlaced).toList();
        if (placed.isEmpty()) return Optional.empty();
        var all = around(placed, 0);
        var wide = all.east - all.west > NEAR || all.north - all.south > NEAR;
        if (!wide || placed.size() < 3) return Optional.of(all);
        var latitude =
                median(placed.stream().mapToDouble(IndexedListing::latitude).toArray());
        var longitude =
                median(placed.stream().mapToDouble(IndexedListing::longitude).toArray());
        var distances = placed.stream()
                .mapToDouble(home -> distance(home, latitude, longitude))
                .toArray();
        var limit = Math.max(NEAR, FAR * median(distances.clone()));
        var near = placed.stream()
                .filter(home -> distance(home, latitude, longitude) <= limit)
                .toList();
        var outside = placed.size() - near.size();
        return Optional.of(
                outside > Math.max(1, placed.size() / OUTLIERS) || near.isEmpty() ? all : around(near, outside));
    }

    private static double distance(IndexedListing home, double latitude, double longitude) {
        var east = (home.longitude() - longitude) * Math.cos(Math.toRadians(latitude));
        return Math.hypot(home.latitude() - latitude, east);
    }

    private static double median(double[] numbers) {
        java.util.Arrays.sort(numbers);
        return numbers[(numbers.length - 1) / 2];
    }

    private static Frame around(List<IndexedListing> homes, int outside) {
        double west = 180;
        double south = 90;
        double east = -180;
        double north = -90;
        for (var home : homes) {
            west = Math.min(west, home.longitude());
            east = Math.max(east, home.longitude());
            south = Math.min(south, home.latitude());
            north = Math.max(north, home.latitude());
        }
        return new Frame(west, south, east, north, outside);
    }

    public boolean has(IndexedListing home) {
        return home.latitude() >= south
                && home.latitude() <= north
                && home.longitude() >= west
                && home.longitude() <= east;
    }

    /** West, south, east, north, parted by commas. */
    public String text() {
        return west + "," + south + "," + east + "," + north;
    }
}
