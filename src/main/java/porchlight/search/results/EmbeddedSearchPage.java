package porchlight.search.results;

import io.javalin.http.ServiceUnavailableResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Listing;
import porchlight.listing.ListingPath;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;
import porchlight.message.Messages;
import porchlight.odata.Retrieval;
import porchlight.search.Criterion;
import porchlight.search.Finder;
import porchlight.search.Pagination;
import porchlight.search.Param;
import porchlight.search.ParameterNames;
import porchlight.search.PastTheEnd;
import porchlight.search.Results;
import porchlight.search.SearchField;
import porchlight.search.SearchForm;
import porchlight.search.SearchQuery;
import porchlight.site.Embedding;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;
import porchlight.web.View;

/** {@code GET /embed/search} and {@code GET /embed/results}: the search in another website's frame. */
public final class EmbeddedSearchPage {
    /** The names of all parameters. */
    public static final List<String> PARAMS = Stream.of(
                    SearchField.NAMES, Embedding.PARAMS, List.of(EmbeddedSearchPage.NAMED))
            .flatMap(List::stream)
            .toList();

    /** The parameter for a search that the owner named; its parameters take its place. */
    private static final String NAMED = "search";

    /** Cards that are visible without scrolling. */
    private static final int EAGER = 2;

    private static final String RESULTS = "/embed/results";
    /** The form's fields; other criteria that the host page chose are passed along. */
    private static final Set<SearchField> FIELDS =
            Set.of(SearchField.LINE, SearchField.MAX_PRICE, SearchField.BEDS, SearchField.PAGE);

    private final SearchPage search;
    private final Finder finder;
    private final PropertyResource properties;
    private final MlsProfile profile;
    private final NamedSearches searches;

    public EmbeddedSearchPage(
            SearchPage search, Finder finder, PropertyResource properties, MlsProfile profile, NamedSearches searches) {
        this.searches = searches;
        this.search = search;
        this.finder = finder;
        this.properties = properties;
        this.profile = profile;
    }

    /**
     * The form in a frame.
     *
     * @param kept hidden parameters submitted with it
     */
    record FormView(String action, List<SearchFormView.Kept> kept, FieldView line, FieldView maxPrice, FieldView beds) {
        private static FormView of(String action, List<SearchFormView.Kept> kept, PreparedForm form) {
            return new FormView(action, kept, form.line(), form.maxPrice(), form.beds());
        }
    }

    private record FormAloneView(Embedding embed, FormView form, List<ResultsView.Fault> faults, List<Notice> notices)
            implements View {
        @Override
        public String template() {
            return "embed/search";
        }
    }

    /**
     * @param faults errors in the form; if there are any, nothing was searched
     * @param ways links to existing pages, if the requested one does not exist
     * @param none whether a search found nothing
     * @param pagination null if nothing was found
     */
    private record FramedResultsView(
            Embedding embed,
            FormView form,
            List<ResultsView.Fault> faults,
            String heading,
            List<ResultsView.Chip> chips,
            List<Notice> notices,
            List<ResultsView.Way> ways,
            boolean none,
            List<CardView> homes,
            @Nullable Pagination pagination)
            implements View {
        @Override
        public String template() {
            return "embed/results";
        }
    }

    /** @param sitePath the same search on the site, null if there was none */
    private record CarouselView(
            Embedding embed,
            String heading,
            List<ResultsView.Fault> faults,
            List<Notice> notices,
            List<CardView> homes,
            @Nullable String sitePath)
            implements View {
        @Override
        public String template() {
            return "embed/carousel";
        }
    }

    /** A form alone; its results open in the frame or on the site. */
    public Answer form(Request request) {
        if (isNamed(request)) return named(request, "/embed/search");
        var names = ParameterNames.of(request.query(), PARAMS);
        var asked = names.corrected(request.query());
        var embedding = Embedding.of(asked);
        var form = SearchForm.parse(asked.asMap());
        var inFrame = embedding.open() == Embedding.Open.FRAME;
        var prepared = prepared(embedding, form, form.query());
        var view = FormView.of(
                inFrame ? RESULTS : SearchQuery.PATH,
                kept(form.query(), inFrame ? embedding.params() : Map.of()),
                prepared);
        var faults = Stream.concat(misspelled(request, names).stream(), prepared.faults().stream())
                .toList();
        var page = new FormAloneView(embedding, view, faults, Notice.of(names));
        var head = Head.titled(Messages.text("search.form")).robots("noindex").scripts("frame.js");
        return faults.isEmpty() ? Answer.page(page, head) : Answer.refusal(400, page, head);
    }

    private static boolean isNamed(Request request) {
        return request.query().has(NAMED);
    }

    private Answer named(Request request, String path) {
        var query = searches.query(String.valueOf(request.query().first(NAMED)));
        return Answer.found(Embedding.of(request.query()).path(path, Param.query(query.params())));
    }

    private static List<ResultsView.Fault> misspelled(Request request, ParameterNames names) {
        return SearchPage.misspelled(request, names, PARAMS);
    }

    private PreparedForm prepared(Embedding embedding, SearchForm form, SearchQuery query) {
        return search.prepared(form, query, other -> path(embedding, other));
    }

    /** A form and a page of results, or a carousel of them. */
    public Answer results(Request request) {
        if (isNamed(request)) return named(request, RESULTS);
        var names = ParameterNames.of(request.query(), PARAMS);
        var asked = names.corrected(request.query());
        var embedding = Embedding.of(asked);
        var typed = search.typed(asked.asMap());
        var form = typed.form();
        var reading = typed.reading();
        var faults = misspelled(request, names);
        if (!faults.isEmpty() || !form.errors().isEmpty()) return refused(embedding, form, typed.query(), faults);
        if (reading == null || reading.listingId() == null)
            return shown(embedding, form, typed.query(), names, request.retrieval());
        var listing = properties.findByListingId(reading.listingId(), request.retrieval());
        return listing.isPresent()
                ? Answer.found(embedding.path(
                        "/embed/listing/" + ListingPath.segment(listing.get().listingKey()), ""))
                : shown(
                        embedding,
                        form,
                        form.query().with(List.of(new Criterion.Somewhere(form.line()))),
                        names,
                        request.retrieval());
    }

    private Answer refused(
            Embedding embedding, SearchForm form, SearchQuery query, List<ResultsView.Fault> misspelled) {
        var heading = SearchPage.refusal(form);
        return Answer.refusal(
                400,
                embedding.isCarousel()
                        ? new CarouselView(embedding, heading, misspelled, List.of(), List.of(), null)
                        : framed(embedding, form, query, heading, misspelled, List.of()),
                head());
    }

    private Answer shown(
            Embedding embedding, SearchForm form, SearchQuery query, ParameterNames names, Retrieval retrieval) {
        if (embedding.isCarousel()) return carousel(embedding, query, names, retrieval);
        try {
            var results = finder.find(query, retrieval);
            return Answer.page(framed(embedding, form, query, results, names), head(results));
        } catch (PastTheEnd end) {
            var ways = SearchPage.pastEnd(end, number -> path(embedding, query.page(number)));
            return Answer.refusal(
                    404, framed(embedding, form, query, SearchPage.noPage(query), List.of(), ways), head());
        }
    }

    private static Head head() {
        return Head.titled(Messages.text("search.homes")).robots("noindex").scripts("frame.js", "photo-fallback.js");
    }

    private Head head(Results results) {
        var found = results.page();
        return head().asOf(found.asOf(), found.stale(), profile.timeZone());
    }

    /** A page without homes. */
    private FramedResultsView framed(
            Embedding embedding,
            SearchForm form,
            SearchQuery query,
            String heading,
            List<ResultsView.Fault> misspelled,
            List<ResultsView.Way> ways) {
        var prepared = prepared(embedding, form, query);
        return new FramedResultsView(
                embedding,
                FormView.of(RESULTS, kept(query, embedding.params()), prepared),
                Stream.concat(misspelled.stream(), prepared.faults().stream()).toList(),
                heading,
                prepared.chips(),
                List.of(),
                ways,
                false,
                List.of(),
                null);
    }

    private FramedResultsView framed(
            Embedding embedding, SearchForm form, SearchQuery query, Results results, ParameterNames names) {
        var prepared = prepared(embedding, form, query);
        var homes = results.page().listings();
        return new FramedResultsView(
                embedding,
                FormView.of(RESULTS, kept(query, embedding.params()), prepared),
                List.of(),
                results.heading(),
                prepared.chips(),
                notices(embedding, query, results, names),
                List.of(),
                homes.isEmpty(),
                cards(embedding, query, results),
                Pagination.of(
                        number -> path(embedding, query.page(number)),
                        query.page(),
                        results.total(),
                        profile.maxResults()));
    }

    /** Homes in a row, without pages and without room to say that they are other homes than requested. */
    private Answer carousel(Embedding embedding, SearchQuery query, ParameterNames names, Retrieval retrieval) {
        var results = finder.find(query, retrieval);
        if (results.areOthers()) throw new ServiceUnavailableResponse();
        var view = new CarouselView(
                embedding,
                results.heading(),
                List.of(),
                Stream.concat(Notice.of(names).stream(), estimates(query, results).stream())
                        .toList(),
                cards(embedding, query, results),
                query.page(1).path());
        return Answer.page(view, head(results));
    }

    private static String path(Embedding embedding, SearchQuery query) {
        return embedding.path(RESULTS, Param.query(query.params()));
    }

    /** Each opens where the host page wants it to. */
    private List<CardView> cards(Embedding embedding, SearchQuery query, Results results) {
        return CardView.with(
                finder.monthlyCosts(query, results),
                cards(embedding, results.page().listings()));
    }

    private List<Notice> notices(Embedding embedding, SearchQuery query, Results results, ParameterNames names) {
        return Stream.concat(
                        search.notices(query, results, names, other -> path(embedding, other)).stream(),
                        estimates(query, results).stream())
                .toList();
    }

    /** In a frame, there is no other place for it. */
    private Optional<Notice> estimates(SearchQuery query, Results results) {
        return Finder.estimates(query, results)
                ? Optional.of(new Notice(Notice.Kind.COSTS, CostWords.of(finder.costs(query)), null))
                : Optional.empty();
    }

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

    private static List<SearchFormView.Kept> kept(SearchQuery query, Map<String, String> further) {
        var own = query.params().stream()
                .filter(param -> !FIELDS.contains(param.field()))
                .map(param -> new SearchFormView.Kept(null, param.name(), param.value()));
        var others = further.entrySet().stream()
                .map(param -> new SearchFormView.Kept(null, param.getKey(), param.getValue()));
        return Stream.concat(own, others).toList();
    }
}
