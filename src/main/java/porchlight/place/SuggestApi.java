package porchlight.place;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import porchlight.catalog.Catalog;
import porchlight.search.SearchForm;
import porchlight.web.Answer;
import porchlight.web.Request;

/** {@code GET /api/suggest}: suggestions for the beginning of a search line. Makes no MLS request. */
public final class SuggestApi {
    /** What an address consists of, even of a home that isn't on the market. */
    private static final Set<Suggestions.Kind> OF_ADDRESSES = Set.of(
            Suggestions.Kind.CITY, Suggestions.Kind.ZIP_CODE, Suggestions.Kind.POSTAL_CODE, Suggestions.Kind.STREET);

    private final Supplier<PlaceIndex> places;
    private final Catalog catalog;

    public SuggestApi(Supplier<PlaceIndex> places, Catalog catalog) {
        this.places = places;
        this.catalog = catalog;
    }

    private record Offers(List<Suggestions.Suggestion> suggestions) {}

    /**
     * {@code {"suggestions":[{"kind","text","detail","count","href"}]}}; {@code for=address} leaves out what is no part
     * of an address.
     */
    public Answer answer(Request request) {
        var line = request.query().first("q");
        var offers = line == null || line.length() > SearchForm.LONGEST_LINE
                ? List.<Suggestions.Suggestion>of()
                : places.get().suggestions().of(line, catalog::isShown);
        var parts = "address".equals(request.query().first("for"));
        return Answer.json(new Offers(offers.stream()
                .filter(offer -> !parts || OF_ADDRESSES.contains(offer.kind()))
                .toList()));
    }
}
