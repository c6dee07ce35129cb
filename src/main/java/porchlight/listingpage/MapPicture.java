package porchlight.listingpage;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import porchlight.listing.Listing;
import porchlight.listing.ListingPath;
import porchlight.listing.PropertyResource;
import porchlight.place.Surroundings;
import porchlight.site.DrawnGround;
import porchlight.site.Pages;

/**
 * {@code GET /listing/{key}/{slug}/map.svg} and {@code …/map-dark.svg}: where a home is, as far as the public may know, for
 * browsers that run no scripts.
 */
public final class MapPicture {
    private static final Duration FRESH_FOR = Duration.ofMinutes(15);

    private final PropertyResource properties;
    private final Surroundings surroundings;
    private final DrawnGround basemap;

    public MapPicture(PropertyResource properties, Surroundings surroundings, DrawnGround basemap) {
        this.properties = properties;
        this.surroundings = surroundings;
        this.basemap = basemap;
    }

    public void serveLight(Context ctx) {
        serve(ctx, "/map.svg", false);
    }

    public void serveDark(Context ctx) {
        serve(ctx, "/map-dark.svg", true);
    }

    private void serve(Context ctx, String file, boolean dark) {
        Listing listing = ListingPage.find(ctx, properties).listing();
        var at = LocationMap.of(listing, surroundings)
                .filter(place -> place.isOn(basemap))
                .orElseThrow(NotFoundResponse::new);
        var path = listing.path() + file;
        if (!ListingPath.isAskedFor(ctx.path(), path)) {
            Pages.moved(ctx, path);
            return;
        }
        Pages.cacheFor(ctx, FRESH_FOR);
        ctx.header("X-Robots-Tag", "noindex");
        var svg = basemap.svg(at.degreesNorth(), at.degreesEast(), at.radius(), dark);
        Pages.sendPicture(ctx, "image/svg+xml", svg.getBytes(StandardCharsets.UTF_8));
    }
}
