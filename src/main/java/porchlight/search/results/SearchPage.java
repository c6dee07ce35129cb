package porchlight.search.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Listing;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.message.Messages;
import porchlight.search.Criterion;
import porchlight.search.FacetCounts;
import porchlight.search.Finder;
import porchlight.search.KnownCities;
import porchlight.search.Pagination;
import porchlight.search.Param;
import porchlight.search.ParameterNames;
import porchlight.search.PastTheEnd;
import porchlight.search.Results;
import porchlight.search.SearchField;
import porchlight.search.SearchForm;
import porchlight.search.SearchQuery;
import porchlight.search.SearchWords;
import porchlight.search.Sort;
import porchlight.search.Vocabulary;
import porchlight.search.Words;
import porchlight.search.phrase.TypedSearch;
import porchlight.seo.StructuredData;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;
import porchlight.web.View;

/** {@code GET /homes} and city pages: the search form and a page of results, with one MLS request each. */
public final class SearchPage {
    private static final int MOST_CITIES = 5;
    private static final int MOST_WAYS = 8;
    private static final String UNINDEXED = "noindex, follow";

    private final Finder finder;
    private final Supplier<? extends Vocabulary> vocabulary;
    private final OpenHouseCalendar openHouses;
    private final MlsProfile profile;
    private final @Nullable MapTiles mapTiles;
    private final StructuredData structured;
    private final Executor beside;

    /**
     * Raster tiles for the map.
     *
     * @param url with {@code {z}}, {@code {x}}, and {@code {y}}
     * @param attribution the credit that their owner requires
     */
    public record MapTiles(String url, String attribution) {}

    /**
     * @param mapTiles null for the map drawn by this site
     * @param beside runs computations while the MLS is queried
     */
    public SearchPage(
            Finder finder,
            Supplier<? extends Vocabulary> vocabulary,
            OpenHouseCalendar openHouses,
            MlsProfile profile,
            @Nullable MapTiles mapTiles,
            StructuredData structured,
            Executor beside) {
        this.finder = finder;
        this.vocabulary = vocabulary;
        this.openHouses = openHouses;
        this.profile = profile;
        this.mapTiles = mapTiles;
        this.structured = structured;
        this.beside = beside;
    }

    /** {@code GET /homes}. */
    public Answer answer(Request request) {
        var asked = request.query();
        var names = ParameterNames.of(asked, SearchField.NAMES);
        var typed = typed(names.corrected(asked).asMap());
        var form = typed.form();
        if (!names.areReadable() || !form.errors().isEmpty()) return refused(typed, misspelled(request, names));
        var reading = typed.reading();
        if (reading != null && reading.listingId() != null) return Answer.found("/mls/" + reading.listingId());
        var query = typed.query();
        // A redirect would hide what is said about unknown names.
        if (names.unknown().isEmpty()
                && (!asked.isCanonical(SearchField.NAMES)
                        || !asked.only(SearchField.NAMES).toString().equals(Param.query(query.params()))))
            // The meaning of names and lines depends on the names known today.
            return form.dependsOnNames() ? Answer.found(query.path()) : Answer.moved(query.path());
        return shown(request, form, query, null, names);
    }

    /** The errors in a request's names, each with a link to the same search with all names corrected. */
    static List<ResultsView.Fault> misspelled(Request request, ParameterNames names, List<String> known) {
        if (names.areReadable()) return List.of();
        var corrected = request.path() + "?" + names.corrected(request.query()).only(known);
        return names.misspelled().entrySet().stream()
                .map(name -> new ResultsView.Fault(
                        SearchField.of(name.getValue())
                                .filter(field -> !SearchField.UNSEEN.contains(field))
                                .orElse(SearchField.LINE)
                                .param(),
                        ParameterNames.error(name.getKey()),
                        PreparedForm.question(List.of(name.getValue()), List.of(corrected))))
                .toList();
    }

    private static List<ResultsView.Fault> misspelled(Request request, ParameterNames names) {
        return misspelled(request, names, SearchField.NAMES);
    }

    /** The errors in a request's names by name, for scripts. */
    public static Map<String, String> messages(ParameterNames names) {
        var messages = new LinkedHashMap<String, String>();
        names.misspelled()
                .forEach((name, meant) -> messages.put(
                        name,
                        ParameterNames.error(name)
                                + PreparedForm.question(List.of(meant), List.of("")).stream()
                                        .map(FieldView.MeantPart::text)
                                        .collect(Collectors.joining())));
        return messages;
    }

    /**
     * The form with names in the feed's spelling; an unknown name from the search line is shown as an error in its own
     * field.
     */
    public TypedSearch typed(Map<String, List<String>> parameters) {
        var names = vocabulary.get();
        var typed = TypedSearch.of(SearchForm.parse(parameters, names, finder.costs()), names);
        if (typed.reading() == null) return typed;
        var meant = SearchForm.of(typed.query(), names);
        return meant.errors().isEmpty() ? typed : new TypedSearch(meant, null);
    }

    /**
     * A search with an address of its own.
     *
     * @param where its name below the breadcrumbs: "Laurelhurst, Portland"
     * @param description for search engines, null for the heading's
     * @param way breadcrumbs, starting with the home page
     * @param robots directives for crawlers, null for none
     * @param lead what stands below the heading of the first page, null for nothing
     * @param about the view of {@code place/about.html} for the first page of results, null for none
     */
    public record Landing(
            SearchQuery query,
            String path,
            String title,
            String where,
            Heading heading,
            @Nullable String description,
            List<StructuredData.Crumb> way,
            @Nullable String robots,
            @Nullable String lead,
            @Nullable View about) {}

    /** The heading of a page of results. */
    public interface Heading {
        String of(Results results);

        /** The homes in a place. */
        static Heading in(String where) {
            // Without the place criterion, the homes can be anywhere.
            return results -> results.ignored().stream().anyMatch(Criterion.Place.class::isInstance)
                    ? results.heading()
                    : Messages.text("search.heading.in", results.homes(), where);
        }
    }

    /**
     * Shows any page of a landing page's results; if filters are added or its own are replaced, the search is at {@code
     * /homes}.
     */
    public Answer answer(Request request, Landing landing) {
        var asked = request.query();
        var names = ParameterNames.of(asked, SearchField.NAMES);
        var parameters = new HashMap<>(names.corrected(asked).asMap());
        var own = landing.query().params();
        for (var param : own)
            if (parameters.getOrDefault(param.name(), List.of()).stream().allMatch(String::isBlank))
                parameters.put(param.name(), List.of(param.value()));
        var search = typed(parameters);
        var form = search.form();
        if (!names.areReadable() || !form.errors().isEmpty()) return refused(search, misspelled(request, names));
        var query = form.query();
        // A redirect would hide what is said about unknown names.
        var moves = names.unknown().isEmpty();
        if (!form.line().isEmpty() || !query.page(1).equals(landing.query()))
            return moves ? Answer.found(search.query().path()) : shown(request, form, search.query(), null, names);
        // Its own criteria are already in its path, and its first page has no number.
        if (moves && ("1".equals(asked.first("page")) || own.stream().anyMatch(param -> asked.has(param.name()))))
            return Answer.moved(path(landing, query.page()));
        return shown(request, form, query, landing, names);
    }

    /** A page for an invalid search. */
    Answer refused(TypedSearch typed) {
        return refused(typed, List.of());
    }

    private Answer refused(TypedSearch typed, List<ResultsView.Fault> misspelled) {
        var form = typed.form();
        var prepared = prepared(form, typed.query(), SearchQuery::path);
        var view = new ResultsView(
                prepared.view(null),
                Stream.concat(misspelled.stream(), prepared.faults().stream()).toList(),
                refusal(form),
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                prepared.map(mapTiles));
        return Answer.refusal(
                400,
                view,
                Head.titled(Messages.text("search.faults.title"))
                        .robots("noindex")
                        .scripts("search-form.js", "suggest.js"));
    }

    /** The heading of a page that does not search because the form has errors. */
    static String refusal(SearchForm form) {
        return Messages.text(
                !form.unknown().isEmpty()
                                && form.errors().size() == form.unknown().size()
                                && form.unknown().stream().noneMatch(Criterion.Facet.class::isInstance)
                        ? "search.faults.unknown"
                        : "search.faults.heading");
    }

    private Answer shown(
            Request request, SearchForm typed, SearchQuery query, @Nullable Landing landing, ParameterNames names) {
        // The form and its counts come from the catalog.
        var form = CompletableFuture.supplyAsync(() -> prepared(typed, query, SearchQuery::path), beside);
        Pagination.Hrefs hrefs = number -> landing == null ? query.page(number).path() : path(landing, number);
        Results results;
        try {
            results = finder.find(query, request.retrieval());
        } catch (PastTheEnd end) {
            return missing(typed, query, end, hrefs);
        }
        var heading = landing == null ? results.heading() : landing.heading().of(results);
        var found = results.page();
        var prepared = form.join();
        var chips = prepared.chips();
        var view = new ResultsView(
                prepared.view(results),
                List.of(),
                heading,
                landing == null ? words(query, heading) : null,
                Finder.estimates(query, results) ? CostWords.of(finder.costs(query)) : null,
                landing == null ? null : landing(landing, query),
                tools(query, results.sort(), found.listings()),
                chips,
                notices(query, results, names, SearchQuery::path),
                CardView.with(
                        finder.monthlyCosts(query, results), CardView.first(found.listings(), openHouses.coming(), 1)),
                found.listings().isEmpty() ? empty(query, results, chips) : null,
                Pagination.of(hrefs, query.page(), results.total(), profile.maxResults()),
                prepared.map(mapTiles));
        var head = head(query, results, landing, heading);
        if (landing != null)
            head = head.structuredData(structured.list(
                    request.origin(), path(landing, query.page()), landing.title(), crumbs(landing), found.listings()));
        return Answer.page(view, head);
    }

    /** There is no such page: keeps the search and links to existing pages. */
    private Answer missing(SearchForm typed, SearchQuery query, PastTheEnd end, Pagination.Hrefs hrefs) {
        var first = query.page(1);
        var prepared = prepared(typed, first, SearchQuery::path);
        var empty =
                new ResultsView.EmptyView(Messages.text("search.page.gone"), null, null, pastEnd(end, hrefs), false);
        var view = new ResultsView(
                prepared.view(null),
                List.of(),
                noPage(query),
                null,
                null,
                null,
                tools(first, first.sort(), List.of()),
                prepared.chips(),
                List.of(),
                List.of(),
                empty,
                null,
                prepared.map(mapTiles));
        return Answer.refusal(
                404,
                view,
                Head.titled(noPage(query))
                        .robots("noindex")
                        .styles("map.css")
                        .scripts("search-form.js", "suggest.js", "map.js"));
    }

    static String noPage(SearchQuery query) {
        return Messages.text("search.page.none", query.page());
    }

    /** Links back to pages that certainly exist. */
    static List<ResultsView.Way> pastEnd(PastTheEnd end, Pagination.Hrefs hrefs) {
        var ways = new ArrayList<ResultsView.Way>();
        var last = end.lastPage();
        ways.add(new ResultsView.Way(
                Messages.text(last != null && last == 1 ? "search.page.only" : "search.page.first"),
                hrefs.of(1),
                null));
        if (last != null && last > 1)
            ways.add(new ResultsView.Way(Messages.text("search.page.last", last), hrefs.of(last), null));
        return ways;
    }

    /** The search in words, null if its heading says the same apart from the count. */
    private static @Nullable String words(SearchQuery query, String heading) {
        var words = SearchWords.of(query);
        return heading.endsWith(Words.lowerFirst(words)) ? null : words;
    }

    private static ResultsView.LandingView landing(Landing landing, SearchQuery query) {
        return new ResultsView.LandingView(
                landing.way(),
                landing.where(),
                query.page() == 1 ? landing.lead() : null,
                query.page() == 1 ? landing.about() : null);
    }

    private ResultsView.Tools tools(SearchQuery query, Sort order, List<Listing> homes) {
        return new ResultsView.Tools(
                query.map(!query.map()).path(),
                homes.isEmpty() ? null : SearchPager.href(query, homes.get(0)),
                query.sort(Sort.NEWEST).params(),
                homes.isEmpty() ? List.of() : PreparedForm.sorts(order, vocabulary.get()),
                profile.feedAllowed() ? AtomFeed.path(query) : null);
    }

    /** Of a search of which nothing was understood: the nearest names, and the largest cities. */
    private ResultsView.EmptyView lost(SearchQuery query) {
        var ways = new ArrayList<ResultsView.Way>();
        for (var criterion : query.criteria())
            for (var near : vocabulary.get().near(criterion)) ways.add(way(near.label(), near));
        finder.tally(SearchQuery.ALL).map(FacetCounts::cities).orElse(Map.of()).entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_CITIES)
                .map(city -> new ResultsView.Way(
                        city.getKey(),
                        SearchQuery.ALL
                                .with(List.of(new Criterion.Place(Criterion.Place.Kind.CITY, city.getKey())))
                                .path(),
                        (long) city.getValue()))
                .forEach(ways::add);
        return new ResultsView.EmptyView(
                Messages.text("search.lost"),
                null,
                Messages.text("search.empty.try", ways.size()),
                ways.stream().distinct().limit(MOST_WAYS).toList(),
                true);
    }

    private ResultsView.Way way(String label, Criterion criterion) {
        var search = SearchQuery.ALL.with(List.of(criterion));
        var homes = finder.tally(search).map(found -> (long) found.matches()).orElse(null);
        return new ResultsView.Way(label, search.path(), homes);
    }

    private ResultsView.EmptyView empty(SearchQuery query, Results results, List<ResultsView.Chip> chips) {
        if (query.isNotUnderstood()) return lost(query);
        var advice = results.total() == 0 ? finder.hints(query).orElse(null) : null;
        var heading = Messages.text("search.empty");
        if (advice == null)
            return new ResultsView.EmptyView(
                    heading,
                    null,
                    chips.isEmpty() ? null : Messages.text("search.empty.remove"),
                    chips.stream()
                            .map(chip -> new ResultsView.Way(
                                    Messages.text("search.empty.without", Words.quoted(chip.label())),
                                    chip.removeHref(),
                                    null))
                            .toList(),
                    true);
        var ways = advice.changes().stream()
                .map(change ->
                        new ResultsView.Way(change.label(), change.query().path(), change.count()))
                .toList();
        return new ResultsView.EmptyView(
                heading,
                advice.cause(),
                ways.isEmpty() ? null : Messages.text("search.empty.try", ways.size()),
                ways,
                true);
    }

    private static String path(Landing landing, int page) {
        return landing.path() + (page == 1 ? "" : "?page=" + page);
    }

    private static List<StructuredData.Crumb> crumbs(Landing landing) {
        return Stream.concat(landing.way().stream(), Stream.of(new StructuredData.Crumb(landing.where(), null)))
                .toList();
    }

    private Head head(SearchQuery query, Results results, @Nullable Landing landing, String heading) {
        var found = results.page();
        var shown = results.sort();
        var usual = landing == null ? Sort.NEWEST : landing.query().sort();
        var title = landing != null
                ? landing.title()
                : query.criteria().isEmpty() && query.sort() == Sort.NEWEST
                        ? Messages.text("search.title.all")
                        : SearchWords.of(query);
        if (shown != usual) title = Messages.text("search.title.sorted", title, Words.lowerFirst(shown.label()));
        if (query.map()) title = Messages.text("search.title.map", title);
        if (query.page() > 1) title = Messages.text("search.title.page", title, query.page());
        var onlyCity = query.criteria().size() == 1 && query.sort() == Sort.NEWEST && !query.map()
                ? query.city().flatMap(vocabulary.get().cities()::named)
                : java.util.Optional.<KnownCities.City>empty();
        var canonical = landing != null
                ? path(landing, query.page())
                : onlyCity.map(place -> place.path() + (query.page() == 1 ? "" : "?page=" + query.page()))
                        .orElse(query.path());
        var head = Head.titled(title)
                .described(
                        query.page() == 1
                                ? landing != null && landing.description() != null
                                        ? landing.description()
                                        : Messages.text("search.description", heading, profile.name())
                                : Messages.text("search.description.page", heading, profile.name(), query.page()))
                .canonical(canonical)
                .styles(landing == null ? new String[] {"map.css"} : new String[] {"map.css", "place.css"})
                .scripts("search-form.js", "suggest.js", "map.js", "saved.js", "trail.js", "photo-fallback.js")
                .menu(query.isForRent() ? Head.Menu.RENT : landing == null ? Head.Menu.BUY : null)
                .feed(profile.feedAllowed() ? AtomFeed.path(query) : null)
                .asOf(found.asOf(), found.stale(), profile.timeZone());
        // A page of other homes than its title says, or of none, is no page for a search engine.
        if (landing != null && (results.total() == 0 || !results.ignored().isEmpty())) return head.robots(UNINDEXED);
        if (landing != null) return landing.robots() == null ? head : head.robots(landing.robots());
        var all = query.criteria().isEmpty() && query.sort() == Sort.NEWEST && !query.map();
        return all || onlyCity.isPresent() ? head : head.robots(UNINDEXED);
    }

    /** @param href the address of a search */
    PreparedForm prepared(SearchForm form, SearchQuery query, Function<SearchQuery, String> href) {
        return new PreparedForm(form, query, vocabulary.get(), finder, href);
    }

    OpenHouseCalendar openHouses() {
        return openHouses;
    }

    /** @param href the address of a search */
    List<Notice> notices(SearchQuery query, Results results, ParameterNames names, Function<SearchQuery, String> href) {
        return Stream.concat(
                        Notice.of(names).stream(),
                        Notice.of(query, results, vocabulary.get().isComplete(), href).stream())
                .toList();
    }
}
