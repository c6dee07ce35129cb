package porchlight.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Verifies search engines' crawlers the way the engines recommend: the address's host name (reverse DNS) must be in the
 * engine's domain and resolve back to the address. Lookups run in the background; no request waits for one.
 */
public final class Crawlers {
    /** The names that crawlers send, and the domains of their hosts, as published by the engines. */
    private static final Map<String, List<String>> DOMAINS = Map.of(
            "Googlebot", List.of(".googlebot.com", ".google.com"),
            "GoogleOther", List.of(".googlebot.com", ".google.com"),
            "Storebot-Google", List.of(".googlebot.com", ".google.com"),
            "bingbot", List.of(".search.msn.com"),
            "Applebot", List.of(".applebot.apple.com"));

    private static final Duration REMEMBERED_FOR = Duration.ofHours(24);
    private static final int MOST_REMEMBERED = 10_000;

    private final Function<InetAddress, String> confirmedName;
    private final Executor behind;
    private final Cache<Claim, Standing> known;

    private record Claim(String crawler, String address) {}

    /** What is known about a client. */
    public enum Standing {
        /** It does not claim to be a crawler. */
        VISITOR,
        /** It claims to be a crawler; this is not verified yet. */
        UNCONFIRMED,
        CRAWLER,
        /** It claims to be a crawler but is not. */
        IMPOSTOR
    }

    /**
     * @param confirmedName the name of an address that resolves back to it, or anything else if there is none, such as
     *     {@link InetAddress#getCanonicalHostName}
     * @param behind runs the lookups; may reject them
     */
    public Crawlers(Function<InetAddress, String> confirmedName, Executor behind, InstantSource clock) {
        this.confirmedName = confirmedName;
        this.behind = behind;
        this.known = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(REMEMBERED_FOR)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Returns immediately; starts a background lookup if the answer is not known. */
    Standing standing(@Nullable String userAgent, InetAddress address) {
        if (userAgent == null) return Standing.VISITOR;
        for (var crawler : DOMAINS.keySet()) {
            if (!userAgent.contains(crawler)) continue;
            var claim = new Claim(crawler, address.getHostAddress());
            var standing = known.getIfPresent(claim);
            if (standing != null) return standing;
            confirm(claim, address);
            return Standing.UNCONFIRMED;
        }
        return Standing.VISITOR;
    }

    private void confirm(Claim claim, InetAddress address) {
        // Set before the lookup, so that there is only one.
        known.put(claim, Standing.UNCONFIRMED);
        try {
            behind.execute(() -> {
                var name = confirmedName.apply(address);
                var domains = DOMAINS.getOrDefault(claim.crawler(), List.of());
                known.put(claim, domains.stream().anyMatch(name::endsWith) ? Standing.CRAWLER : Standing.IMPOSTOR);
            });
        } catch (RejectedExecutionException busy) {
            known.invalidate(claim);
        }
    }
}
