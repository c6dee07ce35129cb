package porchlight.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A map area that contains homes, in degrees of WGS 84. A home far away from nearly all others usually has a wrong
 * coordinate, so it is excluded to keep the others distinguishable.
 *
 * @param outside the number of homes outside the area
 */
public record MapExtent(double west, double south, double east, double north, int outside) {
    /** Degrees from the center within which no home is an outlier, about 140 miles. */
    private static final double NEAR = 2;
    /** An outlier is at least this many times as far from the center as half of the homes. */
    private static final double FAR = 8;
    /** If more than one in this many homes is far away, the MLS really covers that area. */
    private static final int OUTLIERS = 10;

    /** The area of the homes that have coordinates; empty if there are none. */
    public static Optional<MapExtent> of(List<IndexedListing> homes) {
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

    private static MapExtent around(List<IndexedListing> homes, int outside) {
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
        return new MapExtent(west, south, east, north, outside);
    }

    public boolean has(IndexedListing home) {
        return home.latitude() >= south
                && home.latitude() <= north
                && home.longitude() >= west
                && home.longitude() <= east;
    }

    /** West, south, east, north, separated by commas. */
    public String text() {
        return west + "," + south + "," + east + "," + north;
    }
}
