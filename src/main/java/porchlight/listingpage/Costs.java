package porchlight.listingpage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import porchlight.listing.CostAssumptions;
import porchlight.listing.Listing;
import porchlight.listing.Loan;
import porchlight.listing.Money;
import porchlight.listing.MonthlyCost;
import porchlight.message.Messages;

/**
 * A home's monthly cost, computed by this site: an annuity loan plus other charges. An estimate, not an offer of
 * credit.
 *
 * @param price the asking price in dollars
 * @param loan the amount borrowed in dollars
 * @param pmi mortgage insurance per year, percent of the loan, with a small down payment
 * @param parts the nonzero costs, each rounded to dollars
 * @param total their sum
 * @param fields the form's fields
 * @param sources sentences that say where values not typed by the visitor come from
 */
public record Costs(
        long price,
        long loan,
        double pmi,
        List<Part> parts,
        long total,
        Map<String, String> fields,
        List<String> sources) {

    public Costs {
        parts = List.copyOf(parts);
        fields = Map.copyOf(fields);
        sources = List.copyOf(sources);
    }

    /**
     * A part of the payment.
     *
     * @param name identifies it to styles and scripts
     * @param start its start in a bar of length 100; {@code width} is its length
     */
    public record Part(String name, String label, long dollars, double start, double width) {
        public String text() {
            return Money.dollars(dollars);
        }
    }

    /** The costs of a home for sale; empty if it is for rent or has no price. */
    static Optional<Costs> of(Listing listing, CostForm form, CostAssumptions assumed) {
        return listing.isLease() || listing.isSold() || !listing.price().isKnown()
                ? Optional.empty()
                : Optional.of(compute(listing, form, assumed));
    }

    private static Costs compute(Listing listing, CostForm form, CostAssumptions assumed) {
        var price = listing.price().amount();
        var charges = listing.charges();
        var listedTax = charges.taxAnnual();
        var listedFee = charges.associationMonthly();
        var listedLease = charges.landLeaseMonthly();

        var down = form.down(assumed.down());
        var rate = form.rate(assumed.rate());
        var term = form.term(assumed.term());
        var tax = form.tax(listedTax != null ? listedTax : assumed.taxOf(price));
        var insurance = form.insurance(assumed.insuranceOf(price, listing.isLand()));
        var association = form.association(listedFee != null ? listedFee : 0);
        var cost = MonthlyCost.of(
                price,
                assumed.with(down, rate, term).loan(),
                tax,
                insurance,
                association,
                listedLease == null ? 0 : listedLease);

        var dollars = new LinkedHashMap<String, Long>();
        dollars.put("loan", cost.payment());
        dollars.put("tax", cost.tax());
        dollars.put("insurance", cost.insurance());
        dollars.put("pmi", cost.mortgageInsurance());
        dollars.put("hoa", cost.association());
        dollars.put("land", cost.land());

        var fields = Map.of(
                "down", plain(down),
                "rate", plain(rate),
                "term", Integer.toString(term),
                "tax", plain(tax),
                "insurance", plain(insurance),
                "hoa", plain(association));
        var total = cost.total();
        return new Costs(
                price, cost.borrowed(), assumed.pmi(), parts(dollars, total), total, fields, sources(listing, assumed));
    }

    private static List<Part> parts(Map<String, Long> dollars, long total) {
        var parts = new ArrayList<Part>();
        var start = 0.0;
        for (var entry : dollars.entrySet()) {
            // Parts that a visitor can change are kept, so that a script can change them too.
            if (entry.getValue() == 0 && entry.getKey().equals("land")) continue;
            var width = total == 0 ? 0 : Math.round(entry.getValue() * 1000.0 / total) / 10.0;
            parts.add(new Part(
                    entry.getKey(),
                    Messages.text("listing.costs." + entry.getKey()),
                    entry.getValue(),
                    Math.round(start * 10) / 10.0,
                    width));
            start += width;
        }
        return parts;
    }

    private static List<String> sources(Listing listing, CostAssumptions assumed) {
        var charges = listing.charges();
        var year = listing.fact("TaxYear");
        var sources = new ArrayList<String>();
        sources.add(
                Messages.text("listing.costs.assumed", plain(assumed.down()), plain(assumed.rate()), assumed.term()));
        if (charges.taxAnnual() == null) sources.add(Messages.text("listing.costs.assumed.tax", plain(assumed.tax())));
        else if (year == null) sources.add(Messages.text("listing.costs.from-mls.tax"));
        else sources.add(Messages.text("listing.costs.from-mls.tax.year", year));
        if (!listing.isLand())
            sources.add(Messages.text("listing.costs.assumed.insurance", plain(assumed.insurance())));
        sources.add(Messages.text("listing.costs.assumed.pmi", plain(Loan.UNINSURED_DOWN), plain(assumed.pmi())));
        var fee = charges.associationMonthly();
        if (charges.associationLeftOut()) sources.add(Messages.text("listing.costs.left-out.hoa"));
        else if (fee == null) sources.add(Messages.text("listing.costs.no-hoa"));
        if (fee != null && fee > 0) sources.add(Messages.text("listing.costs.from-mls.hoa"));
        return sources;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number)
                .setScale(3, java.math.RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    public String totalText() {
        return Money.dollars(total);
    }

    public String loanText() {
        return Money.dollars(loan);
    }
}
