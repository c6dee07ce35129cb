package porchlight.listingpage;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import porchlight.listing.Listing;

/**
 * The Source MLS badge required on the page of a record with SourceMLSURL, and the beacon sent when it is seen.
 *
 * @param image address of the picture
 * @param beacon address that receives a report of each view
 */
public record SourceBadge(String image, String beacon) {
    static Optional<SourceBadge> of(Listing listing) {
        return Optional.ofNullable(listing.sourceMlsUrl()).map(url -> new SourceBadge(url + ".png", url));
    }

    /** The badge's own host, to which the page sends its beacon; empty if that is this site. */
    List<String> sentTo() {
        var url = URI.create(beacon);
        return url.isAbsolute() ? List.of(url.getScheme() + "://" + url.getAuthority()) : List.of();
    }
}
