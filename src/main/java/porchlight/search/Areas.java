package porchlight.search;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import porchlight.odata.Filter.Position;

/** Parses map areas from URLs; empty if they are invalid. */
public final class Areas {
    private static final double MILES_PER_DEGREE = 69.0;
    private static final int CIRCLE_POINTS = 24;
    private static final int MOST_POINTS = 100;

    private Areas() {}

    /** "west,south,east,north". */
    static Optional<Criterion.Area> bounds(String value) {
        var numbers = numbers(value);
        if (numbers.size() != 4) return Optional.empty();
        var southWest = position(numbers.get(0), numbers.get(1));
        var northEast = position(numbers.get(2), numbers.get(3));
        if (southWest.isEmpty() || northEast.isEmpty()) return Optional.empty();
        var sw = southWest.get();
        var ne = northEast.get();
        if (sw.longitude().compareTo(ne.longitude()) >= 0 || sw.latitude().compareTo(ne.latitude()) >= 0)
            return Optional.empty();
        var ring = List.of(
                sw, new Position(ne.longitude(), sw.latitude()), ne, new Position(sw.longitude(), ne.latitude()), sw);
        return Optional.of(new Criterion.Area(Criterion.Area.Kind.BOUNDS, value.replace(" ", ""), ring));
    }

    /** "lon lat,lon lat,…", closed or not. */
    static Optional<Criterion.Area> polygon(String value) {
        var ring = new ArrayList<Position>();
        for (var pair : value.strip().split("\\s*,\\s*")) {
            var numbers = numbers(pair.replaceAll("\\s+", ","));
            if (numbers.size() != 2 || ring.size() > MOST_POINTS) return Optional.empty();
            var position = position(numbers.get(0), numbers.get(1));
            if (position.isEmpty()) return Optional.empty();
            // Two clicks on the same corner count as one.
            if (ring.isEmpty() || !ring.get(ring.size() - 1).equals(position.get())) ring.add(position.get());
        }
        if (ring.size() > 1 && ring.get(0).equals(ring.get(ring.size() - 1))) ring.remove(ring.size() - 1);
        if (ring.size() < 3 || intersectsItself(ring)) return Optional.empty();
        ring.add(ring.get(0));
        return Optional.of(new Criterion.Area(
                Criterion.Area.Kind.POLYGON,
                value.strip().replaceAll("\\s*,\\s*", ",").replaceAll("\\s+", " "),
                ring));
    }

    /** A point "lat,lon" and a radius in miles, as a ring of 24 points. */
    static Optional<Criterion.Area> circle(String point, String radius) {
        var numbers = numbers(point);
        var miles = numbers(radius);
        if (numbers.size() != 2 || miles.size() != 1) return Optional.empty();
        var center = position(numbers.get(1), numbers.get(0));
        var r = miles.get(0).doubleValue();
        if (center.isEmpty() || r < 0.1 || r > 50) return Optional.empty();
        var latitude = center.get().latitude().doubleValue();
        var longitude = center.get().longitude().doubleValue();
        if (Math.abs(latitude) > 85) return Optional.empty();
        var ring = new ArrayList<Position>();
        for (int i = 0; i < CIRCLE_POINTS; i++) {
            var angle = 2 * Math.PI * i / CIRCLE_POINTS;
            ring.add(new Position(
                    rounded(longitude + Math.cos(angle) * r / MILES_PER_DEGREE / Math.cos(Math.toRadians(latitude))),
                    rounded(latitude + Math.sin(angle) * r / MILES_PER_DEGREE)));
        }
        ring.add(ring.get(0));
        var value =
                point.replace(" ", "") + ";" + miles.get(0).stripTrailingZeros().toPlainString();
        return Optional.of(new Criterion.Area(Criterion.Area.Kind.NEAR, value, ring));
    }

    /** The circle around a place; empty if the radius is not one. */
    public static Optional<Criterion.Around> around(String place, Position center, String radius) {
        var point = center.latitude().toPlainString() + "," + center.longitude().toPlainString();
        var miles = numbers(radius);
        return circle(point, radius)
                .map(circle -> new Criterion.Around(
                        place, new BigDecimal(miles.get(0).stripTrailingZeros().toPlainString()), circle));
    }

    private static BigDecimal rounded(double degrees) {
        return BigDecimal.valueOf(degrees).setScale(6, RoundingMode.HALF_UP);
    }

    private static Optional<Position> position(BigDecimal longitude, BigDecimal latitude) {
        return longitude.abs().doubleValue() <= 180 && latitude.abs().doubleValue() <= 90
                // Trailing zeros are removed, so that the same place is always the same position.
                ? Optional.of(new Position(longitude.stripTrailingZeros(), latitude.stripTrailingZeros()))
                : Optional.empty();
    }

    private static List<BigDecimal> numbers(String text) {
        var numbers = new ArrayList<BigDecimal>();
        for (var part : text.strip().split("\\s*,\\s*")) {
            if (!part.matches("-?\\d{1,3}(\\.\\d{1,8})?")) return List.of();
            numbers.add(new BigDecimal(part));
        }
        return numbers;
    }

    /**
     * Whether two sides meet anywhere except at a shared corner: such a ring has no area or no well-defined interior,
     * and servers reject it (OGC Simple Features, 6.1.11.1). The arithmetic is exact, because whether sides touch
     * depends on the last digit.
     */
    private static boolean intersectsItself(List<Position> ring) {
        int n = ring.size();
        for (int i = 0; i < n; i++) {
            var from = ring.get(i);
            var to = ring.get((i + 1) % n);
            if (turnsBack(from, to, ring.get((i + 2) % n))) return true;
            for (int j = i + 2; j < n; j++) {
                if (i == 0 && j == n - 1) continue;
                if (meet(from, to, ring.get(j), ring.get((j + 1) % n))) return true;
            }
        }
        return false;
    }

    /** Whether the line from b to c leads back over the line from a to b. */
    private static boolean turnsBack(Position a, Position b, Position c) {
        if (side(a, b, c) != 0) return false;
        var along = east(b, a).multiply(east(b, c)).add(north(b, a).multiply(north(b, c)));
        return along.signum() > 0;
    }

    private static boolean meet(Position a, Position b, Position c, Position d) {
        int cSide = side(a, b, c);
        int dSide = side(a, b, d);
        int aSide = side(c, d, a);
        int bSide = side(c, d, b);
        return cSide * dSide < 0 && aSide * bSide < 0
                || cSide == 0 && isBetween(a, c, b)
                || dSide == 0 && isBetween(a, d, b)
                || aSide == 0 && isBetween(c, a, d)
                || bSide == 0 && isBetween(c, b, d);
    }

    /** Whether p, on the line through a and b, lies between them. */
    private static boolean isBetween(Position a, Position p, Position b) {
        return east(a, p).signum() * east(b, p).signum() <= 0
                && north(a, p).signum() * north(b, p).signum() <= 0;
    }

    /** The side of the line from a to b on which p lies: 1 left, -1 right, 0 on the line. */
    private static int side(Position a, Position b, Position p) {
        return east(a, b).multiply(north(a, p)).compareTo(north(a, b).multiply(east(a, p)));
    }

    private static BigDecimal east(Position from, Position to) {
        return to.longitude().subtract(from.longitude());
    }

    private static BigDecimal north(Position from, Position to) {
        return to.latitude().subtract(from.latitude());
    }
}
