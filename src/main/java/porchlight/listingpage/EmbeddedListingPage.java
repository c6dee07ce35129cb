package porchlight.listingpage;

import porchlight.listing.Listing;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;
import porchlight.site.Embedding;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;
import porchlight.web.View;

/** {@code GET /embed/listing/{key}}: one home in another website's frame, with a link to its page. */
public final class EmbeddedListingPage {

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
                new EmbeddedListingView(listing, Embedding.of(request.query())),
                Head.titled(listing.address().full())
                        .robots("noindex")
                        .scripts("frame.js", "photo-fallback.js")
                        .asOf(found.asOf(), found.stale(), profile.timeZone()));
    }

    private record EmbeddedListingView(Listing listing, Embedding embed) implements View {
        @Override
        public String template() {
            return "embed/listing";
        }
    }
}
