package porchlight.place;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import porchlight.catalog.Catalog;
import porchlight.search.Finder;
import porchlight.search.SearchForm;
import porchlight.search.SearchQuery;
import porchlight.search.results.SearchPage;
import porchlight.site.Pages;
import porchlight.site.Query;

/** {@code GET /api/suggest} and {@code GET /api/pins}: what scripts ask for. No MLS request. */
public final class PlaceApi {
    private static final Duration FRESH_FOR = Duration.ofMinutes(1);
    private static final int DEEPEST_ZOOM = 19;

    /** Zoom up to which a screen may hold much of the feed. */
    private static final int WIDE = 13;

    private static final int MOST_WHOLES = 100;

    private final Supplier<PlaceIndex> places;
    private final Catalog catalog;
    private final SearchPage search;
    private final Finder finder;
    private final Cache<Whole, Pins> wholes =
            Caffeine.newBuilder().maximumSize(MOST_WHOLES).build();

    /** The pins of a whole result at a zoom, as the catalog was. */
    private record Whole(SearchQuery query, int zoom, long version, LocalDate today) {}

    public PlaceApi(Supplier<PlaceIndex> places, Catalog catalog, SearchPage search, Finder finder) {
        this.places = places;
        this.catalog = catalog;
        this.search = search;
        this.finder = finder;
    }

    private record Offers(List<Suggestions.Suggestion> suggestions) {}

    private record Faults(Map<String, String> errors) {}

    /** {@code {"suggestions":[{"kind","text","detail","count","href"}]}}. */
    public void serveSuggestions(Context ctx) {
        var line = Query.of(ctx).first("q");
        var offers = line == null || line.length() > SearchForm.LONGEST_LINE
                ? List.<Suggestions.Suggestion>of()
                : places.get().suggestions().of(line, catalog::isShown);
        Pages.cacheFor(ctx, FRESH_FOR);
        Pages.sendJson(ctx, new Offers(offers));
    }

    /** The pins of a search within {@code bounds} at {@code zoom}, or with 400 {@code {"errors":{field:message}}}. */
    public void servePins(Context ctx) {
        var form = search.form(Query.of(ctx).asMap());
        var zoom = Query.of(ctx).first("zoom");
        if (!form.errors().isEmpty()) {
            Pages.sendJson(ctx.status(400), new Faults(form.messages()));
        } else if (zoom == null || !zoom.matches("\\d{1,2}") || Integer.parseInt(zoom) > DEEPEST_ZOOM) {
            Pages.sendJson(ctx.status(400), new Faults(Map.of("zoom", "Zoom must be 0 to " + DEEPEST_ZOOM)));
        } else {
            Pages.cacheFor(ctx, FRESH_FOR);
            Pages.sendJson(ctx, pins(search.understood(form), Integer.parseInt(zoom)));
        }
    }

    private Pins pins(SearchQuery query, int zoom) {
        var bounds = query.bounds();
        if (bounds.isEmpty() || zoom > WIDE || query.open().isPresent()) return Pins.of(finder.matches(query), zoom);
        // Visitors move about the same whole result: it is put together once.
        var all = query.without(bounds.get());
        var seen = wholes.get(
                        new Whole(all, zoom, finder.version(), finder.today().date()),
                        whole -> Pins.of(finder.matches(all), zoom))
                .within(
                        bounds.get().ring().get(0).longitude().doubleValue(),
                        bounds.get().ring().get(0).latitude().doubleValue(),
                        bounds.get().ring().get(2).longitude().doubleValue(),
                        bounds.get().ring().get(2).latitude().doubleValue());
        return seen.areFew() ? Pins.of(finder.matches(query), zoom) : seen;
    }
}
