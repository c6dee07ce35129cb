package porchlight.listing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * A property in numbers; null when the MLS gives no value or the number makes no sense.
 * @param beds bedrooms; 0 for a studio
 * @param baths full and partial bathrooms, each counting as one (BathroomsTotalInteger)
 * @param livingArea square feet
 * @param buildingArea square feet of the whole building, set when the living area is unknown
 * @param lotAcres acres
 * @param lotSquareFeet the lot in square feet as the feed gives it; null if it gives only acres
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

    /** Whether it has no separate bedroom. */
    public boolean isStudio() {
        return beds != null && beds == 0;
    }

    /** "3 bedrooms", "Studio"; empty when unknown. */
    public String bedsText() {
        return beds == null ? "" : Messages.text("listing.size.beds", beds);
    }

    /** "3 bd", "1 bedroom", "Studio"; empty when unknown. */
    public String bedsText(String one, String many) {
        if (beds == null) return "";
        return isStudio() ? Messages.text("listing.size.studio") : beds + " " + (beds == 1 ? one : many);
    }

    /** "172 m²", since homes in Canada are also measured in metric units; empty when unknown. */
    public String livingAreaMetric() {
        return livingArea == null ? "" : squareMeters(livingArea);
    }

    private static String squareMeters(long squareFeet) {
        var meters = SQUARE_METERS.multiply(BigDecimal.valueOf(squareFeet));
        return Messages.text("listing.size.meters", meters.setScale(0, RoundingMode.HALF_UP));
    }

    /** "650 m²", "1.62 ha"; empty when unknown. */
    public String lotMetric() {
        if (lotSquareFeet != null && isSmallLot()) return squareMeters(lotSquareFeet);
        if (lotAcres == null || lotAcres.signum() <= 0) return "";
        var hectares = HECTARES.multiply(lotAcres);
        return Messages.text("listing.size.hectares", rounded(hectares).toPlainString());
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

    /** Bathrooms in the usual notation, with half baths as fractions: "2.5". */
    public String bathsText() {
        if (bathsFull != null && bathsHalf != null && bathsFull + bathsHalf > 0) {
            return bathsHalf == 0
                    ? bathsFull.toString()
                    : bathsFull + (bathsHalf == 1 ? ".5" : " + " + bathsHalf + "×½");
        }
        return baths == null ? "" : baths.toString();
    }

    /** "2.5 bathrooms"; empty when unknown. */
    public String bathsPhrase() {
        var number = bathsText();
        return number.isEmpty() ? "" : Messages.text("listing.size.baths", number, number.equals("1") ? 1 : 2);
    }

    /** "1,840 sq ft"; empty when unknown. */
    public String livingAreaPhrase() {
        return livingArea == null ? "" : Messages.text("listing.size.sqft", livingArea);
    }

    /** "0.17-acre lot", "5,000 sq ft lot"; empty when unknown. */
    public String lotPhrase() {
        if (lotSquareFeet != null && isSmallLot()) return Messages.text("listing.size.lot.sqft", lotSquareFeet);
        return lotAcres == null || lotAcres.signum() <= 0
                ? ""
                : Messages.text("listing.size.lot.acres", rounded(lotAcres).toPlainString());
    }

    private boolean isSmallLot() {
        return lotSquareFeet != null && lotSquareFeet < SQUARE_FEET_OF_A_SMALL_LOT;
    }

    /** "0.17 acres"; small lots in square feet if the feed gives those; empty when unknown. */
    public String lotText() {
        if (lotSquareFeet != null && isSmallLot()) return Messages.text("listing.size.sqft", lotSquareFeet);
        if (lotAcres == null || lotAcres.signum() <= 0) return "";
        // Acres are already rounded, so converting them to square feet would suggest false
        // precision.
        var acres = rounded(lotAcres);
        return Messages.text("listing.size.acres", acres.toPlainString(), acres);
    }

    private static BigDecimal rounded(BigDecimal size) {
        return size.setScale(size.compareTo(HUNDREDTH) < 0 ? 4 : 2, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }
}
