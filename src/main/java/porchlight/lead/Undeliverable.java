package porchlight.lead;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A failed delivery. Its message contains no personal data, because it is logged and stored. */
final class Undeliverable extends Exception {
    private final boolean forGood;
    private final @Nullable Duration retryAfter;

    private Undeliverable(String message, boolean forGood, @Nullable Duration retryAfter) {
        super(message);
        this.forGood = forGood;
        this.retryAfter = retryAfter;
    }

    /** Another attempt would fail the same way. */
    static Undeliverable forGood(String message) {
        return new Undeliverable(message, true, null);
    }

    static Undeliverable forNow(String message) {
        return new Undeliverable(message, false, null);
    }

    /** @param retryAfter as requested by the receiver */
    static Undeliverable forNow(String message, @Nullable Duration retryAfter) {
        return new Undeliverable(message, false, retryAfter);
    }

    boolean isForGood() {
        return forGood;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
