package porchlight.feed;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import porchlight.odata.AuthorizationCode;
import porchlight.odata.Breaker;
import porchlight.odata.ClientCredentials;
import porchlight.odata.Credentials;
import porchlight.odata.ElapsedTime;
import porchlight.odata.OAuthClient;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataHttp;
import porchlight.odata.ODataHttp.Limits;
import porchlight.odata.RateLimit;
import porchlight.odata.StaticToken;
import porchlight.odata.TokenStore;
import porchlight.settings.Settings.Auth;
import porchlight.settings.Settings.Feed;
import porchlight.settings.Version;

/** The configured connection to the MLS: everything that calls it shares credentials, budget, and connections. */
public final class FeedConnection {
    private static final Duration BUDGET_LOOK = Duration.ofMillis(100);
    private static final String TOKENS = "data/refresh-token";

    /**
     * A call, including all its retries, ends early enough for a page within ten seconds, even with discovery before
     * it.
     */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(3), Duration.ofSeconds(8), 8, 64);

    private final Feed feed;
    private final Credentials credentials;
    private final RateLimit budget;
    private final Breaker breaker;
    private final AccessWatch access;
    /** The clock for budgets and pauses. */
    private final InstantSource elapsed;

    private final List<Interceptor> inner;
    private final InstantSource clock;
    private final OkHttpClient transport = ODataHttp.transport(LIMITS);

    private FeedConnection(
            Feed feed, Credentials credentials, List<Interceptor> inner, RateLimit.Shared shared, InstantSource clock) {
        this.feed = feed;
        this.credentials = credentials;
        this.inner = inner;
        this.clock = clock;
        this.elapsed = new ElapsedTime(clock);
        this.budget =
                new RateLimit(feed.rateBudget().requests(), feed.rateBudget().per(), shared, elapsed);
        this.breaker = new Breaker(elapsed);
        this.access = new AccessWatch(feed.auth(), clock);
    }

    /** The file with the tokens of the authorization-code grant, in the working directory. */
    public static Path tokens(Path directory) {
        return directory.resolve(TOKENS);
    }

    /** Whether the authorize command must be run first: no request can be sent before that. */
    public static boolean needsAuthorization(Feed feed, Path directory) {
        return feed.auth() instanceof Auth.AuthorizationCode && !new TokenStore(tokens(directory)).exists();
    }

    /** Opens the feed with its credentials, one budget, and one circuit breaker. */
    public static FeedConnection open(Feed feed, Path directory, InstantSource clock) {
        return open(feed, directory, RateLimit.Shared.NONE, clock);
    }

    /**
     * Opens the feed with a budget that is shared with other processes.
     *
     * @param inner interceptors after all others, called for each request that is actually sent
     */
    public static FeedConnection open(
            Feed feed, Path directory, RateLimit.Shared shared, InstantSource clock, Interceptor... inner) {
        return new FeedConnection(feed, credentials(feed.auth(), directory, clock), List.of(inner), shared, clock);
    }

    /** @param outer interceptors before all others, such as a cache */
    public ODataClient client(Interceptor... outer) {
        return new ODataClient(http(outer), feed.serviceRoot(), clock);
    }

    /** For the service's resources other than OData. */
    public OkHttpClient http(Interceptor... outer) {
        var before = new ArrayList<>(List.of(outer));
        // Inside the cache, which answers despite rejections; outside the retries, which are part of one call.
        before.add(access);
        before.add(breaker);
        var http = ODataHttp.client(
                transport, feed.serviceRoot(), credentials, budget, Version.product(), before, elapsed, LIMITS);
        if (inner.isEmpty()) return http;
        var metered = http.newBuilder();
        inner.forEach(metered::addInterceptor);
        return metered.build();
    }

    /** The request budget shared by all its clients. */
    public RateLimit budget() {
        return budget;
    }

    /** Waits until this many requests may be sent, or until {@link System#nanoTime} passes {@code until}. */
    public void awaitBudget(int requests, long until) throws InterruptedException {
        while (budget.left() < requests && System.nanoTime() < until) Thread.sleep(BUDGET_LOOK.toMillis());
    }

    /** The circuit breaker, which spares an MLS that is failing. */
    public Breaker breaker() {
        return breaker;
    }

    /** Problems with our credentials, as far as requests have shown. */
    public AccessWatch access() {
        return access;
    }

    /**
     * Checks whether the MLS has recovered, if the breaker is open and its pause is over, so that no visitor has to
     * wait for that.
     */
    public void probe() {
        if (breaker.state() != Breaker.State.CLOSED) client().serviceDocument();
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

    public static AuthorizationCode authorizationCode(
            Auth.AuthorizationCode auth, Path directory, InstantSource clock) {
        return new AuthorizationCode(
                ODataHttp.tokenClient(Version.product(), Limits.standard()),
                clock,
                auth.scheme(),
                new OAuthClient(auth.tokenUrl(), auth.clientId(), auth.clientSecret()),
                auth.redirectUri(),
                new TokenStore(tokens(directory)));
    }
}
