package porchlight.search;

import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Optional;
import porchlight.catalogue.Catalogue;
import porchlight.catalogue.Entry;
import porchlight.listing.ListingPage;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.listing.PropertyResource;
import porchlight.odata.Filter;
import porchlight.odata.ODataException;

/**
 * Finds what a search asks for: from the MLS with one request, or from the catalogue where the MLS cannot be asked a
 * criterion or an order, or does not answer. Counts always come from the catalogue and cost no request.
 */
public final class Finder {
    private static final int MOST_KEYS = 100;

    private final PropertyResource properties;
    private final Catalogue catalogue;
    private final FeedCapabilities capabilities;
    private final OpenHouseCalendar openHouses;
    private final MlsProfile profile;

    public Finder(
            PropertyResource properties,
            Catalogue catalogue,
            FeedCapabilities capabilities,
            OpenHouseCalendar openHouses,
            MlsProfile profile) {
        this.properties = properties;
        this.catalogue = catalogue;
        this.capabilities = capabilities;
        this.openHouses = openHouses;
        this.profile = profile;
    }

    public Today today() {
        return new Today(capabilities.today(), openHouses::coming);
    }

    /**
     * The page a search asks for.
     *
     * @throws NotFoundResponse if it is past the end
     * @throws ODataException if neither the MLS nor the catalogue can answer
     */
    Results find(SearchQuery query) {
        if (query.page() > Pagination.pages(Long.MAX_VALUE, profile.maxResults())) throw new NotFoundResponse();
        Capabilities feed;
        try {
            feed = capabilities.now();
            if (!isBeyondTheMls(query, feed) || !isCatalogued(query)) return inMls(query, feed);
        } catch (ODataException fault) {
            if (!fault.isTemporary() || !isCatalogued(query)) throw fault;
            return inCatalogue(query, true);
        }
        return inCatalogue(query, false);
    }

    private static boolean isBeyondTheMls(SearchQuery query, Capabilities feed) {
        return !query.sort().isOf(feed)
                || query.open().isPresent()
                || !query.unsupported(feed).isEmpty();
    }

    /** Whether the catalogue knows every listing and everything that is asked. */
    private boolean isCatalogued(SearchQuery query) {
        return catalogue.snapshot().complete()
                && query.criteria().stream().noneMatch(Criterion.Keywords.class::isInstance);
    }

    private Results inMls(SearchQuery query, Capabilities feed) {
        var skip = (query.page() - 1) * Pagination.PAGE_SIZE;
        var top = Math.min(Pagination.PAGE_SIZE, profile.maxResults() - skip);
        var found = properties.search(filter(query, feed), query.sort().order(), skip, top);
        var counted = found.total();
        var total = counted != null
                ? counted
                : skip + found.listings().size() + (found.listings().size() == top ? 1 : 0);
        return results(query, found, total, counted != null, query.unsupported(feed));
    }

    private Filter filter(SearchQuery query, Capabilities feed) {
        var filter = query.filter(feed);
        if (query.open().isEmpty()) return filter;
        var wanted = query.open().get().test(capabilities.today());
        var keys = openHouses.coming(wanted).keySet().stream()
                .limit(MOST_KEYS)
                .sorted()
                .toList();
        var open = keys.isEmpty()
                ? Filter.eq("ListingKey", "")
                : feed.oneOf("ListingKey", keys).orElseThrow();
        return Filter.and(List.of(filter, open));
    }

    private Results inCatalogue(SearchQuery query, boolean stale) {
        var today = today();
        var found = matches(query);
        var skip = (query.page() - 1) * Pagination.PAGE_SIZE;
        var keys = found.stream()
                .sorted(query.sort().comparator(today))
                .skip(skip)
                .limit(Math.min(Pagination.PAGE_SIZE, profile.maxResults() - skip))
                .map(Entry::listingKey)
                .toList();
        var page = new ListingPage(catalogue.listings(keys), (long) found.size(), catalogue.asOf(keys), stale);
        return results(query, page, found.size(), true, List.of());
    }

    private Results results(SearchQuery query, ListingPage page, long total, boolean counted, List<Criterion> ignored) {
        if (query.page() > Pagination.pages(total, profile.maxResults())) throw new NotFoundResponse();
        var heading = counted
                ? SearchWords.heading(query, total)
                : Words.capital(SearchWords.kind(query)) + SearchWords.place(query);
        return new Results(page, total, heading, ignored);
    }

    /** Everything in the catalogue that a search finds. */
    public List<Entry> matches(SearchQuery query) {
        var snapshot = catalogue.snapshot();
        var near = query.bounds()
                .map(Criterion.Area::ring)
                .map(ring -> snapshot.within(
                        ring.get(0).longitude().doubleValue(),
                        ring.get(0).latitude().doubleValue(),
                        ring.get(2).longitude().doubleValue(),
                        ring.get(2).latitude().doubleValue()));
        return Tally.matches(query, near.orElseGet(snapshot::entries), today());
    }

    /** Another number whenever {@link #matches} may find something else. */
    public long version() {
        return catalogue.snapshot().version();
    }

    /** A search counted over the catalogue; empty while that is not complete. */
    Optional<Tally> tally(SearchQuery query) {
        var snapshot = catalogue.snapshot();
        return snapshot.complete() ? Optional.of(Tally.of(query, snapshot.entries(), today())) : Optional.empty();
    }

    /** What would help a search that finds nothing; empty while the catalogue is not complete. */
    Optional<Hints> hints(SearchQuery query) {
        var entries = catalogue.snapshot().entries();
        var today = today();
        return tally(query)
                .map(tally -> Hints.of(
                        query,
                        tally,
                        wider -> Tally.matches(wider, entries, today).size()));
    }
}
