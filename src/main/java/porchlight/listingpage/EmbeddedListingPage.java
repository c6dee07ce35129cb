package porchlight.listingpage;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.HashMap;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;
import porchlight.site.Embedding;
import porchlight.site.Head;
import porchlight.site.Pages;

/** {@code GET /embed/listing/{key}}: one home in a frame of another website, with the way to its page. */
public final class EmbeddedListingPage {
    private static final Duration FRESH_FOR = Duration.ofMinutes(1);

    private final PropertyResource properties;
    private final MlsProfile profile;
    private final Pages pages;

    public EmbeddedListingPage(PropertyResource properties, MlsProfile profile, Pages pages) {
        this.properties = properties;
        this.profile = profile;
        this.pages = pages;
    }

    public void serve(Context ctx) {
        var found = ListingPage.find(ctx, properties);
        var listing = found.listing();
        var model = new HashMap<String, Object>();
        model.put("listing", listing);
        model.put("embed", Embedding.of(ctx));
        model.put(
                "page",
                Head.titled(listing.address().full())
                        .robots("noindex")
                        .scripts("frame.js", "photo-fallback.js")
                        .asOf(found.asOf(), found.stale(), profile.timeZone()));
        Pages.cacheFor(ctx, FRESH_FOR);
        pages.render(ctx, "embed/listing", model);
    }
}
