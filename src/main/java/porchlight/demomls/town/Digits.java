package porchlight.demomls.town;

/** Numbers in keys: a market has tens of thousands, and {@code String.format} would take most of the time of its making. */
public final class Digits {
    private Digits() {}

    /** A number that is not negative, with zeros before it up to a width. */
    public static String of(long number, int width) {
        var digits = Long.toString(number);
        return digits.length() >= width ? digits : "0".repeat(width - digits.length()) + digits;
    }
}
