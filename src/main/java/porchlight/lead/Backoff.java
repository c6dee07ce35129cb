package porchlight.lead;

import java.time.Duration;

/** When to retry: soon, then at growing intervals of at most an hour, with jitter so that retries are spread out. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int DOUBLINGS = 20;

    private Backoff() {}

    /**
     * @param attempts failed so far, 1 or more
     * @param jitter 0 to 1
     * @return between three quarters and all of 2 s, 4 s, 8 s, …, 1 h
     */
    static Duration after(int attempts, double jitter) {
        var whole = FIRST.multipliedBy(1L << Math.min(DOUBLINGS, attempts - 1));
        var most = whole.compareTo(LONGEST) < 0 ? whole : LONGEST;
        return Duration.ofMillis((long) (most.toMillis() * (0.75 + 0.25 * jitter)));
    }
}
