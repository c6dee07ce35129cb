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
 * Tells search engines' crawlers from what only calls itself one, as the engines say to do: the address's name (reverse
 * DNS) must be in the engine's domain and lead back to the address. Names are looked up behind; no request waits for one.
 */
public final class Crawlers {
    /** What crawlers call themselves, and the domains of their names, as their makers publish them. */
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

    /** What is known of a client. */
    public enum Standing {
        /** It does not say that it is a crawler. */
        VISITOR,
        /** It says so; whether it is true is not known yet. */
        UNCONFIRMED,
        CRAWLER,
        /** It says so, and is not. */
        IMPOSTOR
    }

    /**
     * @param confirmedName the name of an address that leads back to it, else anything else, such as
     *     {@link InetAddress#getCanonicalHostName}
     * @param behind where names are looked up; may refuse
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

    /** At once; asks behind what is not known yet. */
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
        // Before the look-up, so that there is one of it.
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
