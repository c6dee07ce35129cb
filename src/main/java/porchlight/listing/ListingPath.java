package porchlight.listing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of a listing's pages. */
final class ListingPath {
    private ListingPath() {}

    static String of(String listingKey, String slug) {
        return "/listing/"
                + URLEncoder.encode(listingKey, StandardCharsets.UTF_8).replace("+", "%20") + "/" + slug;
    }
}
