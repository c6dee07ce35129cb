package porchlight.listing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Default values for computing a monthly payment, used if neither the visitor nor the feed provides them.
 *
 * @param down down payment, percent of the price
 * @param rate interest, percent per year
 * @param term years
 * @param tax property tax per year, percent of the price
 * @param insurance homeowner's insurance per year, percent of the price
 * @param pmi mortgage insurance per year, percent of the loan, with a small down payment
 */
public record CostAssumptions(double down, double rate, int term, double tax, double insurance, double pmi) {
    /** As written in settings. */
    public static final String DEFAULT = "down=20,rate=6.5,term=30,tax=1.1,insurance=0.4,pmi=0.6";

    /**
     * Parses "down=20,rate=6.5,…"; missing values are as in {@link #DEFAULT}.
     *
     * @return empty if it is malformed or out of range
     */
    public static Optional<CostAssumptions> parse(String text) {
        var numbers = new LinkedHashMap<String, Double>();
        if (!read(DEFAULT, numbers) || !read(text, numbers) || numbers.size() != 6) return Optional.empty();
        var made = new CostAssumptions(
                numbers.get("down"),
                numbers.get("rate"),
                numbers.get("term").intValue(),
                numbers.get("tax"),
                numbers.get("insurance"),
                numbers.get("pmi"));
        var sound = made.down <= 100
                && made.rate <= 25
                && made.term >= 1
                && made.term <= 50
                && made.tax <= 10
                && made.insurance <= 10
                && made.pmi <= 10;
        return sound ? Optional.of(made) : Optional.empty();
    }

    /** The same with another loan; null for what stays. */
    public CostAssumptions with(@Nullable Double otherDown, @Nullable Double otherRate, @Nullable Integer otherTerm) {
        return new CostAssumptions(
                otherDown == null ? down : otherDown,
                otherRate == null ? rate : otherRate,
                otherTerm == null ? term : otherTerm,
                tax,
                insurance,
                pmi);
    }

    public Loan loan() {
        return new Loan(down, rate, term, pmi);
    }

    /** Property tax in dollars a year for a home whose listing does not say. */
    public long taxOf(long price) {
        return Math.round(price * tax / 100);
    }

    /** Homeowner's insurance in dollars a year; there is nothing to insure on land. */
    public long insuranceOf(long price, boolean isLand) {
        return isLand ? 0 : Math.round(price * insurance / 100);
    }

    private static boolean read(String text, Map<String, Double> into) {
        for (var part : text.split(",")) {
            var pair = part.strip().split("\\s*=\\s*", 2);
            if (pair.length != 2 || !pair[1].matches("\\d{1,3}(\\.\\d{1,4})?")) return false;
            into.put(pair[0], Double.parseDouble(pair[1]));
        }
        return true;
    }
}
