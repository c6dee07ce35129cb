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
    /** The center is that of at most about this many homes. */
    private static final int SAMPLE = 1_024;

    /** The area of the homes that have coordinates; empty if there are none. */
    public static Optional<MapExtent> of(Selection homes) {
        var placed = homes.and(Condition.placed());
        if (placed.isEmpty()) return Optional.empty();
        var all = Box.of(placed);
        var wide = all.east - all.west > NEAR * Column.PER_DEGREE || all.north - all.south > NEAR * Column.PER_DEGREE;
        var size = placed.size();
        if (!wide || size < 3) return Optional.of(all.extent(0));
        var limit = limit(placed.sample(Math.max(1, size / SAMPLE)));
        if (all.isWithin(limit)) return Optional.of(all.extent(0));
        var near = placed.and(limit.area());
        var outside = size - near.size();
        return Optional.of(
                outside > Math.max(1, size / OUTLIERS) || near.isEmpty()
                        ? all.extent(0)
                        : Box.of(near).extent(outside));
    }

    /** The area around the middle of most homes outside of which a home is an outlier. */
    private static Box limit(Selection homes) {
        var latitude = median(homes, Column.LATITUDE);
        var longitude = median(homes, Column.LONGITUDE);
        // A degree of longitude is shorter than one of latitude.
        var narrowing = Math.max(0.01, Math.cos(Math.toRadians(latitude / Column.PER_DEGREE)));
        var distances = homes.rows().stream()
                .mapToDouble(row -> Math.hypot(
                        (homes.snapshot().number(Column.LONGITUDE, row) - longitude) * narrowing,
                        homes.snapshot().number(Column.LATITUDE, row) - latitude))
                .sorted()
                .toArray();
        var far = Math.max(NEAR * Column.PER_DEGREE, FAR * distances[(distances.length - 1) / 2]);
        return new Box(
                (long) (longitude - far / narrowing),
                (long) (latitude - far),
                (long) (longitude + far / narrowing),
                (long) (latitude + far));
    }

    private static long median(Selection homes, Column column) {
        var numbers = homes.rows().stream()
                .mapToLong(row -> homes.snapshot().number(column, row))
                .sorted()
                .toArray();
        return numbers[(numbers.length - 1) / 2];
    }

    /** In ten-millionths of a degree. */
    private record Box(long west, long south, long east, long north) {
        private static final Box NOTHING = new Box(Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);

        /** Around homes that are all on the map. */
        static Box of(Selection homes) {
            var box = new Box[] {NOTHING};
            homes.scan(scan -> {
                var segment = new Box(
                        scan.least(Column.LONGITUDE),
                        scan.least(Column.LATITUDE),
                        scan.most(Column.LONGITUDE),
                        scan.most(Column.LATITUDE));
                if (!segment.isWithin(box[0])) box[0] = box[0].around(scan);
            });
            return box[0];
        }

        private Box around(Scan scan) {
            var latitudes = scan.numbers(Column.LATITUDE);
            var longitudes = scan.numbers(Column.LONGITUDE);
            var edges = new long[] {west, south, east, north};
            Scan.each(scan.matching(), row -> {
                edges[0] = Math.min(edges[0], longitudes[row]);
                edges[1] = Math.min(edges[1], latitudes[row]);
                edges[2] = Math.max(edges[2], longitudes[row]);
                edges[3] = Math.max(edges[3], latitudes[row]);
            });
            return new Box(edges[0], edges[1], edges[2], edges[3]);
        }

        boolean isWithin(Box other) {
            return west >= other.west && south >= other.south && east <= other.east && north <= other.north;
        }

        Condition area() {
            return Condition.allOf(List.of(
                    Condition.between(Column.LATITUDE, south, north), Condition.between(Column.LONGITUDE, west, east)));
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
