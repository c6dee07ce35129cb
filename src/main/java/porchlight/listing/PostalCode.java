package porchlight.listing;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Postal codes of the United States and Canada, in one spelling each. */
public final class PostalCode {
    /** A code of either country, as people write it. */
    public static final String PATTERN = "\\d{5}(?:-\\d{4})?|[A-Za-z]\\d[A-Za-z][ -]?\\d[A-Za-z]\\d";

    private static final Pattern ZIP = Pattern.compile("(\\d{5})(?:[- ]?\\d{4})?");
    private static final Pattern CANADIAN = Pattern.compile("([A-Z]\\d[A-Z])[ -]?(\\d[A-Z]\\d)");

    private PostalCode() {}

    /** Whether a normalized code is Canadian. */
    public static boolean isCanadian(String code) {
        return CANADIAN.matcher(code).matches();
    }

    /**
     * The five digits of a ZIP or ZIP+4, or a Canadian code as "T5H 0E3" however it is written;
     * empty for anything else.
     */
    public static Optional<String> of(String typed) {
        var code = typed.strip();
        var zip = ZIP.matcher(code);
        if (zip.matches()) return Optional.of(zip.group(1));
        var canadian = CANADIAN.matcher(code.toUpperCase(Locale.ROOT));
        return canadian.matches() ? Optional.of(canadian.group(1) + " " + canadian.group(2)) : Optional.empty();
    }
}
