package porchlight.site;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import porchlight.web.Answer;
import porchlight.web.ContentCoding;
import porchlight.web.Lifetime;

/** Sends bodies: content negotiation, ETag, 304, Content-Length, Vary, Cache-Control. */
public final class Reply {
    private static final int WORTH_ENCODING = 1_000;

    private static final String PRIVATE = "private";

    private Reply() {}

    /** Sends a body made for this request. */
    public static void send(Context ctx, String contentType, byte[] body) {
        var coding = body.length < WORTH_ENCODING
                ? ContentCoding.IDENTITY
                : ContentCoding.accepted(ctx.header("Accept-Encoding"));
        var etag = etag(digest(body), coding);
        ctx.header("ETag", etag).res().addHeader("Vary", "Accept-Encoding");
        if (ctx.statusCode() == 200 && matches(ctx.header("If-None-Match"), etag)) {
            notModified(ctx);
            return;
        }
        write(ctx, contentType, coding, coding.encoded(body, false));
    }

    /** Makes the response to a request, whatever it is, private to the browser. */
    public static void makePrivate(Context ctx) {
        ctx.attribute(PRIVATE, true);
    }

    /** Sets how long others may cache the response. */
    public static void lasting(Context ctx, Lifetime lifetime) {
        var isPrivate = ctx.attribute(PRIVATE) != null;
        ctx.header("Cache-Control", (isPrivate ? lifetime.asPrivate() : lifetime).cacheControl());
        // A cookie decides whether a visitor sees it.
        if (isPrivate) ctx.res().addHeader("Vary", "Cookie");
    }

    /** A picture that other sites may show. */
    static void send(Context ctx, Answer.Picture picture) {
        var etag = etag(digest(picture.bytes()), ContentCoding.IDENTITY);
        ctx.header("ETag", etag).header("Cross-Origin-Resource-Policy", "cross-origin");
        if (matches(ctx.header("If-None-Match"), etag)) notModified(ctx);
        else write(ctx, picture.type(), ContentCoding.IDENTITY, Ranges.part(ctx, etag, picture.bytes()));
    }

    static void send(Context ctx, Answer.File file) {
        var accepted = ContentCoding.accepted(ctx.header("Accept-Encoding"));
        var coding = file.codings().contains(accepted) ? accepted : ContentCoding.IDENTITY;
        var etag = etag(file.digest(), coding);
        ctx.header("Cross-Origin-Resource-Policy", "cross-origin").header("ETag", etag);
        // Scripts and fonts too, in a frame that is sandboxed into an origin of its own.
        ctx.header("Access-Control-Allow-Origin", "*");
        ctx.res().addHeader("Vary", "Accept-Encoding");
        if (matches(ctx.header("If-None-Match"), etag)) notModified(ctx);
        else write(ctx, file.type(), coding, Ranges.part(ctx, etag, file.bytes().in(coding)));
    }

    static void send(Context ctx, Answer.Photo photo) {
        ctx.header("ETag", photo.etag()).header("Cross-Origin-Resource-Policy", "cross-origin");
        if (matches(ctx.header("If-None-Match"), photo.etag())) {
            notModified(ctx);
            return;
        }
        // Pictures have no charset, whatever the default is.
        ctx.res().setCharacterEncoding(null);
        ctx.contentType(photo.type());
        // A browser that shows a picture on its own wraps it in a page with inline styles.
        ctx.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        var part = Ranges.part(ctx, photo.etag(), photo.bytes());
        ctx.header("Content-Length", Integer.toString(part.length)).result(part);
    }

    static void send(Context ctx, Answer.Stream stream) throws IOException {
        ctx.contentType(stream.type()).header("ETag", stream.etag());
        ctx.res().addHeader("Vary", "Accept-Encoding");
        if (stream.etag().equals(ctx.header("If-None-Match"))) {
            notModified(ctx);
            return;
        }
        if (ctx.method() == HandlerType.HEAD) return;
        var accepted = ctx.header("Accept-Encoding");
        var gzip = accepted != null && accepted.contains("gzip");
        if (gzip) ctx.header("Content-Encoding", "gzip");
        var body = ctx.outputStream();
        try (var out = new BufferedWriter(
                new OutputStreamWriter(gzip ? new GZIPOutputStream(body, 8_192) : body, StandardCharsets.UTF_8),
                16_384)) {
            stream.content().write(out);
        }
    }

    /** There is no body, so no field describes one (RFC 9110, 15.4.5). */
    public static void notModified(Context ctx) {
        ctx.status(304).res().setContentType(null);
    }

    public static void write(Context ctx, String contentType, ContentCoding coding, byte[] encoded) {
        ctx.contentType(contentType);
        if (coding != ContentCoding.IDENTITY) ctx.res().addHeader("Content-Encoding", coding.token());
        ctx.res().setContentLength(encoded.length);
        ctx.result(encoded);
    }

    /** Each representation has its own tag (RFC 9110, 8.8.3.3). */
    public static String etag(String digest, ContentCoding coding) {
        return "\"" + digest + "-" + coding.token() + "\"";
    }

    /** Whether an If-None-Match field contains the tag (weak comparison, RFC 9110, 13.1.2). */
    public static boolean matches(@Nullable String ifNoneMatch, String etag) {
        if (ifNoneMatch == null) return false;
        if (ifNoneMatch.equals(etag)) return true;
        if (ifNoneMatch.strip().equals("*")) return true;
        for (var tag : ifNoneMatch.split(","))
            if (tag.strip().replaceFirst("^W/", "").equals(etag)) return true;
        return false;
    }

    /**
     * Sixteen hexadecimal digits that change with the body. Checksums take a fraction of the time of a cryptographic
     * hash, most of all right after the start, and nobody gains by forging a page of ours.
     */
    public static String digest(byte[] body) {
        var one = new CRC32();
        one.update(body);
        var other = new CRC32C();
        other.update(body);
        return HexFormat.of().toHexDigits(one.getValue() << 32 | other.getValue());
    }
}
