package porchlight.listing;

import io.javalin.http.Context;
import io.javalin.http.GoneResponse;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.HashMap;
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
        var key = ctx.pathParam("key");
        if (key.length() > 100) throw new NotFoundResponse();
        var found = properties.find(key);
        if (found instanceof Found.Withheld) throw new GoneResponse();
        if (!(found instanceof Found.Displayed displayed)) throw new NotFoundResponse();
        var listing = displayed.listing();
        var model = new HashMap<String, Object>();
        model.put("listing", listing);
        model.put("embed", Embedding.of(ctx));
        model.put(
                "page",
                Head.titled(listing.address().full())
                        .robots("noindex")
                        .scripts("frame.js", "photo-fallback.js")
                        .asOf(displayed.asOf(), displayed.stale(), profile.timeZone()));
        Pages.cacheFor(ctx, FRESH_FOR);
        pages.render(ctx, "embed/listing", model);
    }
}
