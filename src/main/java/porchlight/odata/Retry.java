package porchlight.odata;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats GETs that failed in a way that may be temporary, according to Spark's error list, but
 * never beyond the time allowed for the whole call:
 * <ul>
 * <li>no response, or any other 5xx: once, at once, but never if the certificate was not trusted;
 * <li>503 with code 1510 or 1515 (busy): twice, after a growing pause;
 * <li>503 with code 1516 (this query takes too long): never;
 * <li>429: once after {@code Retry-After}, if there is time; meanwhile, or for 30 s when the server
 * gives no time, all other requests fail at once with a local 429.
 * </ul> A 429 from this site's {@link RateLimit} and a 503 from {@link Concurrency} are passed on
 * unchanged.
 */
final class Retry implements Interceptor {
    static final Duration PAUSE_WITHOUT_RETRY_AFTER = Duration.ofSeconds(30);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(400);
    /** A repeated request with less time left than this would only be cut off. */
    private static final Duration ROOM_FOR_A_REQUEST = Duration.ofSeconds(1);

    private static final int LONGEST_ERROR_BYTES = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);

    private final Duration callTimeout;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private volatile Instant refusedUntil = Instant.MIN;

    Retry(Duration callTimeout, InstantSource clock, Sleeper sleeper) {
        this.callTimeout = callTimeout;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Waits. Tests advance the clock instead. */
    interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var request = chain.request();
        if (!request.method().equals("GET")) return chain.proceed(request);
        var now = clock.instant();
        var refused = refusedUntil;
        if (now.isBefore(refused))
            return LocalAnswer.tooManyRequests(
                    request, "the service asked not to be called until " + refused, Duration.between(now, refused));
        return withRetries(chain, request, now.plus(callTimeout));
    }

    private Response withRetries(Chain chain, Request request, Instant deadline) throws IOException {
        for (int failures = 1; ; failures++) {
            Response response = null;
            IOException fault = null;
            Optional<Duration> pause;
            try {
                response = chain.proceed(request);
                pause = pauseBeforeRetry(response, failures);
            } catch (TokenUnavailable noToken) {
                throw noToken;
            } catch (IOException noAnswer) {
                var untrusted = UntrustedCertificate.in(noAnswer, request.url().host());
                if (untrusted.isPresent()) throw untrusted.get();
                fault = noAnswer;
                pause = failures == 1 ? Optional.of(Duration.ZERO) : Optional.empty();
            }
            if (pause.isEmpty()
                    || chain.call().isCanceled()
                    || clock.instant()
                            .plus(pause.get())
                            .plus(ROOM_FOR_A_REQUEST)
                            .isAfter(deadline)) return outcome(response, fault);
            LOG.info(
                    "{} from {}: trying again in {}",
                    fault != null ? fault.toString() : "HTTP " + response.code(),
                    request.url().encodedPath(),
                    pause.get());
            if (response != null) response.close();
            sleep(pause.get());
        }
    }

    /** Empty when the response should be passed on. */
    private Optional<Duration> pauseBeforeRetry(Response response, int failures) throws IOException {
        var status = response.code();
        // A local refusal would only be repeated.
        if (status == 503 && response.header(LocalAnswer.HEADER) != null) return Optional.empty();
        if (status == 429) return pauseOfRefusal(response, failures);
        if (status < 500) return Optional.empty();
        var error = status == 503
                ? ServiceError.read(response.peekBody(LONGEST_ERROR_BYTES).bytes())
                : new ServiceError(null, null);
        if (error.has("1516")) return Optional.empty();
        var busy = error.has("1510") || error.has("1515");
        if (failures > (busy ? 2 : 1)) return Optional.empty();
        var backoff = busy ? FIRST_BACKOFF.multipliedBy(failures) : Duration.ZERO;
        return Optional.of(RetryAfter.of(response, clock.instant())
                .filter(asked -> asked.compareTo(backoff) > 0)
                .orElse(backoff));
    }

    private Optional<Duration> pauseOfRefusal(Response response, int failures) {
        if (response.header(LocalAnswer.HEADER) != null) return Optional.empty();
        var now = clock.instant();
        var asked = RetryAfter.of(response, now);
        refusedUntil = now.plus(asked.orElse(PAUSE_WITHOUT_RETRY_AFTER));
        LOG.warn(
                "HTTP 429 from {}: no requests until {}",
                response.request().url().host(),
                refusedUntil);
        return failures == 1 ? asked : Optional.empty();
    }

    private static Response outcome(@Nullable Response response, @Nullable IOException fault) throws IOException {
        if (fault != null) throw fault;
        if (response == null) throw new IllegalStateException("neither answer nor fault");
        return response;
    }

    private void sleep(Duration pause) throws InterruptedIOException {
        if (pause.isZero()) return;
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting to try again");
        }
    }
}
