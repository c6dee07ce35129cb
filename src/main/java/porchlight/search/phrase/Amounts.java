package porchlight.search.phrase;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Pattern;

/** Numbers in a lower-case line of text: "1,800", "three", "1 1/2", "half a million", "$1.2m". */
final class Amounts {
    /** At most twelve digits, matched possessively: a line of digits is scanned once, not once for each digit. */
    private static final String DIGITS = "(?:\\d{1,3}(?:,\\d{3}){1,3}+|\\d{1,12}+)(?:\\.\\d{1,9}+)?";

    static final String SMALL = "one|two|three|four|five|six|seven|eight|nine|ten";
    /** Rooms: whole numbers, or with a half. */
    static final String ROOMS = "(?:(?:" + SMALL + ")\\b|\\d{1,2}(?:\\.\\d)?(?!\\d|,\\d))";
    /** Living areas: "1,800", "2k". */
    static final String AREA = DIGITS + "k?(?!\\d|,\\d)";
    /** Lots, in acres: "2.5", "1/2", "1 1/2", "half an", "a quarter", "an". */
    static final String ACRES = "(?:(?:\\d{1,3} )?\\d/\\d{1,2}|(?:(?:" + SMALL
            + "|\\d{1,3}) and (?:a |one )?|an? |one )?(?:half|quarter)(?:(?: of)? an?)?|three[ -]quarters?(?: of)? an|(?:"
            + SMALL + "|an?)\\b|" + DIGITS + "(?!\\d|,\\d|/)|[½¼¾])";
    /** Money: "600k", "$600,000", "1.2 million", "half a million". */
    static final String MONEY = "(?:half a million|(?:" + SMALL + "|a) million|[$£€]?\\s?" + DIGITS
            + "(?:\\s*(?:k|m|mm|mil|mill|million|thousand|thou|grand))?(?!\\w|[/.,]\\d))";

    private static final Pattern SCALE = Pattern.compile("(k|thousand|thou|grand)|(mm?|mil|mill|million)");
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("a", "1"),
            Map.entry("an", "1"),
            Map.entry("one", "1"),
            Map.entry("two", "2"),
            Map.entry("three", "3"),
            Map.entry("four", "4"),
            Map.entry("five", "5"),
            Map.entry("six", "6"),
            Map.entry("seven", "7"),
            Map.entry("eight", "8"),
            Map.entry("nine", "9"),
            Map.entry("ten", "10"),
            Map.entry("½", "0.5"),
            Map.entry("¼", "0.25"),
            Map.entry("¾", "0.75"));

    private Amounts() {}

    /**
     * An amount of money.
     *
     * @param number as written, before scaling
     * @param scale power of ten: 0, 3, or 6
     * @param isMoney whether a dollar sign or a scale marks it as money
     * @param isLong whether it is written like a price: "600,000", "600000"
     */
    record Money(BigDecimal number, int scale, boolean isMoney, boolean isLong) {
        BigDecimal dollars(int power) {
            return plain(number.movePointRight(power));
        }

        BigDecimal dollars() {
            return dollars(scale);
        }
    }

    static Money money(String text) {
        if (text.equals("half a million")) return new Money(new BigDecimal("0.5"), 6, true, false);
        var match = SCALE.matcher(text);
        var scale = match.find() ? (match.group(1) != null ? 3 : 6) : 0;
        var number = text.substring(0, scale == 0 ? text.length() : match.start())
                .replaceAll("[$£€]", "")
                .strip();
        return new Money(
                new BigDecimal(WORDS.getOrDefault(number, number).replace(",", "")),
                scale,
                scale > 0 || "$£€".indexOf(text.charAt(0)) >= 0,
                number.contains(",") || number.matches("\\d{3,5}000"));
    }

    /** A number of rooms, square feet, or acres. */
    static BigDecimal number(String text) {
        if (text.startsWith("three quarter") || text.startsWith("three-quarter")) return new BigDecimal("0.75");
        var and = text.indexOf(" and ");
        var whole = and < 0 ? BigDecimal.ZERO : number(text.substring(0, and));
        if (text.contains("half")) return whole.add(new BigDecimal("0.5"));
        if (text.contains("quarter")) return whole.add(new BigDecimal("0.25"));
        var slash = text.indexOf('/');
        if (slash > 0) return fraction(text, slash);
        if (text.endsWith("k"))
            return number(text.substring(0, text.length() - 1)).movePointRight(3);
        return new BigDecimal(WORDS.getOrDefault(text, text).replace(",", ""));
    }

    /** "3/4", "1 1/2"; division by zero gives zero. */
    private static BigDecimal fraction(String text, int slash) {
        var blank = text.indexOf(' ');
        var below = new BigDecimal(text.substring(slash + 1));
        if (below.signum() == 0) return BigDecimal.ZERO;
        var whole = blank < 0 ? BigDecimal.ZERO : new BigDecimal(text.substring(0, blank));
        return plain(
                whole.add(new BigDecimal(text.substring(blank + 1, slash)).divide(below, 3, RoundingMode.HALF_UP)));
    }

    /** Acres to three decimals, which is precise enough. */
    static BigDecimal acres(BigDecimal squareFeet) {
        return plain(squareFeet.divide(BigDecimal.valueOf(43_560), 3, RoundingMode.HALF_UP));
    }

    /** Without trailing zeros or an exponent. */
    static BigDecimal plain(BigDecimal number) {
        var plain = number.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
