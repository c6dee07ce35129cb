package porchlight.server;

import io.javalin.config.JavalinConfig;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import porchlight.brand.Analytics;
import porchlight.edge.ClientAddress;
import porchlight.edge.Crawlers;
import porchlight.edge.CrossSite;
import porchlight.edge.Edge;
import porchlight.edge.FormGate;
import porchlight.edge.Hosts;
import porchlight.edge.PrefetchPolicy;
import porchlight.edge.RateLimits;
import porchlight.edge.SecurityHeaders;
import porchlight.edge.ServerLimits;
import porchlight.odata.ElapsedTime;
import porchlight.pagecache.CachedPageHandler;
import porchlight.pagecache.PageCache;
import porchlight.settings.Settings;
import porchlight.site.RequestMetrics;
import porchlight.web.FormBody;
import porchlight.web.Query;
import porchlight.web.RouteTable;

/** Builds the filters that every request passes before its page, and the headers of every response. */
final class RequestGuards {
    private final RouteTable routes;
    private final Settings settings;
    private final @Nullable String origin;
    private final @Nullable String script;
    private final Supplier<@Nullable Analytics> analytics;
    private final ServerLimits.Patience patience;
    private final ClientAddress client;
    private final Predicate<InetAddress> exempt;
    private final Predicate<InetAddress> carrying;
    private final Hosts hosts;
    private final PrefetchPolicy prefetching;
    private final RateLimits limits;
    private final InstantSource clock;

    /**
     * @param origin the public origin, null to use that of each request
     * @param script the MLS's script for every page; null for none
     * @param patience with slow clients
     * @param budgetIsLow whether the remaining MLS budget should be saved for visitors
     * @param behind runs the lookups of crawlers' host names
     */
    RequestGuards(
            RouteTable routes,
            Settings settings,
            @Nullable String origin,
            @Nullable String script,
            Supplier<@Nullable Analytics> analytics,
            ServerLimits.Patience patience,
            BooleanSupplier budgetIsLow,
            Executor behind,
            InstantSource clock) {
        this.routes = routes;
        this.patience = patience;
        this.settings = settings;
        this.origin = origin;
        this.script = script;
        this.analytics = analytics;
        this.clock = clock;
        this.client = new ClientAddress(settings.trustedProxies(), settings.forwardedHeader());
        this.exempt = ClientAddress.in(settings.limitExempt());
        // Proxies carry many clients' requests, which are counted by the addresses that the proxies report.
        this.carrying = exempt.or(client::isTrusted);
        this.prefetching = new PrefetchPolicy(routes, budgetIsLow);
        this.hosts = new Hosts(domains(settings));
        // The monotonic clock: if the wall clock is set back, visitors must not be blocked until it catches up.
        this.limits = new RateLimits(
                new Crawlers(InetAddress::getCanonicalHostName, behind, clock), exempt, new ElapsedTime(clock));
    }

    /** @param cached pages that can be served immediately; null if every request must reach its handler */
    void install(JavalinConfig config, @Nullable PageCache cached, RequestMetrics traffic) {
        // The handler inserted last runs first.
        if (cached != null)
            config.jetty.modifyServer(server ->
                    server.insertHandler(new CachedPageHandler(routes, cached, origin, client, traffic, clock)));
        config.jetty.host = settings.host();
        ServerLimits.install(config.jetty, settings.port(), patience, carrying);
        config.jetty.modifyServer(server -> server.insertHandler(new FormGate(client, carrying)));
        config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(prefetching));
        config.jetty.modifyServer(server ->
                server.insertHandler(new Edge(routes, client, hosts, new CrossSite(origin), prefetching, limits)));
        config.http.maxRequestSize = FormBody.LONGEST;
        config.contextResolver.ip = client::address;
        config.contextResolver.scheme = client::scheme;
        config.contextResolver.host = client::host;
        var headers = new SecurityHeaders(
                routes,
                client,
                settings.embedOrigins(),
                settings.mapTiles().plainOrigin().orElse(null),
                script == null ? null : SecurityHeaders.Foreign.of(script),
                () -> {
                    var counting = analytics.get();
                    return counting == null ? null : new SecurityHeaders.Foreign(counting.script(), counting.hosts());
                });
        config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(headers));
        // Combined into one, because the router spends time on each.
        config.routes.before(ctx -> {
            Edge.throwRefusal(ctx);
            limits.spend(ctx, routes.policy(ctx), Query.of(ctx));
        });
        config.routes.exception(PrefetchPolicy.NotNow.class, (refusal, ctx) -> {
            ctx.status(refusal.getStatus());
            refusal.getDetails().forEach(ctx::header);
        });
    }

    private static List<String> domains(Settings settings) {
        var hosts = new ArrayList<>(settings.siteDomains());
        var url = settings.siteUrl();
        if (!hosts.isEmpty() && url != null) hosts.add(url.host());
        return hosts;
    }

    /** The per-client request limits. */
    RateLimits limits() {
        return limits;
    }
}
