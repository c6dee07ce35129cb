package porchlight.search.results;

import java.math.BigDecimal;
import java.math.RoundingMode;
import porchlight.listing.CostAssumptions;
import porchlight.listing.Loan;
import porchlight.message.Messages;

/** What monthly costs are estimated with, in a sentence. */
final class CostWords {
    private static final int DECIMALS = 4;

    private CostWords() {}

    static String of(CostAssumptions costs) {
        var words = Messages.text(
                "search.costs",
                plain(costs.down()),
                plain(costs.rate()),
                costs.term(),
                plain(costs.insurance()),
                plain(costs.tax()));
        return costs.down() < Loan.UNINSURED_DOWN
                ? words + " " + Messages.text("search.costs.pmi", plain(costs.pmi()))
                : words;
    }

    static String plain(double number) {
        var plain = BigDecimal.valueOf(number)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return plain.toPlainString();
    }
}
