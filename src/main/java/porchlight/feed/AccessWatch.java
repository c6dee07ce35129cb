package porchlight.feed;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import porchlight.httpcache.FaultLog;
import porchlight.odata.LocalAnswer;
import porchlight.odata.TokenUnavailable;
import porchlight.settings.Settings.Auth;

/**
 * Detects that the MLS rejects our credentials or that no token can be obtained, and names the setting that fixes it:
 * in the log once a minute, and through {@link #trouble}. Thread-safe.
 */
public final class AccessWatch implements Interceptor {
    /** Many credentials may read listings and nothing about the members of the MLS, which the site does without. */
    private static final Set<String> PEOPLE = Set.of("Member", "Office");

    private final Auth auth;
    private final InstantSource clock;
    private final FaultLog faults;
    private volatile @Nullable Trouble trouble;

    /**
     * A problem with access.
     *
     * @param since when it was first seen
     * @param problem what the MLS did, as a clause
     * @param remedy what the owner can do, as an imperative
     */
    public record Trouble(Instant since, String problem, String remedy) {}

    AccessWatch(Auth auth, InstantSource clock) {
        this.auth = auth;
        this.clock = clock;
        this.faults = new FaultLog(LoggerFactory.getLogger(AccessWatch.class), clock);
    }

    /** Empty while the MLS accepts our requests, and before the first of them. */
    public Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response;
        try {
            response = chain.proceed(chain.request());
        } catch (TokenUnavailable noToken) {
            noted(
                    "The token endpoint does not work",
                    "nothing if it recovers by itself; otherwise check RESO_TOKEN_URL",
                    String.valueOf(noToken.getMessage()));
            throw noToken;
        }
        var url = chain.request().url();
        if (response.code() == 401) {
            var grant = response.header(LocalAnswer.TOKEN);
            if (grant == null) noted("The MLS rejects our credentials", remedy(), "HTTP 401 from " + url.host());
            else noted("No access token is granted", remedy(grant), grant);
        } else if (response.code() == 403 && !PEOPLE.contains(last(url)))
            noted(
                    "The MLS does not let these credentials read listings",
                    "ask the MLS what they may read, or set others in " + variables(),
                    "HTTP 403 from " + url.host());
        else if (response.isSuccessful() || response.code() == 304 || response.code() == 404) trouble = null;
        return response;
    }

    private static String last(HttpUrl url) {
        var segments = url.pathSegments();
        return segments.get(segments.size() - 1);
    }

    private void noted(String problem, String remedy, String details) {
        var before = trouble;
        trouble = new Trouble(before == null ? clock.instant() : before.since(), problem, remedy);
        faults.warn(
                problem,
                problem + " (" + details + "). Pages already seen stay available for now. To fix it: " + remedy + ".",
                () -> details);
    }

    /** For a service that rejects a granted or configured token. */
    private String remedy() {
        if (auth instanceof Auth.StaticToken) return "set RESO_ACCESS_TOKEN to a token the MLS accepts";
        if (auth instanceof Auth.AuthorizationCode) return "run the authorize command again";
        return "check RESO_CLIENT_ID, RESO_CLIENT_SECRET and RESO_SCOPE, or ask the MLS whether this client may read"
                + " listings";
    }

    /** @param error of RFC 6749, 5.2 */
    private String remedy(String error) {
        if (error.equals("invalid_scope")) return "set RESO_SCOPE to what the MLS wrote";
        if (error.equals("invalid_client")) return "set RESO_CLIENT_ID and RESO_CLIENT_SECRET to what the MLS wrote";
        if (auth instanceof Auth.AuthorizationCode) return "run the authorize command";
        return "check RESO_CLIENT_SECRET, RESO_CLIENT_ID and RESO_TOKEN_URL";
    }

    private String variables() {
        return auth instanceof Auth.StaticToken ? "RESO_ACCESS_TOKEN" : "RESO_CLIENT_ID and RESO_CLIENT_SECRET";
    }
}
