package porchlight.search;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.listing.MlsMark;

/**
 * The number of a listing as people type it: with or without the MLS's prefix, "MLS #", blanks and hyphens.
 *
 * @param text the number in capitals, without what only introduces it
 * @param isNamed whether the line says that it is one: "MLS 123", "#123"
 */
public record MlsNumber(String text, boolean isNamed) {
    private static final Pattern LINE = Pattern.compile(
            "(?<named>(?:mls|listing)\\s*(?:id|number|num|no\\.?)?\\s*[:#]*\\s*|#\\s*)?(?<number>[a-z]{0,6}\\d{0,3}[\\s-]?\\d{1,14})",
            Pattern.CASE_INSENSITIVE);
    /** What is taken for a number that nothing introduces. */
    private static final Pattern ALONE =
            Pattern.compile("[a-z]{1,6}\\d{5,12}|\\d{6,12}|[a-z0-9]{1,4}-\\d{5,12}", Pattern.CASE_INSENSITIVE);

    private static final int FEWEST_DIGITS = 5;

    /** The number a line is or may be; null where it is none. */
    public static @Nullable MlsNumber of(String line) {
        var match = LINE.matcher(line.strip());
        if (!match.matches()) return null;
        return new MlsNumber(match.group("number").toUpperCase(Locale.ROOT), match.group("named") != null);
    }

    /** Whether it is a listing's number whatever else the line might mean. */
    public boolean isCertain() {
        return isNamed || ALONE.matcher(text).matches();
    }

    /** As it stands in an address: the number without blanks. */
    public String spelled() {
        return text.replaceAll("\\s", "");
    }

    /** Letters and digits of a number in capitals. */
    public static String plain(String number) {
        return number.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
    }

    /** A listing's number without the letters before its digits; empty where too few digits are left to tell it by. */
    public static String digits(String listingId) {
        var plain = plain(listingId);
        var from = 0;
        while (from < plain.length() && !Character.isDigit(plain.charAt(from))) from++;
        return plain.length() - from < FEWEST_DIGITS ? "" : plain.substring(from);
    }

    /**
     * A listing's number without the {@link MlsMark} that begins its key as well, or with it where it lacks it; empty where
     * the key has none.
     */
    public static String otherwise(String listingKey, String listingId) {
        var mark = MlsMark.of(listingKey);
        if (mark.isEmpty()) return "";
        var plain = plain(listingId);
        if (!plain.startsWith(mark)) return mark + plain;
        return plain.length() - mark.length() < FEWEST_DIGITS ? "" : plain.substring(mark.length());
    }

    /** Whether a listing goes by it, with its prefix or without. */
    boolean is(String listingKey, String listingId) {
        var plain = plain(text);
        return plain.equals(plain(listingId))
                || plain.equals(digits(listingId))
                || plain.equals(otherwise(listingKey, listingId));
    }
}
