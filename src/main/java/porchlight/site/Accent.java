package porchlight.site;

import java.util.Locale;
import java.util.Optional;

/**
 * A color chosen by a host page, adjusted for legibility: text in it, and on it, has a contrast ratio of at least 4.5
 * (WCAG 2.2, 1.4.3).
 *
 * @param light for light pages, {@code #rrggbb}, as close to the requested color as contrast allows
 * @param dark the same for dark pages
 */
public record Accent(String light, String dark) {
    private static final int WHITE = 0xffffff;
    /** The darkest of the light backgrounds. */
    private static final int TINT = 0xf1ede2;
    /** The dark background, which is also the text color on a light accent. */
    private static final int NIGHT = 0x1b2420;

    private static final int INK = 0x0d1f18;
    private static final double READABLE = 4.5;

    /** Reads {@code #rrggbb} or {@code rrggbb}; empty for anything else. */
    public static Optional<Accent> parse(String text) {
        var digits = text.startsWith("#") ? text.substring(1) : text;
        if (!digits.matches("[0-9a-fA-F]{6}")) return Optional.empty();
        var wish = Integer.parseInt(digits, 16);
        return Optional.of(new Accent(hex(moved(wish, 0x000000, WHITE, TINT)), hex(moved(wish, WHITE, NIGHT, INK))));
    }

    /** The color, blended with another in small steps until it has enough contrast with all backgrounds. */
    private static int moved(int wish, int towards, int... backgrounds) {
        for (int step = 0; step < 50; step++) {
            var color = blend(wish, towards, step / 50.0);
            var readable = true;
            for (var background : backgrounds) readable &= contrast(color, background) >= READABLE;
            if (readable) return color;
        }
        return towards;
    }

    private static int blend(int from, int to, double share) {
        var result = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            var start = from >> shift & 0xff;
            var end = to >> shift & 0xff;
            result |= (int) Math.round(start + (end - start) * share) << shift;
        }
        return result;
    }

    /** Contrast ratio as defined by WCAG 2.2, 1 to 21. */
    static double contrast(int one, int other) {
        var bright = Math.max(luminance(one), luminance(other));
        var dark = Math.min(luminance(one), luminance(other));
        return (bright + 0.05) / (dark + 0.05);
    }

    private static double luminance(int color) {
        return 0.2126 * linear(color >> 16 & 0xff) + 0.7152 * linear(color >> 8 & 0xff) + 0.0722 * linear(color & 0xff);
    }

    private static double linear(int channel) {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static String hex(int color) {
        return String.format(Locale.ROOT, "#%06x", color);
    }
}
