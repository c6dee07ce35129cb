package porchlight.site;

import io.javalin.http.Context;
import java.util.List;

/** The response headers that keep pages what they are: no foreign code, no framing, no guessing of types. */
public final class SecurityHeaders {
    private final String policy;

    /** @param imageSources further hosts that pictures come from, as CSP sources */
    public SecurityHeaders(List<String> imageSources) {
        // Photos come from whatever https host the MLS names; everything else is our own.
        this.policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
                + "manifest-src 'self'; img-src 'self' data: https: " + String.join(" ", imageSources)
                + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    /** Sets them before a request is handled. */
    public void apply(Context ctx) {
        ctx.header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "strict-origin-when-cross-origin")
                .header("Permissions-Policy", "camera=(), microphone=(), geolocation=(self), interest-cohort=()")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin");
        if (ctx.scheme().equals("https")) ctx.header("Strict-Transport-Security", "max-age=31536000");
    }
}
