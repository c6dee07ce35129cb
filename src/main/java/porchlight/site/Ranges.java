package porchlight.site;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests for a part of a body (RFC 9110, 14). One range is answered with 206, or with 416 if the body is too
 * short for it; several, or anything else in the field, with the whole body, as the RFC allows.
 */
final class Ranges {
    private static final Pattern ONE = Pattern.compile("bytes=\\s*(?:(\\d{1,18})-(\\d{1,18})?|-(\\d{1,18}))\\s*");

    private Ranges() {}

    /**
     * What to send of a body; sets the status and the fields that say so.
     *
     * @param etag of the body, strong
     */
    static byte[] part(Context ctx, String etag, byte[] body) {
        ctx.header("Accept-Ranges", "bytes");
        var isCurrent = isCurrent(ctx.header("If-Range"), etag);
        var asked = ctx.header("Range");
        if (asked == null || !isCurrent || ctx.method() != HandlerType.GET || ctx.statusCode() != 200) return body;
        var one = ONE.matcher(asked);
        if (!one.matches()) return body;
        var suffix = one.group(3);
        var from = suffix == null ? Long.parseLong(one.group(1)) : Math.max(0, body.length - Long.parseLong(suffix));
        var last = suffix != null || one.group(2) == null ? body.length - 1L : Long.parseLong(one.group(2));
        if (last < from && from < body.length) return body;
        if (from >= body.length) {
            ctx.status(416).header("Content-Range", "bytes */" + body.length).header("Cache-Control", "no-store");
            return new byte[0];
        }
        var to = Math.min(last, body.length - 1L);
        ctx.status(206).header("Content-Range", "bytes " + from + "-" + to + "/" + body.length);
        return Arrays.copyOfRange(body, (int) from, (int) to + 1);
    }

    /** Whether the client has the beginning of this very body, or doesn't say. */
    private static boolean isCurrent(@Nullable String ifRange, String etag) {
        return ifRange == null || ifRange.strip().equals(etag);
    }
}
