package porchlight.search;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.listing.MlsMark;

/**
 * A listing number as people type it: with or without the MLS's prefix, "MLS #", blanks, and hyphens.
 *
 * @param text the number in capitals, without introductory text
 * @param isNamed whether the line says that it is one: "MLS 123", "#123"
 */
public record MlsNumber(String text, boolean isNamed) {
    private static final Pattern LINE = Pattern.compile(
            "(?<named>(?:mls|listing)\\s*(?:id|number|num|no\\.?)?\\s*[:#]*\\s*|#\\s*)?(?<number>[a-z]{0,6}\\d{0,3}[\\s-]?\\d{1,14})",
            Pattern.CASE_INSENSITIVE);
    /** What counts as a number without introductory text. */
    private static final Pattern ALONE =
            Pattern.compile("[a-z]{1,6}\\d{5,12}|\\d{6,12}|[a-z0-9]{1,4}-\\d{5,12}", Pattern.CASE_INSENSITIVE);

    private static final int FEWEST_DIGITS = 5;

    /** The number that a line is or may be; null if it cannot be one. */
    public static @Nullable MlsNumber of(String line) {
        var match = LINE.matcher(line.strip());
        if (!match.matches()) return null;
        return new MlsNumber(match.group("number").toUpperCase(Locale.ROOT), match.group("named") != null);
    }

    /** Whether it is a listing number whatever else the line might mean. */
    public boolean isCertain() {
        return isNamed || ALONE.matcher(text).matches();
    }

    /** As it appears in an address: the number without blanks. */
    public String spelled() {
        return text.replaceAll("\\s", "");
    }

    /** The letters and digits of a number, in capitals. */
    public static String plain(String number) {
        return number.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
    }

    /** A listing number without the letters before its digits; empty if too few digits remain to identify it. */
    public static String digits(String listingId) {
        var plain = plain(listingId);
        var from = 0;
        while (from < plain.length() && !Character.isDigit(plain.charAt(from))) from++;
        return plain.length() - from < FEWEST_DIGITS ? "" : plain.substring(from);
    }

    /**
     * A listing number without the {@link MlsMark} that its key also starts with, or with it if the number lacks it;
     * empty if the key has none.
     */
    public static String otherwise(String listingKey, String listingId) {
        var mark = MlsMark.of(listingKey);
        if (mark.isEmpty()) return "";
        var plain = plain(listingId);
        if (!plain.startsWith(mark)) return mark + plain;
        return plain.length() - mark.length() < FEWEST_DIGITS ? "" : plain.substring(mark.length());
    }

    /** Whether it is the number of this listing, with or without a prefix. */
    public boolean is(String listingKey, String listingId) {
        var plain = plain(text);
        return plain.equals(plain(listingId))
                || plain.equals(digits(listingId))
                || plain.equals(otherwise(listingKey, listingId));
    }
}
