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
 * The response headers that keep pages what they are: no foreign code, no framing, no guessing of types. Pages made to be
 * framed may be by the origins that the owner names, and by the preview of the builder. What search engines are not to list
 * says so.
 */
public final class SecurityHeaders implements HttpConfiguration.Customizer {
    /** The map asks where the visitor is; nothing here needs anything else. */
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
     * @param client tells who asked by https: browsers that did are to do so always
     * @param embedOrigins origins that may frame the widget
     * @param imageOrigin one that pictures come from by plain http, null for none
     * @param script https address of the one foreign script that pages load, null for none; it may send to its own host
     */
    public SecurityHeaders(
            RouteTable routes,
            ClientAddress client,
            List<String> embedOrigins,
            @Nullable String imageOrigin,
            @Nullable String script) {
        this.routes = routes;
        this.client = client;
        // Photos come from whatever https host the MLS names; everything else is our own.
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

    /** A thousand bytes of every answer, made once. */
    private static HttpField field(String name, String value) {
        return new PreEncodedHttpField(name, value);
    }

    /** Adds them before anything else of a request is handled. */
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
