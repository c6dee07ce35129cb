package porchlight.server;

import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.edge.ClientAddress;
import porchlight.edge.Crawlers;
import porchlight.edge.CrossSite;
import porchlight.edge.FormGate;
import porchlight.edge.Hosts;
import porchlight.edge.RateLimits;
import porchlight.edge.SecurityHeaders;
import porchlight.edge.ServerLimits;
import porchlight.odata.ElapsedTime;
import porchlight.pagecache.CachedPageHandler;
import porchlight.pagecache.PageCache;
import porchlight.settings.Settings;
import porchlight.site.Query;
import porchlight.site.RequestMetrics;
import porchlight.web.RouteTable;

/** What every request passes before its page: who asks, what may be asked and how much, and the headers of the answer. */
final class RequestGuards {
    /** Characters of a path, as sent; the longest key and slug have a few hundred. */
    private static final int LONGEST_PATH = 2_000;

    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final RouteTable routes;
    private final Settings settings;
    private final @Nullable String origin;
    private final @Nullable String script;
    private final ServerLimits.Patience patience;
    private final ClientAddress client;
    private final Predicate<InetAddress> exempt;
    private final Predicate<InetAddress> carrying;
    private final Hosts hosts;
    private final RateLimits limits;
    private final InstantSource clock;

    /**
     * @param origin the public origin, null when it is that of each request
     * @param script of the MLS, on every page; null for none
     * @param patience with slow clients
     * @param behind where names of crawlers are looked up
     */
    RequestGuards(
            RouteTable routes,
            Settings settings,
            @Nullable String origin,
            @Nullable String script,
            ServerLimits.Patience patience,
            Executor behind,
            InstantSource clock) {
        this.routes = routes;
        this.patience = patience;
        this.settings = settings;
        this.origin = origin;
        this.script = script;
        this.clock = clock;
        this.client = new ClientAddress(settings.trustedProxies(), settings.forwardedHeader());
        this.exempt = ClientAddress.in(settings.limitExempt());
        // Proxies carry everybody's requests, which are counted by the addresses that they name.
        this.carrying = exempt.or(client::isTrusted);
        this.hosts = new Hosts(routes, domains(settings));
        // A clock set back must not keep visitors waiting until it is where it was.
        this.limits = new RateLimits(
                routes, new Crawlers(InetAddress::getCanonicalHostName, behind, clock), exempt, new ElapsedTime(clock));
    }

    /** @param cached pages that visitors may be sent at once; null where every request is to come to its handler */
    void install(JavalinConfig config, @Nullable PageCache cached, RequestMetrics traffic) {
        // What is inserted later is passed earlier.
        if (cached != null)
            config.jetty.modifyServer(server -> server.insertHandler(
                    new CachedPageHandler(routes, cached, origin, client, hosts, limits, traffic, clock)));
        config.jetty.host = settings.host();
        ServerLimits.install(config.jetty, settings.port(), patience, carrying);
        config.jetty.modifyServer(server -> server.insertHandler(new FormGate(client, limits, carrying)));
        config.http.maxRequestSize = ServerLimits.LONGEST_BODY;
        config.contextResolver.ip = client::address;
        config.contextResolver.scheme = client::scheme;
        config.contextResolver.host = client::host;
        var headers = new SecurityHeaders(
                routes,
                client,
                settings.embedOrigins(),
                settings.mapTiles().plainOrigin().orElse(null),
                script);
        config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(headers));
        var crossSite = new CrossSite(origin);
        // In one, since a router takes its time for each.
        config.routes.before(ctx -> {
            hosts.refuse(ctx);
            refuseBadPaths(ctx);
            refuseOtherMethods(ctx);
            crossSite.refuse(ctx);
            spend(ctx);
        });
    }

    /** What cannot be read is paid for, too. */
    private void spend(Context ctx) {
        HttpResponseException unread = null;
        try {
            Query.of(ctx);
        } catch (HttpResponseException fault) {
            unread = fault;
        }
        limits.spend(ctx);
        if (unread != null) throw unread;
    }

    private static List<String> domains(Settings settings) {
        var hosts = new ArrayList<>(settings.siteDomains());
        var url = settings.siteUrl();
        if (!hosts.isEmpty() && url != null) hosts.add(url.host());
        return hosts;
    }

    /** How much one client may ask. */
    RateLimits limits() {
        return limits;
    }

    /** The method in this field would count for the routes, and not for what is checked before them. */
    private static void refuseOtherMethods(Context ctx) {
        if (ctx.header("X-HTTP-Method-Override") != null) throw new BadRequestResponse();
    }

    /** A percent sign that escapes nothing (RFC 3986, 2.1) would be a fault of the program when the path is read. */
    private static void refuseBadPaths(Context ctx) {
        var path = ctx.req().getRequestURI();
        if (path.length() > LONGEST_PATH) throw new HttpResponseException(414, "Path too long");
        if (path.indexOf('%') >= 0 && BAD_ESCAPE.matcher(path).find()) throw new BadRequestResponse();
    }
}
