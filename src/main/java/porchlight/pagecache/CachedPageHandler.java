package porchlight.pagecache;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import porchlight.edge.ClientAddress;
import porchlight.edge.Edge;
import porchlight.site.RequestMetrics;
import porchlight.web.ContentCoding;
import porchlight.web.RouteTable;

/**
 * Serves cached pages before a request reaches the servlet, whose path to a handler takes longer than serving the page.
 * Anything unusual goes to the servlet: a request line not seen before, requests that the {@link Edge} refused, and
 * requests whose response may not be the page. Requests served here are counted and logged like all others.
 */
public final class CachedPageHandler extends Handler.Wrapper {
    private static final List<String> ELSEWHERE = List.of("Transfer-Encoding", "Sec-WebSocket-Version");

    private final RouteTable routes;
    private final PageCache pages;
    private final @Nullable String origin;
    private final ClientAddress client;
    private final RequestMetrics traffic;
    private final InstantSource clock;

    /** @param origin the public origin, null to use that of each request */
    public CachedPageHandler(
            RouteTable routes,
            PageCache pages,
            @Nullable String origin,
            ClientAddress client,
            RequestMetrics traffic,
            InstantSource clock) {
        this.routes = routes;
        this.pages = pages;
        this.origin = origin;
        this.client = client;
        this.traffic = traffic;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return answers(request, response, callback) || super.handle(request, response, callback);
    }

    private boolean answers(Request request, Response response, Callback callback) {
        if (Edge.isRefused(request) || !isPlain(request)) return false;
        var began = System.nanoTime();
        var asker = client.of(request);
        var uri = request.getHttpURI();
        var now = clock.instant();
        var kept = pages.current(
                origin == null ? asker.scheme() + "://" + asker.host() : origin, uri.getPath(), uri.getQuery(), now);
        if (kept == null) return false;
        pages.countHit();
        var asked = request.getHeaders();
        var answer = kept.page().answer(asked::get, now);
        response.setStatus(answer.status());
        var fields = response.getHeaders();
        fields.put(HttpHeader.CACHE_CONTROL, answer.lifetime().cacheControl());
        fields.put(HttpHeader.VARY, HttpHeader.ACCEPT_ENCODING.asString());
        answer.headers().forEach(fields::put);
        var bytes = answer.type() == null ? null : Integer.toString(answer.body().length);
        if (bytes != null) {
            fields.add(type(answer.type()));
            fields.add(HttpHeader.CONTENT_ENCODING, answer.coding().token());
            fields.add(HttpHeader.CONTENT_LENGTH, bytes);
        }
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        traffic.note(new RequestMetrics.Answered(
                request.getMethod(),
                kept.route(),
                uri.getPath(),
                uri.getQuery(),
                answer.status(),
                TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began) / 1_000f,
                bytes,
                "hit",
                null,
                routes.policy(request).logged()));
        return true;
    }

    /** In the same format as the servlet's. */
    private static HttpField type(String type) {
        var known = MimeTypes.CACHE.get(type);
        return known == null ? new HttpField(HttpHeader.CONTENT_TYPE, type) : known.getContentTypeField();
    }

    /**
     * A GET without a body, without the fields that the servlet treats specially, and not for the uncompressed page,
     * which is large and created for each request.
     */
    private static boolean isPlain(Request request) {
        var asked = request.getHeaders();
        return HttpMethod.GET.is(request.getMethod())
                && request.getLength() <= 0
                && ELSEWHERE.stream().noneMatch(asked::contains)
                && ContentCoding.accepted(asked.get(HttpHeader.ACCEPT_ENCODING)) != ContentCoding.IDENTITY;
    }
}
