package porchlight.map;

import porchlight.catalog.Column;

/** Nearby homes: their number, their bounds, and their center, which is exact however they were put together. */
final class Group {
    /** Pixels across the map of the world at zoom level 0. */
    private static final int WORLD = 256;

    /** The row of one of them. */
    final int first;

    private final double world;
    private int count;
    /** Sums, in the units of the catalog's columns. */
    private long latitudes;

    private long longitudes;
    private long down;
    /** West, south, east, north. */
    private final int[] edges;

    private double x;
    private double y;

    /** @param zoom level of the map, whose pixels tell where it is */
    Group(int zoom, int first, int count, long latitudes, long longitudes, long down, int[] edges) {
        this.world = WORLD * Math.pow(2, zoom);
        this.first = first;
        this.count = count;
        this.latitudes = latitudes;
        this.longitudes = longitudes;
        this.down = down;
        this.edges = edges;
        place();
    }

    private void place() {
        x = (longitude() + 180) / 360 * world;
        y = (double) down / count / Column.MAP * world;
    }

    void add(Group other) {
        count += other.count;
        latitudes += other.latitudes;
        longitudes += other.longitudes;
        down += other.down;
        edges[0] = Math.min(edges[0], other.edges[0]);
        edges[1] = Math.min(edges[1], other.edges[1]);
        edges[2] = Math.max(edges[2], other.edges[2]);
        edges[3] = Math.max(edges[3], other.edges[3]);
        place();
    }

    int count() {
        return count;
    }

    /** Of the center, in pixels from the northwest of the map of the world. */
    double x() {
        return x;
    }

    double y() {
        return y;
    }

    private double latitude() {
        return (double) latitudes / count / Column.PER_DEGREE;
    }

    private double longitude() {
        return (double) longitudes / count / Column.PER_DEGREE;
    }

    Pins.Cluster cluster() {
        return new Pins.Cluster(rounded(latitude()), rounded(longitude()), count, new double[] {
            degrees(edges[0]), degrees(edges[1]), degrees(edges[2]), degrees(edges[3])
        });
    }

    private static double degrees(int edge) {
        return edge / Column.PER_DEGREE;
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }
}
