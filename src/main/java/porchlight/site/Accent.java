package porchlight.site;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A color chosen by a host page, adjusted for legibility: text in it, and on it, has a contrast ratio of at least 4.5
 * (WCAG 2.2, 1.4.3).
 *
 * @param light for light pages, {@code #rrggbb}, as close to the requested color as contrast allows
 * @param dark the same for dark pages
 */
record Accent(String light, String dark) {
    /** The backgrounds of text in the accent, and the text on it. */
    private static final List<String> BESIDE = List.of("surface", "surface-raised", "surface-sunken", "on-brand");

    private static final int BLACK = 0x000000;
    private static final int WHITE = 0xffffff;
    private static final double READABLE = 4.5;

    /** @param wish {@code #rrggbb} */
    static Accent of(String wish, Palette palette) {
        var beside = BESIDE.stream().map(palette::tone).toList();
        return new Accent(
                moved(wish, BLACK, beside.stream().map(Palette.Tone::light)),
                moved(wish, WHITE, beside.stream().map(Palette.Tone::dark)));
    }

    /** The color, blended with another in small steps until it has enough contrast with all backgrounds. */
    private static String moved(String wish, int towards, Stream<String> backgrounds) {
        var from = number(wish);
        var against = backgrounds.mapToInt(Accent::number).toArray();
        for (int step = 0; step < 50; step++) {
            var color = blend(from, towards, step / 50.0);
            if (IntStream.of(against).allMatch(background -> contrast(color, background) >= READABLE))
                return hex(color);
        }
        return hex(towards);
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
    private static double contrast(int one, int other) {
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

    private static int number(String hex) {
        return Integer.parseInt(hex, 1, hex.length(), 16);
    }

    private static String hex(int color) {
        return String.format(Locale.ROOT, "#%06x", color);
    }
}
