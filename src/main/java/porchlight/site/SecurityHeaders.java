package porchlight.site;

import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The response headers that keep pages what they are: no foreign code, no framing, no guessing of types. The framed pages
 * under {@code /embed/} may be framed by the origins that the owner names, and by the preview of the builder.
 */
public final class SecurityHeaders {
    private static final String BUILDER = "/embed";
    /** The map asks where the visitor is; nothing here needs anything else. */
    private static final String PERMISSIONS = "geolocation=(self), accelerometer=(), browsing-topics=(), camera=(), "
            + "display-capture=(), gyroscope=(), hid=(), interest-cohort=(), magnetometer=(), microphone=(), midi=(), "
            + "payment=(), serial=(), usb=()";

    private final String policy;
    private final String builderPolicy;
    private final String framedPolicy;

    /**
     * @param embedOrigins origins that may frame the widget
     * @param imageOrigin one that pictures come from by plain http, null for none
     */
    public SecurityHeaders(List<String> embedOrigins, @Nullable String imageOrigin) {
        // Photos come from whatever https host the MLS names; everything else is our own.
        var own = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
                + "manifest-src 'self'; img-src 'self' data: https:" + (imageOrigin == null ? "" : " " + imageOrigin)
                + "; form-action 'self'; base-uri 'none'; ";
        this.policy = own + "frame-ancestors 'none'";
        this.builderPolicy = own + "frame-src 'self'; frame-ancestors 'none'";
        this.framedPolicy = own + "frame-ancestors "
                + String.join(
                        " ",
                        Stream.concat(Stream.of("'self'"), embedOrigins.stream())
                                .toList());
    }

    /** Adds them before anything else of a request is handled: the answer has none yet, so none is looked for. */
    public void apply(Context ctx) {
        var path = ctx.path();
        var framed = Embedding.isFramed(path);
        var answer = ctx.res();
        answer.addHeader(
                "Content-Security-Policy", framed ? framedPolicy : path.equals(BUILDER) ? builderPolicy : policy);
        answer.addHeader("X-Content-Type-Options", "nosniff");
        answer.addHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        answer.addHeader("Permissions-Policy", PERMISSIONS);
        answer.addHeader("Cross-Origin-Opener-Policy", "same-origin");
        answer.addHeader("Cross-Origin-Resource-Policy", framed ? "cross-origin" : "same-origin");
        if (framed) answer.addHeader("X-Robots-Tag", "noindex");
        if (ctx.scheme().equals("https")) answer.addHeader("Strict-Transport-Security", "max-age=31536000");
    }

    /** Lets the scripts of one page send to another origin too. */
    public static void allowConnections(Context ctx, String origin) {
        var policy = ctx.res().getHeader("Content-Security-Policy");
        if (policy != null)
            ctx.header("Content-Security-Policy", policy.replace("connect-src 'self'", "connect-src 'self' " + origin));
    }

    /** Lets the page of a request frame others: each of them an origin. */
    public static void allowFrames(Context ctx, List<String> origins) {
        var name = "Content-Security-Policy";
        var policy = ctx.res().getHeader(name);
        if (policy != null && !origins.isEmpty())
            ctx.header(name, "frame-src " + String.join(" ", origins) + "; " + policy);
    }
}
