package porchlight.listing;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Turns the MediaURLs of a feed into addresses that visitors' browsers may load: absolute http or
 * https, upgraded to https, never on this machine or its network. Two kinds of photos get {@link
 * PhotoLinks} of this site instead: those on the feed's own origin, which may be reachable only
 * from here, and all photos of homes whose address is withheld, since file names and metadata may
 * reveal it.
 */
public final class PhotoUrls {
    private static final Pattern BOX = Pattern.compile("\\d{1,5}x(\\d{1,5})");
    private static final Pattern NUMBER = Pattern.compile("\\d+|0[xX][0-9a-fA-F]*");

    private static final String PLAIN_HOST = "[a-z0-9][a-z0-9-]*+(?:\\.[a-z0-9][a-z0-9-]*+)*+";
    private static final String PLAIN_PATH = "(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)++";

    private static final int HTTPS = 443;

    private final PhotoLinks links;
    private final List<MlsProfile.PhotoResize> resizes;
    /**
     * Addresses that a parser would leave unchanged, as nearly all are. Skipping the parser saves a
     * tenth of the time for a page of results.
     */
    private final Pattern plain;

    public PhotoUrls(HttpUrl serviceRoot, PhotoLinks links, List<MlsProfile.PhotoResize> resizes) {
        this.links = links;
        this.resizes = List.copyOf(resizes);
        var origin = serviceRoot.resolve("/").toString();
        this.plain = Pattern.compile("(?:" + Pattern.quote(origin.substring(0, origin.length() - 1))
                + "|https://(?<host>" + PLAIN_HOST + "))(?<path>" + PLAIN_PATH + ")");
    }

    /** Width and height of a picture. */
    record Pixels(int width, int height) {}

    /**
     * The photo at a MediaURL; empty when visitors must not be sent there.
     * @param original null if the feed does not give it
     * @param withheld whether the home's address is withheld
     */
    Optional<Photo> photo(String mediaUrl, @Nullable Pixels original, @Nullable String caption, boolean withheld) {
        return link(mediaUrl, withheld)
                .map(url -> new Photo(
                        url,
                        sizes(mediaUrl, original, withheld),
                        caption == null || withheld && !PlainCaption.is(caption) ? null : caption));
    }

    private Optional<String> link(String address, boolean withheld) {
        return withheld ? sealed(address) : publicUrl(address);
    }

    /**
     * A link to a picture that reveals nothing about the place; empty when the site would not fetch
     * it.
     */
    Optional<String> sealed(String address) {
        return parsed(address)
                .filter(url -> links.isOfFeed(url) || !isInternal(url.host()))
                .map(url -> links.isOfFeed(url) || url.isHttps()
                        ? url
                        : url.newBuilder().scheme("https").build())
                .filter(url -> links.isOfFeed(url) || url.port() == HTTPS)
                .map(links::sealed);
    }

    /** A link that visitors may follow or load; empty when they must not. */
    Optional<String> publicUrl(String address) {
        var known = plain.matcher(address);
        if (known.matches()) {
            var host = known.group("host");
            if (host == null) return Optional.of(links.signed(known.group("path")));
            return isInternal(host) ? Optional.empty() : Optional.of(address);
        }
        return parsed(address)
                .flatMap(url -> links.isOfFeed(url)
                        ? Optional.of(links.signed(PhotoLinks.path(url)))
                        : Optional.of(url)
                                .filter(away -> !isInternal(away.host()))
                                .map(away -> away.isHttps()
                                        ? away.toString()
                                        : away.newBuilder()
                                                .scheme("https")
                                                .build()
                                                .toString()));
    }

    private static Optional<HttpUrl> parsed(String address) {
        return Optional.ofNullable(HttpUrl.parse(address))
                .filter(url -> url.username().isEmpty() && url.password().isEmpty());
    }

    /**
     * The address of a Source MLS badge. Browsers load it and report back directly; a badge on a
     * feed that only this machine can reach (the demo MLS) is proxied.
     */
    Optional<String> badge(String address) {
        return parsed(address)
                .flatMap(url -> !links.isOfFeed(url)
                        ? publicUrl(address)
                        : isInternal(url.host())
                                ? Optional.of(links.badge(url.encodedPath()))
                                : Optional.of(url.toString()).filter(text -> text.startsWith("https:")));
    }

    private SortedMap<Integer, String> sizes(String mediaUrl, @Nullable Pixels original, boolean withheld) {
        var sizes = new TreeMap<Integer, String>();
        for (var resize : resizes) {
            var match = resize.match().matcher(mediaUrl);
            if (!match.matches()) continue;
            resize.sizes()
                    .forEach((width, size) -> link(
                                    match.replaceFirst(resize.url().replace("{size}", size)), withheld)
                            .ifPresent(url -> sizes.putIfAbsent(delivered(width, size, original), url)));
            break;
        }
        return Collections.unmodifiableSortedMap(sizes);
    }

    /**
     * The actual width of a photo: hosts fit it into a box such as {@code 640x480} and never
     * enlarge it.
     */
    private static int delivered(int width, String size, @Nullable Pixels original) {
        if (original == null) return width;
        var box = BOX.matcher(size);
        var high = box.matches()
                ? Math.round(Double.parseDouble(box.group(1)) * original.width() / original.height())
                : width;
        return (int) Math.max(1, Math.min(Math.min(width, original.width()), high));
    }

    /**
     * Names and address literals that point to this machine or its network. Public names are left
     * to the browser.
     */
    private static boolean isInternal(String address) {
        var host = address.endsWith(".") ? address.substring(0, address.length() - 1) : address;
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.endsWith(".local")
                || host.endsWith(".internal")
                || host.contains(":")
                || host.indexOf('.') < 0
                // Browsers read 127.1 and 0x7f.1 as addresses, as any host that ends in a number
                // (WHATWG URL, 3.5).
                || NUMBER.matcher(host.substring(host.lastIndexOf('.') + 1)).matches();
    }
}
