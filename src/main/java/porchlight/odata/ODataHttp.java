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
 * <p>The order of the interceptors, from the caller to the network, with the reason for each:
 * <ol>
 * <li>the given ones (the cache): an answer from the cache needs nothing that follows, and any 4xx,
 * 5xx, or {@link java.io.IOException} from what follows is a failure that the cache may cover with
 * stale data;
 * <li>{@link Retry}: outside everything that a repeated request must pass through again;
 * <li>{@link Authorization}: outside the budget, so that the second try with a new token counts
 * too;
 * <li>{@link Concurrency}: a slot is held only while a request is at the service, never while it
 * waits to be repeated;
 * <li>{@link RateLimit}: counts what is actually sent, not what waits in vain;
 * <li>{@link ResponseCheck}: innermost of those that judge responses, so that all of them see an
 * error sent under HTTP 200 (expired session, limit reached, busy) as an error;
 * <li>{@link UserAgent}.
 * </ol> Redirects are not followed, because they would carry the token elsewhere. HTTP/2 is
 * negotiated by ALPN, gzip handled by OkHttp.
 */
public final class ODataHttp {
    private static final long KEPT_MINUTES = 5;

    private ODataHttp() {}

    /**
     * Limits on calls.
     * @param connect maximum time to connect
     * @param call maximum time from start to end, including waits and retries
     * @param concurrent maximum number of requests at the service at a time
     * @param waiting maximum number of additional requests that wait for a slot longer than a burst
     * lasts
     */
    public record Limits(Duration connect, Duration call, int concurrent, int waiting) {
        public static Limits standard() {
            return new Limits(Duration.ofSeconds(3), Duration.ofSeconds(10), 8, 64);
        }

        /**
         * The read timeout of one attempt; short enough that another attempt fits into the call.
         */
        Duration read() {
            return call.multipliedBy(6).dividedBy(10);
        }

        /** The timeout of a token request, which happens inside a call. */
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

    /** Creates a client on connections that it shares with other clients of the service. */
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
     * The transport that the clients of one service share. It keeps enough connections for the
     * concurrent requests of two clients, so that a burst reuses those opened for the previous one.
     * Over TLS with HTTP/2, one connection serves all.
     */
    public static OkHttpClient transport(Limits limits) {
        return plain(limits)
                .connectionPool(new ConnectionPool(2 * limits.concurrent(), KEPT_MINUTES, TimeUnit.MINUTES))
                .build();
    }

    /**
     * The client for token requests. It never retries, because a code or refresh token may be valid
     * for one use only.
     */
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
