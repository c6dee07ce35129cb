package porchlight.site;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on pictures of one host that visitors cannot reach themselves (the demo MLS on loopback). It asks that host
 * only, without credentials, and passes on nothing but pictures.
 */
public final class PhotoProxy {
    private static final Logger log = LoggerFactory.getLogger(PhotoProxy.class);
    private static final int MAX_BYTES = 12 * 1024 * 1024;
    private static final int LONGEST_BEACON = 2_000;
    private static final int AT_A_TIME = 16;
    private static final int MOST_WAITING = 32;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private final OkHttpClient http;
    private final HttpUrl origin;
    private final String prefix;
    private final Duration limit;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    /**
     * @param http a client that adds no credentials and follows no redirects
     * @param limit how long what is the MLS's may be kept, whatever the host says
     */
    public PhotoProxy(OkHttpClient http, HttpUrl origin, String prefix, Duration limit) {
        this.http = http;
        this.origin = origin;
        this.prefix = prefix;
        this.limit = limit;
    }

    /** {@code POST {prefix}/source-mls/<path>}: tells the host of a badge that it was seen. */
    public void passBeacon(Context ctx) {
        var path = ctx.req().getRequestURI().substring(prefix.length());
        var told = ctx.bodyAsBytes();
        if (told.length > LONGEST_BEACON) throw new BadRequestResponse();
        var url = origin.newBuilder().encodedPath(path).query(null).build();
        var request = new Request.Builder()
                .url(url)
                .post(RequestBody.create(told, MediaType.get("text/plain")))
                .build();
        takePlace();
        try (var response = http.newCall(request).execute()) {
            ctx.status(response.isSuccessful() ? 204 : 404);
        } catch (IOException fault) {
            log.warn("Beacon not passed on: {} to {}", fault.toString(), url);
            ctx.status(404);
        } finally {
            places.release();
        }
    }

    /** Where many wait already, or for long, a picture is done without: pages need the threads. */
    private void takePlace() {
        try {
            if (places.getQueueLength() < MOST_WAITING
                    && places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new ServiceUnavailableResponse();
    }

    /**
     * {@code GET {prefix}/<path>}. Who has the picture and asks whether it is still the same hears 304: by the host's ETag,
     * or by one of its bytes if the host gives none.
     */
    public void serve(Context ctx) {
        var path = ctx.req().getRequestURI().substring(prefix.length());
        var url = origin.newBuilder().encodedPath(path).query(null).build();
        takePlace();
        // Of what visitors accept only this matters, so that few versions of a picture are stored.
        var accept = ctx.header("Accept");
        var known = ctx.header("If-None-Match");
        var request = new Request.Builder()
                .url(url)
                .header("Accept", accept != null && accept.contains("image/webp") ? "image/webp,image/*" : "image/*");
        if (known != null) request.header("If-None-Match", known);
        try (var response = http.newCall(request.build()).execute()) {
            var etag = response.header("ETag");
            ctx.header("Cache-Control", lifetime(response)).header("Vary", "Accept");
            if (known != null && response.code() == 304) {
                if (etag != null) ctx.header("ETag", etag);
                ctx.status(304);
                return;
            }
            var type = response.header("Content-Type", "");
            if (!response.isSuccessful() || type == null || !type.startsWith("image/")) throw new NotFoundResponse();
            var body = response.peekBody(MAX_BYTES).bytes();
            if (etag == null) etag = Reply.etag(Reply.digest(body), ContentCoding.IDENTITY);
            ctx.header("ETag", etag);
            if (Reply.matches(known, etag)) {
                ctx.status(304);
                return;
            }
            // Pictures have no charset, whatever is told or added by default.
            ctx.res().setCharacterEncoding(null);
            ctx.contentType(type.replaceFirst("\\s*;.*", ""));
            // A drawing is shown as a picture only, whatever it may hold.
            ctx.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
            ctx.header("Content-Length", Integer.toString(body.length)).result(body);
        } catch (IOException fault) {
            log.warn("Photo not passed on: {} from {}", fault.toString(), url);
            throw new NotFoundResponse();
        } finally {
            places.release();
        }
    }

    /** As the host says, but within the limit; and never that it need not be asked again (RFC 8246). */
    private String lifetime(Response picture) {
        var told = picture.cacheControl();
        if (told.noStore()) return "no-store";
        var age = picture.header("Age");
        var spent = age != null && age.matches("\\d{1,9}") ? Long.parseLong(age) : 0;
        var seconds = told.noCache() ? 0 : limit.toSeconds();
        if (told.maxAgeSeconds() >= 0) seconds = Math.min(seconds, told.maxAgeSeconds());
        return (told.isPrivate() ? "private" : "public") + ", max-age=" + Math.max(0, seconds - spent);
    }
}
