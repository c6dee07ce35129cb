package porchlight.listing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for a property, or was paid, in whole US dollars.
 *
 * @param amount 0 where it is told on request only, or of a sale not at all
 * @param previous the asking price before the last change, null when not told
 * @param original the first asking price, null when not told
 * @param changedAt when the price last changed, null when never or not told
 * @param period what a rent is for ("month"), null for sales
 * @param closed the day it was sold or leased, null while it is not
 */
public record Price(
        long amount,
        @Nullable Long previous,
        @Nullable Long original,
        @Nullable Instant changedAt,
        @Nullable String period,
        @Nullable LocalDate closed) {

    /** "$525,000", rents "$2,450 a month", of sales "Sold for $520,000" or "Sold". */
    public String text() {
        if (closed != null) {
            var done = period == null ? "Sold" : "Leased";
            return isTold() ? done + " for " + dollars(amount) + (period == null ? "" : " a " + period) : done;
        }
        if (!isTold()) return period == null ? "Price on request" : "Rent on request";
        return dollars(amount) + (period == null ? "" : " a " + period);
    }

    /** "November 28, 2026", empty while it is not sold. */
    public String closedText() {
        return closed == null ? "" : Dates.day(closed);
    }

    public boolean isTold() {
        return amount > 0;
    }

    /** How far the price fell with its last change, 0 when it did not. */
    public long cut() {
        var before = previous != null ? previous : original;
        return isTold() && before != null && before > amount ? before - amount : 0;
    }

    /** Whether it rose with its last change. */
    public boolean isRaised() {
        var before = previous != null ? previous : original;
        return before != null && before > 0 && before < amount;
    }

    public boolean isCut() {
        return cut() > 0;
    }

    public String cutText() {
        return dollars(cut());
    }

    public String beforeText() {
        var before = previous != null ? previous : original;
        return before == null ? "" : dollars(before);
    }

    static String dollars(long amount) {
        return String.format(Locale.US, "$%,d", amount);
    }
}
