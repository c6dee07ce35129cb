package porchlight.listing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * The asking or sale price of a property, in dollars of its country.
 * @param amount whole dollars, cents cut off; 0 if it is available on request only, or if a sale
 * price is not disclosed
 * @param previous the asking price before the last change; null when unknown
 * @param original the first asking price; null when unknown
 * @param changedAt when the price last changed; null when never or unknown
 * @param cents the cents in addition to {@code amount}
 * @param period how often a rent is due; null for sales
 * @param closed the day it was sold or leased; null before that
 */
public record Price(
        long amount,
        int cents,
        @Nullable Long previous,
        @Nullable Long original,
        @Nullable Instant changedAt,
        @Nullable RentPeriod period,
        @Nullable LocalDate closed) {

    /** "$525,000", for rents "$2,450/mo", for sold homes "Sold for $520,000" or "Sold". */
    public String text() {
        if (closed != null) {
            var done = period == null ? "listing.price.sold" : "listing.price.leased";
            return isKnown() ? Messages.text(done + ".for", amountText()) : Messages.text(done);
        }
        if (isKnown()) return amountText();
        return Messages.text(period == null ? "listing.price.on-request" : "listing.price.on-request.rent");
    }

    /** "$525,000", "$604,999.99", "$2,450/mo". */
    private String amountText() {
        var dollars = Money.dollars(exact());
        return period == null ? dollars : period.text(dollars);
    }

    /** Dollars and cents. */
    public BigDecimal exact() {
        return BigDecimal.valueOf(amount * 100 + cents, 2);
    }

    /** Whether it is one month's rent for the whole home. */
    public boolean isMonthly() {
        return period != null && period.isMonthly();
    }

    /** A rent in dollars a month; null if it is unknown or none. */
    public @Nullable Long monthlyRent() {
        return period == null || !isKnown() ? null : period.monthly(amount);
    }

    /** "November 28, 2026"; empty if it is not sold. */
    public String closedText() {
        return closed == null ? "" : Dates.day(closed);
    }

    public boolean isKnown() {
        return amount > 0;
    }

    /** The amount of the last price reduction; 0 if the price did not fall. */
    public long cut() {
        var before = previous != null ? previous : original;
        return isKnown() && before != null && before > amount ? before - amount : 0;
    }

    /** Whether the last change raised the price. */
    public boolean isRaised() {
        var before = previous != null ? previous : original;
        return before != null && before > 0 && before < amount;
    }

    public boolean isCut() {
        return cut() > 0;
    }

    public String cutText() {
        return Money.dollars(cut());
    }

    public String beforeText() {
        var before = previous != null ? previous : original;
        return before == null ? "" : Money.dollars(before);
    }
}
