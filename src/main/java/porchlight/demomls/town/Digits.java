package porchlight.demomls.town;

/**
 * Formats numbers in keys: a market has tens of thousands, and {@code String.format} would take
 * most of the time to create it.
 */
public final class Digits {
    private Digits() {}

    /** A nonnegative number, padded with zeros to a width. */
    public static String of(long number, int width) {
        var digits = Long.toString(number);
        return digits.length() >= width ? digits : "0".repeat(width - digits.length()) + digits;
    }
}
