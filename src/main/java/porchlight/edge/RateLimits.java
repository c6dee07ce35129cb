package porchlight.edge;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.web.Budget;
import porchlight.web.Policy;
import porchlight.web.Query;

/**
 * Limits how much one client may request: far more than people read and search engines fetch, far less than copying the
 * listings takes (brokers are responsible to the MLS for that: MLS GRID rule 29). Requests are charged by cost ({@link
 * Policy#cost}, {@link QueryCost}). Clients are identified by address, for IPv6 by their /64 network. Addresses in
 * private networks count as clients like any others, because behind an unlisted proxy all clients have its address.
 * Budgets refill steadily; they are held in this process's memory, for a limited number of clients.
 */
public final class RateLimits {
    private static final Logger log = LoggerFactory.getLogger(RateLimits.class);
    private static final int MOST_CLIENTS = 50_000;
    private static final Duration LOG_EVERY = Duration.ofHours(1);

    /** Kinds of budgets; the budget for pages depends on the client. */
    private enum Kind {
        PHOTOS,
        /** Pages, for a household or an office behind one address. */
        PAGES,
        ANSWERS,
        /** Pages, for a search engine. */
        CRAWL,
        /** Pages, for a client that only claims to be a search engine. */
        IMPOSTOR
    }

    /** Thrown if a client must wait: status 429. */
    public static final class TooManyRequests extends HttpResponseException {
        private static final long serialVersionUID = 1L;
        private final long waitSeconds;

        TooManyRequests(long waitSeconds) {
            super(429, "Too many requests", Map.of());
            this.waitSeconds = waitSeconds;
        }

        /** Seconds until the next request will be accepted, at least 1. */
        public long waitSeconds() {
            return waitSeconds;
        }
    }

    private record Client(String network, Kind kind) {}

    private final Crawlers crawlers;
    private final Predicate<InetAddress> exempt;
    private final InstantSource clock;
    private final Cache<Client, Bucket> buckets;
    private final Cache<String, Instant> logged;
    /** The addresses of recent clients, each parsed once. */
    private final Cache<String, Optional<InetAddress>> addresses;

    private final LongAdder refused = new LongAdder();

    /** @param exempt clients without a limit */
    public RateLimits(Crawlers crawlers, Predicate<InetAddress> exempt, InstantSource clock) {
        this.crawlers = crawlers;
        this.exempt = exempt;
        this.clock = clock;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_CLIENTS)
                .expireAfterAccess(Duration.ofDays(1))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
        this.logged = Caffeine.newBuilder().maximumSize(1_000).build();
        this.addresses = Caffeine.newBuilder().maximumSize(1_000).build();
    }

    /** Requests rejected since the start. */
    public long refused() {
        return refused.sum();
    }

    /**
     * Charges a request before it waits for anything.
     *
     * @param policy of its route
     * @param agent the client's User-Agent
     * @throws TooManyRequests if the client's budget is used up
     */
    void spend(String ip, Policy policy, @Nullable String agent) {
        var client = counted(ip, policy, agent);
        if (client == null) return;
        var probe = bucket(client).tryConsumeAndReturnRemaining(policy.cost());
        if (!probe.isConsumed()) throw refusal(client, agent, probe.getNanosToWaitForRefill());
    }

    /**
     * Charges the extra cost of a query whose answer is not cached.
     *
     * @throws TooManyRequests if the client's budget is used up; nothing is charged then
     */
    public void spend(Context ctx, Policy policy, Query query) {
        var more = QueryCost.of(policy, query);
        var agent = ctx.header("User-Agent");
        var client = more == 0 ? null : counted(ctx.ip(), policy, agent);
        if (client == null) return;
        var bucket = bucket(client);
        if (bucket.tryConsume(more)) return;
        // Refunded, because a retry is charged in full.
        bucket.addTokens(policy.cost());
        throw refusal(
                client,
                agent,
                bucket.estimateAbilityToConsume(policy.cost() + (long) more).getNanosToWaitForRefill());
    }

    private TooManyRequests refusal(Client client, @Nullable String agent, long nanos) {
        refused.increment();
        logOnce(client, agent);
        return new TooManyRequests(Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos + 999_999_999)));
    }

    private Bucket bucket(Client client) {
        return buckets.get(client, this::full);
    }

    /** The client whose budget a request is charged to; null for none. */
    private @Nullable Client counted(String ip, Policy policy, @Nullable String agent) {
        if (policy.budget() == Budget.FREE) return null;
        var address = addresses.get(ip, ClientAddress::parse).orElse(null);
        if (address == null || exempt.test(address)) return null;
        return new Client(network(address), kind(policy.budget(), agent, address));
    }

    private Kind kind(Budget budget, @Nullable String agent, InetAddress address) {
        if (budget == Budget.ANSWERS) return Kind.ANSWERS;
        if (budget == Budget.PHOTOS) return Kind.PHOTOS;
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
            case PHOTOS -> {
                limit(bucket, 600, Duration.ofMinutes(1));
                limit(bucket, 10_000, Duration.ofHours(1));
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

    /** Logs one line per client and hour: brokers report suspicious activity to the MLS. */
    private void logOnce(Client client, @Nullable String agent) {
        var now = clock.instant();
        var last = logged.getIfPresent(client.network());
        if (last != null && Duration.between(last, now).compareTo(LOG_EVERY) < 0) return;
        logged.put(client.network(), now);
        log.warn(
                "Too many requests ({}) from {}: perhaps somebody copies listings. It calls itself \"{}\"",
                client.kind(),
                client.network(),
                String.valueOf(agent).replaceAll("[^ -~]", "?"));
    }

    /** For IPv4, the address; for IPv6, its first 64 bits, the smallest network that a customer is assigned. */
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
