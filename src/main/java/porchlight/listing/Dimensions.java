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
 * @param lotSquareFeet the lot in square feet as the feed has it, null where it has acres alone
 */
public record Dimensions(
        @Nullable Integer beds,
        @Nullable Integer baths,
        @Nullable Integer bathsFull,
        @Nullable Integer bathsHalf,
        @Nullable Long livingArea,
        @Nullable BigDecimal lotAcres,
        @Nullable Long lotSquareFeet,
        @Nullable Integer yearBuilt,
        @Nullable BigDecimal garageSpaces) {

    /** A quarter of an acre. */
    private static final long SQUARE_FEET_OF_A_SMALL_LOT = 43_560 / 4;

    private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");

    /** "2", "2.5"; empty when unknown. */
    public String garageText() {
        return garageSpaces == null ? "" : garageSpaces.stripTrailingZeros().toPlainString();
    }

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

    /** "0.17 acres"; small lots in square feet where the feed has those; empty when unknown. */
    public String lotText() {
        if (lotSquareFeet != null && lotSquareFeet < SQUARE_FEET_OF_A_SMALL_LOT)
            return String.format(Locale.US, "%,d sq ft", lotSquareFeet);
        if (lotAcres == null || lotAcres.signum() <= 0) return "";
        // Acres are rounded already: made square feet they would claim to be exact.
        var places = lotAcres.compareTo(HUNDREDTH) < 0 ? 4 : 2;
        var acres = lotAcres.setScale(places, RoundingMode.HALF_UP).stripTrailingZeros();
        return String.format(
                Locale.US, "%s %s", acres.toPlainString(), acres.compareTo(BigDecimal.ONE) == 0 ? "acre" : "acres");
    }
}
