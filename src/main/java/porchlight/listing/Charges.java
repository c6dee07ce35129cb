package porchlight.listing;

import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What owning a property costs according to the feed, in whole dollars; null when unknown.
 * @param taxAnnual property tax per year
 * @param associationMonthly the association's fees converted to a monthly amount; 0 when there is
 * no association; null also when a fee has a period that is not a fraction of a year
 * @param associationLeftOut whether {@code associationMonthly} leaves out a fee because its period
 * is missing or unknown
 * @param landLeaseMonthly rent for leased land, converted to a monthly amount
 */
public record Charges(
        @Nullable Long taxAnnual,
        @Nullable Long associationMonthly,
        boolean associationLeftOut,
        @Nullable Long landLeaseMonthly) {

    /** What is due each month, as far as it is known. */
    public long monthly() {
        return (associationMonthly == null ? 0 : associationMonthly)
                + (landLeaseMonthly == null ? 0 : landLeaseMonthly);
    }

    static Charges of(Fields fields) {
        var tax = fields.money("TaxAnnualAmount");
        return new Charges(
                tax == null ? null : tax.setScale(0, RoundingMode.HALF_UP).longValue(),
                association(fields),
                isLeftOut(fields, "AssociationFee", "AssociationFeeFrequency")
                        || isLeftOut(fields, "AssociationFee2", "AssociationFee2Frequency"),
                monthly(fields, "LandLeaseAmount", "LandLeaseAmountFrequency"));
    }

    private static @Nullable Long association(Fields fields) {
        var first = monthly(fields, "AssociationFee", "AssociationFeeFrequency");
        var second = monthly(fields, "AssociationFee2", "AssociationFee2Frequency");
        if (first == null && second == null) return fields.isFalse("AssociationYN") ? Long.valueOf(0) : null;
        return (first == null ? 0 : first) + (second == null ? 0 : second);
    }

    private static boolean isLeftOut(Fields fields, String amount, String frequency) {
        return fields.money(amount) != null && monthly(fields, amount, frequency) == null;
    }

    private static @Nullable Long monthly(Fields fields, String amount, String frequency) {
        var dollars = fields.money(amount);
        if (dollars == null) return null;
        return frequency(fields.text(frequency))
                .map(due -> due.monthly(dollars, RoundingMode.HALF_UP))
                .orElse(null);
    }

    /** A fee without a frequency counts as monthly; empty for one that does not recur. */
    static Optional<FeeFrequency> frequency(@Nullable String text) {
        return text == null ? Optional.of(FeeFrequency.MONTHLY) : FeeFrequency.of(text);
    }
}
