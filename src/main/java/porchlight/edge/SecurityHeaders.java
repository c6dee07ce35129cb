package porchlight.edge;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
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
    private final List<String> embedOrigins;
    private final @Nullable String imageOrigin;
    private final @Nullable Foreign monitoring;
    private final Supplier<@Nullable Foreign> counting;
    private volatile Headers headers;

    /**
     * A script of others' on pages.
     *
     * @param script its https address
     * @param hosts origins to which it may send
     */
    public record Foreign(String script, List<String> hosts) {
        public Foreign {
            hosts = List.copyOf(hosts);
        }

        private String source() {
            var address = URI.create(script);
            return " https://" + address.getAuthority() + address.getRawPath();
        }

        /** A script that sends to its own host. */
        public static Foreign of(String script) {
            return new Foreign(script, List.of("https://" + URI.create(script).getAuthority()));
        }
    }

    /** @param counting the script for which they were made; null for none */
    private record Headers(
            @Nullable Foreign counting, List<HttpField> ordinary, List<HttpField> builder, List<HttpField> framed) {}

    /**
     * @param client knows who connected over https; those browsers must always use it
     * @param embedOrigins origins that may frame the widget
     * @param imageOrigin origin of pictures served over plain http, null for none
     * @param monitoring the MLS's script, null for none
     * @param counting the owner's script on pages outside of frames, which may change; null for none
     */
    public SecurityHeaders(
            RouteTable routes,
            ClientAddress client,
            List<String> embedOrigins,
            @Nullable String imageOrigin,
            @Nullable Foreign monitoring,
            Supplier<@Nullable Foreign> counting) {
        this.routes = routes;
        this.client = client;
        this.embedOrigins = List.copyOf(embedOrigins);
        this.imageOrigin = imageOrigin;
        this.monitoring = monitoring;
        this.counting = counting;
        this.headers = headers(counting.get());
    }

    private Headers headers(@Nullable Foreign counting) {
        var page = policy(Stream.of(monitoring, counting));
        var framers = Stream.concat(Stream.of("'self'"), embedOrigins.stream());
        return new Headers(
                counting,
                fields(page + "frame-ancestors 'none'", "same-origin"),
                fields(page + "frame-src 'self'; frame-ancestors 'none'", "same-origin"),
                fields(
                        policy(Stream.of(monitoring)) + "frame-ancestors " + framers.collect(Collectors.joining(" ")),
                        "cross-origin"));
    }

    /** Photos come from any https host that the MLS names; everything else is our own, but for these scripts. */
    private String policy(Stream<@Nullable Foreign> scripts) {
        var foreign = scripts.filter(Objects::nonNull).toList();
        return "default-src 'none'; script-src 'self'"
                + foreign.stream().map(Foreign::source).collect(Collectors.joining())
                + "; style-src 'self'; font-src 'self'; connect-src 'self'"
                + foreign.stream()
                        .flatMap(script -> script.hosts.stream())
                        .map(host -> " " + host)
                        .collect(Collectors.joining())
                + "; manifest-src 'self'; img-src 'self' data: https:" + (imageOrigin == null ? "" : " " + imageOrigin)
                + "; form-action 'self'; base-uri 'none'; ";
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
        var now = counting.get();
        var current = headers;
        if (!Objects.equals(current.counting, now)) headers = current = headers(now);
        var fields = switch (policy.framing()) {
            case NONE -> current.ordinary;
            case FRAMED -> current.framed;
            case FRAMES_OUR_OWN -> current.builder;
        };
        for (var field : fields) answer.add(field);
        if (!policy.indexed()) answer.add(NOT_INDEXED);
        if ("https".equals(client.of(request).scheme())) answer.add(KEEP_TO_TLS);
        return request;
    }
}
