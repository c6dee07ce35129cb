package porchlight.listingpage;

import java.time.Duration;
import java.util.Map;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;
import porchlight.site.Embedding;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;

/** {@code GET /embed/listing/{key}}: one home in a frame of another website, with the way to its page. */
public final class EmbeddedListingPage {
    private static final Duration FRESH_FOR = Duration.ofMinutes(1);

    private final PropertyResource properties;
    private final MlsProfile profile;

    public EmbeddedListingPage(PropertyResource properties, MlsProfile profile) {
        this.properties = properties;
        this.profile = profile;
    }

    public Answer answer(Request request) {
        var found = ListingPage.find(request, properties);
        var listing = found.listing();
        return Answer.page(
                "embed/listing",
                Head.titled(listing.address().full())
                        .robots("noindex")
                        .scripts("frame.js", "photo-fallback.js")
                        .asOf(found.asOf(), found.stale(), profile.timeZone()),
                Map.of("listing", listing, "embed", Embedding.of(request.query())),
                FRESH_FOR);
    }
}
