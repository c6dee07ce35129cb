package porchlight.edge;

import io.javalin.http.ForbiddenResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Rejects requests that other websites make visitors' browsers send. Browsers say where a request comes from ({@code
 * Sec-Fetch-Site}, older ones {@code Origin}), so no token or cookie is needed; a client that sends neither is not a
 * browser and acts on its own behalf.
 */
public final class CrossSite {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final @Nullable String siteOrigin;

    /** @param siteOrigin the public origin, null to use that of each request */
    public CrossSite(@Nullable String siteOrigin) {
        this.siteOrigin = siteOrigin;
    }

    /**
     * @param host that the request was sent to
     * @throws ForbiddenResponse if the request could change something and comes from another website
     */
    void check(Request request, @Nullable String host) {
        if (READING.contains(request.getMethod())) return;
        var site = request.getHeaders().get("Sec-Fetch-Site");
        var origin = request.getHeaders().get(HttpHeader.ORIGIN);
        var own = site != null
                ? site.equals("same-origin") || site.equals("none")
                : origin == null || origin.equals(siteOrigin) || isHost(origin, host);
        if (!own) throw new ForbiddenResponse();
    }

    /** Ignores the scheme, because a proxy that terminates TLS may not report it. */
    private static boolean isHost(String origin, @Nullable String host) {
        try {
            var authority = new URI(origin).getRawAuthority();
            return authority != null && host != null && withoutPort(authority).equals(withoutPort(host));
        } catch (URISyntaxException noOrigin) {
            return false;
        }
    }

    private static String withoutPort(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }
}
