package porchlight.server;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import porchlight.edge.CanonicalPaths;
import porchlight.edge.Consent;
import porchlight.pagecache.PageCache;
import porchlight.site.Answers;
import porchlight.site.RequestMetrics;
import porchlight.web.Caching;
import porchlight.web.Lifetime;
import porchlight.web.Query;
import porchlight.web.Route;
import porchlight.web.RouteTable;

/** The HTTP server: the filters for every request, the routes, and a page for every fault. */
final class WebServer {
    private static final int RESPONSE_BUFFER = 8 * 1024;

    private WebServer() {}

    /** The server, not yet started. */
    static Javalin of(
            RouteTable routes,
            RequestGuards guards,
            Consent consent,
            PageCache cached,
            Answers answers,
            RequestMetrics traffic,
            FaultPages faults) {
        return Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            // Used where the JVM supports them; the client limits concurrent calls to the MLS.
            config.concurrency.useVirtualThreads = true;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            // Each response is copied through a new buffer, which is 32 kB by default.
            config.http.responseBufferSize = RESPONSE_BUFFER;
            config.http.defaultContentType = "text/html; charset=utf-8";
            config.requestLogger.http(traffic);
            guards.install(config, consent.isRequired() ? null : cached, traffic);
            config.routes.before(new CanonicalPaths(routes, answers)::apply);
            consent.install(config.routes, routes);
            // They are matched in this order: the most requested first.
            for (var route : routes.routes()) add(config.routes, route, cached, answers);
            faults.install(config.routes);
        });
    }

    private static void add(RoutesConfig config, Route route, PageCache cached, Answers answers) {
        var handler = handler(route, route.answering(), cached, answers);
        if (route.method().equals("POST")) config.post(route.path(), handler);
        else {
            config.get(route.path(), handler);
            config.head(route.path(), handler);
        }
    }

    private static Handler handler(Route route, porchlight.web.Handler handler, PageCache cached, Answers answers) {
        var usual = usual(route, handler, cached, answers);
        var names = route.policy().names();
        if (names.isEmpty()) return usual;
        // What is said about unknown parameters is for the one who sent them, and gives each of them a page of its own.
        var reporting = cached.bounded(request -> handler.answer(request).lasting(new Lifetime.None()));
        return ctx -> (Query.of(ctx).others(names).isEmpty() ? usual : reporting).handle(ctx);
    }

    private static Handler usual(Route route, porchlight.web.Handler handler, PageCache cached, Answers answers) {
        if (route.policy().caching() instanceof Caching.Kept kept) return cached.of(handler, kept.params());
        if (route.policy().caching() instanceof Caching.Bounded) return cached.bounded(handler);
        if (!(route.policy().caching() instanceof Caching.KeptAsSpelled kept)) return answers.of(handler);
        var canonical = cached.of(handler, kept.params());
        var respelled = cached.bounded(handler);
        return ctx -> (Query.of(ctx).isCanonical(kept.params()) ? canonical : respelled).handle(ctx);
    }
}
