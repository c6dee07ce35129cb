package porchlight.demomls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts requests in any five minutes, as Spark does. */
final class RateCounter {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final int limit;
    private final InstantSource clock;
    private final Deque<Instant> times = new ArrayDeque<>();

    /** @param limit requests per five minutes; 0 for no limit */
    RateCounter(int limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Counts one more request; false when it is over the limit. */
    synchronized boolean admits() {
        if (limit == 0) return true;
        var now = clock.instant();
        while (!times.isEmpty() && !times.peekFirst().isAfter(now.minus(WINDOW))) times.removeFirst();
        if (times.size() >= limit) return false;
        times.addLast(now);
        return true;
    }
}
