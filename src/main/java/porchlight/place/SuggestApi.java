package porchlight.place;

import java.util.List;
import java.util.function.Supplier;
import porchlight.catalog.Catalog;
import porchlight.search.SearchForm;
import porchlight.web.Answer;
import porchlight.web.Request;

/** {@code GET /api/suggest}: suggestions for the beginning of a search line. Makes no MLS request. */
public final class SuggestApi {
    private final Supplier<PlaceIndex> places;
    private final Catalog catalog;

    public SuggestApi(Supplier<PlaceIndex> places, Catalog catalog) {
        this.places = places;
        this.catalog = catalog;
    }

    private record Offers(List<Suggestions.Suggestion> suggestions) {}

    /** {@code {"suggestions":[{"kind","text","detail","count","href"}]}}. */
    public Answer answer(Request request) {
        var line = request.query().first("q");
        var offers = line == null || line.length() > SearchForm.LONGEST_LINE
                ? List.<Suggestions.Suggestion>of()
                : places.get().suggestions().of(line, catalog::isShown);
        return Answer.json(new Offers(offers));
    }
}
