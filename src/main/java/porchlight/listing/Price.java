package porchlight.listing;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for a property, in whole US dollars.
 *
 * @param amount 0 where it is told on request only
 * @param previous the asking price before the last change, null when not told
 * @param original the first asking price, null when not told
 * @param changedAt when the price last changed, null when never or not told
 * @param period what a rent is for ("month"), null for sales
 */
public record Price(
        long amount,
        @Nullable Long previous,
        @Nullable Long original,
        @Nullable Instant changedAt,
        @Nullable String period) {

    /** "$525,000", rents "$2,450 a month". */
    public String text() {
        if (!isTold()) return period == null ? "Price on request" : "Rent on request";
        return dollars(amount) + (period == null ? "" : " a " + period);
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
