package porchlight.demomls;

/** A request that the demo MLS answers with an error, in one of the shapes a RESO server uses. */
final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    RequestRefused(int status, String message) {
        this(status, status, message);
    }

    /** @param code the number in the error object: the HTTP status or a Spark code */
    RequestRefused(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }
}
