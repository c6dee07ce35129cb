package porchlight.listingpage;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;
import porchlight.edge.SecurityHeaders;
import porchlight.listing.Listing;

/**
 * The Source MLS badge that a record with SourceMLSURL owes its page, and the beacon that its being seen sends.
 *
 * @param image address of the picture
 * @param beacon address that is told of each view
 */
public record SourceBadge(String image, String beacon) {
    static Optional<SourceBadge> of(Listing listing) {
        return Optional.ofNullable(listing.sourceMlsUrl()).map(url -> new SourceBadge(url + ".png", url));
    }

    /** Lets the page send its beacon: the badge's own host, on this page only. */
    void allow(Context ctx) {
        var url = URI.create(beacon);
        if (url.isAbsolute()) SecurityHeaders.allowConnections(ctx, url.getScheme() + "://" + url.getAuthority());
    }
}
