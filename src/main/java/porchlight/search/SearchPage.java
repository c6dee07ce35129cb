package porchlight.search;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.ListingPage;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.listing.PropertyResource;
import porchlight.odata.Filter;
import porchlight.site.Head;
import porchlight.site.Pages;

/** {@code GET /homes} and the pages of cities: the search form and a page of results, one MLS request each. */
public final class SearchPage {
    static final Duration FRESH_FOR = Duration.ofMinutes(1);
    /** Filters that stand outside the panel. */
    private static final Set<String> IN_BAR = Set.of("q", "min_price", "max_price", "beds", "baths", "page", "sort");

    private static final int MOST_KEYS = 100;

    private final PropertyResource properties;
    private final FeedCapabilities capabilities;
    private final Supplier<KnownCities> cities;
    private final Supplier<Choices> choices;
    private final OpenHouseCalendar openHouses;
    private final MlsProfile profile;
    private final Pages pages;

    public SearchPage(
            PropertyResource properties,
            FeedCapabilities capabilities,
            Supplier<KnownCities> cities,
            Supplier<Choices> choices,
            OpenHouseCalendar openHouses,
            MlsProfile profile,
            Pages pages) {
        this.properties = properties;
        this.capabilities = capabilities;
        this.cities = cities;
        this.choices = choices;
        this.openHouses = openHouses;
        this.profile = profile;
        this.pages = pages;
    }

    /** A chip: a criterion in words, and the search without it. */
    public record Chip(String label, String removeHref) {}

    /** {@code GET /homes}. */
    public void serve(Context ctx) {
        var form = SearchForm.parse(ctx.queryParamMap());
        if (!form.errors().isEmpty()) {
            refuse(ctx, form);
            return;
        }
        var query = form.query();
        if (!form.line().isEmpty()) {
            var reading = read(form.line());
            if (reading.listingId() != null) {
                ctx.redirect("/mls/" + reading.listingId());
                return;
            }
            query = query.with(reading.criteria());
        }
        if (!known(ctx.queryString()).equals(Param.query(query.params()))) {
            ctx.redirect(query.path());
            return;
        }
        show(ctx, form, query, null);
    }

    QueryText.Reading read(String line) {
        return QueryText.read(line, cities.get());
    }

    /** {@code GET /homes/{state}/{city}}. */
    public void serveCity(Context ctx) {
        var slug = ctx.pathParam("city");
        var state = ctx.pathParam("state");
        var city = cities.get().at(state, slug);
        if (city.isEmpty() || !ctx.pathParam("state").equals(state.toLowerCase(Locale.ROOT))) {
            throw new NotFoundResponse();
        }
        var form = SearchForm.parse(withCity(ctx.queryParamMap(), city.get().name()));
        if (!form.errors().isEmpty()) {
            refuse(ctx, form);
            return;
        }
        var query = form.query();
        // A place page is one search; with any other filter it is at /homes.
        if (query.criteria().size() > 1 || query.sort() != Sort.NEWEST) {
            ctx.redirect(query.path());
            return;
        }
        if ("1".equals(ctx.queryParam("page"))) {
            ctx.redirect(city.get().path());
            return;
        }
        show(ctx, form, query, city.get());
    }

    private static Map<String, List<String>> withCity(Map<String, List<String>> typed, String city) {
        var all = new HashMap<>(typed);
        all.put("city", List.of(city));
        return all;
    }

    private void refuse(Context ctx, SearchForm form) {
        ctx.status(400);
        var model = model(form, form.query(), null, SearchQuery::path);
        model.put("page", Head.titled("Check your search").robots("noindex").scripts("search-form.js"));
        model.put("heading", "We could not read all of your search");
        model.put("listings", List.of());
        model.put("notices", List.of());
        pages.render(ctx, "search/results", model);
    }

    private void show(Context ctx, SearchForm form, SearchQuery query, KnownCities.@Nullable City city) {
        var feed = capabilities.now();
        var results = results(query, feed);
        var found = results.page();
        var heading = results.heading();
        var model = model(form, query, city, SearchQuery::path);
        model.put("page", head(query, city, found, heading));
        model.put("heading", heading);
        model.put("words", query.criteria().isEmpty() || city != null ? null : SearchWords.of(query));
        model.put("listings", found.listings());
        model.put("notices", notices(query, feed));
        Pagination.Hrefs hrefs = number ->
                city == null ? query.page(number).path() : city.path() + (number == 1 ? "" : "?page=" + number);
        model.put("pagination", Pagination.of(hrefs, query.page(), results.total(), profile.maxResults()));
        Pages.cacheFor(ctx, FRESH_FOR);
        pages.render(ctx, "search/results", model);
    }

    /**
     * A page of what a search finds.
     *
     * @param total how many there are; where the feed does not count, how many at least
     */
    record Results(ListingPage page, long total, String heading) {}

    /** @throws NotFoundResponse if the page is past the end */
    Results results(SearchQuery query, Capabilities feed) {
        var found = search(query, feed);
        var counted = found.total();
        var total = counted != null ? counted : atLeast(query, found);
        if (query.page() > Pagination.pages(total, profile.maxResults())) throw new NotFoundResponse();
        var heading = counted != null
                ? SearchWords.heading(query, counted)
                : Words.capital(SearchWords.kind(query)) + SearchWords.place(query);
        return new Results(found, total, heading);
    }

    private static long atLeast(SearchQuery query, ListingPage found) {
        var before = (query.page() - 1L) * Pagination.PAGE_SIZE;
        var size = found.listings().size();
        return before + size + (size == Pagination.PAGE_SIZE ? 1 : 0);
    }

    private ListingPage search(SearchQuery query, Capabilities feed) {
        if (query.page() > Pagination.pages(Long.MAX_VALUE, profile.maxResults())) throw new NotFoundResponse();
        var filter = query.filter(feed);
        if (query.has(Feature.OPEN_HOUSE)) {
            var keys = openHouses.coming().keySet().stream()
                    .limit(MOST_KEYS)
                    .sorted()
                    .toList();
            var open = keys.isEmpty()
                    ? Filter.eq("ListingKey", "")
                    : feed.oneOf("ListingKey", keys).orElseThrow();
            filter = Filter.and(List.of(filter, open));
        }
        var skip = (query.page() - 1) * Pagination.PAGE_SIZE;
        var top = Math.min(Pagination.PAGE_SIZE, profile.maxResults() - skip);
        return properties.search(filter, query.sort().order(), skip, top);
    }

    private Head head(SearchQuery query, KnownCities.@Nullable City city, ListingPage found, String heading) {
        var title = city != null
                ? "Homes for sale in " + city.name() + ", " + city.state()
                : query.criteria().isEmpty() ? "Homes for sale" : SearchWords.of(query);
        if (query.page() > 1) title += ", page " + query.page();
        var onlyCity = query.criteria().size() == 1 && query.sort() == Sort.NEWEST
                ? query.city().flatMap(cities.get()::named)
                : java.util.Optional.<KnownCities.City>empty();
        var canonical = onlyCity.map(place -> place.path() + (query.page() == 1 ? "" : "?page=" + query.page()))
                .orElse(query.path());
        var head = Head.titled(title)
                .described(heading + ", updated throughout the day from " + profile.name()
                        + ". Photos, prices, open houses and full details.")
                .canonical(canonical)
                .scripts("search-form.js", "photo-fallback.js")
                .asOf(found.asOf(), found.stale(), profile.timeZone());
        return query.criteria().isEmpty() && query.sort() == Sort.NEWEST || onlyCity.isPresent()
                ? head
                : head.robots("noindex, follow");
    }

    /** @param href where a search is shown */
    Map<String, Object> model(
            SearchForm form, SearchQuery query, KnownCities.@Nullable City city, Function<SearchQuery, String> href) {
        // The form shows the search as understood, not the line it was understood from.
        var shown = form.errors().isEmpty() ? SearchForm.of(query) : form;
        var model = new HashMap<String, Object>();
        var inPanel = query.params().stream()
                .filter(param -> !IN_BAR.contains(param.name()))
                .count();
        var wrongInPanel = form.errors().stream().anyMatch(error -> !IN_BAR.contains(error.field()));
        model.put("typed", shown.firstValues());
        model.put("wrong", shown.messages());
        model.put("errors", shown.errors());
        model.put("options", FormOptions.of(shown, choices.get(), cities.get()));
        model.put("moreOpen", wrongInPanel);
        model.put("moreLabel", inPanel == 0 ? "More filters" : "More filters (" + inPanel + " in use)");
        model.put("place", city == null ? null : city.name() + ", " + city.state());
        model.put("words", null);
        model.put("keptParams", query.sort(Sort.NEWEST).params());
        model.put(
                "sorts",
                Stream.of(Sort.values())
                        .filter(sort -> sort != Sort.OPEN_HOUSE)
                        .map(sort -> new Option(sort.value(), sort.label(), sort == query.sort()))
                        .toList());
        model.put("chips", form.errors().isEmpty() ? chips(query, href) : List.of());
        model.put("pagination", null);
        model.put("places", cities.get().cities());
        model.put("openHouses", openHouses.coming());
        return model;
    }

    private static List<Chip> chips(SearchQuery query, Function<SearchQuery, String> href) {
        return query.criteria().stream()
                .map(criterion -> new Chip(criterion.label(), href.apply(query.without(criterion))))
                .toList();
    }

    static List<String> notices(SearchQuery query, Capabilities feed) {
        var notices = new ArrayList<String>();
        for (var criterion : query.unsupported(feed))
            notices.add("This MLS cannot be searched by “" + criterion.label()
                    + "”, so homes are shown whether or not they match it.");
        for (var criterion : query.criteria())
            if (criterion instanceof Criterion.Somewhere somewhere)
                notices.add("We looked for “" + somewhere.text() + "” in addresses and neighborhood names.");
        if (query.sort() == Sort.OPEN_HOUSE)
            notices.add("Results cannot be sorted by open house; see the page of open houses for those in order.");
        return notices;
    }

    /** The query string without parameters that are no part of a search, such as those of advertisements. */
    private static String known(@Nullable String queryString) {
        if (queryString == null) return "";
        return Stream.of(queryString.split("&"))
                .filter(param -> SearchQuery.PARAMS.contains(param.split("=", 2)[0]))
                .collect(java.util.stream.Collectors.joining("&"));
    }
}
