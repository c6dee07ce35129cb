package porchlight.listing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Expand;
import porchlight.odata.Filter;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.ODataQuery;
import porchlight.odata.OrderBy;

/**
 * The RESO Property resource: one request a question, answers as displayable listings. Thread-safe.
 *
 * @see <a href="https://dd.reso.org/DD2.0/Property/">RESO Data Dictionary 2.0, Property</a>
 */
public final class PropertyResource {
    private static final int OPEN_HOUSE_PAGES = 200;

    private final ODataClient client;
    private final FeedDiscovery discovery;
    private final PropertyParser parser;
    private final MlsProfile profile;
    private final DisplayFilter rules;
    private final Predicate<String> shown;

    /** @param shown whether a listing with this key is or was on the site */
    public PropertyResource(
            ODataClient client,
            FeedDiscovery discovery,
            PropertyParser parser,
            MlsProfile profile,
            DisplayFilter rules,
            Predicate<String> shown) {
        this.client = client;
        this.discovery = discovery;
        this.parser = parser;
        this.profile = profile;
        this.rules = rules;
        this.shown = shown;
    }

    /** What the feed offers. */
    public FeedShape shape() {
        return discovery.shape();
    }

    /**
     * Finds listings; one MLS request.
     *
     * @param criteria null for all that may be shown
     * @param skip listings left out from the start
     * @param top listings wanted; fewer may come
     * @throws ODataException if the feed cannot be reached, refuses the query or sends nonsense
     */
    public ListingPage search(@Nullable Filter criteria, List<OrderBy> order, int skip, int top) {
        var shape = discovery.shape();
        var query = ODataQuery.of("Property")
                .select(shape.property().of(PropertyFields.card(profile)))
                .filter(rules.displayable(shape, criteria))
                .orderBy(order.stream()
                        .filter(key -> shape.property().has(key.field()))
                        .toList())
                .top(top)
                .skip(skip)
                .counted()
                .expand(shape.cardMedia());
        try {
            var page = client.page(query, row -> parser.parse(row, shape.expansions()));
            var listings = page.value().stream().flatMap(Optional::stream).toList();
            return new ListingPage(listings, page.count(), page.asOf(), page.stale());
        } catch (ODataException fault) {
            throw noted(fault);
        }
    }

    /**
     * Reads one listing with its photos, open houses, rooms, units and history; one MLS request.
     *
     * @throws ODataException as {@link #search}
     */
    public Found find(String listingKey) {
        var shape = discovery.shape();
        var names = shape.expansions();
        var expand = new ArrayList<Expand>(shape.media());
        Stream.of(names.openHouses(), names.rooms(), names.units())
                .flatMap(Stream::ofNullable)
                .forEach(name -> expand.add(Expand.of(name, List.of())));
        if (profile.showsHistory()) shape.history().ifPresent(expand::add);
        var query = ODataQuery.of("Property")
                .select(shape.property().of(PropertyFields.detail(profile)))
                .expand(expand);
        try {
            var entity = client.entity(query, listingKey);
            return entity.flatMap(found -> parser.parse(found.value(), names)
                            .<Found>map(listing -> new Found.Displayed(listing, found.asOf(), found.stale())))
                    // Whether the feed has it and it must not be shown is nobody's business: only what was public once
                    // is said to be gone.
                    .orElseGet(() -> shown.test(listingKey) ? new Found.Withdrawn() : new Found.Unknown());
        } catch (ODataException fault) {
            throw noted(fault);
        }
    }

    /**
     * The listing with an MLS number; empty when there is none to show. Where two MLSs of a feed share a number, the
     * first by key.
     *
     * @throws ODataException as {@link #search}
     */
    public Optional<Listing> findByListingId(String listingId) {
        return search(Filter.eq("ListingId", listingId), List.of(OrderBy.ascending("ListingKey")), 0, 2)
                .listings()
                .stream()
                .findFirst();
    }

    /**
     * The key of the listing that an open house is of; empty when there is no such open house. One MLS request.
     *
     * @throws ODataException as {@link #search}
     */
    public Optional<String> listingOfOpenHouse(String openHouseKey) {
        if (!discovery.shape().openHouseSet()) return Optional.empty();
        var query = ODataQuery.of("OpenHouse").select(List.of("OpenHouseKey", "ListingKey"));
        return client.entity(query, openHouseKey).map(found -> new Fields(found.value()).text("ListingKey"));
    }

    /**
     * The public open houses of each listing that has one soon, earliest first, by ListingKey; an MLS request
     * a page, {@value #OPEN_HOUSE_PAGES} pages at most.
     *
     * @param top rows on a page
     * @throws ODataException as {@link #search}
     */
    public Map<String, List<OpenHouse>> comingOpenHouses(java.time.Instant now, int top) {
        if (!discovery.shape().openHouseSet()) return Map.of();
        var query = ODataQuery.of("OpenHouse")
                // On the hour, so that the question stays the same, and stored responses useful, for an hour.
                .filter(Filter.ge("OpenHouseEndTime", now.truncatedTo(java.time.temporal.ChronoUnit.HOURS)))
                .orderBy(List.of(OrderBy.ascending("OpenHouseStartTime"), OrderBy.ascending("OpenHouseKey")))
                .top(top);
        var byListing = new LinkedHashMap<String, List<OpenHouse>>();
        var page = client.page(query);
        for (int pages = 1; ; pages++) {
            for (var row : page.value()) {
                var fields = new Fields(row);
                var listingKey = fields.text("ListingKey");
                if (listingKey != null)
                    parser.openHouse(fields)
                            .ifPresent(openHouse -> byListing
                                    .computeIfAbsent(listingKey, key -> new ArrayList<>())
                                    .add(openHouse));
            }
            var next = page.nextLink();
            if (next == null || pages == OPEN_HOUSE_PAGES) return byListing;
            page = client.next(next);
        }
    }

    private ODataException noted(ODataException fault) {
        if (fault.kind() == ODataException.Kind.REFUSED) discovery.refused();
        return fault;
    }
}
