package porchlight.search.results;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Frame;
import porchlight.listing.ListingBatch;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.search.Criterion;
import porchlight.search.Finder;
import porchlight.search.KnownCities;
import porchlight.search.Option;
import porchlight.search.Pagination;
import porchlight.search.Param;
import porchlight.search.PastTheEnd;
import porchlight.search.Prices;
import porchlight.search.QueryText;
import porchlight.search.Results;
import porchlight.search.SearchForm;
import porchlight.search.SearchQuery;
import porchlight.search.SearchWords;
import porchlight.search.Sort;
import porchlight.search.Vocabulary;
import porchlight.search.Words;
import porchlight.seo.StructuredData;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;

/** {@code GET /homes} and the pages of cities: the search form and a page of results, one MLS request each. */
public final class SearchPage {
    static final Duration FRESH_FOR = Duration.ofMinutes(1);
    private static final String TEMPLATE = "search/results";
    private static final String LINE_EXAMPLE = "3 bed house under 600k with garage";
    private final Finder finder;
    private final Supplier<? extends Vocabulary> vocabulary;
    private final OpenHouseCalendar openHouses;
    private final MlsProfile profile;
    private final @Nullable MapTiles mapTiles;
    private final StructuredData structured;
    private final Executor beside;

    /**
     * Raster tiles of the map.
     *
     * @param url with {@code {z}}, {@code {x}} and {@code {y}}
     * @param attribution the credit their owner wants
     */
    public record MapTiles(String url, String attribution) {}

    /**
     * @param mapTiles null for the ground drawn by this site
     * @param beside computes while the MLS is asked
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

    /** A chip: a criterion in words, and the search without it. */
    public record Chip(String label, String removeHref) {}

    /** A name that may be meant by another, and the search with it. */
    public record Meant(String label, String href) {}

    /** {@code GET /homes}. */
    public Answer answer(Request request) {
        var asked = request.query();
        var form = form(asked.asMap());
        if (!form.errors().isEmpty()) return refused(form);
        var query = form.query();
        if (!form.line().isEmpty()) {
            var reading = read(form);
            if (reading.listingId() != null) return Answer.found("/mls/" + reading.listingId());
            query = query.with(reading.criteria());
        }
        if (!asked.isCanonical(SearchQuery.PARAMS)
                || !asked.only(SearchQuery.PARAMS).toString().equals(Param.query(query.params())))
            // What names and lines mean depends on the names that are known today.
            return form.dependsOnNames() ? Answer.found(query.path()) : Answer.moved(query.path());
        return shown(request, form, query, null);
    }

    /**
     * What was typed, with the names that the feed has; a name of its line that the feed does not have stands, wrong, in the
     * field it belongs to.
     */
    public SearchForm form(Map<String, List<String>> parameters) {
        var names = vocabulary.get();
        var form = SearchForm.parse(parameters, names);
        if (!form.errors().isEmpty() || form.line().isEmpty()) return form;
        var meant = SearchForm.of(understood(form), names);
        return meant.errors().isEmpty() ? form : meant;
    }

    /** The search a form means, its line understood; without errors only. */
    public SearchQuery understood(SearchForm form) {
        return form.line().isEmpty()
                ? form.query()
                : form.query().with(read(form).criteria());
    }

    QueryText.Reading read(SearchForm form) {
        return form.reading(vocabulary.get());
    }

    /**
     * A search with an address of its own.
     *
     * @param where it looks, for the heading: "Laurelhurst, Portland"
     * @param way names of the pages above it by their paths, the site's own first
     * @param robots directives for crawlers, null for none
     * @param more what else the page shows, for its templates
     */
    public record Landing(
            SearchQuery query,
            String path,
            String title,
            String where,
            Map<String, String> way,
            @Nullable String robots,
            Map<String, Object> more) {}

    /**
     * Shows a landing page, any page of its results; with other filters, or others in place of its own, the search is at
     * {@code /homes}.
     */
    public Answer answer(Request request, Landing landing) {
        var asked = request.query();
        var typed = new HashMap<>(asked.asMap());
        var own = landing.query().params();
        for (var param : own)
            if (typed.getOrDefault(param.name(), List.of()).stream().allMatch(String::isBlank))
                typed.put(param.name(), List.of(param.value()));
        var form = form(typed);
        if (!form.errors().isEmpty()) return refused(form);
        var query = form.query();
        if (!form.line().isEmpty() || !query.page(1).equals(landing.query()))
            return Answer.found(understood(form).path());
        // Its own criteria are in its path already, and its first page has no number.
        if ("1".equals(asked.first("page")) || own.stream().anyMatch(param -> asked.has(param.name())))
            return Answer.moved(path(landing, query.page()));
        return shown(request, form, query, landing);
    }

    private Answer refused(SearchForm form) {
        var model = model(form, form.query(), SearchQuery::path);
        model.put("heading", refusal(form));
        model.put("listings", List.of());
        model.put("notices", List.of());
        return Answer.refusal(
                400,
                TEMPLATE,
                Head.titled("Error: check your search").robots("noindex").scripts("search-form.js", "suggest.js"),
                model);
    }

    static String refusal(SearchForm form) {
        return form.errors().size() == form.unknown().size()
                ? "We found nothing by that name"
                : "We could not read all of your search";
    }

    private Answer shown(Request request, SearchForm typed, SearchQuery query, @Nullable Landing landing) {
        // The form and its counts come from the catalog.
        var form = CompletableFuture.supplyAsync(() -> model(typed, query, SearchQuery::path), beside);
        Pagination.Hrefs hrefs = number -> landing == null ? query.page(number).path() : path(landing, number);
        Results results;
        try {
            results = finder.find(query);
        } catch (PastTheEnd end) {
            return missing(typed, query, end, hrefs);
        }
        var found = results.page();
        var heading = landing == null ? results.heading() : heading(results, query, landing);
        var model = form.join();
        model.put("heading", heading);
        var words = SearchWords.of(query);
        // The heading says it already, but for the number.
        model.put("words", heading.endsWith(Words.lowerFirst(words)) ? null : words);
        model.put("showLabel", showLabel(results.total()));
        model.put("sorts", sorts(results.sort()));
        model.put("listings", CardView.first(found.listings(), openHouses.coming(), 1));
        model.put("notices", notices(query, results));
        model.put("unheeded", unheeded(results));
        if (!found.listings().isEmpty())
            model.put("trailHref", SearchPager.href(query, found.listings().get(0)));
        if (results.total() == 0) finder.hints(query).ifPresent(hints -> model.put("hints", hints));
        model.put("pagination", Pagination.of(hrefs, query.page(), results.total(), profile.maxResults()));
        if (landing != null) {
            model.put("way", landing.way());
            model.put("place", landing.where());
            model.put("words", null);
            if (query.page() == 1) model.putAll(landing.more());
        }
        var head = head(query, results.sort(), landing, found, heading);
        if (landing != null)
            head = head.structuredData(structured.list(
                    request.origin(), path(landing, query.page()), landing.title(), crumbs(landing), found.listings()));
        return Answer.page(TEMPLATE, head, model, FRESH_FOR);
    }

    /** There is no such page: the search stays, and leads to the pages it has. */
    private Answer missing(SearchForm typed, SearchQuery query, PastTheEnd end, Pagination.Hrefs hrefs) {
        var model = model(typed, query.page(1), SearchQuery::path);
        model.put("heading", noPage(query));
        model.put("listings", List.of());
        model.put("notices", List.of());
        model.put("pastEnd", pastEnd(end, hrefs));
        return Answer.refusal(
                404,
                TEMPLATE,
                Head.titled(noPage(query))
                        .robots("noindex")
                        .styles("map.css")
                        .scripts("search-form.js", "suggest.js", "map.js"),
                model);
    }

    static String noPage(SearchQuery query) {
        return String.format(Locale.US, "This search has no page %,d", query.page());
    }

    /** Ways back: the pages that are surely there, by what leads to them. */
    static Map<String, String> pastEnd(PastTheEnd end, Pagination.Hrefs hrefs) {
        var ways = new LinkedHashMap<String, String>();
        var last = end.lastPage();
        ways.put(last != null && last == 1 ? "Go to its only page" : "Go to the first page", hrefs.of(1));
        if (last != null && last > 1) ways.put("Go to the last page, page " + last, hrefs.of(last));
        return ways;
    }

    private static String showLabel(long homes) {
        return homes == 1 ? "Show 1 home" : String.format(Locale.US, "Show %,d homes", homes);
    }

    private static String path(Landing landing, int page) {
        return landing.path() + (page == 1 ? "" : "?page=" + page);
    }

    private static String heading(Results results, SearchQuery query, Landing landing) {
        var counted = results.heading();
        // Homes of anywhere.
        if (results.ignored().stream().anyMatch(Criterion.Place.class::isInstance)) return counted;
        var place = SearchWords.place(query);
        return counted.substring(0, counted.length() - place.length()) + " in " + landing.where();
    }

    private static List<StructuredData.Crumb> crumbs(Landing landing) {
        var crumbs = new ArrayList<StructuredData.Crumb>();
        landing.way().forEach((path, name) -> crumbs.add(new StructuredData.Crumb(name, path)));
        crumbs.add(new StructuredData.Crumb(landing.where(), null));
        return crumbs;
    }

    private Head head(SearchQuery query, Sort shown, @Nullable Landing landing, ListingBatch found, String heading) {
        var title = landing != null
                ? landing.title()
                : query.criteria().isEmpty() && query.sort() == Sort.NEWEST
                        ? "All homes for sale"
                        : SearchWords.of(query);
        if (shown != Sort.NEWEST) title += ", " + Words.lowerFirst(shown.label());
        if (query.map()) title += " on the map";
        if (query.page() > 1) title += ", page " + query.page();
        var onlyCity = query.criteria().size() == 1 && query.sort() == Sort.NEWEST && !query.map()
                ? query.city().flatMap(vocabulary.get().cities()::named)
                : java.util.Optional.<KnownCities.City>empty();
        var canonical = landing != null
                ? path(landing, query.page())
                : onlyCity.map(place -> place.path() + (query.page() == 1 ? "" : "?page=" + query.page()))
                        .orElse(query.path());
        var head = Head.titled(title)
                .described(heading + (query.page() == 1 ? "" : ", page " + query.page())
                        + ", updated throughout the day from " + profile.name()
                        + ". Photos, prices, open houses and full details.")
                .canonical(canonical)
                .styles(landing == null ? new String[] {"map.css"} : new String[] {"map.css", "place.css"})
                .scripts("search-form.js", "suggest.js", "map.js", "saved.js", "trail.js", "photo-fallback.js")
                .menu(query.isForRent() ? Head.Menu.RENT : landing == null ? Head.Menu.BUY : null)
                .feed(profile.feedAllowed() ? AtomFeed.path(query) : null)
                .asOf(found.asOf(), found.stale(), profile.timeZone());
        if (landing != null) return landing.robots() == null ? head : head.robots(landing.robots());
        var all = query.criteria().isEmpty() && query.sort() == Sort.NEWEST && !query.map();
        return all || onlyCity.isPresent() ? head : head.robots("noindex, follow");
    }

    /** @param href where a search is shown */
    Map<String, Object> model(SearchForm form, SearchQuery query, Function<SearchQuery, String> href) {
        // The form shows the search as understood, not the line it was understood from.
        var shown = form.errors().isEmpty() ? SearchForm.of(query) : form;
        var model = new HashMap<String, Object>();
        model.put("typed", shown.firstValues());
        model.put("wrong", shown.messages());
        model.put("errors", shown.errors());
        model.put("meant", meant(form, vocabulary.get(), href));
        model.put("forRent", query.isForRent());
        model.put("near", !shown.value("near").isEmpty());
        var tally = form.errors().isEmpty() ? finder.tally(query).orElse(null) : null;
        var names = vocabulary.get();
        model.put("options", FormOptions.of(shown, names.choices(), names.cities(), tally));
        var histogram = tally == null ? List.<Prices.Bar>of() : tally.prices().histogram();
        model.put("histogram", histogram);
        var prices = query.prices();
        model.put(
                "pricesOut",
                histogram.stream()
                        .filter(bar -> prices.isPresent() && !bar.isWithin(prices.get()))
                        .toList());
        if (!histogram.isEmpty()) {
            model.put("histogramFrom", Words.shortDollars(histogram.get(0).from()));
            model.put(
                    "histogramTo",
                    Words.shortDollars(histogram.get(histogram.size() - 1).from()) + "+");
        }
        model.put("hints", null);
        var frame = tally == null ? Optional.<Frame>empty() : tally.frame();
        model.put("extent", frame.map(Frame::text).orElse(null));
        model.put(
                "outside", frame.map(Frame::outside).filter(homes -> homes > 0).orElse(null));
        // Where nothing is found, or nothing found is placed, the map shows where the site has homes.
        model.put(
                "wholeExtent",
                frame.isPresent() ? null : finder.frame().map(Frame::text).orElse(null));
        model.put("pinsQuery", Param.query(query.sort(Sort.NEWEST).map(false).params()));
        model.put("mapView", query.map());
        model.put("viewHref", href.apply(query.map(!query.map())));
        model.put("mapTiles", mapTiles);
        model.put("feedHref", profile.feedAllowed() && form.errors().isEmpty() ? AtomFeed.path(query) : null);
        model.put("bar", FilterBar.of(query, form.messages().keySet()));
        model.put("showLabel", "Show homes");
        model.put("line", query.places().isEmpty() ? LINE_EXAMPLE : "Now in " + query.places());
        model.put("words", null);
        model.put("keptParams", query.sort(Sort.NEWEST).params());
        model.put("sorts", sorts(query.sort()));
        model.put("chips", form.errors().isEmpty() ? chips(query, href) : List.of());
        model.put("unread", query.criteria().stream().anyMatch(Criterion.Unread.class::isInstance));
        model.put("pagination", null);
        model.put("places", vocabulary.get().cities().cities());
        return model;
    }

    OpenHouseCalendar openHouses() {
        return openHouses;
    }

    private static List<Option> sorts(Sort chosen) {
        return Stream.of(Sort.values())
                .map(sort -> new Option(sort.value(), sort.label(), sort == chosen))
                .toList();
    }

    /** By field, what may be meant by names that the feed does not have, each with the rest of the search. */
    private static Map<String, List<Meant>> meant(
            SearchForm form, Vocabulary names, Function<SearchQuery, String> href) {
        var meant = new HashMap<String, List<Meant>>();
        for (var name : form.unknown()) {
            var others = form.unknown().stream().filter(other -> other != name);
            var rest = form.query().with(others.toList());
            meant.put(
                    name.params().get(0).name(),
                    names.near(name).stream()
                            .map(near -> new Meant(near.label(), href.apply(rest.with(List.of(near)))))
                            .toList());
        }
        return meant;
    }

    private static List<Chip> chips(SearchQuery query, Function<SearchQuery, String> href) {
        return query.criteria().stream()
                .map(criterion -> new Chip(criterion.label(), href.apply(query.without(criterion))))
                .toList();
    }

    /** Whether the catalog answers it; of addresses it is said apart. */
    private static boolean isKnownLater(Criterion criterion) {
        return !(criterion instanceof Criterion.Keywords || criterion instanceof Criterion.Somewhere);
    }

    /** By field, that homes are shown whether or not they match it. */
    static Map<String, String> unheeded(Results results) {
        var notes = new HashMap<String, String>();
        for (var criterion : results.ignored())
            for (var param : criterion.params())
                notes.put(
                        param.name(),
                        results.loading() && isKnownLater(criterion)
                                ? "Not used yet: homes are still loading"
                                : "Not used in this search");
        return notes;
    }

    List<String> notices(SearchQuery query, Results results) {
        var indexed = vocabulary.get().isComplete();
        var notices = new ArrayList<String>();
        for (var criterion : results.ignored())
            notices.add(
                    results.tooMany()
                            ? "Too many homes match for this MLS to be searched by " + Words.quoted(criterion.label())
                                    + " together with words of the description, so they are shown whether or not they"
                                    + " match it. Fewer can be: choose a place or a price, for example."
                            : "This MLS cannot be searched by " + Words.quoted(criterion.label())
                                    + ", so homes are shown whether or not they match it.");
        if (results.sort() != query.sort())
            notices.add("This MLS does not put the results of such a search in the order “"
                    + query.sort().label() + "”, so they are shown "
                    + Words.lowerFirst(results.sort().label()) + ".");
        if (results.loading()
                && (results.sort() != query.sort() || results.ignored().stream().anyMatch(SearchPage::isKnownLater)))
            notices.add("The homes of this MLS are still loading here. Once they are, we can do that ourselves; please"
                    + " try again in a few minutes.");
        for (var criterion : query.criteria()) {
            if (criterion instanceof Criterion.Somewhere somewhere)
                notices.add("We looked for “" + somewhere.text() + "” in addresses and neighborhood names."
                        + (indexed
                                ? ""
                                : " Our index of addresses is still loading, so a home may be missing here;"
                                        + " please try again in a few minutes."));
            if (criterion instanceof Criterion.Unread unread)
                notices.add("We did not understand “" + unread.words() + "”, so it is left out of this search.");
        }
        return notices;
    }
}
