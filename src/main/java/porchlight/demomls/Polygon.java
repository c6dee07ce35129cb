package porchlight.demomls;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A closed ring of longitude-latitude pairs, with a test whether a point lies inside. Public
 * because the database calls it.
 */
public final class Polygon {
    private static final Pattern PAIR = Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s+(-?\\d+(?:\\.\\d+)?)");
    /**
     * The form that clients write; the URI parser accepts one ring, a spatial reference, and no
     * extra spaces.
     */
    private static final Pattern LITERAL = Pattern.compile(
            "geography'(?:SRID=\\d+;)?POLYGON\\s*\\(\\s*\\(([^()]*)\\)\\s*\\)'", Pattern.CASE_INSENSITIVE);

    private final List<double[]> ring;
    private final String text;

    private Polygon(List<double[]> ring, String text) {
        this.ring = ring;
        this.text = text;
    }

    static Polygon parse(String literal) {
        var ring = new ArrayList<double[]>();
        for (var pair = PAIR.matcher(literal.substring(literal.indexOf('('))); pair.find(); )
            ring.add(new double[] {Double.parseDouble(pair.group(1)), Double.parseDouble(pair.group(2))});
        if (ring.size() < 4) throw new RequestRefused(400, 1040, "A polygon has at least four positions: " + literal);
        return new Polygon(List.copyOf(ring), literal);
    }

    /** A {@code $filter} with its polygons rewritten for the URI parser. */
    static String normalize(String filter) {
        return LITERAL.matcher(filter).replaceAll(match -> {
            var ring = match.group(1).strip().replaceAll("\\s*,\\s*", ",").replaceAll("\\s+", " ");
            return java.util.regex.Matcher.quoteReplacement("geography'SRID=4326;Polygon((" + ring + "))'");
        });
    }

    String text() {
        return text;
    }

    double west() {
        return ring.stream().mapToDouble(point -> point[0]).min().orElseThrow();
    }

    double east() {
        return ring.stream().mapToDouble(point -> point[0]).max().orElseThrow();
    }

    double south() {
        return ring.stream().mapToDouble(point -> point[1]).min().orElseThrow();
    }

    double north() {
        return ring.stream().mapToDouble(point -> point[1]).max().orElseThrow();
    }

    private boolean contains(double longitude, double latitude) {
        var inside = false;
        for (int i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            var a = ring.get(i);
            var b = ring.get(j);
            if (a[1] > latitude != b[1] > latitude
                    && longitude < (b[0] - a[0]) * (latitude - a[1]) / (b[1] - a[1]) + a[0]) inside = !inside;
        }
        return inside;
    }

    /** The database function {@code POLYGON_CONTAINS}: a pure function of its arguments. */
    public static boolean contains(String polygon, double longitude, double latitude) {
        return parse(polygon).contains(longitude, latitude);
    }
}
