package porchlight.listing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.odata.Filter;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.ODataQuery;
import porchlight.pagecache.ReadAhead;

/**
 * The values that the feed's Lookup resource lists for fields of Property, whether or not any home
 * has them. Read in advance.
 * @see <a
 * href="https://github.com/RESOStandards/transport/blob/main/proposals/data-dictionary.md">RESO
 * Data Dictionary, Lookup resource</a>
 */
public final class FeedLookups implements ReadAhead {
    private static final Logger log = LoggerFactory.getLogger(FeedLookups.class);
    private static final Duration KEPT_FOR = Duration.ofHours(6);
    private static final int MOST_PAGES = 100;

    private final ODataClient client;
    private final FeedDiscovery discovery;
    private final List<String> fields;
    private final int top;
    private volatile @Nullable Map<String, Set<String>> values;
    private volatile long edition;

    /**
     * @param fields the Property fields whose values are wanted
     * @param top rows per page of the feed
     */
    public FeedLookups(ODataClient client, FeedDiscovery discovery, List<String> fields, int top) {
        this.client = client;
        this.discovery = discovery;
        this.fields = List.copyOf(fields);
        this.top = top;
    }

    /**
     * The values by field, for fields that have any; empty until they are first read. Returns the
     * same instance until the next read.
     */
    public Optional<Map<String, Set<String>>> values() {
        return Optional.ofNullable(values);
    }

    @Override
    public String what() {
        return "names of the feed";
    }

    @Override
    public long edition() {
        return edition;
    }

    /**
     * Reads the values again. Takes one MLS request per page, none if the feed has no such
     * resource.
     * @return how long the values are good for
     * @throws ODataException if the feed does not return them
     */
    @Override
    public Duration refresh() {
        discovery.settle();
        var before = values;
        try {
            look();
        } finally {
            if (!Objects.equals(before, values)) edition++;
        }
        return KEPT_FOR;
    }

    private void look() {
        if (discovery.plan().hasLookup()) {
            try {
                values = read();
            } catch (ODataException fault) {
                if (values == null) values = Map.of();
                throw fault;
            }
        } else values = Map.of();
    }

    private Map<String, Set<String>> read() {
        var key = discovery.plan().keyOf("Lookup");
        var query = ODataQuery.of("Lookup")
                .select(key == null ? List.of("LookupName", "LookupValue") : List.of("LookupName", "LookupValue", key))
                .filter(Filter.or(fields.stream()
                        .map(field -> Filter.eq("LookupName", field))
                        .toList()))
                .top(discovery.plan().top(top));
        var read = client.all(discovery.plan().counts() ? query.counted() : query, key, MOST_PAGES);
        if (!read.whole()) {
            // There is no telling which fields were read completely.
            log.warn("The feed names more values than {} pages hold; its Lookup is not used", MOST_PAGES);
            return Map.of();
        }
        var found = new HashMap<String, Set<String>>();
        for (var row : read.rows()) {
            var fields = new Fields(row);
            var name = fields.text("LookupName");
            var value = fields.text("LookupValue");
            if (name != null && value != null)
                found.computeIfAbsent(name, any -> new TreeSet<>()).add(value);
        }
        return Map.copyOf(found);
    }
}
