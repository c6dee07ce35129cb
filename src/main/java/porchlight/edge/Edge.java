package porchlight.edge;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import porchlight.web.Query;
import porchlight.web.RouteTable;

/**
 * The checks for every request before anything answers it: its host name, whether it is well-formed, which website sent
 * it, and its client's budget. A rejected request goes on to the servlet, whose pages explain why; nothing in between
 * may answer it.
 */
public final class Edge extends Handler.Wrapper {
    private static final String REFUSAL = Edge.class.getName();
    /** The longest path in characters, as sent; the longest key and slug take a few hundred. */
    private static final int LONGEST_PATH = 2_000;

    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final RouteTable routes;
    private final ClientAddress client;
    private final Hosts hosts;
    private final CrossSite crossSite;
    private final PrefetchPolicy prefetching;
    private final RateLimits limits;

    public Edge(
            RouteTable routes,
            ClientAddress client,
            Hosts hosts,
            CrossSite crossSite,
            PrefetchPolicy prefetching,
            RateLimits limits) {
        this.routes = routes;
        this.client = client;
        this.hosts = hosts;
        this.crossSite = crossSite;
        this.prefetching = prefetching;
        this.limits = limits;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        try {
            check(request);
        } catch (HttpResponseException refusal) {
            refuse(request, refusal);
        }
        return super.handle(request, response, callback);
    }

    private void check(Request request) {
        var policy = routes.policy(request);
        var asker = client.of(request);
        if (!policy.anyHost()) hosts.check(asker.host());
        checkPath(request.getHttpURI().getPath());
        // The routes would use the method in this field, but the checks before them would not.
        if (request.getHeaders().contains("X-HTTP-Method-Override")) throw new BadRequestResponse();
        crossSite.check(request, asker.host());
        limits.spend(asker.address(), policy, request.getHeaders().get(HttpHeader.USER_AGENT));
        prefetching.check(request);
    }

    /** A malformed percent-encoding (RFC 3986, 2.1) would cause an internal error when the path is read. */
    private static void checkPath(@Nullable String path) {
        // As in "OPTIONS *".
        if (path == null) throw new BadRequestResponse();
        if (path.length() > LONGEST_PATH) throw new HttpResponseException(414, "Path too long");
        if (path.indexOf('%') >= 0 && BAD_ESCAPE.matcher(path).find()) throw new BadRequestResponse();
    }

    static void refuse(Request request, HttpResponseException refusal) {
        request.setAttribute(REFUSAL, refusal);
    }

    /** Whether only the servlet may answer it, by explaining why it was rejected. */
    public static boolean isRefused(Request request) {
        return request.getAttribute(REFUSAL) != null;
    }

    /**
     * The servlet's first step for every request.
     *
     * @throws HttpResponseException if it was rejected
     */
    public static void throwRefusal(Context ctx) {
        var request = ServletContextRequest.getServletContextRequest(ctx.req());
        if (!(request.getAttribute(REFUSAL) instanceof HttpResponseException refusal)) return;
        // The error page reads parameters too, and ignores those that are malformed.
        try {
            Query.of(ctx);
        } catch (HttpResponseException unreadable) {
            Query.parse(null).use(ctx);
        }
        throw refusal;
    }
}
