package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Filter;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataPage;
import porchlight.odata.ODataQuery;

/**
 * The Property resource read from end to end, page by page, past the response cache; one MLS request a call. Pages
 * follow {@code @odata.nextLink} (on Spark {@code $skiptoken}, which stays right while listings come and go); a server
 * that sends none is asked with {@code $skip}. Thread-safe.
 */
public final class PropertySweep {
    /** So that the URL stays short. */
    public static final int MOST_KEYS = 25;

    private final ODataClient client;
    private final FeedDiscovery discovery;
    private final PropertyParser parser;
    private final MlsProfile profile;
    private final DisplayFilter rules;
    private final int top;

    /** @param top rows on a page */
    public PropertySweep(
            ODataClient client,
            FeedDiscovery discovery,
            PropertyParser parser,
            MlsProfile profile,
            DisplayFilter rules,
            int top) {
        this.client = client;
        this.discovery = discovery;
        this.parser = parser;
        this.profile = profile;
        this.rules = rules;
        this.top = top;
    }

    /**
     * Where the next page is: a nextLink, or "skip=" and a number.
     *
     * @param seen rows on the pages before
     */
    public record Cursor(String place, int seen) {
        private static final String SKIP = "skip=";
    }

    /**
     * A page of listings.
     *
     * @param withheld keys of listings that may not be displayed
     * @param total how many there are on all pages; null when the feed does not count
     * @param next null on the last page
     */
    public record Page(
            List<Indexed> displayed,
            List<String> withheld,
            @Nullable Long total,
            int rows,
            @Nullable Cursor next,
            Instant asOf) {}

    /** A page of keys, each with its ModificationTimestamp; {@link Instant#EPOCH} where it has none. */
    public record Keys(
            Map<String, Instant> modified,
            @Nullable Long total,
            @Nullable Cursor next,
            Instant asOf) {}

    /**
     * All listings that may be displayed.
     *
     * @param from null for the first page
     * @throws porchlight.odata.ODataException if the feed cannot be reached, refuses the query or sends nonsense
     */
    public Page all(@Nullable Cursor from) {
        return listings(indexed().filter(rules.displayable(discovery.shape(), null)), from);
    }

    /** Everything changed since a moment, withheld listings included; parameters and errors as of {@link #all}. */
    public Page changedSince(Instant since, @Nullable Cursor from) {
        return listings(indexed().filter(rules.any(Filter.ge("ModificationTimestamp", since))), from);
    }

    /** The listings with these keys, {@value #MOST_KEYS} at most; errors as of {@link #all}. */
    public Page named(Collection<String> keys) {
        if (keys.size() > MOST_KEYS) throw new IllegalArgumentException(keys.size() + " keys");
        // Every server knows equality; not every one knows "in".
        var any =
                Filter.or(keys.stream().map(key -> Filter.eq("ListingKey", key)).toList());
        return listings(indexed().filter(rules.any(any)), null);
    }

    /** The keys of all listings that may be displayed; parameters and errors as of {@link #all}. */
    public Keys keys(@Nullable Cursor from) {
        var query = ODataQuery.of("Property")
                .select(discovery.shape().property().of(List.of("ListingKey", "ModificationTimestamp")))
                .filter(rules.displayable(discovery.shape(), null));
        var page = page(query, from, Fields::new);
        var keys = new LinkedHashMap<String, Instant>();
        for (var fields : page.value()) {
            var key = fields.text("ListingKey");
            var modified = fields.instant("ModificationTimestamp");
            if (key != null) keys.put(key, modified == null ? Instant.EPOCH : modified);
        }
        return new Keys(keys, page.count(), next(page, from), page.asOf());
    }

    private ODataQuery indexed() {
        var shape = discovery.shape();
        return ODataQuery.of("Property")
                .select(shape.property().of(PropertyFields.indexed(profile)))
                .expand(shape.cardMedia());
    }

    private Page listings(ODataQuery query, @Nullable Cursor from) {
        var names = discovery.shape().expansions();
        var page = page(query, from, row -> new Row(new Fields(row).text("ListingKey"), parser.index(row, names)));
        var displayed = new ArrayList<Indexed>();
        var withheld = new ArrayList<String>();
        for (var row : page.value()) {
            if (row.listing().isPresent()) displayed.add(row.listing().get());
            else if (row.key() != null) withheld.add(row.key());
        }
        return new Page(displayed, withheld, page.count(), page.value().size(), next(page, from), page.asOf());
    }

    /** @param listing empty when it may not be displayed */
    private record Row(@Nullable String key, Optional<Indexed> listing) {}

    private <T> ODataPage<T> page(ODataQuery query, @Nullable Cursor from, Function<JsonNode, T> row) {
        if (from == null) return client.page(query.top(top).counted(), row);
        if (!from.place().startsWith(Cursor.SKIP)) return client.next(from.place(), row);
        var skip = Integer.parseInt(from.place().substring(Cursor.SKIP.length()));
        return client.page(query.top(top).skip(skip).counted(), row);
    }

    private static @Nullable Cursor next(ODataPage<?> page, @Nullable Cursor from) {
        var seen = (from == null ? 0 : from.seen()) + page.value().size();
        var link = page.nextLink();
        if (link != null) return new Cursor(link, seen);
        var count = page.count();
        return count != null && count > seen && !page.value().isEmpty() ? new Cursor(Cursor.SKIP + seen, seen) : null;
    }
}
