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

    /** The mail server knows no such user, or another password. */
    static Undeliverable ourAccount() {
        return Undeliverable.permanent("the mail server does not accept user and password");
    }

    /** The mail server sends nothing for our address. */
    static Undeliverable ourSender(String code) {
        return Undeliverable.permanent("the mail server does not accept our sender address: " + code);
    }

    /** Whether a stored message is about our settings, and not about where the letter went. */
    static boolean isOurs(@Nullable String message) {
        return message != null
                && (message.equals(ourAccount().getMessage())
                        || message.startsWith(String.valueOf(ourSender("").getMessage())));
    }

    boolean isPermanent() {
        return permanent;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
