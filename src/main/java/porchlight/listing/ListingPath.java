package porchlight.listing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of a listing's pages. */
public final class ListingPath {
    private ListingPath() {}

    /** The path of the detail page, percent-encoded. */
    public static String of(String listingKey, String slug) {
        return "/listing/"
                + URLEncoder.encode(listingKey, StandardCharsets.UTF_8).replace("+", "%20") + "/" + slug;
    }
}
