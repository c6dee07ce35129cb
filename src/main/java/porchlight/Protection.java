package porchlight;

import io.javalin.config.JavalinConfig;
import org.jspecify.annotations.Nullable;
import porchlight.site.ClientAddress;
import porchlight.site.CrossSite;
import porchlight.site.SecurityHeaders;

/** What every request passes before its page: who asks, what may be asked, and the headers of the answer. */
final class Protection {
    private Protection() {}

    /** @param origin the public origin, null when it is that of each request */
    static void install(JavalinConfig config, Settings settings, @Nullable String origin) {
        var client = new ClientAddress(settings.trustedProxies());
        config.contextResolver.ip = client::address;
        config.contextResolver.scheme = client::scheme;
        config.contextResolver.host = client::host;
        config.routes.before(new SecurityHeaders(settings.embedOrigins())::apply);
        config.routes.before(new CrossSite(origin)::refuse);
    }
}
