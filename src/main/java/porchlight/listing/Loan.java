package porchlight.listing;

/** A mortgage with level monthly payments. Immutable. */
public final class Loan {
    /** Lenders ask for mortgage insurance if the down payment is a smaller part of the price, in percent. */
    public static final double UNINSURED_DOWN = 20;

    private static final int MONTHS = 12;

    private final double down;
    private final double paymentPerDollar;
    private final double insurancePerDollar;

    /**
     * @param down down payment, percent of the price
     * @param rate interest, percent per year
     * @param insurance mortgage insurance per year, percent of the loan, with a small down payment
     */
    public Loan(double down, double rate, int years, double insurance) {
        this.down = down;
        var monthly = rate / 100 / MONTHS;
        var months = years * MONTHS;
        paymentPerDollar = monthly == 0 ? 1.0 / months : monthly / (1 - Math.pow(1 + monthly, -months));
        insurancePerDollar = down < UNINSURED_DOWN ? insurance / 100 / MONTHS : 0;
    }

    /** The amount borrowed for a home, in dollars. */
    long amount(long price) {
        return Math.round(price * (100 - down) / 100);
    }

    /** Principal and interest in dollars a month. */
    long payment(long amount) {
        return Math.round(amount * paymentPerDollar);
    }

    /** Mortgage insurance in dollars a month. */
    long insurance(long amount) {
        return Math.round(amount * insurancePerDollar);
    }
}
