package porchlight.catalog;

import java.util.Arrays;
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
    /** The center is that of at most about this many homes. */
    private static final int SAMPLE = 4_096;

    /** The area of the homes that have coordinates; empty if there are none. */
    public static Optional<MapExtent> of(Selection homes) {
        var all = new Box();
        homes.scan(scan -> all.add(scan, null));
        if (all.homes == 0) return Optional.empty();
        var wide = all.east - all.west > NEAR * Column.PER_DEGREE || all.north - all.south > NEAR * Column.PER_DEGREE;
        if (!wide || all.homes < 3) return Optional.of(all.extent(0));
        var center = Center.of(homes, all.homes);
        if (all.isWithin(center)) return Optional.of(all.extent(0));
        var near = new Box();
        homes.scan(scan -> near.add(scan, center));
        var outside = all.homes - near.homes;
        return Optional.of(
                outside > Math.max(1, all.homes / OUTLIERS) || near.homes == 0 ? all.extent(0) : near.extent(outside));
    }

    /**
     * The middle of most homes, in ten-millionths of a degree.
     *
     * @param narrowing how much shorter a degree of longitude is there than one of latitude
     * @param limit squared distance from which a home is an outlier
     */
    private record Center(double longitude, double latitude, double narrowing, double limit) {
        static Center of(Selection homes, int count) {
            var sampled = homes.sample(Condition.placed(), Math.max(1, count / SAMPLE));
            var latitude = median(sampled, Column.LATITUDE);
            var longitude = median(sampled, Column.LONGITUDE);
            var at = new Center(longitude, latitude, Math.cos(Math.toRadians(latitude / Column.PER_DEGREE)), 0);
            var distances = sampled.rows().stream()
                    .mapToDouble(row -> at.squaredDistance(
                            sampled.snapshot().number(Column.LONGITUDE, row),
                            sampled.snapshot().number(Column.LATITUDE, row)))
                    .sorted()
                    .toArray();
            var limit = Math.max(NEAR * Column.PER_DEGREE, FAR * Math.sqrt(distances[(distances.length - 1) / 2]));
            return new Center(longitude, latitude, at.narrowing, limit * limit);
        }

        private static double median(Selection homes, Column column) {
            var numbers = homes.rows().stream()
                    .mapToLong(row -> homes.snapshot().number(column, row))
                    .toArray();
            Arrays.sort(numbers);
            return numbers[(numbers.length - 1) / 2];
        }

        double squaredDistance(double toLongitude, double toLatitude) {
            var east = (toLongitude - longitude) * narrowing;
            var north = toLatitude - latitude;
            return east * east + north * north;
        }
    }

    private static final class Box {
        private long west = Long.MAX_VALUE;
        private long south = Long.MAX_VALUE;
        private long east = Long.MIN_VALUE;
        private long north = Long.MIN_VALUE;
        private int homes;

        /** @param around the homes that are not outliers; null for all */
        void add(Scan scan, @org.jspecify.annotations.Nullable Center around) {
            var latitudes = scan.numbers(Column.LATITUDE);
            var longitudes = scan.numbers(Column.LONGITUDE);
            var rows = scan.matching();
            for (int word = 0; word < rows.length; word++)
                for (long left = rows[word]; left != 0; left &= left - 1) {
                    var row = word * Long.SIZE + Long.numberOfTrailingZeros(left);
                    var latitude = latitudes[row];
                    var longitude = longitudes[row];
                    if (latitude == Column.NOWHERE
                            || around != null && around.squaredDistance(longitude, latitude) > around.limit) continue;
                    homes++;
                    west = Math.min(west, longitude);
                    east = Math.max(east, longitude);
                    south = Math.min(south, latitude);
                    north = Math.max(north, latitude);
                }
        }

        boolean isWithin(Center center) {
            return Math.max(
                            Math.max(center.squaredDistance(west, south), center.squaredDistance(west, north)),
                            Math.max(center.squaredDistance(east, south), center.squaredDistance(east, north)))
                    <= center.limit;
        }

        MapExtent extent(int outside) {
            return new MapExtent(
                    Column.degrees(west), Column.degrees(south), Column.degrees(east), Column.degrees(north), outside);
        }
    }

    /** In this area. */
    public Condition area() {
        return Condition.within(west, south, east, north);
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
