package porchlight.listing;

import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What having a property costs, as the feed tells it, in whole dollars; null where it tells nothing.
 *
 * @param taxAnnual property tax a year
 * @param associationMonthly the association's fees brought to a month; 0 where there is no association; null also where a
 *     fee has a period that is no share of a year
 * @param associationLeftOut whether there is a fee that {@code associationMonthly} leaves out, since its period is none, or
 *     none that is known
 * @param landLeaseMonthly rent of leased land brought to a month
 */
public record Charges(
        @Nullable Long taxAnnual,
        @Nullable Long associationMonthly,
        boolean associationLeftOut,
        @Nullable Long landLeaseMonthly) {

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

    /** A fee without a frequency is by the month; empty for one that does not repeat. */
    static Optional<FeeFrequency> frequency(@Nullable String told) {
        return told == null ? Optional.of(FeeFrequency.MONTHLY) : FeeFrequency.of(told);
    }
}
