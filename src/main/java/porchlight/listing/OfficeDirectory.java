package porchlight.listing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.ODataQuery;
import porchlight.odata.Retrieval;
import porchlight.pagecache.ReadAhead;

/**
 * Looks {@link OurOffices} up in the MLS, so that someone notices if one of them doesn't exist. Nothing waits for the
 * answer, and no page shows it.
 */
public final class OfficeDirectory implements ReadAhead {
    private static final Logger log = LoggerFactory.getLogger(OfficeDirectory.class);
    private static final String SET = "Office";
    private static final List<String> IDENTIFIERS = List.of("OfficeKey", "OfficeMlsId");
    private static final List<String> FIELDS = List.of("OfficeKey", "OfficeMlsId", "OfficeName");
    private static final Duration KEPT_FOR = Duration.ofHours(6);
    private static final int MOST_PAGES = 4;

    private final ODataClient client;
    private final FeedDiscovery discovery;
    private final PropertyResource properties;
    private final List<String> ids;
    private volatile List<Office> offices = List.of();

    /** @param ours looked up once a refresh; nothing is asked if there are none */
    public OfficeDirectory(ODataClient client, FeedDiscovery discovery, PropertyResource properties, OurOffices ours) {
        this.client = client;
        this.discovery = discovery;
        this.properties = properties;
        this.ids = ours.ids().stream().sorted().toList();
    }

    /** Whether the MLS knows an office. */
    public enum Presence {
        KNOWN,
        /** The MLS lists its offices, and this is none of them. */
        UNKNOWN,
        /** Different offices share the identifier, some as their key and others as their number. */
        AMBIGUOUS,
        /** The feed doesn't list offices, and none of its listings names this one. */
        UNCERTAIN
    }

    /**
     * One of our offices.
     *
     * @param id as the site's owner wrote it
     * @param name of the office, or of several; null if unknown
     */
    public record Office(
            String id, Presence presence, @Nullable String name) {}

    @Override
    public String what() {
        return "our offices";
    }

    /** No page shows them. */
    @Override
    public long edition() {
        return 0;
    }

    /**
     * Looks them up again; takes two MLS requests, and one more for each office if the feed doesn't list offices.
     *
     * @throws ODataException if the MLS doesn't answer
     */
    @Override
    public Duration refresh() {
        if (ids.isEmpty()) return KEPT_FOR;
        discovery.settle();
        var now = look(discovery.plan());
        for (var office : now)
            if (office.presence() != Presence.KNOWN && !offices.contains(office))
                log.warn("SITE_OFFICE_IDS: {} is {} to the MLS", office.id(), word(office.presence()));
        offices = now;
        return KEPT_FOR;
    }

    private static String word(Presence presence) {
        return presence.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** As last looked up; none until then. */
    public List<Office> offices() {
        return offices;
    }

    /** Those that the MLS doesn't know, or not as one office, in words for an operator; empty if all is well. */
    public List<String> troubles() {
        return offices.stream()
                .filter(office -> office.presence() == Presence.UNKNOWN || office.presence() == Presence.AMBIGUOUS)
                .map(office -> office.id() + " is " + word(office.presence()) + " to the MLS")
                .toList();
    }

    /**
     * How many listings of an office the site may show, in any status; null if the feed can't be asked.
     *
     * @throws ODataException if the MLS doesn't answer
     */
    public @Nullable Long listings(Office office) {
        var plan = discovery.plan();
        var condition = OurOffices.condition(plan, List.of(office.id()));
        if (condition.isEmpty()) return null;
        return properties
                .search(plan, condition.get(), List.of(), 0, 1, Retrieval.unhurried())
                .total();
    }

    private List<Office> look(QueryPlan plan) {
        var found = new HashMap<String, Map<String, String>>();
        var isWhole = true;
        for (var identifier : IDENTIFIERS) isWhole &= find(plan, identifier, found);
        var all = new ArrayList<Office>();
        for (var id : ids) {
            var names = found.getOrDefault(id, Map.of());
            if (names.isEmpty()) all.add(isWhole ? new Office(id, Presence.UNKNOWN, null) : listing(plan, id));
            else
                all.add(new Office(
                        id,
                        names.size() == 1 ? Presence.KNOWN : Presence.AMBIGUOUS,
                        String.join(", ", names.values())));
        }
        return List.copyOf(all);
    }

    /**
     * Finds offices by one of their identifiers.
     *
     * @param found names of offices by their keys, by the identifier that they have
     * @return whether the feed lists all offices that have one
     */
    private boolean find(QueryPlan plan, String identifier, Map<String, Map<String, String>> found) {
        var type = plan.model().sets().get(SET);
        if (type == null) return false;
        var condition = plan.oneOf(type, identifier, ids);
        // An identifier that offices don't have identifies none.
        if (condition.isEmpty()) return true;
        var query = ODataQuery.of(SET)
                .select(FIELDS.stream().filter(type::declares).toList())
                .filter(condition.get())
                .top(plan.relatedPage());
        try {
            for (var row : client.all(query, plan.keyOf(SET), MOST_PAGES).rows()) {
                var fields = new Fields(row);
                var id = fields.text(identifier);
                var key = fields.text("OfficeKey");
                var name = fields.text("OfficeName");
                if (id != null)
                    found.computeIfAbsent(id, any -> new LinkedHashMap<>())
                            .put(key == null ? id : key, name == null ? id : name);
            }
            return true;
        } catch (ODataException fault) {
            if (fault.kind() != ODataException.Kind.REFUSED) throw fault;
            return false;
        }
    }

    /** An office as a listing names it. */
    private Office listing(QueryPlan plan, String id) {
        var condition = OurOffices.condition(plan, List.of(id));
        if (condition.isPresent()) {
            var some = properties.search(plan, condition.get(), List.of(), 0, 1, Retrieval.unhurried());
            if (!some.listings().isEmpty())
                return new Office(
                        id, Presence.KNOWN, some.listings().get(0).attribution().office());
        }
        return new Office(id, Presence.UNCERTAIN, null);
    }
}
