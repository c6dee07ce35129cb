package porchlight.listing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A property in numbers; null where the MLS tells nothing or the number makes no sense for it.
 *
 * @param beds bedrooms; 0 for a studio
 * @param baths full and partial bathrooms, each counting one (BathroomsTotalInteger)
 * @param livingArea square feet
 * @param buildingArea square feet of the whole building, told where the living area is not
 * @param lotAcres acres
 * @param lotSquareFeet the lot in square feet as the feed has it, null where it has acres alone
 */
public record Dimensions(
        @Nullable Integer beds,
        @Nullable Integer baths,
        @Nullable Integer bathsFull,
        @Nullable Integer bathsHalf,
        @Nullable Long livingArea,
        @Nullable Long buildingArea,
        @Nullable BigDecimal lotAcres,
        @Nullable Long lotSquareFeet,
        @Nullable Integer yearBuilt,
        @Nullable BigDecimal garageSpaces) {

    /** A quarter of an acre. */
    private static final long SQUARE_FEET_OF_A_SMALL_LOT = 43_560 / 4;

    private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");

    /** Square meters in a square foot. */
    private static final BigDecimal SQUARE_METERS = new BigDecimal("0.09290304");

    private static final BigDecimal HECTARES = new BigDecimal("0.40468564");

    /** Whether it has no bedroom apart. */
    public boolean isStudio() {
        return beds != null && beds == 0;
    }

    /** "3 bd", "1 bedroom", "Studio"; empty when unknown. */
    public String bedsText(String one, String many) {
        if (beds == null) return "";
        return isStudio() ? "Studio" : beds + " " + (beds == 1 ? one : many);
    }

    /** "172 m²", as homes in Canada are measured too; empty when unknown. */
    public String livingAreaMetric() {
        return livingArea == null
                ? ""
                : String.format(
                        Locale.US,
                        "%,d m²",
                        SQUARE_METERS
                                .multiply(BigDecimal.valueOf(livingArea))
                                .setScale(0, RoundingMode.HALF_UP)
                                .longValue());
    }

    /** "650 m²", "1.62 ha"; empty when unknown. */
    public String lotMetric() {
        if (lotText().endsWith("sq ft") && lotSquareFeet != null)
            return String.format(
                    Locale.US,
                    "%,d m²",
                    SQUARE_METERS
                            .multiply(BigDecimal.valueOf(lotSquareFeet))
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValue());
        if (lotAcres == null || lotAcres.signum() <= 0) return "";
        var hectares = HECTARES.multiply(lotAcres);
        return hectares.setScale(hectares.compareTo(HUNDREDTH) < 0 ? 4 : 2, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " ha";
    }

    /** "1,850" (square feet); empty when unknown. */
    public String buildingAreaText() {
        return buildingArea == null ? "" : String.format(Locale.US, "%,d", buildingArea);
    }

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
