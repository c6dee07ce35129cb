package porchlight.lead;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How many inquiries a client may send: a few at once, then one per minute. It remembers a limited number of clients.
 */
final class ClientLimit {
    private static final int AT_ONCE = 10;
    private static final Duration ONE_IN = Duration.ofMinutes(1);
    private static final int CLIENTS = 50_000;

    /** For each client, when its bucket is full again. */
    private final Cache<String, Instant> full =
            Caffeine.newBuilder().maximumSize(CLIENTS).build();

    private final InstantSource clock;

    ClientLimit(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts an inquiry; returns how long to wait if there were too many. */
    Optional<Duration> take(String address) {
        var now = clock.instant();
        var wait = new Duration[1];
        full.asMap().compute(client(address), (client, fullAt) -> {
            var from = fullAt == null || fullAt.isBefore(now) ? now : fullAt;
            var next = from.plus(ONE_IN);
            var over = Duration.between(now, next).minus(ONE_IN.multipliedBy(AT_ONCE));
            if (over.isNegative() || over.isZero()) return next;
            wait[0] = over;
            return fullAt;
        });
        return Optional.ofNullable(wait[0]);
    }

    /** Undoes the count of an inquiry that could not be stored. */
    void refund(String address) {
        full.asMap().computeIfPresent(client(address), (client, fullAt) -> fullAt.minus(ONE_IN));
    }

    /** In IPv6, a household or server has a whole /64 network. */
    private static String client(String address) {
        if (!address.contains(":")) return address;
        var groups = address.split(":");
        return String.join(":", java.util.Arrays.copyOf(groups, Math.min(4, groups.length)));
    }
}
