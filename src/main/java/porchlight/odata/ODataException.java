package porchlight.odata;

import java.time.Duration;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A service could not be reached, refused a request or sent what is no OData. The message is one short line with
 * status, code and the URL without its query; {@link #url} has all of it.
 */
public final class ODataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as the caller's next step depends on it. */
    public enum Kind {
        /** No answer, or none in time. */
        UNREACHABLE,
        /** 429. */
        RATE_LIMITED,
        /** The client's own budget is spent: the service was not asked. */
        BUDGET_SPENT,
        /** 5xx. */
        UNAVAILABLE,
        /** 401 or 403: the credentials do not suffice. */
        UNAUTHORIZED,
        /** Another 4xx. */
        REFUSED,
        /** A body that is not what the protocol says. */
        MALFORMED
    }

    private static final int LONGEST_MESSAGE = 120;
    private static final int LONGEST_URL = 90;

    private final Kind kind;
    private final transient HttpUrl url;
    private final int status;
    private final @Nullable String code;
    private Duration retryAfter = Duration.ofMinutes(1);

    /** @param status HTTP status, 0 when there was no answer */
    public ODataException(
            Kind kind, HttpUrl url, int status, @Nullable String code, String message, @Nullable Throwable cause) {
        super(
                (status == 0 ? "" : "HTTP " + status + " from ") + cut(withoutQuery(url), LONGEST_URL)
                        + (code == null ? "" : " (code " + cut(code, 20) + ")") + ": " + cut(message, LONGEST_MESSAGE),
                cause);
        this.kind = kind;
        this.url = url;
        this.status = status;
        this.code = code;
    }

    private static String withoutQuery(HttpUrl url) {
        return url.newBuilder().query(null).build().toString();
    }

    private static String cut(String text, int longest) {
        var line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }

    /** What was asked, with its query. */
    public HttpUrl url() {
        return url;
    }

    public Kind kind() {
        return kind;
    }

    public int status() {
        return status;
    }

    ODataException after(Duration wait) {
        retryAfter = wait;
        return this;
    }

    /** When to try again, as the service says, or our own budget; otherwise a minute. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** The OData or Spark error code, null when none was sent. */
    public @Nullable String code() {
        return code;
    }

    /**
     * Whether the service gives nothing to anybody here, whatever was asked: it fails, or it rejects our credentials. What
     * is stored may be shown meanwhile.
     */
    public boolean isOutage() {
        return isTemporary() || kind == Kind.UNAUTHORIZED;
    }

    /** Whether no token is granted, or the credentials do not suffice: reported by itself, once for all requests. */
    public boolean isAboutAccess() {
        return kind == Kind.UNAUTHORIZED || getCause() instanceof TokenUnavailable;
    }

    /** Whether the fault is the service's and may pass: stale data may be shown meanwhile. */
    public boolean isTemporary() {
        return kind == Kind.UNREACHABLE
                || kind == Kind.RATE_LIMITED
                || kind == Kind.BUDGET_SPENT
                || kind == Kind.UNAVAILABLE;
    }
}
