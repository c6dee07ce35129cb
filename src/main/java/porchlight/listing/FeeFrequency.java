package porchlight.listing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often a fee is due: the values of RESO's FeeFrequency that are a share of a year.
 *
 * @see <a href="https://dd.reso.org/DD2.0/lookups/FeeFrequency">RESO Data Dictionary 2.0, FeeFrequency</a>
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

    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    private final String value;
    private final BigDecimal timesAYear;

    FeeFrequency(String value, int timesAYear) {
        this.value = value;
        this.timesAYear = BigDecimal.valueOf(timesAYear);
    }

    /** What feeds write: the Data Dictionary's value, and the same run together as in names of OData enumerations. */
    public List<String> spellings() {
        return Stream.of(value, plain(value)).distinct().toList();
    }

    /** Empty for none that repeats. */
    static Optional<FeeFrequency> of(String told) {
        return Stream.of(values())
                .filter(one -> plain(one.value).equals(plain(told)))
                .findFirst();
    }

    private static String plain(String value) {
        return value.replaceAll("[^A-Za-z]", "");
    }

    /** What a fee comes to in a month, in whole dollars. */
    long monthly(BigDecimal fee, RoundingMode rounding) {
        return fee.multiply(timesAYear).divide(MONTHS, 0, rounding).longValue();
    }

    /** The highest fee, to the cent, that comes to no more than so many dollars a month. */
    public BigDecimal highest(int monthly) {
        var fee = MONTHS.multiply(BigDecimal.valueOf(monthly)).divide(timesAYear, 2, RoundingMode.DOWN);
        var plain = fee.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
