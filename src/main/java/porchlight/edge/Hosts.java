package porchlight.edge;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import porchlight.web.RouteTable;

/**
 * Serves the site under the host names registered with the MLS only, where the owner names them: approval is per domain,
 * and pages under a foreign name would carry that name in their links.
 */
public final class Hosts {
    private final RouteTable routes;
    private final Set<String> names;

    /** @param names host names in lower case; empty for any */
    public Hosts(RouteTable routes, List<String> names) {
        this.routes = routes;
        this.names = Set.copyOf(new HashSet<>(names));
    }

    /**
     * Before a request is handled.
     *
     * @throws HttpResponseException 421 if the host is none of the site's (RFC 9110, 15.5.20)
     */
    public void refuse(Context ctx) {
        if (!routes.policy(ctx).anyHost() && !has(ctx.host()))
            throw new HttpResponseException(421, "Misdirected request", Map.of());
    }

    /** Whether pages are served under a host name, which may have a port. */
    public boolean has(@Nullable String host) {
        if (names.isEmpty()) return true;
        var name = host == null
                ? ""
                : host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "").replaceFirst("\\.$", "");
        return names.contains(name);
    }
}
