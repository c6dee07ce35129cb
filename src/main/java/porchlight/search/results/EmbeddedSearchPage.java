package porchlight.search.results;

import io.javalin.http.ServiceUnavailableResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import porchlight.listing.Listing;
import porchlight.listing.ListingPath;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;
import porchlight.search.Criterion;
import porchlight.search.Finder;
import porchlight.search.Pagination;
import porchlight.search.Param;
import porchlight.search.PastTheEnd;
import porchlight.search.Results;
import porchlight.search.SearchForm;
import porchlight.search.SearchQuery;
import porchlight.site.Embedding;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;

/** {@code GET /embed/search} and {@code GET /embed/results}: the search in a frame of another website. */
public final class EmbeddedSearchPage {
    /** The names of all parameters. */
    public static final List<String> PARAMS = Stream.concat(SearchQuery.PARAMS.stream(), Embedding.PARAMS.stream())
            .toList();

    /** Cards that are seen without scrolling. */
    private static final int EAGER = 2;

    private static final String RESULTS = "/embed/results";
    /** Fields of the form; other criteria of the host's choice travel with it. */
    private static final Set<String> FIELDS = Set.of("q", "max_price", "beds", "page");

    private final SearchPage search;
    private final Finder finder;
    private final PropertyResource properties;
    private final MlsProfile profile;

    public EmbeddedSearchPage(SearchPage search, Finder finder, PropertyResource properties, MlsProfile profile) {
        this.search = search;
        this.finder = finder;
        this.properties = properties;
        this.profile = profile;
    }

    /** A form alone: its results are in the frame, or on the site. */
    public Answer form(Request request) {
        var embedding = Embedding.of(request.query());
        var form = SearchForm.parse(request.query().asMap());
        var model = search.model(form, form.query(), other -> path(embedding, other));
        var inFrame = embedding.open() == Embedding.Open.FRAME;
        model.put("action", inFrame ? RESULTS : SearchQuery.PATH);
        model.put("kept", kept(form.query(), inFrame ? embedding.params() : Map.of()));
        model.put("embed", embedding);
        return Answer.page(
                "embed/search",
                Head.titled("Search homes").robots("noindex").scripts("frame.js"),
                model,
                SearchPage.FRESH_FOR);
    }

    /** A form and a page of results, or a carousel of them. */
    public Answer results(Request request) {
        var embedding = Embedding.of(request.query());
        var form = search.form(request.query().asMap());
        var query = form.query();
        if (form.errors().isEmpty() && !form.line().isEmpty()) {
            var reading = search.read(form);
            if (reading.listingId() != null) {
                var listing = properties.findByListingId(reading.listingId());
                if (listing.isPresent()) {
                    return Answer.found(embedding.path(
                            "/embed/listing/"
                                    + ListingPath.segment(listing.get().listingKey()),
                            ""));
                }
                query = query.with(List.of(new Criterion.Somewhere(form.line())));
            } else query = query.with(reading.criteria());
        }
        return shown(embedding, form, query);
    }

    private Answer shown(Embedding embedding, SearchForm form, SearchQuery query) {
        var model = search.model(form, query, other -> path(embedding, other));
        var head = Head.titled("Homes").robots("noindex").scripts("frame.js", "photo-fallback.js");
        model.put("heading", SearchPage.refusal(form));
        model.put("listings", List.of());
        model.put("notices", List.of());
        Results results = null;
        try {
            if (form.errors().isEmpty()) results = finder.find(query);
            // A carousel has no room to say that these are not the homes that were asked for.
            if (embedding.isCarousel() && results != null && results.areOthers())
                throw new ServiceUnavailableResponse();
        } catch (PastTheEnd end) {
            // A carousel has no pages.
            if (embedding.isCarousel()) throw end;
            model.put("heading", SearchPage.noPage(query));
            model.put("pastEnd", SearchPage.pastEnd(end, number -> path(embedding, query.page(number))));
        }
        if (results != null) {
            var found = results.page();
            model.put("heading", results.heading());
            model.put("listings", cards(embedding, found.listings()));
            model.put("notices", search.notices(query, results));
            model.put(
                    "pagination",
                    Pagination.of(
                            number -> path(embedding, query.page(number)),
                            query.page(),
                            results.total(),
                            profile.maxResults()));
            head = head.asOf(found.asOf(), found.stale(), profile.timeZone());
        }
        model.put("action", RESULTS);
        model.put("kept", kept(query, embedding.params()));
        model.put("sitePath", form.errors().isEmpty() ? query.page(1).path() : null);
        model.put("embed", embedding);
        var template = embedding.isCarousel() ? "embed/carousel" : "embed/results";
        return results != null
                ? Answer.page(template, head, model, SearchPage.FRESH_FOR)
                : Answer.refusal(form.errors().isEmpty() ? 404 : 400, template, head, model);
    }

    private static String path(Embedding embedding, SearchQuery query) {
        return embedding.path(RESULTS, Param.query(query.params()));
    }

    /** Each opens where the host page wants. */
    private List<CardView> cards(Embedding embedding, List<Listing> listings) {
        return CardView.of(
                listings,
                search.openHouses().coming(),
                listing -> embedding.open() == Embedding.Open.FRAME
                        ? embedding.path("/embed/listing/" + ListingPath.segment(listing.listingKey()), "")
                        : listing.path(),
                embedding.target(),
                EAGER);
    }

    private static List<Param> kept(SearchQuery query, Map<String, String> further) {
        var kept = new java.util.ArrayList<>(query.params().stream()
                .filter(param -> !FIELDS.contains(param.name()))
                .toList());
        further.forEach((name, value) -> kept.add(new Param(name, value)));
        return kept;
    }
}
