package porchlight.listing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How often a fee is due: the values of RESO's FeeFrequency that are a fraction of a year.
 * @see <a href="https://dd.reso.org/DD2.0/lookups/FeeFrequency">RESO Data Dictionary 2.0,
 * FeeFrequency</a>
 */
public enum FeeFrequency {
    MONTHLY("Monthly", 12),
    ANNUALLY("Annually", 1),
    SEMI_ANNUALLY("Semi-Annually", 2),
    QUARTERLY("Quarterly", 4),
    BI_MONTHLY("Bi-Monthly", 6),
    SEMI_MONTHLY("Semi-Monthly", 24),
    BI_WEEKLY("Bi-Weekly", 26),
    WEEKLY("Weekly", 52),
    DAILY("Daily", 365);

    /** In the order they are tried: "semi annual" also matches annual. */
    private static final Map<FeeFrequency, Pattern> WORDINGS = wordings();

    private static Map<FeeFrequency, Pattern> wordings() {
        var year = "(?:annual(?:ly)?|annum|years?|yearly|yrs?|yrly)";
        var month = "(?:months?|monthly|mos?|mth|mnth|mthly)";
        var week = "(?:weeks?|weekly|wks?|wkly)";
        var twice = "(?:semi|half|twice (?:a|per)|2 (?:x|times) (?:a|per)|two times (?:a|per)) ?";
        var everyOther = "(?:bi ?|every (?:2|two|other|second) )";
        var all = new LinkedHashMap<FeeFrequency, String>();
        // "Biannual" is twice a year, "bimonthly" every other month.
        all.put(SEMI_ANNUALLY, twice + year + "|\\bbi ?annual(?:ly)?\\b|every (?:6|six) " + month);
        all.put(QUARTERLY, "quarter|\\bqtr|\\bqtly|every (?:3|three) " + month + "|(?:4|four) times (?:a|per) " + year);
        all.put(BI_MONTHLY, everyOther + month + "\\b");
        all.put(SEMI_MONTHLY, twice + month + "\\b");
        all.put(BI_WEEKLY, everyOther + week + "\\b|fortnight");
        all.put(ANNUALLY, "^(?!.*(?:every|other|bi|\\d) ).*\\b" + year + "\\b|^(?:pa|p a|ann|y)$");
        all.put(MONTHLY, "^(?!.*(?:every|other|bi|\\d) ).*\\b" + month + "\\b|^(?:pm|p m|m)$");
        all.put(WEEKLY, "^(?!.*(?:every|other|bi|\\d) ).*\\b" + week + "\\b|^(?:pw|p w|w)$");
        all.put(DAILY, "^(?!.*(?:every|other|bi|\\d) ).*\\b(?:days?|daily|nights?|nightly)\\b");
        var patterns = new LinkedHashMap<FeeFrequency, Pattern>();
        all.forEach((frequency, words) -> patterns.put(frequency, Pattern.compile(words)));
        return patterns;
    }

    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    private final String value;
    private final BigDecimal timesAYear;

    FeeFrequency(String value, int timesAYear) {
        this.value = value;
        this.timesAYear = BigDecimal.valueOf(timesAYear);
    }

    /**
     * The spellings that feeds use: the Data Dictionary's value, and the same run together as in
     * names of OData enumerations.
     */
    public List<String> spellings() {
        return Stream.of(value, plain(value)).distinct().toList();
    }

    /**
     * The frequency in any usual wording ("Yearly", "Per Year", "/yr"); empty for one that does not
     * recur or is unknown.
     */
    static Optional<FeeFrequency> of(String text) {
        var words = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip();
        return WORDINGS.entrySet().stream()
                .filter(wording -> wording.getValue().matcher(words).find())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether a query for {@link #spellings()} finds this value. */
    static boolean isUsualSpelling(String text) {
        return Stream.of(values()).anyMatch(one -> one.spellings().contains(text));
    }

    private static String plain(String value) {
        return value.replaceAll("[^A-Za-z]", "");
    }

    /** The monthly equivalent of a fee, in whole dollars. */
    long monthly(BigDecimal fee, RoundingMode rounding) {
        return fee.multiply(timesAYear).divide(MONTHS, 0, rounding).longValue();
    }

    /**
     * The highest fee, to the cent, whose monthly equivalent does not exceed the given dollars.
     */
    public BigDecimal highest(int monthly) {
        var fee = MONTHS.multiply(BigDecimal.valueOf(monthly)).divide(timesAYear, 2, RoundingMode.DOWN);
        var plain = fee.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
