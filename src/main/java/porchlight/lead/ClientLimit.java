package porchlight.lead;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How many inquiries a client may send: some at once, then one a minute. It remembers a bounded number of clients. */
final class ClientLimit {
    private static final int AT_ONCE = 10;
    private static final Duration ONE_IN = Duration.ofMinutes(1);
    private static final int CLIENTS = 50_000;

    /** Of each client: when its bucket is full again. */
    private final Cache<String, Instant> full =
            Caffeine.newBuilder().maximumSize(CLIENTS).build();

    private final InstantSource clock;

    ClientLimit(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts an inquiry; how long to wait where there were too many. */
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

    /** An inquiry that was counted was not kept. */
    void giveBack(String address) {
        full.asMap().computeIfPresent(client(address), (client, fullAt) -> fullAt.minus(ONE_IN));
    }

    /** A household or server has a whole /64 of IPv6. */
    private static String client(String address) {
        if (!address.contains(":")) return address;
        var groups = address.split(":");
        return String.join(":", java.util.Arrays.copyOf(groups, Math.min(4, groups.length)));
    }
}
