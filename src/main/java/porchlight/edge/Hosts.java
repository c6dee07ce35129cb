package porchlight.edge;

import io.javalin.http.HttpResponseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Serves the site only under the host names registered with the MLS, if the owner lists them: approval is per domain,
 * and pages under another name would contain that name in their links.
 */
public final class Hosts {
    private final Set<String> names;

    /** @param names host names in lower case; empty for any */
    public Hosts(List<String> names) {
        this.names = Set.copyOf(new HashSet<>(names));
    }

    /**
     * @param host of a request, with or without a port
     * @throws HttpResponseException 421 if it is not one of the site's (RFC 9110, 15.5.20)
     */
    void check(@Nullable String host) {
        if (!has(host)) throw new HttpResponseException(421, "Misdirected request", Map.of());
    }

    private boolean has(@Nullable String host) {
        if (names.isEmpty()) return true;
        var name = host == null
                ? ""
                : host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "").replaceFirst("\\.$", "");
        return names.contains(name);
    }
}
