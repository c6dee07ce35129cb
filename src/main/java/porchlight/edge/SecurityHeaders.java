package porchlight.edge;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import porchlight.web.RouteTable;

/**
 * The response headers that protect pages: no foreign code, no framing, no MIME sniffing. Pages meant for framing may
 * be framed by the origins that the owner lists, and by the builder's preview. Pages that search engines should not
 * index say so.
 */
public final class SecurityHeaders implements HttpConfiguration.Customizer {
    /** The map requests the visitor's location; no other permission is needed. */
    private static final String PERMISSIONS = "geolocation=(self), accelerometer=(), browsing-topics=(), camera=(), "
            + "display-capture=(), gyroscope=(), hid=(), interest-cohort=(), magnetometer=(), microphone=(), midi=(), "
            + "payment=(), serial=(), usb=()";

    private static final HttpField NOT_INDEXED = field("X-Robots-Tag", "noindex");
    private static final HttpField KEEP_TO_TLS = field("Strict-Transport-Security", "max-age=31536000");

    private final RouteTable routes;
    private final ClientAddress client;
    private final List<HttpField> ordinary;
    private final List<HttpField> builder;
    private final List<HttpField> framed;

    /**
     * @param client knows who connected over https; those browsers must always use it
     * @param embedOrigins origins that may frame the widget
     * @param imageOrigin origin of pictures served over plain http, null for none
     * @param script https address of the one foreign script on pages, null for none; it may send to its own host
     */
    public SecurityHeaders(
            RouteTable routes,
            ClientAddress client,
            List<String> embedOrigins,
            @Nullable String imageOrigin,
            @Nullable String script) {
        this.routes = routes;
        this.client = client;
        // Photos come from any https host that the MLS names; everything else is our own.
        var foreign = script == null ? null : URI.create(script);
        var own = "default-src 'none'; script-src 'self'"
                + (foreign == null ? "" : " https://" + foreign.getAuthority() + foreign.getRawPath())
                + "; style-src 'self'; font-src 'self'; connect-src 'self'"
                + (foreign == null ? "" : " https://" + foreign.getAuthority())
                + "; manifest-src 'self'; img-src 'self' data: https:" + (imageOrigin == null ? "" : " " + imageOrigin)
                + "; form-action 'self'; base-uri 'none'; ";
        this.ordinary = fields(own + "frame-ancestors 'none'", "same-origin");
        this.builder = fields(own + "frame-src 'self'; frame-ancestors 'none'", "same-origin");
        var framers = Stream.concat(Stream.of("'self'"), embedOrigins.stream());
        this.framed = fields(own + "frame-ancestors " + framers.collect(Collectors.joining(" ")), "cross-origin");
    }

    private static List<HttpField> fields(String policy, String resourcePolicy) {
        return List.of(
                field("Content-Security-Policy", policy),
                field("X-Content-Type-Options", "nosniff"),
                field("Referrer-Policy", "strict-origin-when-cross-origin"),
                field("Permissions-Policy", PERMISSIONS),
                field("Cross-Origin-Opener-Policy", "same-origin"),
                field("Cross-Origin-Resource-Policy", resourcePolicy));
    }

    /** About a thousand bytes of every response, created once. */
    private static HttpField field(String name, String value) {
        return new PreEncodedHttpField(name, value);
    }

    /** Adds the headers before the request is handled. */
    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        var policy = routes.policy(request);
        var fields = switch (policy.framing()) {
            case NONE -> ordinary;
            case FRAMED -> framed;
            case FRAMES_OUR_OWN -> builder;
        };
        for (var field : fields) answer.add(field);
        if (!policy.indexed()) answer.add(NOT_INDEXED);
        if ("https".equals(client.of(request).scheme())) answer.add(KEEP_TO_TLS);
        return request;
    }
}
