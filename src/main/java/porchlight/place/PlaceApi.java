package porchlight.place;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import porchlight.search.Finder;
import porchlight.search.SearchForm;
import porchlight.search.SearchPage;
import porchlight.site.Pages;

/** {@code GET /api/suggest} and {@code GET /api/pins}: what scripts ask for. No MLS request. */
public final class PlaceApi {
    private static final Duration FRESH_FOR = Duration.ofMinutes(1);
    private static final int LONGEST_LINE = 200;
    private static final int DEEPEST_ZOOM = 19;

    private final Supplier<PlaceIndex> places;
    private final SearchPage search;
    private final Finder finder;

    public PlaceApi(Supplier<PlaceIndex> places, SearchPage search, Finder finder) {
        this.places = places;
        this.search = search;
        this.finder = finder;
    }

    private record Offers(List<Suggestions.Suggestion> suggestions) {}

    private record Faults(Map<String, String> errors) {}

    /** {@code {"suggestions":[{"kind","text","detail","count","href"}]}}. */
    public void serveSuggestions(Context ctx) {
        var line = ctx.queryParam("q");
        var offers = line == null || line.length() > LONGEST_LINE
                ? List.<Suggestions.Suggestion>of()
                : places.get().suggestions().of(line);
        Pages.cacheFor(ctx, FRESH_FOR);
        Pages.sendJson(ctx, new Offers(offers));
    }

    /** The pins of a search within {@code bounds} at {@code zoom}, or with 400 {@code {"errors":{field:message}}}. */
    public void servePins(Context ctx) {
        var form = SearchForm.parse(ctx.queryParamMap());
        var zoom = ctx.queryParam("zoom");
        if (!form.errors().isEmpty()) {
            Pages.sendJson(ctx.status(400), new Faults(form.messages()));
        } else if (zoom == null || !zoom.matches("\\d{1,2}") || Integer.parseInt(zoom) > DEEPEST_ZOOM) {
            Pages.sendJson(ctx.status(400), new Faults(Map.of("zoom", "Zoom must be 0 to " + DEEPEST_ZOOM)));
        } else {
            var found = finder.matches(search.understood(form));
            Pages.cacheFor(ctx, FRESH_FOR);
            Pages.sendJson(ctx, Pins.of(found, Integer.parseInt(zoom)));
        }
    }
}
