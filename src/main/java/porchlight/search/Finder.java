package porchlight.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Catalog;
import porchlight.catalog.MapExtent;
import porchlight.catalog.Selection;
import porchlight.catalog.words.Words;
import porchlight.listing.CostAssumptions;
import porchlight.listing.Listing;
import porchlight.listing.ListingBatch;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.listing.PropertyResource;
import porchlight.odata.Filter;
import porchlight.odata.ODataException;
import porchlight.odata.Retrieval;

/**
 * Runs searches: on the MLS with one request, or in the catalog if the MLS does not support a criterion or an order, or
 * does not respond. Counts always come from the catalog and cost no request.
 */
public final class Finder {
    private static final int MOST_COUNTED = 200;
    private static final Set<SearchField> WORDS = Set.of(SearchField.LINE, SearchField.KEYWORDS);

    private final PropertyResource properties;
    private final Catalog catalog;
    private final Words words;
    private final FeedCapabilities capabilities;
    private final OpenHouseCalendar openHouses;
    private final MlsProfile profile;
    private final CostAssumptions costs;
    private final BooleanSupplier budgetIsLow;
    private final Cache<Counted, FacetCounts> counted =
            Caffeine.newBuilder().maximumSize(MOST_COUNTED).build();

    /** A search's criteria, and what its counts depend on. */
    private record Counted(List<Criterion> criteria, long version, LocalDate today) {}

    public Finder(
            PropertyResource properties,
            Catalog catalog,
            Words words,
            FeedCapabilities capabilities,
            OpenHouseCalendar openHouses,
            MlsProfile profile,
            CostAssumptions costs,
            BooleanSupplier budgetIsLow) {
        this.properties = properties;
        this.catalog = catalog;
        this.words = words;
        this.capabilities = capabilities;
        this.openHouses = openHouses;
        this.profile = profile;
        this.costs = costs;
        this.budgetIsLow = budgetIsLow;
    }

    public Today today() {
        return new Today(capabilities.today(), costs, openHouses::coming, words::condition);
    }

    /** What monthly costs are estimated with, unless a search says otherwise. */
    public CostAssumptions costs() {
        return costs;
    }

    /** What a search estimates monthly costs with. */
    public CostAssumptions costs(SearchQuery query) {
        return query.monthly().map(monthly -> monthly.of(costs)).orElse(costs);
    }

    /** Whether what homes for sale cost a month decided which are found, or their order. */
    public static boolean estimates(SearchQuery query, Results results) {
        return !query.isForRent()
                && (results.sort() == Sort.MONTHLY
                        || query.monthly()
                                .filter(monthly -> monthly.most() != null
                                        && !results.ignored().contains(monthly))
                                .isPresent());
    }

    /**
     * The estimated monthly costs of homes for sale in dollars, by ListingKey, as far as they are known; empty if they
     * decided nothing.
     */
    public Map<String, Long> monthlyCosts(SearchQuery query, Results results) {
        if (!estimates(query, results)) return Map.of();
        var snapshot = catalog.snapshot();
        var monthly = new MonthlyCosts(snapshot, costs(query));
        var byKey = new HashMap<String, Long>();
        for (var home : results.page().listings()) {
            var row = home.isLease() ? -1 : snapshot.row(home.listingKey());
            var dollars = row < 0 ? MonthlyCosts.UNKNOWN : monthly.of(snapshot, row);
            if (dollars != MonthlyCosts.UNKNOWN) byKey.put(home.listingKey(), dollars);
        }
        return byKey;
    }

    /** The map area of the site's homes; empty if none has coordinates. */
    public Optional<MapExtent> extent() {
        return MapExtent.of(catalog.snapshot().select(List.of()));
    }

    /**
     * The requested page of a search.
     *
     * @throws PastTheEnd if there is no such page
     * @throws ODataException if neither the MLS nor the catalog can answer
     */
    public Results find(SearchQuery query, Retrieval retrieval) {
        if (query.page() > pages(Long.MAX_VALUE)) throw new PastTheEnd(lastPage(query));
        if (query.isNotUnderstood()) return none(query, List.of());
        var catalogCanAnswer = catalog.snapshot().complete() && unknown(query).isEmpty();
        // The rest of the MLS's budget is saved for what only the MLS can answer.
        if (catalogCanAnswer && budgetIsLow.getAsBoolean()) return inCatalog(query, List.of(), false);
        try {
            return asked(query, retrieval);
        } catch (ODataException fault) {
            var refused = fault.kind() == ODataException.Kind.REFUSED && fault.status() >= 400;
            if (refused && !catalog.snapshot().complete()) return unasked(query, fault, retrieval);
            if (!catalog.snapshot().complete() || !refused && !fault.isOutage()) throw fault;
            var unknown = unknown(query);
            if (unknown.isEmpty())
                return inCatalog(query, List.of(), !refused && fault.kind() != ODataException.Kind.BUDGET_SPENT);
            // While the MLS is down, such keyword searches fail; if the MLS rejects keywords, the page says so.
            if (!refused) throw fault;
            return inCatalog(query, unknown, false);
        }
    }

    /**
     * If the MLS rejects the search and nothing else can answer it yet, the page shows homes of all kinds and says so.
     */
    private Results unasked(SearchQuery query, ODataException refusal, Retrieval retrieval) {
        var criteria = query.criteria().stream()
                .filter(criterion -> !(criterion instanceof Criterion.Unread))
                .toList();
        if (criteria.isEmpty() && query.sort() == Sort.NEWEST) throw refusal;
        try {
            var all = asked(SearchQuery.ALL.page(query.page()), retrieval);
            return new Results(all.page(), all.total(), all.homes(), all.heading(), all.sort(), criteria, false, true);
        } catch (ODataException fault) {
            throw refusal;
        }
    }

    /** Retries once if the feed rejected the query and its capabilities have since been updated. */
    private Results asked(SearchQuery query, Retrieval retrieval) {
        var feed = capabilities.now();
        try {
            return find(query, feed, retrieval);
        } catch (ODataException fault) {
            var better = capabilities.now();
            if (fault.kind() != ODataException.Kind.REFUSED || better.plan() == feed.plan()) throw fault;
            return find(query, better, retrieval);
        }
    }

    /**
     * The newest homes on the site.
     *
     * @param query the search that finds them: homes for sale, or rentals if nothing is for sale
     * @param page its first page
     */
    public record Newest(SearchQuery query, ListingBatch page) {
        public boolean isEmpty() {
            return page.listings().isEmpty();
        }
    }

    /**
     * The first page of homes for sale; of rentals if there are none.
     *
     * @throws ODataException if neither the MLS nor the catalog can answer
     */
    public Newest newest(Retrieval retrieval) {
        var forSale =
                new Newest(SearchQuery.ALL, find(SearchQuery.ALL, retrieval).page());
        if (!forSale.isEmpty()) return forSale;
        for (var rentals : SearchQuery.RENTALS) {
            try {
                var forRent = new Newest(rentals, find(rentals, retrieval).page());
                if (!forRent.isEmpty()) return forRent;
            } catch (ODataException fault) {
                // The empty result for homes for sale is a valid answer.
            }
        }
        return forSale;
    }

    /**
     * The first homes that a search finds in the catalog, without asking the MLS; none while the catalog is incomplete.
     */
    public ListingBatch known(SearchQuery query, int most) {
        var found = matches(query);
        var keys = catalog.snapshot().complete()
                ? query.sort().keys(found, 0, most, today(), costs(query))
                : List.<String>of();
        return new ListingBatch(catalog.listings(keys), (long) found.size(), catalog.asOf(keys), false);
    }

    /** All listings of our own, for sale or for rent, the newest first, as far as the catalog has been read. */
    public ListingBatch ours() {
        var ours = new Criterion.Ours().condition(today()).orElseThrow();
        var found = catalog.snapshot().select(List.of(ours, SearchQuery.OF_DEFAULT_STATUS));
        var keys = Sort.NEWEST.keys(found, 0, found.size(), today(), costs);
        return new ListingBatch(catalog.listings(keys), (long) found.size(), catalog.asOf(keys), false);
    }

    private Results find(SearchQuery query, Capabilities feed, Retrieval retrieval) {
        // A feed has one spelling of an address; the catalog knows all of them. Not every feed can be asked for every
        // feature.
        var beyond = query.open().isPresent()
                || query.address().isPresent()
                || query.hasFeatures()
                || !query.unsupported(feed).isEmpty();
        var inAnyCase = query.keywords().isEmpty() || feed.plan().ignoresCase();
        var asked =
                !beyond && inAnyCase && query.isAnswered(feed) && query.sort().isOf(feed) && isPaged(query, feed);
        if (asked || !catalog.snapshot().complete()) return inMls(query, feed, false, retrieval);
        var unknown = unknown(query);
        if (unknown.stream().allMatch(keywords -> feed.condition(keywords).isEmpty()))
            return inCatalog(query, unknown, false);
        return beyond && feed.plan().keysAtOnce() > 0
                ? inBoth(query, feed, retrieval)
                : inMls(query, feed, false, retrieval);
    }

    /** Keywords of which the catalog can't tell whose descriptions have them. */
    private List<Criterion> unknown(SearchQuery query) {
        return query.keywords().stream()
                .filter(keywords -> keywords.condition(today()).isEmpty())
                .toList();
    }

    /** Whether one request to the feed returns a whole page and a total. */
    private static boolean isPaged(SearchQuery query, Capabilities feed) {
        var plan = feed.plan();
        return plan.counts() && plan.pageSize() >= Pagination.PAGE_SIZE && (query.page() == 1 || plan.skips());
    }

    /** @param tooMany whether criteria are ignored only because there are too many homes */
    private Results inMls(SearchQuery query, Capabilities feed, boolean tooMany, Retrieval retrieval) {
        var leftOut = new ArrayList<>(query.unsupported(feed));
        if (isNothingLeft(query, leftOut)) return none(query, leftOut);
        var filter = query.filter(feed);
        if (query.open().isPresent()) {
            var open = query.open().get();
            var keys = List.copyOf(
                    openHouses.coming(open.when().test(capabilities.today())).keySet());
            if (keys.size() > feed.plan().keysAtOnce()) leftOut.add(open);
            else filter = Filter.and(List.of(filter, Candidates.among(keys, feed)));
        }
        var sort = orderOf(query, feed);
        var skip = skip(query);
        var top = top(skip);
        return asked(
                query,
                properties.search(feed.plan(), filter, sort.order(), skip, top, retrieval),
                skip,
                top,
                new Shown(sort, leftOut, tooMany));
    }

    /** The requested order, if the MLS supports it. */
    private static Sort orderOf(SearchQuery query, Capabilities feed) {
        return query.sort().isOf(feed) ? query.sort() : Sort.NEWEST;
    }

    /**
     * Criteria that only the MLS can check, such as keywords, are queried among the homes that match the rest in the
     * catalog; if there are too many, the MLS is queried for what it supports.
     */
    private Results inBoth(SearchQuery query, Capabilities feed, Retrieval retrieval) {
        var sort = orderOf(query, feed);
        var found = matches(query);
        if (found.isEmpty()) return inCatalog(query, List.of(), false);
        var most = Candidates.most(feed.plan().keysAtOnce());
        if (found.size() > most) return inMls(query, feed, true, retrieval);
        var candidates = new Candidates(sort.keys(found, 0, most, today(), costs(query)));
        var skip = skip(query);
        var top = top(skip);
        return candidates
                .page(properties, query.amongFound().filter(feed), feed, sort.order(), skip, top, retrieval)
                .map(page -> asked(query, page, skip, top, new Shown(sort, List.of(), false)))
                .orElseGet(() -> inMls(query, feed, true, retrieval));
    }

    private int pages(long total) {
        return Pagination.pages(total, profile.maxResults());
    }

    /** From the catalog; null if the catalog cannot tell. */
    private @Nullable Integer lastPage(SearchQuery query) {
        if (!unknown(query).isEmpty()) return null;
        return tally(query).map(tally -> pages(tally.matches())).orElse(null);
    }

    private static int skip(SearchQuery query) {
        return (query.page() - 1) * Pagination.PAGE_SIZE;
    }

    private int top(int skip) {
        return Math.min(Pagination.PAGE_SIZE, profile.maxResults() - skip);
    }

    private Results asked(SearchQuery query, ListingBatch found, int skip, int top, Shown shown) {
        if (query.isForSale()) found = found.without(Listing::isLease);
        var counted = found.total();
        var total = counted != null
                ? counted
                : skip + found.listings().size() + (found.listings().size() == top ? 1 : 0);
        return results(query, found, total, counted != null, shown);
    }

    private Results inCatalog(SearchQuery query, List<Criterion> leftOut, boolean stale) {
        if (isNothingLeft(query, leftOut)) return none(query, leftOut);
        var found = matches(query);
        var skip = skip(query);
        var keys = query.sort().keys(found, skip, top(skip), today(), costs(query));
        var page = new ListingBatch(catalog.listings(keys), (long) found.size(), catalog.asOf(keys), stale);
        return results(query, page, found.size(), true, new Shown(query.sort(), leftOut, false));
    }

    /** No homes: nothing can be searched for, and all homes are no answer. */
    private Results none(SearchQuery query, List<Criterion> leftOut) {
        var page = new ListingBatch(List.of(), 0L, catalog.asOf(List.of()), false);
        return results(query, page, 0, true, new Shown(query.sort(), leftOut, false));
    }

    /** Whether the whole search is words, and none of them can be searched. */
    private static boolean isNothingLeft(SearchQuery query, List<Criterion> leftOut) {
        return !query.criteria().isEmpty()
                && query.criteria().stream()
                        .allMatch(criterion -> WORDS.contains(criterion.field())
                                && (criterion instanceof Criterion.Unread || leftOut.contains(criterion)));
    }

    private record Shown(Sort sort, List<Criterion> leftOut, boolean tooMany) {}

    private Results results(SearchQuery query, ListingBatch page, long total, boolean counted, Shown shown) {
        if (query.page() > pages(total)) throw new PastTheEnd(counted ? pages(total) : null);
        var homes = counted
                ? SearchWords.counted(query, shown.leftOut(), total)
                : SearchWords.uncounted(query, shown.leftOut());
        return new Results(
                page,
                total,
                homes,
                SearchWords.heading(homes, query, shown.leftOut()),
                shown.sort(),
                shown.leftOut(),
                shown.tooMany(),
                !catalog.snapshot().complete());
    }

    /** All homes in the catalog that a search finds. */
    public Selection matches(SearchQuery query) {
        return FacetCounts.matches(query, catalog.snapshot(), today());
    }

    /** Changes whenever {@link #matches} may return something else. */
    public long version() {
        return catalog.snapshot().version() + words.version();
    }

    /** Counts for a search over the catalog; empty while the catalog is incomplete. */
    public Optional<FacetCounts> tally(SearchQuery query) {
        var snapshot = catalog.snapshot();
        if (!snapshot.complete()) return Optional.empty();
        var today = today();
        if (query.dependsOnOpenHouses()) return Optional.of(FacetCounts.of(query, snapshot, today));
        return Optional.of(counted.get(
                new Counted(query.criteria(), snapshot.version() + words.version(), today.date()),
                same -> FacetCounts.of(query, snapshot, today)));
    }

    /** Suggestions for a search that finds nothing; empty while the catalog is incomplete. */
    public Optional<EmptyResultAdvice> hints(SearchQuery query) {
        return tally(query)
                .map(tally -> EmptyResultAdvice.of(
                        query, tally, wider -> matches(wider).size()));
    }
}
