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
 * Keeps the site under the MLS's limit: at most a given number of requests in any window of a given
 * length. A fifth is reserved for requests for one entity by its key, so that searches never block
 * a home's page. Requests over the limit get a local 429 with {@code Retry-After} at once, so that
 * a cache can serve what it has. Thread-safe.
 */
public final class RateLimit implements Interceptor {
    /** A budget that several processes share. It never fails its callers. */
    public interface Shared {
        /**
         * Counts a request. Returns zero when it may be sent or the budget is unavailable,
         * otherwise how long to wait.
         * @param reserved requests of the budget that are kept for others
         */
        Duration take(int reserved);

        /**
         * How many requests may be sent now; {@link Integer#MAX_VALUE} when the budget is
         * unavailable.
         */
        int left();

        /** For a process that runs alone. */
        Shared NONE = new Shared() {
            @Override
            public Duration take(int reserved) {
                return Duration.ZERO;
            }

            @Override
            public int left() {
                return Integer.MAX_VALUE;
            }
        };
    }

    private static final Duration SPARE_AGAIN = Duration.ofSeconds(10);
    private static final int RESERVED_PART = 5;
    /** Checking a shared budget costs a database query. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final int requests;
    private final Duration per;
    private final InstantSource clock;
    private final Shared shared;
    private final Deque<Instant> sent = new ArrayDeque<>();
    private volatile Low low = new Low(Instant.MIN, false);

    private record Low(Instant since, boolean is) {}

    /** At most {@code requests} in any {@code per}. */
    public RateLimit(int requests, Duration per, InstantSource clock) {
        this(requests, per, Shared.NONE, clock);
    }

    /**
     * At most {@code requests} in any {@code per}, and no more than what is left of a budget shared
     * with other processes.
     */
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
        var isOfOne = chain.request().url().encodedPath().endsWith(")");
        var reserved = isOfOne ? 0 : requests / RESERVED_PART;
        var wait = spend(reserved);
        if (wait.isEmpty()) return chain.proceed(chain.request());
        return LocalAnswer.budgetSpent(
                chain.request(),
                "the budget of " + requests + " requests in " + per + " is spent"
                        + (reserved == 0 ? "" : " but for the " + reserved + " kept for single entities"),
                wait.get());
    }

    /**
     * Counts a request that pages can do without, such as one for a picture. The last quarter of
     * the budget is kept for essential requests.
     * @return empty when the request may be sent; otherwise how long to wait
     */
    public Optional<Duration> spendSpare() {
        return left() * 4L <= requests ? Optional.of(SPARE_AGAIN) : spend(0);
    }

    /** @param reserved requests that must be left for others */
    private Optional<Duration> spend(int reserved) {
        return take(reserved).or(() -> takeShared(reserved));
    }

    /** How many requests may be sent in a window. */
    public int requests() {
        return requests;
    }

    /** The length of a window. */
    public Duration per() {
        return per;
    }

    /** How many requests may be sent right now. */
    public int left() {
        var others = shared.left();
        synchronized (sent) {
            forgetOld(clock.instant());
            return Math.min(requests - sent.size(), others);
        }
    }

    /**
     * Whether less than half is left (for a shared budget, as known a second ago), which means it
     * is time to use stored data.
     */
    public boolean isLow() {
        if (shared == Shared.NONE) return left() * 2L < requests;
        var known = low;
        var now = clock.instant();
        var age = known.since.equals(Instant.MIN) ? LOOK_AGAIN : Duration.between(known.since, now);
        if (age.isNegative() || age.compareTo(LOOK_AGAIN) >= 0) low = known = new Low(now, left() * 2L < requests);
        return known.is;
    }

    /**
     * Empty when a request may be sent, which is then counted; otherwise how long until one may.
     */
    private Optional<Duration> take(int reserved) {
        synchronized (sent) {
            var now = clock.instant();
            forgetOld(now);
            var over = sent.size() - (requests - reserved);
            if (over >= 0) {
                // The time at which enough requests have left the window for one more to fit.
                var last = sent.stream().skip(over).findFirst().orElseThrow();
                return Optional.of(Duration.between(now, last.plus(per)));
            }
            sent.add(now);
            return Optional.empty();
        }
    }

    private Optional<Duration> takeShared(int reserved) {
        var wait = shared.take(reserved);
        return wait.isZero() ? Optional.empty() : Optional.of(wait);
    }

    private void forgetOld(Instant now) {
        while (!sent.isEmpty() && !sent.element().plus(per).isAfter(now)) sent.remove();
    }
}
