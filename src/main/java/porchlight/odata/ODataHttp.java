package porchlight.odata;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/**
 * Assembles the HTTP client of an OData service.
 *
 * <p>The order of the interceptors, from the caller to the network, each with its reason:
 *
 * <ol>
 *   <li>those given (the cache): an answer from the cache costs nothing of what follows, and whatever follows says with
 *       4xx, 5xx or an {@link java.io.IOException} is a failure that the cache may cover with stale data;
 *   <li>{@link Retry}: outside all that a repeated request must pass again;
 *   <li>{@link Authorization}: outside the budget, so that the second try with a new token counts too;
 *   <li>{@link Concurrency}: a turn is taken while a request is at the service, never while one waits to be repeated;
 *   <li>{@link RateLimit}: counts what is really sent, not what waits in vain;
 *   <li>{@link ResponseCheck}: innermost of those that judge answers, so that an error sent under HTTP 200 is an
 *       error (expired session, limit reached, busy) to all of them;
 *   <li>{@link UserAgent}.
 * </ol>
 *
 * Redirects are not followed: they would carry the token elsewhere. HTTP/2 comes by ALPN, gzip by OkHttp.
 */
public final class ODataHttp {
    private static final long KEPT_MINUTES = 5;

    private ODataHttp() {}

    /**
     * What a call may take.
     *
     * @param connect until connected
     * @param call from start to end, waits and retries included
     * @param concurrent requests at the service at a time
     * @param waiting further ones that wait for a turn longer than a burst lasts
     */
    public record Limits(Duration connect, Duration call, int concurrent, int waiting) {
        public static Limits standard() {
            return new Limits(Duration.ofSeconds(3), Duration.ofSeconds(10), 8, 64);
        }

        /** Of one attempt that stays silent; short enough that another one fits into the call. */
        Duration read() {
            return call.multipliedBy(6).dividedBy(10);
        }

        /** Of a token request, which happens inside a call. */
        Duration token() {
            return call.multipliedBy(4).dividedBy(10);
        }
    }

    /**
     * The client for {@link ODataClient}.
     *
     * @param product name and version sent as user agent, such as {@code Porchlight/1.0}
     * @param outer interceptors before all others, such as a cache
     */
    public static OkHttpClient client(
            HttpUrl serviceRoot,
            Credentials credentials,
            RateLimit rateLimit,
            String product,
            List<Interceptor> outer,
            InstantSource clock,
            Limits limits) {
        return client(transport(limits), serviceRoot, credentials, rateLimit, product, outer, clock, limits);
    }

    /** The same, on connections that it shares with other clients of the service. */
    public static OkHttpClient client(
            OkHttpClient transport,
            HttpUrl serviceRoot,
            Credentials credentials,
            RateLimit rateLimit,
            String product,
            List<Interceptor> outer,
            InstantSource clock,
            Limits limits) {
        var builder = transport.newBuilder().callTimeout(limits.call());
        outer.forEach(builder::addInterceptor);
        return builder.addInterceptor(new Retry(limits.call(), clock, time -> Thread.sleep(time.toMillis())))
                .addInterceptor(new Authorization(credentials, serviceRoot))
                .addInterceptor(new Concurrency(limits.concurrent(), limits.waiting()))
                .addInterceptor(rateLimit)
                .addInterceptor(new ResponseCheck())
                .addInterceptor(new UserAgent(product))
                .build();
    }

    /**
     * What the clients of one service share: its connections are kept for as many as two of them have under way, so that
     * none is opened for a burst that was opened for the last one. Over TLS with HTTP/2 it is one connection for all.
     */
    public static OkHttpClient transport(Limits limits) {
        return plain(limits)
                .connectionPool(new ConnectionPool(2 * limits.concurrent(), KEPT_MINUTES, TimeUnit.MINUTES))
                .build();
    }

    /** The client for token requests: no retries (a code or refresh token may be good for one use only). */
    public static OkHttpClient tokenClient(String product, Limits limits) {
        return plain(limits)
                .callTimeout(limits.token())
                .retryOnConnectionFailure(false)
                .addInterceptor(new UserAgent(product))
                .build();
    }

    private static OkHttpClient.Builder plain(Limits limits) {
        return new OkHttpClient.Builder()
                .dns(new BoundedDns(Dns.SYSTEM, limits.connect()))
                .connectTimeout(limits.connect())
                .readTimeout(limits.read())
                .writeTimeout(limits.read())
                .followRedirects(false)
                .followSslRedirects(false);
    }
}
