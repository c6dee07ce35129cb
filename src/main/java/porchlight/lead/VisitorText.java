package porchlight.lead;

import java.text.Normalizer;

/**
 * Converts input from anyone into plain text: composed characters (NFC), no control characters, none that change the
 * text direction of what follows. Every script, emoji, and right-to-left names are preserved.
 */
final class VisitorText {
    private VisitorText() {}

    /** One line: every run of white space and control characters becomes a space. */
    static String line(String text) {
        return composed(text)
                .replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ")
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip();
    }

    /** Lines separated by {@code \n}, with at most one empty line in a row. */
    static String lines(String text) {
        return composed(text)
                .replaceAll("\\r\\n?|\\p{Zl}|\\p{Zp}", "\n")
                .replace('\t', ' ')
                .replaceAll("[\\p{Cc}&&[^\\n]]", "")
                // Matched only from the start of each run, so that a long run without a line break is scanned once.
                .replaceAll("(?<![ \\p{Zs}])[ \\p{Zs}]++\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    /** Converts digits of every script to ASCII. */
    static String digits(String text) {
        var result = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> result.appendCodePoint(
                        Character.isDigit(point) ? Character.forDigit(Character.digit(point, 10), 10) : point));
        return result.toString();
    }

    private static String composed(String text) {
        // Bidi overrides and isolates, and code points that are not characters.
        var characters = text.replaceAll("[\\u202A-\\u202E\\u2066-\\u2069\\p{Cs}\\p{Cn}\\uFEFF]", "");
        // Sorting combining marks takes quadratic time. No script stacks more than 30: Stream-Safe Text, UAX #15, 13.
        return Normalizer.normalize(characters.replaceAll("(\\p{M}{1,30}+)\\p{M}*+", "$1"), Normalizer.Form.NFC);
    }
}
