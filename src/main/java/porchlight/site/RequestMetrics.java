package porchlight.site;

import io.javalin.http.Context;
import io.javalin.http.RequestLogger;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.web.RouteTable;

/**
 * Times every request, and logs one line for each, except for assets and the owner's checks:
 *
 * <pre>method=GET route=/homes path=/homes?beds=2 status=200 ms=3 bytes=18211 cache=hit</pre>
 *
 * From the query it logs only parameters known to describe homes, and nothing about the client. If the MLS left a page
 * without listings, {@code mls=malformed} or another word says why, and a counter is incremented.
 */
public final class RequestMetrics implements RequestLogger {
    private static final String CACHE = "porchlight.cache";
    private static final String FAULT = "porchlight.fault";
    private static final String NO_ROUTE = "none";
    private static final int LONGEST_LOGGED = 500;

    private static final Duration[] BUCKETS = Stream.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final RouteTable routes;
    private final MeterRegistry registry;
    private final RequestLog log;
    private final Set<String> criteria;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    /**
     * A completed request.
     *
     * @param route that answered it, such as {@code /listing/{key}}
     * @param path as it was sent
     * @param query as it was sent, null for none
     * @param bytes of the body, null if unknown
     * @param cache how the page cache served the page, null if it was not involved
     * @param fault of the MLS, null for none
     * @param logged whether its route is logged
     */
    public record Answered(
            String method,
            String route,
            String path,
            @Nullable String query,
            int status,
            float millis,
            @Nullable String bytes,
            @Nullable String cache,
            @Nullable String fault,
            boolean logged) {}

    /** Each component has few values, so that there are few timers. */
    private record Kind(String method, String route, int status) {}

    /** @param criteria names of the query parameters whose values may be logged */
    public RequestMetrics(RouteTable routes, MeterRegistry registry, RequestLog log, Set<String> criteria) {
        this.routes = routes;
        this.registry = registry;
        this.log = log;
        this.criteria = criteria;
    }

    /** Records how the page cache served a page. */
    public static void noteCache(Context ctx, String how) {
        ctx.attribute(CACHE, how);
    }

    /** Records, in one word, which MLS fault left a page without listings. */
    public static void noteFault(Context ctx, String kind) {
        ctx.attribute(FAULT, kind);
    }

    @Override
    public void handle(Context ctx, Float millis) {
        note(new Answered(
                ctx.req().getMethod(),
                route(ctx),
                ctx.req().getRequestURI(),
                ctx.queryString(),
                ctx.statusCode(),
                millis,
                ctx.res().getHeader("Content-Length"),
                ctx.attribute(CACHE),
                ctx.attribute(FAULT),
                routes.policy(ctx).logged()));
    }

    /** The route that answers a request. */
    public static String route(Context ctx) {
        var endpoint = ctx.endpoints().lastHttpEndpoint();
        return endpoint == null ? NO_ROUTE : endpoint.path;
    }

    /** Times and logs a request. */
    public void note(Answered answered) {
        var kind = new Kind(method(answered.method), answered.route, answered.status);
        var timer = timers.get(kind);
        if (timer == null) timer = timers.computeIfAbsent(kind, this::timer);
        timer.record((long) (answered.millis * 1_000), TimeUnit.MICROSECONDS);
        var fault = answered.fault;
        if (fault != null)
            Counter.builder("porchlight.mls.faults")
                    .description("Answers that are without listings, by what the MLS did")
                    .tag("kind", fault)
                    .register(registry)
                    .increment();
        if (!answered.logged || !log.isWanted()) return;
        log.add("method=" + kind.method + " route=" + kind.route + " path=" + path(answered) + " status=" + kind.status
                + " ms=" + Math.round(answered.millis) + " bytes=" + (answered.bytes == null ? "-" : answered.bytes)
                + " cache=" + (answered.cache == null ? "-" : answered.cache) + (fault == null ? "" : " mls=" + fault));
    }

    private static String method(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST" -> method;
            default -> "OTHER";
        };
    }

    private Timer timer(Kind kind) {
        return Timer.builder("http.server.requests")
                .description("Requests of visitors, by the route that answered")
                .tags("method", kind.method, "uri", kind.route, "status", Integer.toString(kind.status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** As it was sent, minus characters that could be mistaken for another field or line. */
    private String path(Answered answered) {
        var path = answered.path;
        var query = answered.query;
        if (query != null) {
            var known = Stream.of(query.split("&"))
                    .filter(param -> criteria.contains(param.split("=", 2)[0]))
                    .collect(Collectors.joining("&"));
            if (!known.isEmpty()) path += "?" + known;
        }
        if (path.length() > LONGEST_LOGGED) path = path.substring(0, LONGEST_LOGGED) + "...";
        for (int i = 0; i < path.length(); i++)
            if (path.charAt(i) <= ' ' || path.charAt(i) >= 0x7f) return path.replaceAll("[^!-~]", "?");
        return path;
    }
}
