package porchlight.site;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Serves the site under the host names registered with the MLS only, where the owner names them: approval is per domain,
 * and pages under a foreign name would carry that name in their links.
 */
public final class Hosts {
    /** Watchers ask by address. */
    private static final Set<String> ANY_HOST = Set.of("/healthz", "/readyz", "/metrics");

    private final Set<String> names;

    /** @param names host names in lower case; empty for any */
    public Hosts(List<String> names) {
        this.names = Set.copyOf(new HashSet<>(names));
    }

    /**
     * Before a request is handled.
     *
     * @throws HttpResponseException 421 if the host is none of the site's (RFC 9110, 15.5.20)
     */
    public void refuse(Context ctx) {
        if (names.isEmpty() || ANY_HOST.contains(ctx.path())) return;
        var host = ctx.host();
        var name = host == null
                ? ""
                : host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "").replaceFirst("\\.$", "");
        if (!names.contains(name)) throw new HttpResponseException(421, "Misdirected request", Map.of());
    }
}
