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
    /** A budget that several processes spend together; it never fails its callers. */
    public interface Shared {
        /** Counts a request: zero when it may be sent or nobody can tell, otherwise how long to wait. */
        Duration take();

        /** How many requests may be sent now, {@link Integer#MAX_VALUE} when nobody can tell. */
        int left();

        /** Of a process that is alone. */
        Shared NONE = new Shared() {
            @Override
            public Duration take() {
                return Duration.ZERO;
            }

            @Override
            public int left() {
                return Integer.MAX_VALUE;
            }
        };
    }

    private static final Duration SPARE_AGAIN = Duration.ofSeconds(10);

    private final int requests;
    private final Duration per;
    private final InstantSource clock;
    private final Shared shared;
    private final Deque<Instant> sent = new ArrayDeque<>();

    /** At most {@code requests} in any {@code per}. */
    public RateLimit(int requests, Duration per, InstantSource clock) {
        this(requests, per, Shared.NONE, clock);
    }

    /** The same, and no more than what is left of a budget shared with others. */
    public RateLimit(int requests, Duration per, Shared shared, InstantSource clock) {
        if (requests < 1 || per.isNegative() || per.isZero())
            throw new IllegalArgumentException("no request could ever be sent: " + requests + " in " + per);
        this.requests = requests;
        this.per = per;
        this.shared = shared;
        this.clock = clock;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var wait = spend();
        if (wait.isEmpty()) return chain.proceed(chain.request());
        return LocalAnswer.tooManyRequests(
                chain.request(), "the budget of " + requests + " requests in " + per + " is spent", wait.get());
    }

    /**
     * Counts a request that pages can do without, such as for a picture. The last quarter of the budget is kept for those
     * they cannot.
     *
     * @return empty when the request may be sent; otherwise when to ask again
     */
    public Optional<Duration> spendSpare() {
        return left() * 4L <= requests ? Optional.of(SPARE_AGAIN) : spend();
    }

    private Optional<Duration> spend() {
        return take().or(this::takeShared);
    }

    /** How many requests may be sent in a window. */
    public int requests() {
        return requests;
    }

    /** How many requests may be sent right now. */
    public int left() {
        var others = shared.left();
        synchronized (sent) {
            forgetOld(clock.instant());
            return Math.min(requests - sent.size(), others);
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

    private Optional<Duration> takeShared() {
        var wait = shared.take();
        return wait.isZero() ? Optional.empty() : Optional.of(wait);
    }

    private void forgetOld(Instant now) {
        while (!sent.isEmpty() && !sent.element().plus(per).isAfter(now)) sent.remove();
    }
}
