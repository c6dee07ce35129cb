package porchlight.site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.photo.PhotoFormat;

/**
 * Fetches the pictures of a feed from their hosts. The addresses come from the feed, so they are not trusted: apart
 * from the feed's own origin, only https on the default port is allowed, and no host that resolves to this machine or
 * its network; no redirects, no credentials, nothing large. Requests to the feed's origin are charged to the MLS's
 * budget.
 */
public final class PhotoHosts {
    private static final Logger log = LoggerFactory.getLogger(PhotoHosts.class);
    /** The maximum size of a picture. */
    private static final long MAX_BYTES = 12L * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration PATIENCE_FOR_CARDS = Duration.ofSeconds(3);
    /** The formats that cards can be drawn from. */
    private static final String DRAWABLE = "image/jpeg,image/png";

    private final OkHttpClient feed;
    private final OkHttpClient world;
    private final Supplier<Optional<Duration>> budget;

    /**
     * @param dns resolves the names of photo hosts
     * @param budget counts a request to the MLS; returns how long to wait if none may be sent
     */
    public PhotoHosts(Dns dns, Supplier<Optional<Duration>> budget) {
        this.feed = new OkHttpClient.Builder()
                .followRedirects(false)
                .callTimeout(PATIENCE)
                .build();
        this.world = feed.newBuilder().dns(host -> publicOnly(host, dns)).build();
        this.budget = budget;
    }

    /**
     * A picture from the feed.
     *
     * @param ofFeed whether it is on the feed's own origin
     * @param withheld whether its home's address is withheld
     */
    public record Picture(HttpUrl url, boolean ofFeed, boolean withheld) {
        /** The picture at an address on another host, as used in the site's pages; empty if the address is invalid. */
        public static Optional<Picture> elsewhere(String address) {
            return Optional.ofNullable(HttpUrl.parse(address)).map(url -> new Picture(url, false, false));
        }

        /**
         * IP address literals are rejected because they are never resolved and so would not be checked; public photo
         * hosts have names.
         */
        private boolean isAllowed() {
            return ofFeed || url.isHttps() && url.port() == 443 && url.host().matches(".*\\.[a-z][a-z0-9-]*");
        }
    }

    /** The MLS's budget is used up. */
    static final class BudgetSpentException extends IOException {
        private final Duration wait;

        BudgetSpentException(Duration wait) {
            super("the MLS's budget is spent for " + wait);
            this.wait = wait;
        }

        Duration untilThen() {
            return wait;
        }
    }

    /**
     * Sends a request to a picture's host. The caller closes the response.
     *
     * @throws BudgetSpentException if the host is the MLS's and may not be called now
     * @throws IOException if the host must not be called or cannot be reached
     */
    Response ask(Picture picture, Request.Builder request) throws IOException {
        return ask(picture, request, PATIENCE);
    }

    private Response ask(Picture picture, Request.Builder request, Duration patience) throws IOException {
        if (!picture.isAllowed()) throw new IOException("not an address of a public host");
        if (picture.ofFeed()) {
            var wait = budget.get();
            if (wait.isPresent()) throw new BudgetSpentException(wait.get());
        }
        var call = (picture.ofFeed() ? feed : world)
                .newCall(request.url(picture.url()).build());
        call.timeout().timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        return call.execute();
    }

    /** The body, whatever length its header claims; empty if it is too large for a picture. */
    static Optional<byte[]> body(Response response) throws IOException {
        var source = response.body().source();
        if (source.request(MAX_BYTES + 1)) return Optional.empty();
        return Optional.of(source.readByteArray());
    }

    /** A picture's bytes for a card; empty if there is no picture or it must not or cannot be fetched. */
    public Optional<byte[]> bytes(Optional<Picture> picture) {
        if (picture.isEmpty()) return Optional.empty();
        try (var response = ask(picture.get(), new Request.Builder().header("Accept", DRAWABLE), PATIENCE_FOR_CARDS)) {
            if (!response.isSuccessful()) return Optional.empty();
            return body(response).filter(bytes -> PhotoFormat.of(bytes).isPresent());
        } catch (IOException fault) {
            log.info(
                    "Photo not fetched: {} from {}",
                    fault.toString(),
                    picture.get().url().host());
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
