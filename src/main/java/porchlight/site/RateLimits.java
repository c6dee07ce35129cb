package porchlight.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much one client may ask for: far more than people read and search engines fetch, far less than copying the listings
 * takes (brokers answer to the MLS for that: MLS GRID rule 29). Clients are told by address, in IPv6 by their network of
 * 64 bits. The budgets refill steadily; the numbers live in memory, of this process only, for so many clients at most.
 */
public final class RateLimits {
    private static final Logger log = LoggerFactory.getLogger(RateLimits.class);
    private static final int MOST_CLIENTS = 50_000;
    private static final Set<String> FREE = Set.of("/healthz", "/readyz", "/robots.txt", "/embed.js");
    private static final Duration TOLD_EVERY = Duration.ofHours(1);

    /** Budgets. */
    private enum Kind {
        /** Pages, for a household or an office behind one address. */
        PAGES,
        /** What scripts ask while somebody types or moves the map. */
        ANSWERS,
        /** Pages, for a search engine. */
        CRAWL,
        /** Pages, for what only calls itself a search engine. */
        IMPOSTOR
    }

    /** Thrown when a client must wait: status 429. */
    public static final class TooManyRequests extends HttpResponseException {
        private static final long serialVersionUID = 1L;
        private final long waitSeconds;

        TooManyRequests(long waitSeconds) {
            super(429, "Too many requests", Map.of());
            this.waitSeconds = waitSeconds;
        }

        /** Seconds until the next request will be answered, at least 1. */
        public long waitSeconds() {
            return waitSeconds;
        }
    }

    private record Client(String network, Kind kind) {}

    private final Crawlers crawlers;
    private final InstantSource clock;
    private final Cache<Client, Bucket> buckets;
    private final Cache<String, Instant> told;
    /** Of those who ask just now, read once. */
    private final Cache<String, Optional<InetAddress>> addresses;

    private final LongAdder refused = new LongAdder();

    public RateLimits(Crawlers crawlers, InstantSource clock) {
        this.crawlers = crawlers;
        this.clock = clock;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_CLIENTS)
                .expireAfterAccess(Duration.ofDays(1))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
        this.told = Caffeine.newBuilder().maximumSize(1_000).build();
        this.addresses = Caffeine.newBuilder().maximumSize(1_000).build();
    }

    /** Requests refused since the start. */
    public long refused() {
        return refused.sum();
    }

    /**
     * Before a request is handled.
     *
     * @throws TooManyRequests if the client's budget is used up
     */
    public void spend(Context ctx) {
        var agent = ctx.header("User-Agent");
        var client = counted(ctx.ip(), ctx.path(), agent);
        if (client == null) return;
        var probe = bucket(client).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) return;
        refused.increment();
        tell(client, agent);
        throw new TooManyRequests(
                Math.max(1, TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill() + 999_999_999)));
    }

    /**
     * The same for a request that is handled elsewhere if it is not answered at once.
     *
     * @param path as it was sent
     * @param agent what the client calls itself
     * @return false if the client's budget is used up, and nothing was taken of it
     */
    boolean trySpend(String ip, String path, @Nullable String agent) {
        var client = counted(ip, path, agent);
        return client == null || bucket(client).tryConsume(1);
    }

    private Bucket bucket(Client client) {
        return buckets.get(client, this::full);
    }

    /** Whose budget a request is taken from; null for none. */
    private @Nullable Client counted(String ip, String path, @Nullable String agent) {
        if (isFree(path)) return null;
        var address = addresses.get(ip, ClientAddress::parse).orElse(null);
        // Behind a proxy nobody told us of, everybody has its address.
        if (address == null || isInternal(address)) return null;
        return new Client(network(address), kind(path, agent, address));
    }

    private static boolean isFree(String path) {
        return FREE.contains(path) || path.startsWith("/assets/") || path.startsWith("/media/");
    }

    private Kind kind(String path, @Nullable String agent, InetAddress address) {
        if (path.startsWith("/api/")) return Kind.ANSWERS;
        return switch (crawlers.standing(agent, address)) {
            case VISITOR, UNCONFIRMED -> Kind.PAGES;
            case CRAWLER -> Kind.CRAWL;
            case IMPOSTOR -> Kind.IMPOSTOR;
        };
    }

    private Bucket full(Client client) {
        var bucket = Bucket.builder().withCustomTimePrecision(new Time(clock));
        switch (client.kind()) {
            case PAGES -> {
                limit(bucket, 120, Duration.ofMinutes(1));
                limit(bucket, 1_500, Duration.ofHours(1));
                limit(bucket, 6_000, Duration.ofDays(1));
            }
            case ANSWERS -> {
                limit(bucket, 300, Duration.ofMinutes(1));
                limit(bucket, 5_000, Duration.ofHours(1));
            }
            case CRAWL -> limit(bucket, 600, Duration.ofMinutes(1));
            case IMPOSTOR -> {
                limit(bucket, 20, Duration.ofMinutes(1));
                limit(bucket, 200, Duration.ofDays(1));
            }
        }
        return bucket.build();
    }

    private static void limit(io.github.bucket4j.local.LocalBucketBuilder bucket, long requests, Duration per) {
        bucket.addLimit(limit -> limit.capacity(requests).refillGreedy(requests, per));
    }

    /** One line a client and hour: brokers report suspicions to the MLS. */
    private void tell(Client client, @Nullable String agent) {
        var now = clock.instant();
        var last = told.getIfPresent(client.network());
        if (last != null && Duration.between(last, now).compareTo(TOLD_EVERY) < 0) return;
        told.put(client.network(), now);
        log.warn(
                "Too many requests ({}) from {}: perhaps somebody copies listings. It calls itself \"{}\"",
                client.kind(),
                client.network(),
                String.valueOf(agent).replaceAll("[^ -~]", "?"));
    }

    private static boolean isInternal(InetAddress address) {
        if (address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()) return true;
        var bytes = address.getAddress();
        var first = bytes[0] & 0xff;
        // RFC 4193 for IPv6; RFC 6598, between a provider and its customers, for IPv4.
        return address instanceof Inet6Address ? (first & 0xfe) == 0xfc : first == 100 && (bytes[1] & 0xc0) == 64;
    }

    /** IPv4: the address; IPv6: its first 64 bits, which is what a customer is given at least. */
    static String network(InetAddress address) {
        if (!(address instanceof Inet6Address)) return address.getHostAddress();
        return HexFormat.ofDelimiter(":").formatHex(Arrays.copyOf(address.getAddress(), 8)) + "/64";
    }

    private record Time(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            var now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
