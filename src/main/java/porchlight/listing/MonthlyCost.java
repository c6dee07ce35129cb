package porchlight.listing;

/**
 * What owning a home costs a month, in whole dollars: a loan and other charges. An estimate, not an offer of credit.
 *
 * @param borrowed the amount of the loan
 * @param payment principal and interest
 * @param mortgageInsurance 0 if the down payment is large enough
 * @param association fees of an owners' association
 * @param land rent for leased land
 */
public record MonthlyCost(
        long borrowed, long payment, long tax, long insurance, long mortgageInsurance, long association, long land) {
    /**
     * @param price in dollars
     * @param tax in dollars a year, as is the insurance
     * @param association in dollars a month, as is the rent for land
     */
    public static MonthlyCost of(long price, Loan loan, double tax, double insurance, double association, long land) {
        var borrowed = loan.amount(price);
        return new MonthlyCost(
                borrowed,
                loan.payment(borrowed),
                Math.round(tax / 12),
                Math.round(insurance / 12),
                loan.insurance(borrowed),
                Math.round(association),
                land);
    }

    public long total() {
        return payment + tax + insurance + mortgageInsurance + association + land;
    }
}
