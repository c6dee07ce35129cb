package porchlight.brand;

import java.util.List;
import java.util.Locale;

/** Contrast between colors, {@code #rrggbb} each, as defined by WCAG 2.2. */
public final class Contrast {
    /** Of text: success criterion 1.4.3. */
    public static final double READABLE = 4.5;
    /** Of the text itself, so that it stays readable on tinted grounds: success criterion 1.4.6. */
    static final double COMFORTABLE = 7;
    /** Of what else must be recognized, such as the edges of fields: success criterion 1.4.11. */
    static final double VISIBLE = 3;

    static final String BLACK = hex(0);
    static final String WHITE = hex(0xffffff);

    private static final int STEPS = 50;

    private Contrast() {}

    /** The color, blended with black in small steps until it is readable beside all of those. */
    public static String darkened(String color, List<String> beside) {
        return moved(color, BLACK, beside, READABLE);
    }

    /** The color, blended with white in small steps until it is readable beside all of those. */
    public static String lightened(String color, List<String> beside) {
        return moved(color, WHITE, beside, READABLE);
    }

    /** The color, blended with another in small steps until it has that ratio with all of those. */
    static String moved(String color, String towards, List<String> beside, double ratio) {
        for (int step = 0; step < STEPS; step++) {
            var blended = blend(color, towards, (double) step / STEPS);
            if (beside.stream().allMatch(each -> ratio(blended, each) >= ratio)) return blended;
        }
        return towards;
    }

    /** @param share of the second color, 0 to 1 */
    static String blend(String from, String to, double share) {
        var one = number(from);
        var other = number(to);
        var result = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            var start = one >> shift & 0xff;
            var end = other >> shift & 0xff;
            result |= (int) Math.round(start + (end - start) * share) << shift;
        }
        return hex(result);
    }

    /** 1 to 21. */
    static double ratio(String one, String other) {
        var bright = Math.max(luminance(one), luminance(other));
        var dark = Math.min(luminance(one), luminance(other));
        return (bright + 0.05) / (dark + 0.05);
    }

    /** 0 for black to 1 for white. */
    static double luminance(String color) {
        var number = number(color);
        return 0.2126 * linear(number >> 16 & 0xff)
                + 0.7152 * linear(number >> 8 & 0xff)
                + 0.0722 * linear(number & 0xff);
    }

    private static double linear(int channel) {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static String hex(int color) {
        return String.format(Locale.ROOT, "#%06x", color);
    }

    private static int number(String hex) {
        return Integer.parseInt(hex, 1, hex.length(), 16);
    }
}
