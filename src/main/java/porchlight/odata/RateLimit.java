package porchlight.odata;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Keeps the site under the MLS's limit: at most so many requests in any window of the given length. What would be too
 * much is answered at once with a local 429 and {@code Retry-After}, so that a cache can serve what it has. Thread-safe.
 */
public final class RateLimit implements Interceptor {
    private final int requests;
    private final Duration per;
    private final InstantSource clock;
    private final Deque<Instant> sent = new ArrayDeque<>();

    /** At most {@code requests} in any {@code per}. */
    public RateLimit(int requests, Duration per, InstantSource clock) {
        if (requests < 1 || per.isNegative() || per.isZero())
            throw new IllegalArgumentException("no request could ever be sent: " + requests + " in " + per);
        this.requests = requests;
        this.per = per;
        this.clock = clock;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var wait = take();
        if (wait.isEmpty()) return chain.proceed(chain.request());
        return LocalAnswer.tooManyRequests(
                chain.request(), "the budget of " + requests + " requests in " + per + " is spent", wait.get());
    }

    /** How many requests may be sent in a window. */
    public int requests() {
        return requests;
    }

    /** How many requests may be sent right now. */
    public int left() {
        synchronized (sent) {
            forgetOld(clock.instant());
            return requests - sent.size();
        }
    }

    /** Empty when a request may be sent, and then counted; otherwise how long until one may. */
    private Optional<Duration> take() {
        synchronized (sent) {
            var now = clock.instant();
            forgetOld(now);
            if (sent.size() >= requests)
                return Optional.of(Duration.between(now, sent.element().plus(per)));
            sent.add(now);
            return Optional.empty();
        }
    }

    private void forgetOld(Instant now) {
        while (!sent.isEmpty() && !sent.element().plus(per).isAfter(now)) sent.remove();
    }
}
