package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Filter;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataEntity;
import porchlight.odata.ODataException;
import porchlight.odata.ODataPage;
import porchlight.odata.ODataQuery;
import porchlight.odata.OrderBy;
import porchlight.odata.Retrieval;

/**
 * The RESO Property resource. A query takes one request when the feed returns related data with the
 * listing, and otherwise one more request for each separate resource. Results are listings that may
 * be displayed. Thread-safe.
 * @see <a href="https://dd.reso.org/DD2.0/Property/">RESO Data Dictionary 2.0, Property</a>
 */
public final class PropertyResource {
    private static final int OPEN_HOUSE_PAGES = 200;
    /** For one page of results, when the feed's own pages are smaller. */
    private static final int MOST_PAGES = 4;

    private final ODataClient client;
    private final FeedDiscovery discovery;
    private final PropertyParser parser;
    private final MlsProfile profile;
    private final DisplayFilter rules;
    private final Kept kept;
    private final InstantSource clock;

    /** What is known about listings without querying the feed. */
    public interface Kept {
        /** Whether a listing with this key is or was on the site. */
        boolean wasShown(String listingKey);

        /** Records that a listing from the feed is shown to a visitor. */
        void noteShown(String listingKey);

        /** The listings with these keys that may be shown, in the given order. */
        List<Listing> listings(List<String> listingKeys);

        /**
         * When the feed last confirmed the listing, among these, that was confirmed longest ago.
         */
        Instant asOf(Collection<String> listingKeys);

        /** The key of the listing with an MLS number; empty if unknown. */
        Optional<String> keyOf(String listingId);
    }

    public PropertyResource(
            ODataClient client,
            FeedDiscovery discovery,
            PropertyParser parser,
            MlsProfile profile,
            DisplayFilter rules,
            Kept kept,
            InstantSource clock) {
        this.client = client;
        this.discovery = discovery;
        this.parser = parser;
        this.profile = profile;
        this.rules = rules;
        this.kept = kept;
        this.clock = clock;
    }

    /** How the feed is queried. */
    public QueryPlan plan() {
        return discovery.plan();
    }

    /** Waits until it is known how to query the feed; see {@link FeedDiscovery#settle}. */
    void settle() {
        discovery.settle();
    }

    /** Whether the feed's counts include only what may be shown. */
    public boolean isExact() {
        return rules.isExact(plan());
    }

    /**
     * Finds listings.
     * @param criteria in Data Dictionary terms, all of them supported according to {@link
     * QueryPlan#answers}; null for everything that may be shown
     * @param skip number of listings to skip
     * @param top number of listings wanted; fewer may be returned
     * @throws ODataException if the feed cannot be reached, refuses the query, or sends an invalid
     * response
     */
    public ListingBatch search(@Nullable Filter criteria, List<OrderBy> order, int skip, int top, Retrieval retrieval) {
        return search(plan(), criteria, order, skip, top, retrieval);
    }

    /**
     * Searches with a given plan, which may be the previous one: criteria must be translated by the
     * same plan that declared them supported.
     * @throws ODataException as in the other overload
     */
    public ListingBatch search(
            QueryPlan plan, @Nullable Filter criteria, List<OrderBy> order, int skip, int top, Retrieval retrieval) {
        var condition = rules.displayable(plan, criteria);
        if (condition instanceof Filter.Constant decided) {
            if (!decided.value()) return new ListingBatch(List.of(), 0L, clock.instant(), false);
            condition = null;
        }
        var query = plan.cards(PropertyFields.card(profile)).filter(condition).orderBy(plan.order(order));
        var counted = plan.counts() ? query.counted() : query;
        var fitted = plan.fitted(counted.skip(skip).top(top), each -> client.length(each, null));
        try {
            return read(client.during(retrieval), plan, fitted, skip, top);
        } catch (ODataException fault) {
            throw noted(fault);
        }
    }

    private ListingBatch read(ODataClient client, QueryPlan plan, ODataQuery query, int skip, int top) {
        // If only the first page can be requested, it has to include the rows to skip.
        var before = plan.skips() ? 0 : skip;
        var page = listings(client, plan, query.skip(skip - before).top(top + before));
        var listings = new ArrayList<>(page.value());
        var sent = page.value().size();
        var total = page.count();
        var asOf = page.asOf();
        var stale = page.stale();
        for (int pages = 1;
                pages < MOST_PAGES && plan.skips() && sent > 0 && sent < top && isMore(page, skip + sent);
                pages++) {
            try {
                page = listings(client, plan, query.skip(skip + sent).top(top - sent));
            } catch (ODataException fault) {
                if (!isRefusal(fault)) throw fault;
                // Fewer homes are better than none.
                noted(fault);
                break;
            }
            if (page.value().isEmpty()) break;
            listings.addAll(page.value());
            sent += page.value().size();
            if (page.asOf().isBefore(asOf)) asOf = page.asOf();
            stale |= page.stale();
        }
        // A page that is not full is the last one, whether or not the feed counts.
        if (total == null
                && sent < Math.min(top + before, plan.pageSize())
                && page.nextLink() == null
                && (sent > before || skip == 0)) total = (long) skip - before + sent;
        return new ListingBatch(
                listings.stream().skip(before).flatMap(Optional::stream).toList(),
                rules.isExact(plan) ? total : null,
                asOf,
                stale);
    }

    private static boolean isMore(ODataPage<?> page, long seen) {
        var count = page.count();
        return count != null ? count > seen : page.nextLink() != null;
    }

    private ODataPage<Optional<Listing>> listings(ODataClient client, QueryPlan plan, ODataQuery query) {
        var sets = plan.cardSets();
        if (!sets.isEmpty()) {
            var page = client.page(query);
            RelatedRows.attach(client, plan, sets, page.value());
            return page.map(row -> listing(plan, row));
        }
        // JSON is kept only for listings that lack their photo.
        var page = client.page(
                query,
                row -> plan.lacksPhoto(row) ? new Card(row, Optional.empty()) : new Card(null, listing(plan, row)));
        var lacking = page.value().stream()
                .flatMap(card -> Stream.ofNullable(card.lackingPhoto()))
                .toList();
        if (lacking.isEmpty()) return page.map(Card::listing);
        // The sweep has already looked for their photos.
        var known = kept
                .listings(lacking.stream()
                        .map(row -> row.path(plan.model().key()).asText())
                        .toList())
                .stream()
                .filter(listing -> !listing.photos().isEmpty())
                .collect(Collectors.toMap(Listing::listingKey, Function.identity(), (one, other) -> one));
        RelatedRows.attachPhotos(
                client,
                plan,
                lacking.stream()
                        .filter(row ->
                                !known.containsKey(row.path(plan.model().key()).asText()))
                        .toList());
        var complete = page.map(card -> card.lackingPhoto() == null
                ? card.listing()
                : listing(plan, card.lackingPhoto())
                        .map(listing -> pictured(listing, known.get(listing.listingKey()))));
        return known.isEmpty() ? complete : complete.notAfter(kept.asOf(known.keySet()));
    }

    private static Listing pictured(Listing listing, @Nullable Listing known) {
        // Photos of homes with a withheld address have links of their own.
        return known == null || known.address().hidden() != listing.address().hidden()
                ? listing
                : listing.withPhotosOf(known);
    }

    /** @param lackingPhoto the row of a listing whose photo is missing; null if it has one */
    private record Card(@Nullable JsonNode lackingPhoto, Optional<Listing> listing) {}

    private Optional<Listing> listing(QueryPlan plan, JsonNode row) {
        return parser.parse(plan.read(row), plan.expansions());
    }

    /**
     * The listings with these keys, in the given order, without those that may not be shown. Falls
     * back to kept listings when the feed cannot be queried by key.
     * @throws ODataException as in {@link #search}
     */
    public ListingBatch named(List<ListingKey> listingKeys, Retrieval retrieval) {
        var keys = listingKeys.stream().map(ListingKey::value).toList();
        if (keys.isEmpty()) return new ListingBatch(List.of(), 0L, clock.instant(), false);
        var atOnce = plan().keysAtOnce();
        if (atOnce == 0) return new ListingBatch(kept.listings(keys), null, kept.asOf(keys), false);
        var found = new ArrayList<Listing>();
        var asOf = Instant.MAX;
        var stale = false;
        // Sorted, so that the same homes always make the same query.
        var sorted = keys.stream().sorted().toList();
        for (int from = 0; from < sorted.size(); from += atOnce) {
            var some = sorted.subList(from, Math.min(from + atOnce, sorted.size()));
            var page = search(Filter.in(QueryPlan.KEY, some), List.of(), 0, some.size(), retrieval);
            found.addAll(page.listings());
            if (page.asOf().isBefore(asOf)) asOf = page.asOf();
            stale |= page.stale();
        }
        found.sort(Comparator.comparingInt(listing -> keys.indexOf(listing.listingKey())));
        return new ListingBatch(found, (long) found.size(), asOf, stale);
    }

    /**
     * Reads one listing with its photos, open houses, rooms, units, and history.
     * @throws ODataException as in {@link #search}
     */
    public Found find(ListingKey listingKey, Retrieval retrieval) {
        var plan = plan();
        var key = plan.key(listingKey.value());
        if (key.isEmpty()) return new Found.Unknown();
        var query = plan.fitted(
                plan.detail(PropertyFields.detail(profile), profile.showsHistory()),
                each -> client.length(each, key.get()));
        try {
            var reading = client.during(retrieval);
            var entity = reading.entity(query, key.get());
            if (entity.isPresent())
                RelatedRows.attach(
                        reading, plan, plan.detailSets(), List.of(entity.get().value()));
            return entity.flatMap(found -> parser.parse(plan.read(found.value()), plan.expansions())
                            .<Found>map(listing -> displayed(listing, found)))
                    // Do not reveal that the feed has a listing that must not be shown: report one
                    // as withdrawn only if it was once public.
                    .orElseGet(() -> kept.wasShown(listingKey.value()) ? new Found.Withdrawn() : new Found.Unknown());
        } catch (ODataException fault) {
            noted(fault);
            // If only the query is refused, show what is known without the feed.
            var card = isRefusal(fault) ? kept.listings(List.of(listingKey.value())) : List.<Listing>of();
            if (card.isEmpty()) throw fault;
            return new Found.Displayed(card.get(0), kept.asOf(List.of(listingKey.value())), false);
        }
    }

    private Found.Displayed displayed(Listing listing, ODataEntity found) {
        kept.noteShown(listing.listingKey());
        return new Found.Displayed(listing, found.asOf(), found.stale());
    }

    private static boolean isRefusal(ODataException fault) {
        return fault.kind() == ODataException.Kind.REFUSED && fault.status() >= 400;
    }

    /**
     * The listing with an MLS number; empty when there is none to show. If two MLSs in a feed share
     * a number, the first by key.
     * @throws ODataException as in {@link #search}
     */
    public Optional<Listing> findByListingId(String listingId, Retrieval retrieval) {
        // The feed knows only marked numbers.
        if (profile.feedTerms().markedNumbers()) {
            var known = kept.keyOf(listingId)
                    .flatMap(key -> kept.listings(List.of(key)).stream().findFirst());
            if (known.isPresent()) return known;
        }
        var number = Filter.eq("ListingId", listingId);
        if (!plan().answers(number))
            return kept.keyOf(listingId)
                    .flatMap(key -> kept.listings(List.of(key)).stream().findFirst());
        return search(number, List.of(OrderBy.ascending(QueryPlan.KEY)), 0, 2, retrieval).listings().stream()
                .findFirst();
    }

    /**
     * The key of the listing that an open house belongs to; empty when there is no such open house.
     * Takes one MLS request.
     * @throws ODataException as in {@link #search}
     */
    public Optional<String> listingOfOpenHouse(String openHouseKey, Retrieval retrieval) {
        var plan = plan();
        var foreign = plan.model().foreignKey("OpenHouse").orElse(QueryPlan.KEY);
        if (!plan.hasOpenHouses()) return Optional.empty();
        var query = ODataQuery.of("OpenHouse").select(List.of("OpenHouseKey", foreign));
        return client.during(retrieval)
                .entity(query, openHouseKey)
                .map(found -> new Fields(found.value()).text(foreign));
    }

    /**
     * The upcoming public open houses of each listing, earliest first, by ListingKey. Takes one MLS
     * request per page, {@value #OPEN_HOUSE_PAGES} pages at most.
     * @param top rows per page
     * @throws ODataException as in {@link #search}
     */
    public Map<String, List<OpenHouse>> comingOpenHouses(Instant now, int top) {
        var plan = plan();
        if (!plan.hasOpenHouses()) return expandedOpenHouses(plan, top);
        var foreign = plan.model().foreignKey("OpenHouse").orElse(QueryPlan.KEY);
        // Rounded to the hour, so that the query stays the same, and stored responses useful, for
        // an hour.
        var coming = ODataQuery.of("OpenHouse")
                .filter(Filter.ge("OpenHouseEndTime", now.truncatedTo(ChronoUnit.HOURS)))
                .top(plan.top(top));
        var byStart = List.of(OrderBy.ascending("OpenHouseStartTime"), OrderBy.ascending("OpenHouseKey"));
        var found = new ArrayList<Map.Entry<String, OpenHouse>>();
        for (var row : openHouses(plan, List.of(coming.orderBy(byStart), coming, coming.filter(null)))) {
            if (row instanceof ObjectNode sent && !sent.hasNonNull(QueryPlan.KEY) && sent.hasNonNull(foreign))
                sent.put(QueryPlan.KEY, sent.path(foreign).asText());
            var fields = new Fields(plan.read(row));
            var listingKey = fields.text(QueryPlan.KEY);
            if (listingKey != null)
                parser.openHouse(fields).ifPresent(openHouse -> found.add(Map.entry(listingKey, openHouse)));
        }
        found.sort(Comparator.comparing(each -> each.getValue().start()));
        var byListing = new LinkedHashMap<String, List<OpenHouse>>();
        for (var each : found)
            byListing.computeIfAbsent(each.getKey(), key -> new ArrayList<>()).add(each.getValue());
        return byListing;
    }

    /**
     * Whether open houses have no entity set of their own, so that all homes have to be read to
     * find them.
     */
    boolean readsHomesForOpenHouses() {
        return !plan().hasOpenHouses();
    }

    /** Open houses that are available only as expansions of their homes. */
    private Map<String, List<OpenHouse>> expandedOpenHouses(QueryPlan plan, int top) {
        var query = plan.openHousesOfHomes();
        if (query.isEmpty()) return Map.of();
        var condition = rules.displayable(plan, null);
        var homes = query.get()
                .filter(condition instanceof Filter.Constant ? null : condition)
                .top(plan.top(top));
        var found = new HashMap<String, List<OpenHouse>>();
        for (var row : client.all(plan.counts() ? homes.counted() : homes, plan.keyOf("Property"), OPEN_HOUSE_PAGES)
                .rows()) {
            var fields = new Fields(plan.read(row)).in(profile.timeZone());
            var listingKey = fields.text(QueryPlan.KEY);
            var coming = fields.expanded(plan.expansions().openHouses()).stream()
                    .flatMap(each -> parser.openHouse(each).stream())
                    .sorted(Comparator.comparing(OpenHouse::start))
                    .toList();
            if (listingKey != null && !coming.isEmpty()) found.put(listingKey, coming);
        }
        var soonestFirst = new LinkedHashMap<String, List<OpenHouse>>();
        found.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().get(0).start()))
                .forEach(entry -> soonestFirst.put(entry.getKey(), entry.getValue()));
        return soonestFirst;
    }

    /** The rows returned by the first query that is not refused. */
    private List<JsonNode> openHouses(QueryPlan plan, List<ODataQuery> questions) {
        for (var question : questions.subList(0, questions.size() - 1)) {
            try {
                return allOpenHouses(plan, question);
            } catch (ODataException fault) {
                if (!isRefusal(fault)) throw fault;
            }
        }
        return allOpenHouses(plan, questions.get(questions.size() - 1));
    }

    private List<JsonNode> allOpenHouses(QueryPlan plan, ODataQuery question) {
        return client.all(plan.counts() ? question.counted() : question, plan.keyOf("OpenHouse"), OPEN_HOUSE_PAGES)
                .rows();
    }

    private ODataException noted(ODataException fault) {
        if (fault.kind() == ODataException.Kind.REFUSED) discovery.refused();
        return fault;
    }
}
