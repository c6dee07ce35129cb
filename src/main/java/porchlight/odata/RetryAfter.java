package porchlight.odata;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import okhttp3.Response;

/** The {@code Retry-After} header: seconds or a date (RFC 9110, 10.2.3). */
final class RetryAfter {
    /**
     * A server that asks for more is misconfigured, and would keep the site down long after it
     * recovers.
     */
    static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** Never negative, at most {@link #LONGEST}; empty when absent or unreadable. */
    static Optional<Duration> of(Response response, Instant now) {
        var value = response.header("Retry-After");
        if (value == null) return Optional.empty();
        if (value.matches("\\d{1,9}")) return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(value))));
        try {
            var date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(bounded(Duration.between(now, date.toInstant())));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wanted) {
        if (wanted.isNegative()) return Duration.ZERO;
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }
}
