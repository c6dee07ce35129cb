package porchlight.listing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Paths of a listing's pages, for keys with any characters. */
public final class ListingPath {
    /**
     * Characters that a path segment may contain unencoded in addition to letters, digits, and
     * {@code -._~} (RFC 3986, 3.3).
     */
    private static final Map<String, String> MAY_BE_PLAIN = Map.ofEntries(
            Map.entry("%3A", ":"),
            Map.entry("%40", "@"),
            Map.entry("%21", "!"),
            Map.entry("%24", "$"),
            Map.entry("%26", "&"),
            Map.entry("%27", "'"),
            Map.entry("%28", "("),
            Map.entry("%29", ")"),
            Map.entry("%2B", "+"),
            Map.entry("%2C", ","),
            Map.entry("%3D", "="),
            Map.entry("%7E", "~"));

    private ListingPath() {}

    /** The path of the detail page, percent-encoded. */
    public static String of(String listingKey, String slug) {
        return ofKey(listingKey) + "/" + slug;
    }

    /** The path that leads to the detail page by the key alone, percent-encoded. */
    public static String ofKey(String listingKey) {
        return "/listing/" + segment(listingKey);
    }

    /** A key as one segment of a path, percent-encoded. */
    public static String segment(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Whether a request is for a path of this class, either as written or with characters decoded
     * that need no encoding in a path. Proxies may rewrite paths that way, and must not end up in a
     * redirect loop.
     * @param asked as it was sent
     */
    public static boolean isRequested(String asked, String path) {
        if (asked.equals(path)) return true;
        if (path.indexOf('%') < 0) return false;
        var plain = path;
        for (var character : MAY_BE_PLAIN.entrySet()) plain = plain.replace(character.getKey(), character.getValue());
        return asked.equals(plain);
    }
}
