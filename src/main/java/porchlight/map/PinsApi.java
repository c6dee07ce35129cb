package porchlight.map;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import porchlight.message.Messages;
import porchlight.search.Criterion;
import porchlight.search.Finder;
import porchlight.search.ParameterNames;
import porchlight.search.SearchField;
import porchlight.search.SearchQuery;
import porchlight.search.results.SearchPage;
import porchlight.web.Answer;
import porchlight.web.Request;

/** {@code GET /api/pins}: pins for the map's script. Makes no MLS request. */
public final class PinsApi {
    private static final String ZOOM = "zoom";
    /** The names of all parameters. */
    public static final List<String> PARAMS =
            Stream.concat(SearchField.NAMES.stream(), Stream.of(ZOOM)).toList();

    private static final int DEEPEST_ZOOM = 19;

    /** Up to this zoom level, a screen may show much of the feed. */
    private static final int WIDE = 13;

    private static final int MOST_KNOWN = 300;

    private final SearchPage search;
    private final Finder finder;
    private final Cache<Known, Pins> known =
            Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

    /** Key for the pins of a search on some tiles. */
    private record Known(List<Criterion> criteria, int zoom, Tiles tiles, long version, LocalDate today) {}

    public PinsApi(SearchPage search, Finder finder) {
        this.search = search;
        this.finder = finder;
    }

    private record Faults(Map<String, String> errors) {}

    /** The pins of a search within {@code bounds} at {@code zoom}, or a 400 with {@code {"errors":{field:message}}}. */
    public Answer answer(Request request) {
        var names = ParameterNames.of(request.query(), PARAMS);
        if (!names.areReadable()) return wrong(SearchPage.messages(names));
        var typed = search.typed(request.query().asMap());
        var form = typed.form();
        var zoom = request.query().first(ZOOM);
        if (!form.errors().isEmpty()) return wrong(form.messages());
        if (zoom == null || !zoom.matches("\\d{1,2}") || Integer.parseInt(zoom) > DEEPEST_ZOOM)
            return wrong(Map.of(ZOOM, Messages.text("place.map.zoom", DEEPEST_ZOOM)));
        return Answer.json(pins(typed.query(), Integer.parseInt(zoom)));
    }

    private static Answer wrong(Map<String, String> errors) {
        return Answer.json(new Faults(errors)).status(400);
    }

    private Pins pins(SearchQuery query, int zoom) {
        var bounds = query.bounds();
        // The visible part of the map is nothing that a visitor asked for.
        var asked = bounds.map(query::without).orElse(query);
        if (asked.isNotUnderstood()) return Pins.of(finder.matches(asked), zoom);
        if (bounds.isEmpty() || zoom > WIDE || query.dependsOnOpenHouses()) return Pins.of(finder.matches(query), zoom);
        var southWest = bounds.get().ring().get(0);
        var northEast = bounds.get().ring().get(2);
        var west = southWest.longitude().doubleValue();
        var south = southWest.latitude().doubleValue();
        var east = northEast.longitude().doubleValue();
        var north = northEast.latitude().doubleValue();
        // Visitors move around within the same result: the pins of whole tiles are computed once, and stay in place.
        var tiles = Tiles.around(west, south, east, north, zoom);
        var seen = known.get(
                        new Known(
                                asked.criteria(),
                                zoom,
                                tiles,
                                finder.version(),
                                finder.today().date()),
                        same -> Pins.of(finder.matches(asked), tiles, zoom))
                .within(west, south, east, north);
        return seen.areFew() ? Pins.of(finder.matches(query), zoom) : seen;
    }
}
