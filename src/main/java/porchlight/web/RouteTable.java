package porchlight.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * All routes of the site. Code that runs before the router uses it to find the route for a request, so every policy is
 * defined in one place. If several routes match, the one whose first segments are literal wins; the router does the
 * same because literal paths are registered first.
 */
public final class RouteTable {
    private static final String FOUND = RouteTable.class.getName();

    private final List<Route> routes;
    private final Node gets = new Node();
    private final Node posts = new Node();

    public RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        for (var route : routes) tree(route.method()).add(segments(route.path()), 0, route);
    }

    /** In the order in which a router should try them. */
    public List<Route> routes() {
        return routes;
    }

    /**
     * The matching route; empty for none.
     *
     * @param path as it was sent, without a query
     */
    public Optional<Route> find(String method, @Nullable String path) {
        return path == null || !path.startsWith("/")
                ? Optional.empty()
                : Optional.ofNullable(tree(method).find(segments(path), 0));
    }

    /** The policy of the matching route, or that of the not-found page. */
    public Policy policy(String method, @Nullable String path) {
        return find(method, path)
                .map(Route::policy)
                .orElse(method.equals("POST") ? Policy.NO_ROUTE.sent() : Policy.NO_ROUTE);
    }

    /** The policy for a request; looked up once. */
    public Policy policy(Request request) {
        if (request.getAttribute(FOUND) instanceof Policy known) return known;
        var policy = policy(request.getMethod(), request.getHttpURI().getPath());
        request.setAttribute(FOUND, policy);
        return policy;
    }

    /** The policy for a request that reached the router. */
    public Policy policy(Context ctx) {
        return policy(ServletContextRequest.getServletContextRequest(ctx.req()));
    }

    private Node tree(String method) {
        return method.equals("POST") ? posts : gets;
    }

    /** A single trailing slash is ignored. */
    private static List<String> segments(String path) {
        var segments = new ArrayList<String>(6);
        var end = path.length() > 1 && path.endsWith("/") && !path.endsWith("//") ? path.length() - 1 : path.length();
        for (int from = 1; from <= end; ) {
            var slash = path.indexOf('/', from);
            var to = slash < 0 || slash > end ? end : slash;
            segments.add(path.substring(from, to));
            from = to + 1;
        }
        return segments;
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private @Nullable Node any;
        private @Nullable Route rest;
        private @Nullable Route here;

        void add(List<String> segments, int at, Route route) {
            if (at == segments.size()) {
                here = route;
                return;
            }
            var segment = segments.get(at);
            if (segment.startsWith("<")) rest = route;
            else if (segment.startsWith("{")) {
                if (any == null) any = new Node();
                any.add(segments, at + 1, route);
            } else literals.computeIfAbsent(segment, name -> new Node()).add(segments, at + 1, route);
        }

        @Nullable
        Route find(List<String> segments, int at) {
            if (at == segments.size()) return here;
            var literal = literals.get(segments.get(at));
            var found = literal == null ? null : literal.find(segments, at + 1);
            if (found == null && any != null && !segments.get(at).isEmpty()) found = any.find(segments, at + 1);
            return found != null ? found : rest;
        }
    }
}
