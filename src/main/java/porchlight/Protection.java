package porchlight;

import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.odata.ElapsedTime;
import porchlight.site.ClientAddress;
import porchlight.site.Crawlers;
import porchlight.site.CrossSite;
import porchlight.site.Hosts;
import porchlight.site.RateLimits;
import porchlight.site.SecurityHeaders;
import porchlight.site.ServerLimits;

/** What every request passes before its page: who asks, what may be asked and how much, and the headers of the answer. */
final class Protection {
    private static final long LONGEST_BODY = 128 * 1024;
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final Settings settings;
    private final @Nullable String origin;
    private final @Nullable String script;
    private final ServerLimits.Patience patience;
    private final ClientAddress client;
    private final RateLimits limits;

    /**
     * @param origin the public origin, null when it is that of each request
     * @param script of the MLS, on every page; null for none
     * @param patience with slow clients
     * @param behind where names of crawlers are looked up
     */
    Protection(
            Settings settings,
            @Nullable String origin,
            @Nullable String script,
            ServerLimits.Patience patience,
            Executor behind,
            InstantSource clock) {
        this.patience = patience;
        this.settings = settings;
        this.origin = origin;
        this.script = script;
        this.client = new ClientAddress(settings.trustedProxies());
        // A clock set back must not keep visitors waiting until it is where it was.
        this.limits =
                new RateLimits(new Crawlers(InetAddress::getCanonicalHostName, behind, clock), new ElapsedTime(clock));
    }

    void install(JavalinConfig config) {
        ServerLimits.install(config.jetty, settings.port(), patience);
        config.http.maxRequestSize = LONGEST_BODY;
        config.contextResolver.ip = client::address;
        config.contextResolver.scheme = client::scheme;
        config.contextResolver.host = client::host;
        var headers = new SecurityHeaders(
                settings.embedOrigins(), settings.mapTiles().plainOrigin().orElse(null), script);
        config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(headers));
        var hosts = new Hosts(hosts());
        var crossSite = new CrossSite(origin);
        // In one, since a router takes its time for each.
        config.routes.before(ctx -> {
            SecurityHeaders.keepToTls(ctx);
            hosts.refuse(ctx);
            refuseBadEscapes(ctx);
            crossSite.refuse(ctx);
            limits.spend(ctx);
        });
    }

    private List<String> hosts() {
        var hosts = new ArrayList<>(settings.siteDomains());
        var url = settings.siteUrl();
        if (!hosts.isEmpty() && url != null) hosts.add(url.host());
        return hosts;
    }

    /** How much one client may ask. */
    RateLimits limits() {
        return limits;
    }

    /** A percent sign that escapes nothing (RFC 3986, 2.1) would be a fault of the program when the path is read. */
    private static void refuseBadEscapes(Context ctx) {
        var path = ctx.req().getRequestURI();
        if (path.indexOf('%') >= 0 && BAD_ESCAPE.matcher(path).find()) throw new BadRequestResponse();
    }
}
