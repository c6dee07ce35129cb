package porchlight.site;

import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Sends a whole body: negotiated coding, strong ETag, 304, Content-Length, Vary. */
public final class Reply {
    private static final int WORTH_ENCODING = 1_000;

    private Reply() {}

    /** Sends a body made for this request. */
    public static void send(Context ctx, String contentType, byte[] body) {
        var coding = body.length < WORTH_ENCODING
                ? ContentCoding.IDENTITY
                : ContentCoding.accepted(ctx.header("Accept-Encoding"));
        var etag = etag(digest(body), coding);
        ctx.header("Vary", "Accept-Encoding").header("ETag", etag);
        if (ctx.statusCode() == 200 && matches(ctx.header("If-None-Match"), etag)) {
            notModified(ctx);
            return;
        }
        write(ctx, contentType, coding, coding.encoded(body, false));
    }

    /** There is no body, so nothing is told of it (RFC 9110, 15.4.5). */
    public static void notModified(Context ctx) {
        ctx.status(304).res().setContentType(null);
    }

    public static void write(Context ctx, String contentType, ContentCoding coding, byte[] encoded) {
        ctx.contentType(contentType);
        if (coding != ContentCoding.IDENTITY) ctx.res().addHeader("Content-Encoding", coding.token());
        ctx.res().setContentLength(encoded.length);
        ctx.result(encoded);
    }

    /** One representation, one tag: RFC 9110, 8.8.3.3. */
    public static String etag(String digest, ContentCoding coding) {
        return "\"" + digest + "-" + coding.token() + "\"";
    }

    /** Whether an If-None-Match field names the tag (weak comparison, RFC 9110, 13.1.2). */
    public static boolean matches(@Nullable String ifNoneMatch, String etag) {
        if (ifNoneMatch == null) return false;
        if (ifNoneMatch.equals(etag)) return true;
        if (ifNoneMatch.strip().equals("*")) return true;
        for (var tag : ifNoneMatch.split(","))
            if (tag.strip().replaceFirst("^W/", "").equals(etag)) return true;
        return false;
    }

    /** The first 16 hexadecimal digits of the body's SHA-256. */
    public static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body), 0, 8);
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
