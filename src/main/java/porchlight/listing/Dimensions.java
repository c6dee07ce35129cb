package porchlight.listing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A property in numbers; null where the MLS tells nothing or the number makes no sense for it.
 *
 * @param baths full and partial bathrooms, each counting one (BathroomsTotalInteger)
 * @param livingArea square feet
 * @param lotAcres acres
 */
public record Dimensions(
        @Nullable Integer beds,
        @Nullable Integer baths,
        @Nullable Integer bathsFull,
        @Nullable Integer bathsHalf,
        @Nullable Long livingArea,
        @Nullable BigDecimal lotAcres,
        @Nullable Integer yearBuilt,
        @Nullable Integer garageSpaces) {

    private static final BigDecimal SQUARE_FEET_PER_ACRE = BigDecimal.valueOf(43_560);

    /** "1,840" (square feet), empty when unknown. */
    public String livingAreaText() {
        return livingArea == null ? "" : String.format(Locale.US, "%,d", livingArea);
    }

    /** Bathrooms as people say them: full ones and halves, "2.5". */
    public String bathsText() {
        if (bathsFull != null && bathsHalf != null && bathsFull + bathsHalf > 0) {
            return bathsHalf == 0
                    ? bathsFull.toString()
                    : bathsFull + (bathsHalf == 1 ? ".5" : " + " + bathsHalf + "×½");
        }
        return baths == null ? "" : baths.toString();
    }

    /** "0.17 acres", small lots in square feet; empty when unknown. */
    public String lotText() {
        if (lotAcres == null || lotAcres.signum() <= 0) return "";
        if (lotAcres.compareTo(new BigDecimal("0.25")) < 0) {
            var squareFeet = lotAcres.multiply(SQUARE_FEET_PER_ACRE).setScale(-1, RoundingMode.HALF_UP);
            return String.format(Locale.US, "%,d sq ft", squareFeet.longValue());
        }
        var acres = lotAcres.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        return String.format(
                Locale.US, "%s %s", acres.toPlainString(), acres.compareTo(BigDecimal.ONE) == 0 ? "acre" : "acres");
    }
}
