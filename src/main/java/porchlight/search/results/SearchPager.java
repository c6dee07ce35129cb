package porchlight.search.results;

import io.javalin.http.HttpResponseException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Listing;
import porchlight.message.Messages;
import porchlight.odata.ODataException;
import porchlight.odata.Retrieval;
import porchlight.search.Finder;
import porchlight.search.Pagination;
import porchlight.search.Param;
import porchlight.search.PastTheEnd;
import porchlight.search.SearchForm;
import porchlight.search.SearchQuery;
import porchlight.search.Words;
import porchlight.web.Query;

/**
 * Navigation from home to home within a search, without scripts: each home's address contains the search as {@code in}.
 *
 * @param searchPath the results page that contains the home
 * @param heading of those results
 * @param position "Home 27 of 1,234"; null if the home is no longer among them
 * @param asOf age of the oldest data used
 */
public record SearchPager(
        String search,
        String searchPath,
        String heading,
        @Nullable String position,
        @Nullable Step previous,
        @Nullable Step next,
        Instant asOf) {
    /** Name of the query parameter; its value is the query string of a results page. */
    public static final String PARAM = "in";

    /** The previous or next home. */
    public record Step(String href, String name) {}

    /**
     * The navigation for a home; empty if there is no such search.
     *
     * @param typed value of {@code in}
     */
    public static Optional<SearchPager> of(Finder finder, String typed, String listingKey, Retrieval retrieval) {
        try {
            var form = SearchForm.parse(Query.parse(typed).asMap());
            if (!form.errors().isEmpty() || !form.line().isEmpty()) return Optional.empty();
            return Optional.of(of(finder, form.query(), listingKey, retrieval));
        } catch (HttpResponseException | ODataException noSearch) {
            return Optional.empty();
        }
    }

    private static SearchPager of(Finder finder, SearchQuery query, String listingKey, Retrieval retrieval) {
        var results = finder.find(query, retrieval);
        var homes = results.page().listings();
        var at = IntStream.range(0, homes.size())
                .filter(one -> homes.get(one).listingKey().equals(listingKey))
                .findFirst()
                .orElse(-1);
        var before = (query.page() - 1L) * Pagination.PAGE_SIZE;
        return new SearchPager(
                Param.query(query.params()),
                query.path(),
                Words.lowerFirst(results.heading()),
                at < 0 ? null : Messages.text("search.position", before + at + 1, results.total()),
                at < 0
                        ? null
                        : at > 0 ? step(query, homes.get(at - 1)) : beyond(finder, query, query.page() - 1, retrieval),
                at < 0
                        ? null
                        : at < homes.size() - 1
                                ? step(query, homes.get(at + 1))
                                : beyond(finder, query, query.page() + 1, retrieval),
                results.page().asOf());
    }

    /** Past the page's first or last home: the nearest home of the adjacent page, if there is one. */
    private static @Nullable Step beyond(Finder finder, SearchQuery query, int page, Retrieval retrieval) {
        if (page < 1) return null;
        var there = query.page(page);
        try {
            var homes = finder.find(there, retrieval).page().listings();
            return homes.isEmpty() ? null : step(there, homes.get(page > query.page() ? 0 : homes.size() - 1));
        } catch (PastTheEnd end) {
            return null;
        }
    }

    private static Step step(SearchQuery query, Listing home) {
        return new Step(href(query, home), home.address().line());
    }

    /** The address of a home within a search. */
    static String href(SearchQuery query, Listing home) {
        return home.path() + "?" + PARAM + "=" + URLEncoder.encode(Param.query(query.params()), StandardCharsets.UTF_8);
    }
}
