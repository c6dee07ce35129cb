package porchlight.listingpage;

import java.net.URI;
import java.util.List;
import java.util.Optional;
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

    /** The badge's own host, where the page sends its beacon; empty where that is this site. */
    List<String> sentTo() {
        var url = URI.create(beacon);
        return url.isAbsolute() ? List.of(url.getScheme() + "://" + url.getAuthority()) : List.of();
    }
}
