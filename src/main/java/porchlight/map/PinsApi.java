package porchlight.map;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.LocalDate;
import java.util.Map;
import porchlight.message.Messages;
import porchlight.search.Finder;
import porchlight.search.SearchQuery;
import porchlight.search.results.SearchPage;
import porchlight.web.Answer;
import porchlight.web.Request;

/** {@code GET /api/pins}: pins for the map's script. Makes no MLS request. */
public final class PinsApi {
    private static final int DEEPEST_ZOOM = 19;

    /** Up to this zoom level, a screen may show much of the feed. */
    private static final int WIDE = 13;

    private static final int MOST_WHOLES = 100;

    private final SearchPage search;
    private final Finder finder;
    private final Cache<Whole, Pins> wholes =
            Caffeine.newBuilder().maximumSize(MOST_WHOLES).build();

    /** Key for the pins of a whole result at a zoom level and catalog version. */
    private record Whole(SearchQuery query, int zoom, long version, LocalDate today) {}

    public PinsApi(SearchPage search, Finder finder) {
        this.search = search;
        this.finder = finder;
    }

    private record Faults(Map<String, String> errors) {}

    /** The pins of a search within {@code bounds} at {@code zoom}, or a 400 with {@code {"errors":{field:message}}}. */
    public Answer answer(Request request) {
        var typed = search.typed(request.query().asMap());
        var form = typed.form();
        var zoom = request.query().first("zoom");
        if (!form.errors().isEmpty()) return wrong(form.messages());
        if (zoom == null || !zoom.matches("\\d{1,2}") || Integer.parseInt(zoom) > DEEPEST_ZOOM)
            return wrong(Map.of("zoom", Messages.text("place.map.zoom", DEEPEST_ZOOM)));
        return Answer.json(pins(typed.query(), Integer.parseInt(zoom)));
    }

    private static Answer wrong(Map<String, String> errors) {
        return Answer.json(new Faults(errors)).status(400);
    }

    private Pins pins(SearchQuery query, int zoom) {
        var bounds = query.bounds();
        if (bounds.isEmpty() || zoom > WIDE || query.open().isPresent()) return Pins.of(finder.matches(query), zoom);
        // Visitors move around within the same result, so its pins are computed once.
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
