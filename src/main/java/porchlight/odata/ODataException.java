package porchlight.odata;

import java.time.Duration;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A service could not be reached, refused a request, or sent something that is not OData. The
 * message is one short line with the status, the code, and the URL without its query; {@link #url}
 * has the full URL.
 */
public final class ODataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as it affects what the caller does next. */
    public enum Kind {
        /** No response, or none in time. */
        UNREACHABLE,
        /** 429. */
        RATE_LIMITED,
        /** The client's own budget is spent; no request was sent. */
        BUDGET_SPENT,
        /** 5xx. */
        UNAVAILABLE,
        /** 401 or 403: the credentials are insufficient. */
        UNAUTHORIZED,
        /** Any other 4xx. */
        REFUSED,
        /** A body that violates the protocol. */
        MALFORMED
    }

    private static final int LONGEST_MESSAGE = 120;
    private static final int LONGEST_URL = 90;

    private final Kind kind;
    private final transient HttpUrl url;
    private final int status;
    private final @Nullable String code;
    private Duration retryAfter = Duration.ofMinutes(1);

    /** @param status HTTP status, 0 when there was no response */
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

    /** The requested URL, with its query. */
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

    /**
     * When to try again, according to the service or this site's own budget; otherwise a minute.
     */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** The OData or Spark error code; null when none was sent. */
    public @Nullable String code() {
        return code;
    }

    /**
     * Whether the service refuses this site everything, whatever was requested: it fails, or it
     * rejects the credentials. Stored data may be shown in the meantime.
     */
    public boolean isOutage() {
        return isTemporary() || kind == Kind.UNAUTHORIZED;
    }

    /**
     * Whether no token is granted or the credentials are insufficient. This is reported separately,
     * once for all requests.
     */
    public boolean isAboutAccess() {
        return kind == Kind.UNAUTHORIZED || getCause() instanceof TokenUnavailable;
    }

    /**
     * Whether the service is at fault and may recover. Stale data may be shown in the meantime.
     */
    public boolean isTemporary() {
        return kind == Kind.UNREACHABLE
                || kind == Kind.RATE_LIMITED
                || kind == Kind.BUDGET_SPENT
                || kind == Kind.UNAVAILABLE;
    }
}
