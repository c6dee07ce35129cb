package porchlight.lead;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A failed delivery. Its message contains no personal data, because it is logged and stored. */
final class Undeliverable extends Exception {
    private final boolean permanent;
    private final @Nullable Duration retryAfter;

    private Undeliverable(String message, boolean permanent, @Nullable Duration retryAfter) {
        super(message);
        this.permanent = permanent;
        this.retryAfter = retryAfter;
    }

    /** Another attempt would fail the same way. */
    static Undeliverable permanent(String message) {
        return new Undeliverable(message, true, null);
    }

    static Undeliverable temporary(String message) {
        return new Undeliverable(message, false, null);
    }

    /** @param retryAfter as requested by the receiver */
    static Undeliverable temporary(String message, @Nullable Duration retryAfter) {
        return new Undeliverable(message, false, retryAfter);
    }

    boolean isPermanent() {
        return permanent;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
