package porchlight.site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches photos for the site itself, by the addresses its pages have. Addresses come from the feed, so they are not
 * trusted: only https on its own port, no host of this machine or its network whatever its name resolves to, no redirects,
 * no credentials, nothing but pictures, nothing large. The feed's own origin is asked by its paths under the proxy's prefix.
 */
public final class PhotoFetch {
    private static final Logger log = LoggerFactory.getLogger(PhotoFetch.class);
    private static final long MAX_BYTES = 12L * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final OkHttpClient feed;
    private final OkHttpClient world;
    private final HttpUrl origin;
    private final String prefix;

    /**
     * @param origin where paths under {@code prefix} are fetched from
     * @param dns resolves the names of photo hosts
     */
    public PhotoFetch(HttpUrl origin, String prefix, Dns dns) {
        this.feed = new OkHttpClient.Builder()
                .followRedirects(false)
                .callTimeout(PATIENCE)
                .build();
        this.world = feed.newBuilder().dns(host -> publicOnly(host, dns)).build();
        this.origin = origin;
        this.prefix = prefix + "/";
    }

    /** The bytes of the picture at an address; empty when it must not or cannot be fetched. */
    public Optional<byte[]> fetch(String address) {
        if (address.startsWith(prefix)) {
            var url = origin.newBuilder()
                    .encodedPath(address.substring(prefix.length() - 1))
                    .query(null)
                    .build();
            return fetch(feed, url);
        }
        var url = HttpUrl.parse(address);
        // An address literal is not resolved, so it would not be looked at; public photo hosts have names.
        if (url == null || !url.isHttps() || url.port() != 443 || !url.host().matches(".*\\.[a-z][a-z0-9-]*"))
            return Optional.empty();
        return fetch(world, url);
    }

    private static Optional<byte[]> fetch(OkHttpClient http, HttpUrl url) {
        try (var response = http.newCall(new Request.Builder().url(url).build()).execute()) {
            var type = response.header("Content-Type", "");
            if (!response.isSuccessful() || type == null || !type.startsWith("image/")) return Optional.empty();
            var source = response.body().source();
            // Content-Length may lie, so what comes is counted.
            if (source.request(MAX_BYTES + 1)) return Optional.empty();
            return Optional.of(source.readByteArray());
        } catch (IOException fault) {
            log.info("Photo not fetched: {} from {}", fault.toString(), url.host());
            return Optional.empty();
        }
    }

    private static List<InetAddress> publicOnly(String host, Dns dns) throws UnknownHostException {
        var addresses = dns.lookup(host);
        for (var address : addresses)
            if (isInternal(address)) throw new UnknownHostException(host + " is not on the public internet");
        return addresses;
    }

    private static boolean isInternal(InetAddress address) {
        var bytes = address.getAddress();
        var first = bytes[0] & 0xff;
        var second = bytes[1] & 0xff;
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                // 0/8, carrier-grade NAT (RFC 6598), benchmarks (RFC 2544), reserved; unique local IPv6 (RFC 4193),
                // mapped and 6to4.
                || bytes.length == 4
                        && (first == 0
                                || first == 100 && second >= 64 && second < 128
                                || first == 198 && (second == 18 || second == 19)
                                || first >= 240)
                || bytes.length == 16 && ((first & 0xfe) == 0xfc || first == 0 || first == 0x20 && second == 0x02);
    }
}
