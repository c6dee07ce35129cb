package porchlight.listingpage;

import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import porchlight.listing.ListingPath;
import porchlight.listing.PropertyResource;
import porchlight.place.Surroundings;
import porchlight.site.DrawnGround;
import porchlight.web.Answer;
import porchlight.web.Request;

/**
 * {@code GET /listing/{key}/{slug}/map.svg} and {@code …/map-dark.svg}: a home's location, as far as the public may
 * know it, for browsers without scripts.
 */
public final class MapPicture {

    private final PropertyResource properties;
    private final Surroundings surroundings;
    private final DrawnGround basemap;

    public MapPicture(PropertyResource properties, Surroundings surroundings, DrawnGround basemap) {
        this.properties = properties;
        this.surroundings = surroundings;
        this.basemap = basemap;
    }

    public Answer light(Request request) {
        return answer(request, "/map.svg", false);
    }

    public Answer dark(Request request) {
        return answer(request, "/map-dark.svg", true);
    }

    private Answer answer(Request request, String file, boolean dark) {
        var listing = ListingPage.find(request, properties).listing();
        var at = LocationMap.of(listing, surroundings)
                .filter(place -> place.isWithin(basemap))
                .orElseThrow(NotFoundResponse::new);
        var path = listing.path() + file;
        if (!ListingPath.isRequested(request.path(), path)) return Answer.moved(path);
        var svg = basemap.svg(at.degreesNorth(), at.degreesEast(), at.radius(), dark);
        return Answer.picture("image/svg+xml", svg.getBytes(StandardCharsets.UTF_8));
    }
}
