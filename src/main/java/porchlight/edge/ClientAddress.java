package porchlight.edge;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.InetAddressSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who sent a request, and to which address of the site, behind proxies. Anyone can send the header fields for
 * this ({@code X-Forwarded-For}, {@code -Proto}, {@code -Host}; RFC 7239 {@code Forwarded}). They are therefore trusted
 * only from proxies that the owner lists, only the kind that those proxies write, and only the part of a chain that
 * they added: the client is the right-most address that is not a trusted proxy. An untrusted header is reported once,
 * because it may mean that a proxy is missing from the settings.
 */
public final class ClientAddress {
    /** Strict: a near match would be resolved as a host name. */
    private static final Pattern IPV4 =
            Pattern.compile("(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern WITH_PORT = Pattern.compile("[^:]*:\\d{1,5}");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9.-]{1,253}(:\\d{1,5})?|\\[[0-9a-fA-F:.]{2,45}](:\\d{1,5})?");
    private static final String CLIENT = Client.class.getName();
    /** A chain of proxies is short; a longer field is not genuine. */
    private static final int LONGEST_FIELD = 2_000;

    private static final Logger log = LoggerFactory.getLogger(ClientAddress.class);

    private final InetAddressSet trusted = new InetAddressSet();
    private final Header header;
    /** The kinds of misconfiguration already reported. */
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /**
     * The header fields that trusted proxies write; all others come from the client, even if a proxy passes them on.
     */
    public enum Header {
        /** With {@code X-Forwarded-Proto} and {@code X-Forwarded-Host}. */
        X_FORWARDED_FOR("X-Forwarded-For"),
        /** RFC 7239. */
        FORWARDED("Forwarded");

        private final String field;

        Header(String field) {
            this.field = field;
        }

        /** The header by its lower-case name. */
        public static Header named(String name) {
            return name.equals("forwarded") ? FORWARDED : X_FORWARDED_FOR;
        }
    }

    /**
     * @param trustedProxies addresses and networks ({@code 10.0.0.0/8})
     * @throws IllegalArgumentException if one is invalid ({@link #isNetwork})
     */
    public ClientAddress(List<String> trustedProxies, Header header) {
        trusted.addAll(trustedProxies);
        this.header = header;
    }

    /** A predicate for addresses in any of these networks. */
    public static Predicate<InetAddress> in(List<String> networks) {
        var set = new InetAddressSet();
        set.addAll(networks);
        return address -> !set.isEmpty() && set.test(address);
    }

    /** Whether an address belongs to a trusted proxy. */
    public boolean isTrusted(InetAddress address) {
        return !trusted.isEmpty() && trusted.test(address);
    }

    /** Whether a text is an IP address, or a network in CIDR notation with zero host bits. */
    public static boolean isNetwork(String text) {
        try {
            return parse(text.split("/", 2)[0]).isPresent() && new InetAddressSet().add(text);
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** Whether a network is larger than any private network: IPv4 wider than /8, IPv6 wider than /7. */
    public static boolean isWorldwide(String network) {
        var parts = network.split("/", 2);
        return parts.length == 2 && Integer.parseInt(parts[1]) < (parts[0].contains(":") ? 7 : 8);
    }

    /**
     * The sender and the target of a request.
     *
     * @param address in Java's format; that of the last trusted proxy if it reports none
     * @param scheme {@code http} or {@code https}
     * @param host with its port if there was one; null if none was sent
     */
    public record Client(
            String address, String scheme, @Nullable String host) {}

    /** See {@link Client}. */
    public String address(Context ctx) {
        return of(ctx).address();
    }

    /** See {@link Client}. */
    public String scheme(Context ctx) {
        return of(ctx).scheme();
    }

    /** See {@link Client}. */
    public @Nullable String host(Context ctx) {
        return of(ctx).host();
    }

    private Client of(Context ctx) {
        return of(ServletContextRequest.getServletContextRequest(ctx.req()));
    }

    /** What one proxy reports about the request it received; null for what it leaves out. */
    private record Hop(
            @Nullable String client,
            @Nullable String proto,
            @Nullable String host) {}

    /** As reported by the trusted proxies; computed once per request. */
    public Client of(Request request) {
        if (request.getAttribute(CLIENT) instanceof Client known) return known;
        var client = read(request);
        request.setAttribute(CLIENT, client);
        return client;
    }

    private Client read(Request request) {
        var direct = new Client(
                Request.getRemoteAddr(request),
                request.getHttpURI().getScheme(),
                request.getHeaders().get(HttpHeader.HOST));
        var peer = trusted.isEmpty() ? Optional.<InetAddress>empty() : parse(direct.address());
        if (peer.isEmpty() || !trusted.test(peer.get())) {
            reportUntrusted(request, direct.address());
            return direct;
        }
        reportOtherHeader(request);
        var hops = hops(request.getHeaders());
        var address = peer.get();
        var hop = new Hop(null, null, null);
        for (int i = hops.size() - 1; i >= 0; i--) {
            hop = hops.get(i);
            var client = parse(hop.client());
            if (client.isEmpty()) break;
            address = client.get();
            if (!trusted.test(address)) break;
        }
        var scheme = "https".equalsIgnoreCase(hop.proto()) ? "https" : hop.proto() == null ? direct.scheme() : "http";
        var host = hop.host();
        return new Client(
                address.getHostAddress(),
                scheme,
                host != null && HOST.matcher(host).matches() ? host : direct.host());
    }

    private void reportUntrusted(Request request, String peer) {
        var fields = request.getHeaders();
        if (!fields.contains(Header.X_FORWARDED_FOR.field) && !fields.contains(Header.FORWARDED.field)) return;
        // Outsiders send this header too; they must not use up the one report about a proxy on this network.
        var near = parse(peer)
                .filter(address -> address.isLoopbackAddress()
                        || address.isSiteLocalAddress()
                        || address.isLinkLocalAddress()
                        || (address.getAddress()[0] & 0xfe) == 0xfc && address.getAddress().length == 16)
                .isPresent();
        if (reported.add(near ? "near" : "far"))
            log.warn(
                    "A request from {} says for whom it was forwarded, but TRUSTED_PROXIES does not name that address, so it"
                            + " is not believed and everybody behind it shares one client's limits. If it is your proxy, set"
                            + " TRUSTED_PROXIES={}",
                    peer,
                    peer);
    }

    private void reportOtherHeader(Request request) {
        var other = header == Header.FORWARDED ? Header.X_FORWARDED_FOR : Header.FORWARDED;
        var fields = request.getHeaders();
        if (!fields.contains(header.field) && fields.contains(other.field) && reported.add("other"))
            log.warn(
                    "A trusted proxy sends {} and not {}, which is the one that is believed. If it writes {} itself, set"
                            + " FORWARDED_HEADER={}",
                    other.field,
                    header.field,
                    other.field,
                    other.field.toLowerCase(Locale.ROOT));
    }

    /** Left to right. */
    private List<Hop> hops(HttpFields fields) {
        var hops = new ArrayList<Hop>();
        if (header == Header.FORWARDED) {
            for (var element : Forwarded.parse(field(fields, "Forwarded")))
                hops.add(new Hop(element.get("for"), element.get("proto"), element.get("host")));
            return hops;
        }
        var clients = list(fields, "X-Forwarded-For");
        var protos = list(fields, "X-Forwarded-Proto");
        var hosts = list(fields, "X-Forwarded-Host");
        var length = Math.max(1, clients.size());
        for (int fromRight = length - 1; fromRight >= 0; fromRight--)
            hops.add(new Hop(at(clients, fromRight), at(protos, fromRight), at(hosts, fromRight)));
        return hops;
    }

    /** The part at this position from the right; for a shorter list, its left-most part. */
    private static @Nullable String at(List<String> parts, int fromRight) {
        return parts.isEmpty() ? null : parts.get(Math.max(0, parts.size() - 1 - fromRight));
    }

    private static List<String> list(HttpFields fields, String name) {
        var value = field(fields, name);
        if (value.isBlank()) return List.of();
        var parts = new ArrayList<String>();
        for (var part : value.split(",", -1)) parts.add(part.strip());
        return parts;
    }

    /** Several fields with the same name form one list (RFC 9110, 5.3). */
    private static String field(HttpFields fields, String name) {
        var value = String.join(",", fields.getValuesList(name));
        return value.length() <= LONGEST_FIELD
                ? value
                : value.substring(value.indexOf(',', value.length() - LONGEST_FIELD) + 1);
    }

    /** An address with or without brackets and port; never looked up in DNS. */
    public static Optional<InetAddress> parse(@Nullable String text) {
        if (text == null) return Optional.empty();
        var address = text.strip();
        if (address.startsWith("[")) address = address.substring(1, Math.max(1, address.indexOf(']')));
        else if (address.indexOf(':') >= 0 && WITH_PORT.matcher(address).matches())
            address = address.substring(0, address.indexOf(':'));
        if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) return Optional.empty();
        try {
            return Optional.of(InetAddress.getByName(address));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }
}
