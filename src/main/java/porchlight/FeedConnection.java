package porchlight;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import okhttp3.Interceptor;
import porchlight.Settings.Auth;
import porchlight.Settings.Feed;
import porchlight.odata.AuthorizationCode;
import porchlight.odata.ClientCredentials;
import porchlight.odata.Credentials;
import porchlight.odata.OAuthClient;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataHttp;
import porchlight.odata.ODataHttp.Limits;
import porchlight.odata.RateLimit;
import porchlight.odata.StaticToken;
import porchlight.odata.TokenStore;

/** Builds what talks to the MLS out of settings. */
final class FeedConnection {
    private static final String TOKENS = "data/refresh-token";

    /** A call, all its retries included, ends in time for a page within ten seconds, discovery before it included. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(3), Duration.ofSeconds(8), 8);

    private FeedConnection() {}

    /** Where the tokens of the authorization-code grant are, given the working directory. */
    static Path tokens(Path directory) {
        return directory.resolve(TOKENS);
    }

    /** @param outer interceptors before all others, such as a cache */
    static ODataClient client(Feed feed, Path directory, List<Interceptor> outer, InstantSource clock) {
        var budget =
                new RateLimit(feed.rateBudget().requests(), feed.rateBudget().per(), clock);
        var http = ODataHttp.client(
                feed.serviceRoot(),
                credentials(feed.auth(), directory, clock),
                budget,
                Version.product(),
                outer,
                clock,
                LIMITS);
        return new ODataClient(http, feed.serviceRoot(), clock);
    }

    static Credentials credentials(Auth auth, Path directory, InstantSource clock) {
        if (auth instanceof Auth.StaticToken fixed) return new StaticToken(fixed.scheme(), fixed.token());
        if (auth instanceof Auth.AuthorizationCode code) return authorizationCode(code, directory, clock);
        var client = (Auth.ClientCredentials) auth;
        return new ClientCredentials(
                ODataHttp.tokenClient(Version.product(), Limits.standard()),
                clock,
                new OAuthClient(client.tokenUrl(), client.clientId(), client.clientSecret()),
                client.scope());
    }

    static AuthorizationCode authorizationCode(Auth.AuthorizationCode auth, Path directory, InstantSource clock) {
        return new AuthorizationCode(
                ODataHttp.tokenClient(Version.product(), Limits.standard()),
                clock,
                auth.scheme(),
                new OAuthClient(auth.tokenUrl(), auth.clientId(), auth.clientSecret()),
                auth.redirectUri(),
                new TokenStore(tokens(directory)));
    }
}
