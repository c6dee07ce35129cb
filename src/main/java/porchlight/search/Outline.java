package porchlight.search;

import java.util.List;
import porchlight.odata.Filter.Position;

/** A closed ring of positions, optimized for testing whether many points are inside it. */
final class Outline {
    private final double[] x;
    private final double[] y;
    private final double west;
    private final double east;
    private final double south;
    private final double north;

    private Outline(double[] x, double[] y) {
        this.x = x;
        this.y = y;
        this.west = java.util.Arrays.stream(x).min().orElseThrow();
        this.east = java.util.Arrays.stream(x).max().orElseThrow();
        this.south = java.util.Arrays.stream(y).min().orElseThrow();
        this.north = java.util.Arrays.stream(y).max().orElseThrow();
    }

    static Outline of(List<Position> ring) {
        return new Outline(
                ring.stream()
                        .mapToDouble(position -> position.longitude().doubleValue())
                        .toArray(),
                ring.stream()
                        .mapToDouble(position -> position.latitude().doubleValue())
                        .toArray());
    }

    /** Counts how often a ray to the east crosses the ring: an odd number means inside. */
    boolean contains(double longitude, double latitude) {
        if (longitude < west || longitude > east || latitude < south || latitude > north) return false;
        var inside = false;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++)
            if (y[i] > latitude != y[j] > latitude
                    && longitude < (x[j] - x[i]) * (latitude - y[i]) / (y[j] - y[i]) + x[i]) inside = !inside;
        return inside;
    }
}
