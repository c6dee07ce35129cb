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

/**
 * The RESO Property resource: one request a question where the feed gives what belongs to a listing with it, else one more
 * for each resource beside it; answers as displayable listings. Thread-safe.
 *
 * @see <a href="https://dd.reso.org/DD2.0/Property/">RESO Data Dictionary 2.0, Property</a>
 */
public final class PropertyResource {
    private static final int OPEN_HOUSE_PAGES = 200;
    /** For one page of results, where the feed's own pages are smaller. */
    private static final int MOST_PAGES = 4;

    private final ODataClient client;
    private final FeedDiscovery discovery;
    private final PropertyParser parser;
    private final MlsProfile profile;
    private final DisplayFilter rules;
    private final Kept kept;
    private final InstantSource clock;

    /** What is known of listings without asking the feed. */
    public interface Kept {
        /** Whether a listing with this key is or was on the site. */
        boolean wasShown(String listingKey);

        /** A listing of the feed is shown to a visitor. */
        void noteShown(String listingKey);

        /** The listings with these keys that may be shown, in their order. */
        List<Listing> listings(List<String> listingKeys);

        /** When the feed confirmed the one of these listings that was confirmed longest ago. */
        Instant asOf(Collection<String> listingKeys);

        /** The key of the listing with an MLS number; empty where it is not known. */
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

    /** How the feed is asked. */
    public QueryPlan plan() {
        return discovery.plan();
    }

    /** Whether what the feed counts is what may be shown. */
    public boolean isExact() {
        return rules.isExact(plan());
    }

    /**
     * Finds listings.
     *
     * @param criteria in the Data Dictionary's words, all of which {@link QueryPlan#answers}; null for all that may be
     *     shown
     * @param skip listings left out from the start
     * @param top listings wanted; fewer may come
     * @throws ODataException if the feed cannot be reached, refuses the query or sends nonsense
     */
    public ListingBatch search(@Nullable Filter criteria, List<OrderBy> order, int skip, int top) {
        return search(plan(), criteria, order, skip, top);
    }

    /**
     * The same by a plan that may be the last but one: criteria are to be asked by the plan that says they can be.
     *
     * @throws ODataException as the other
     */
    public ListingBatch search(QueryPlan plan, @Nullable Filter criteria, List<OrderBy> order, int skip, int top) {
        var condition = rules.displayable(plan, criteria);
        if (condition instanceof Filter.Constant decided) {
            if (!decided.value()) return new ListingBatch(List.of(), 0L, clock.instant(), false);
            condition = null;
        }
        var query = plan.cards(PropertyFields.card(profile)).filter(condition).orderBy(plan.order(order));
        var counted = plan.counts() ? query.counted() : query;
        var fitted = plan.fitted(counted.skip(skip).top(top), each -> client.length(each, null));
        try {
            return read(plan, fitted, skip, top);
        } catch (ODataException fault) {
            throw noted(fault);
        }
    }

    private ListingBatch read(QueryPlan plan, ODataQuery query, int skip, int top) {
        // Where no page but the first can be asked for, it has to hold those before.
        var before = plan.skips() ? 0 : skip;
        var page = listings(plan, query.skip(skip - before).top(top + before));
        var listings = new ArrayList<>(page.value());
        var sent = page.value().size();
        var total = page.count();
        var asOf = page.asOf();
        var stale = page.stale();
        for (int pages = 1;
                pages < MOST_PAGES && plan.skips() && sent > 0 && sent < top && isMore(page, skip + sent);
                pages++) {
            try {
                page = listings(plan, query.skip(skip + sent).top(top - sent));
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
        // A page that is not full is the last, whether or not the feed counts.
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

    private ODataPage<Optional<Listing>> listings(QueryPlan plan, ODataQuery query) {
        var sets = plan.cardSets();
        if (!sets.isEmpty()) {
            var page = client.page(query);
            attach(plan, sets, page.value());
            return page.map(row -> listing(plan, row));
        }
        // Only of those that lack their photo is the JSON kept.
        var page = client.page(
                query,
                row -> plan.lacksPhoto(row) ? new Card(row, Optional.empty()) : new Card(null, listing(plan, row)));
        var lacking = page.value().stream()
                .flatMap(card -> Stream.ofNullable(card.lackingPhoto()))
                .toList();
        if (lacking.isEmpty()) return page.map(Card::listing);
        // The sweep has looked for their photos already.
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

    /** @param lackingPhoto the row of a listing whose photo has not come; null if it has */
    private record Card(@Nullable JsonNode lackingPhoto, Optional<Listing> listing) {}

    private Optional<Listing> listing(QueryPlan plan, JsonNode row) {
        return parser.parse(plan.read(row), plan.expansions());
    }

    private void attach(QueryPlan plan, List<QueryPlan.RelatedSet> sets, List<JsonNode> rows) {
        RelatedRows.attach(client, plan, sets, rows);
    }

    /**
     * The listings with these keys, in their order, those left out that may not be shown; from what is kept where the feed
     * cannot be asked by key.
     *
     * @throws ODataException as {@link #search}
     */
    public ListingBatch named(List<String> keys) {
        if (keys.isEmpty()) return new ListingBatch(List.of(), 0L, clock.instant(), false);
        var atOnce = plan().keysAtOnce();
        if (atOnce == 0) return new ListingBatch(kept.listings(keys), null, kept.asOf(keys), false);
        var found = new ArrayList<Listing>();
        var asOf = Instant.MAX;
        var stale = false;
        // Sorted, so that the same homes are the same question.
        var sorted = keys.stream().sorted().toList();
        for (int from = 0; from < sorted.size(); from += atOnce) {
            var some = sorted.subList(from, Math.min(from + atOnce, sorted.size()));
            var page = search(Filter.in(QueryPlan.KEY, some), List.of(), 0, some.size());
            found.addAll(page.listings());
            if (page.asOf().isBefore(asOf)) asOf = page.asOf();
            stale |= page.stale();
        }
        found.sort(Comparator.comparingInt(listing -> keys.indexOf(listing.listingKey())));
        return new ListingBatch(found, (long) found.size(), asOf, stale);
    }

    /**
     * Reads one listing with its photos, open houses, rooms, units and history.
     *
     * @throws ODataException as {@link #search}
     */
    public Found find(String listingKey) {
        var plan = plan();
        var key = plan.key(listingKey);
        if (key.isEmpty()) return new Found.Unknown();
        var query = plan.fitted(
                plan.detail(PropertyFields.detail(profile), profile.showsHistory()),
                each -> client.length(each, key.get()));
        try {
            var entity = client.entity(query, key.get());
            if (entity.isPresent())
                attach(plan, plan.detailSets(), List.of(entity.get().value()));
            return entity.flatMap(found -> parser.parse(plan.read(found.value()), plan.expansions())
                            .<Found>map(listing -> displayed(listing, found)))
                    // Whether the feed has it and it must not be shown is nobody's business: only what was public once
                    // is said to be gone.
                    .orElseGet(() -> kept.wasShown(listingKey) ? new Found.Withdrawn() : new Found.Unknown());
        } catch (ODataException fault) {
            noted(fault);
            // What is known of it beside the feed is better than nothing, where only the question is refused.
            var card = isRefusal(fault) ? kept.listings(List.of(listingKey)) : List.<Listing>of();
            if (card.isEmpty()) throw fault;
            return new Found.Displayed(card.get(0), kept.asOf(List.of(listingKey)), false);
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
     * The listing with an MLS number; empty when there is none to show. Where two MLSs of a feed share a number, the
     * first by key.
     *
     * @throws ODataException as {@link #search}
     */
    public Optional<Listing> findByListingId(String listingId) {
        // The feed knows marked numbers only.
        if (profile.feedTerms().markedNumbers()) {
            var known = kept.keyOf(listingId)
                    .flatMap(key -> kept.listings(List.of(key)).stream().findFirst());
            if (known.isPresent()) return known;
        }
        var number = Filter.eq("ListingId", listingId);
        if (!plan().answers(number))
            return kept.keyOf(listingId)
                    .flatMap(key -> kept.listings(List.of(key)).stream().findFirst());
        return search(number, List.of(OrderBy.ascending(QueryPlan.KEY)), 0, 2).listings().stream()
                .findFirst();
    }

    /**
     * The key of the listing that an open house is of; empty when there is no such open house. One MLS request.
     *
     * @throws ODataException as {@link #search}
     */
    public Optional<String> listingOfOpenHouse(String openHouseKey) {
        var plan = plan();
        var foreign = plan.model().foreignKey("OpenHouse").orElse(QueryPlan.KEY);
        if (!plan.hasOpenHouses()) return Optional.empty();
        var query = ODataQuery.of("OpenHouse").select(List.of("OpenHouseKey", foreign));
        return client.entity(query, openHouseKey).map(found -> new Fields(found.value()).text(foreign));
    }

    /**
     * The public open houses of each listing that has one soon, earliest first, by ListingKey; an MLS request
     * a page, {@value #OPEN_HOUSE_PAGES} pages at most.
     *
     * @param top rows on a page
     * @throws ODataException as {@link #search}
     */
    public Map<String, List<OpenHouse>> comingOpenHouses(Instant now, int top) {
        var plan = plan();
        if (!plan.hasOpenHouses()) return expandedOpenHouses(plan, top);
        var foreign = plan.model().foreignKey("OpenHouse").orElse(QueryPlan.KEY);
        // On the hour, so that the question stays the same, and stored responses useful, for an hour.
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

    /** Whether open houses have no entity set of their own, so that all homes have to be read for them. */
    boolean readsHomesForOpenHouses() {
        return !plan().hasOpenHouses();
    }

    /** Where open houses come with their homes alone. */
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

    /** The rows of the first of some questions that is not refused. */
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
