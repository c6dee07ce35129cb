package porchlight.lead;

import java.text.Normalizer;

/**
 * Makes what anybody may have sent into plain text: composed characters (NFC), no control characters, none of those that
 * turn the direction of what follows. Every script, emoji and right-to-left names stay as they are.
 */
final class VisitorText {
    private VisitorText() {}

    /** One line: every run of white space and control characters is a space. */
    static String line(String text) {
        return composed(text)
                .replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ")
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip();
    }

    /** Lines apart by {@code \n}, at most one of them empty in a row. */
    static String lines(String text) {
        return composed(text)
                .replaceAll("\\r\\n?|\\p{Zl}|\\p{Zp}", "\n")
                .replace('\t', ' ')
                .replaceAll("[\\p{Cc}&&[^\\n]]", "")
                // From the start of each run only: a long one that ends in no line break is read once.
                .replaceAll("(?<![ \\p{Zs}])[ \\p{Zs}]++\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    /** Digits of every script as ASCII ones. */
    static String digits(String text) {
        var result = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> result.appendCodePoint(
                        Character.isDigit(point) ? Character.forDigit(Character.digit(point, 10), 10) : point));
        return result.toString();
    }

    private static String composed(String text) {
        // Overrides and isolates (bidi), and code points that are no characters.
        var characters = text.replaceAll("[\\u202A-\\u202E\\u2066-\\u2069\\p{Cs}\\p{Cn}\\uFEFF]", "");
        // Putting marks in order takes the square of their number. No script stacks over 30: Stream-Safe Text, UAX #15,
        // 13.
        return Normalizer.normalize(characters.replaceAll("(\\p{M}{1,30}+)\\p{M}*+", "$1"), Normalizer.Form.NFC);
    }
}
