package porchlight.brand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Porchlight's own drawings, which can't read style sheets, in the owner's colors. */
final class Drawings {
    private static final String ICON = "/static/img/icon.svg";
    private static final String STREET = "/static/img/street.svg";
    /** Those of the icon. */
    private static final List<String> ROLES = List.of("brand", "brand-strong", "mark-door", "attention");

    private static final int ICON_SIZE = 32;
    private static final Pattern HEX = Pattern.compile("#[0-9a-f]{6}");

    /** Hues, of 0 to 1: trees and hills are green, doors and light are amber. */
    private static final Hues GREENS = new Hues(0.2, 0.47, 0.08);

    private static final Hues AMBERS = new Hues(0.09, 0.13, 0.55);

    private Drawings() {}

    /** A range of hues, for colors that are at least so saturated. */
    private record Hues(double from, double to, double saturation) {
        boolean contain(double[] color) {
            return color[0] >= from && color[0] <= to && color[1] >= saturation;
        }
    }

    /** The icon of browser tabs and phones. */
    static Picture icon(Palette palette) {
        var ours = Palette.ours();
        var svg = read(ICON);
        for (var role : ROLES)
            svg = svg.replace(ours.tone(role).light(), palette.tone(role).light());
        return new Picture("svg", svg.getBytes(StandardCharsets.UTF_8), ICON_SIZE, ICON_SIZE);
    }

    /**
     * The drawing on the home page: its greens in the hue of the brand, its ambers in that of attention.
     *
     * @param colors those of the owner
     */
    static byte[] street(Colors colors, Palette palette) {
        var svg = HEX.matcher(read(STREET)).replaceAll(found -> {
            var color = hsb(found.group());
            if (colors.has("brand") && GREENS.contain(color))
                return inHueOf(color, hsb(palette.tone("brand").light()));
            if (colors.has("attention") && AMBERS.contain(color))
                return inHueOf(color, hsb(palette.tone("attention").light()));
            return found.group();
        });
        return svg.getBytes(StandardCharsets.UTF_8);
    }

    /** As bright as it was, and not more saturated than the other. */
    private static String inHueOf(double[] color, double[] other) {
        var result = 0;
        // From the sectors of the color circle in which red, green, and blue are at their highest.
        for (int sector = 5; sector >= 1; sector -= 2) {
            var distance = (sector + other[0] * 6) % 6;
            var share = Math.max(0, Math.min(1, Math.min(distance, 4 - distance)));
            var channel = color[2] * (1 - Math.min(color[1], other[1]) * share);
            result = result << 8 | (int) Math.round(channel * 255);
        }
        return String.format(Locale.ROOT, "#%06x", result);
    }

    /** Hue, saturation, and brightness, each of 0 to 1; without AWT, which some machines lack. */
    private static double[] hsb(String hex) {
        var rgb = Integer.parseInt(hex, 1, hex.length(), 16);
        var red = (rgb >> 16 & 0xff) / 255.0;
        var green = (rgb >> 8 & 0xff) / 255.0;
        var blue = (rgb & 0xff) / 255.0;
        var most = Math.max(red, Math.max(green, blue));
        var range = most - Math.min(red, Math.min(green, blue));
        if (range == 0) return new double[] {0, 0, most};
        var sixths = most == red
                ? (green - blue) / range + 6
                : most == green ? (blue - red) / range + 2 : (red - green) / range + 4;
        return new double[] {sixths % 6 / 6, range / most, most};
    }

    private static String read(String resource) {
        try (var file = Drawings.class.getResourceAsStream(resource)) {
            if (file == null) throw new IllegalStateException(resource + " is not packaged with the program");
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
