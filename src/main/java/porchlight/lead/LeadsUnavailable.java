package porchlight.lead;

/** The leads' database cannot be read or written now; nothing was confirmed to a visitor. */
public final class LeadsUnavailable extends RuntimeException {
    LeadsUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
