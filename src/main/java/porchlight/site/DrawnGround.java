package porchlight.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import porchlight.brand.Palette;

/**
 * Draws a map of the demonstration's area ({@code static/map/portland.json}) around a place, for browsers without
 * scripts. Immutable.
 */
public final class DrawnGround {
    /** Width of the picture's view box, in pixels. */
    public static final int WIDTH = 960;

    private static final int HEIGHT = 480;
    private static final double METRES_PER_DEGREE = 111_320;
    /** Meters per pixel around an exact place; single streets can be seen. */
    private static final double CLOSEST = 2.4;
    /** Meters per pixel up to which streets and neighborhood names are drawn, as on the scripted map. */
    private static final double STREETS_UNTIL = 14;

    private static final double NAMES_FROM = 60;

    /** From the lowest layer to the highest. */
    private static final List<String> LAYERS = List.of("park", "water", "street", "arterial", "freeway");

    private final Supplier<Palette> palette;
    private final List<Feature> features = new ArrayList<>();
    private double west = 180, south = 90, east = -180, north = -90;

    /** @param points degrees of WGS 84, longitude first */
    private record Feature(String kind, @Nullable String name, boolean ring, List<double[]> points) {}

    private record Colors(
            String land,
            String park,
            String water,
            String freeway,
            String arterial,
            String street,
            String outline,
            String ink) {
        Colors(Palette palette, Function<Palette.Tone, String> page) {
            this(
                    page.apply(palette.tone("map-land")),
                    page.apply(palette.tone("map-park")),
                    page.apply(palette.tone("map-water")),
                    page.apply(palette.tone("map-freeway")),
                    page.apply(palette.tone("map-arterial")),
                    page.apply(palette.tone("map-street")),
                    page.apply(palette.tone("map-outline")),
                    page.apply(palette.tone("text-quiet")));
        }

        String of(String kind) {
            return switch (kind) {
                case "park" -> park;
                case "water" -> water;
                case "freeway" -> freeway;
                case "arterial" -> arterial;
                default -> street;
            };
        }
    }

    private DrawnGround(Supplier<Palette> palette) {
        this.palette = palette;
    }

    /** For areas other than the demonstration's: nothing is drawn. */
    public static DrawnGround none(Supplier<Palette> palette) {
        return new DrawnGround(palette);
    }

    /** @throws UncheckedIOException if the file cannot be read */
    public static DrawnGround read(Sources sources, Supplier<Palette> palette) {
        var map = new DrawnGround(palette);
        try (var file = Files.newInputStream(sources.assets().resolve("map").resolve("portland.json"))) {
            for (var feature : new ObjectMapper().readTree(file)) map.add(feature);
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot read the basemap", fault);
        }
        return map;
    }

    private void add(JsonNode feature) {
        var points = new ArrayList<double[]>();
        if (feature.has("at")) points.add(point(feature.path("at")));
        for (var point : feature.path(feature.has("ring") ? "ring" : "line")) points.add(point(point));
        for (var point : points) {
            west = Math.min(west, point[0]);
            east = Math.max(east, point[0]);
            south = Math.min(south, point[1]);
            north = Math.max(north, point[1]);
        }
        var name = feature.path("name").asText("");
        features.add(new Feature(
                feature.path("kind").asText(), name.isEmpty() ? null : name, feature.has("ring"), List.copyOf(points)));
    }

    private static double[] point(JsonNode pair) {
        return new double[] {pair.path(0).asDouble(), pair.path(1).asDouble()};
    }

    /** Whether a place lies in the drawn area. */
    public boolean covers(double latitude, double longitude) {
        return longitude > west && longitude < east && latitude > south && latitude < north;
    }

    /**
     * The map around a place as a self-contained SVG.
     *
     * @param radius in meters, of a circle that contains the place; 0 for the exact place, which is marked
     * @param dark for dark pages
     */
    public String svg(double latitude, double longitude, double radius, boolean dark) {
        return new Drawing(
                        latitude,
                        longitude,
                        radius,
                        new Colors(palette.get(), dark ? Palette.Tone::dark : Palette.Tone::light))
                .draw();
    }

    private final class Drawing {
        private final double latitude;
        private final double longitude;
        private final double radius;
        private final Colors colors;
        private final double scale;
        private final double narrowing;
        private final StringBuilder svg = new StringBuilder(16_384);

        Drawing(double latitude, double longitude, double radius, Colors colors) {
            this.latitude = latitude;
            this.longitude = longitude;
            this.radius = radius;
            this.colors = colors;
            this.scale = Math.max(CLOSEST, radius * 2 / (HEIGHT * 0.85));
            this.narrowing = Math.cos(Math.toRadians(latitude));
        }

        String draw() {
            write(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\">",
                    WIDTH, HEIGHT);
            write("<path fill=\"%s\" d=\"M0 0h%dv%dH0z\"/>", colors.land(), WIDTH, HEIGHT);
            for (var kind : LAYERS) if (!kind.equals("street") || scale < STREETS_UNTIL) layer(kind);
            place();
            for (var feature : features) if (feature.points().size() == 1) name(feature);
            return svg.append("</svg>").toString();
        }

        /** Draws all features of one kind as one path. */
        private void layer(String kind) {
            var path = new StringBuilder();
            var filled = false;
            for (var feature : features) {
                if (!feature.kind().equals(kind) || feature.points().size() < 2 || !isSeen(feature)) continue;
                filled = feature.ring();
                var command = 'M';
                for (var point : feature.points()) {
                    path.append(command).append(round(x(point))).append(' ').append(round(y(point)));
                    command = 'L';
                }
                if (feature.ring()) path.append('z');
            }
            if (path.length() == 0) return;
            if (filled) write("<path fill=\"%s\" d=\"%s\"/>", colors.of(kind), path);
            else
                write(
                        "<path fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linecap=\"round\" d=\"%s\"/>",
                        colors.of(kind), kind.equals("freeway") ? "6" : kind.equals("arterial") ? "4" : "2.5", path);
        }

        private void place() {
            if (radius > 0)
                write(
                        "<circle cx=\"%d\" cy=\"%d\" r=\"%s\" fill=\"%s\" fill-opacity=\".12\" stroke=\"%s\" stroke-width=\"3\"/>",
                        WIDTH / 2, HEIGHT / 2, round(radius / scale), colors.outline(), colors.outline());
            else
                write(
                        "<path fill=\"%s\" stroke=\"%s\" stroke-width=\"3\" d=\"M%d %dc-9-16-24-25-24-42a24 24 0 0 1 48 0c0 17-15 26-24 42z\"/>",
                        colors.outline(), colors.land(), WIDTH / 2, HEIGHT / 2);
        }

        private void name(Feature feature) {
            var name = feature.name();
            if (name == null) return;
            var quarter = feature.kind().equals("area");
            if (quarter
                    ? scale >= STREETS_UNTIL
                    : scale >= NAMES_FROM && !feature.kind().equals("city")) return;
            var x = x(feature.points().get(0));
            var y = y(feature.points().get(0));
            if (x < 60 || x > WIDTH - 60 || y < 20 || y > HEIGHT - 12) return;
            write(
                    "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" font-size=\"%d\" fill=\"%s\" stroke=\"%s\" stroke-width=\"4\" paint-order=\"stroke\">%s</text>",
                    round(x),
                    round(y),
                    quarter ? 20 : 24,
                    colors.ink(),
                    colors.land(),
                    name.replace("&", "&amp;").replace("<", "&lt;"));
        }

        private boolean isSeen(Feature feature) {
            double left = Double.MAX_VALUE,
                    right = -Double.MAX_VALUE,
                    top = Double.MAX_VALUE,
                    bottom = -Double.MAX_VALUE;
            for (var point : feature.points()) {
                left = Math.min(left, x(point));
                right = Math.max(right, x(point));
                top = Math.min(top, y(point));
                bottom = Math.max(bottom, y(point));
            }
            return right >= -8 && left <= WIDTH + 8 && bottom >= -8 && top <= HEIGHT + 8;
        }

        private double x(double[] point) {
            return WIDTH / 2.0 + (point[0] - longitude) * narrowing * METRES_PER_DEGREE / scale;
        }

        private double y(double[] point) {
            return HEIGHT / 2.0 + (latitude - point[1]) * METRES_PER_DEGREE / scale;
        }

        private void write(String format, Object... values) {
            svg.append(String.format(Locale.ROOT, format, values));
        }
    }

    private static String round(double pixels) {
        var tenths = Math.round(pixels * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }
}
