package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Filter;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.ODataPage;
import porchlight.odata.ODataQuery;
import porchlight.odata.OrderBy;

/**
 * Reads the Property resource from end to end, page by page, bypassing the response cache; one MLS
 * request per call. Pages follow {@code @odata.nextLink} (on Spark {@code $skiptoken}, which stays
 * correct while listings come and go). A server that sends none is queried with {@code $skip}, and
 * one that refuses that, for the rows after the last key. Thread-safe.
 */
public final class PropertySweep {
    /** Keeps the URL short. */
    public static final int MOST_KEYS = 25;
    /** URL characters that conditions and paging take. */
    private static final int ROOM = 500;

    private final ODataClient client;
    private final FeedDiscovery discovery;
    private final PropertyParser parser;
    private final MlsProfile profile;
    private final DisplayFilter rules;
    private final Remarks remarks;
    private final int top;

    /**
     * @param remarks receives the descriptions of each page before the page is returned
     * @param top rows per page
     */
    public PropertySweep(
            ODataClient client,
            FeedDiscovery discovery,
            PropertyParser parser,
            MlsProfile profile,
            DisplayFilter rules,
            Remarks remarks,
            int top) {
        this.client = client;
        this.discovery = discovery;
        this.parser = parser;
        this.profile = profile;
        this.rules = rules;
        this.remarks = remarks;
        this.top = top;
    }

    /**
     * Where the next page is: a nextLink, "skip=" and a number, or "after=" and a field.
     * @param seen rows on the previous pages
     * @param last the last row's value of the field that orders the pages; null if the order is the
     * service's own
     */
    public record Cursor(String place, int seen, @Nullable String last) {
        private static final String SKIP = "skip=";
        private static final String AFTER = "after=";
    }

    /** A page, with its last row's value of the field that orders the pages. */
    private record Part<T>(ODataPage<T> page, @Nullable String last, boolean after) {}

    /**
     * A page of listings.
     * @param withheld keys of listings that may not be displayed
     * @param total how many there are on all pages; null when the feed does not count
     * @param next null on the last page
     */
    public record Page(
            List<ListingWithTraits> displayed,
            List<String> withheld,
            @Nullable Long total,
            int rows,
            @Nullable Cursor next,
            Instant asOf) {}

    /**
     * A description.
     * @param modified the listing's ModificationTimestamp; {@link Instant#EPOCH} if it has none
     * @param text as far as the listing's page shows it; null if it has none
     */
    public record Remark(
            String listingKey, Instant modified, @Nullable String text) {}

    /** Takes the descriptions, which no listing here has, because they are long. */
    public interface Remarks {
        /** Whether the feed is asked for them. */
        boolean areRead();

        /** Receives those of a page's listings that may be displayed. */
        void read(List<Remark> remarks);
    }

    /** A page of keys, each with its ModificationTimestamp; {@link Instant#EPOCH} where it has none. */
    public record Keys(
            Map<String, Instant> modified,
            @Nullable Long total,
            @Nullable Cursor next,
            Instant asOf) {}

    /**
     * All listings that may be displayed.
     * @param from null for the first page
     * @throws porchlight.odata.ODataException if the feed cannot be reached, refuses the query, or
     * sends an invalid response
     */
    public Page all(@Nullable Cursor from) {
        return listings(indexed().filter(condition(rules.displayable(discovery.plan(), null))), from);
    }

    /**
     * Everything changed since a moment, including withheld listings. Parameters and errors as in
     * {@link #all}.
     */
    public Page changedSince(Instant since, @Nullable Cursor from) {
        var plan = discovery.plan();
        return listings(indexed().filter(rules.any(plan, Filter.ge("ModificationTimestamp", since))), from);
    }

    /** The listings with these keys, {@value #MOST_KEYS} at most. Errors as in {@link #all}. */
    public Page named(Collection<String> keys) {
        if (keys.size() > MOST_KEYS) throw new IllegalArgumentException(keys.size() + " keys");
        var plan = discovery.plan();
        return listings(
                indexed()
                        .filter(condition(rules.any(plan, Filter.in(QueryPlan.KEY, keys))))
                        .orderBy(List.of()),
                null);
    }

    /** How many keys {@link #named} accepts at once; 0 if the feed cannot be queried by key. */
    public int keysAtOnce() {
        return Math.min(MOST_KEYS, discovery.plan().keysAtOnce());
    }

    /** Whether the feed can be queried for changes. */
    public boolean reportsChanges() {
        return discovery.plan().answers(Filter.ge("ModificationTimestamp", Instant.EPOCH));
    }

    private static @Nullable Filter condition(@Nullable Filter condition) {
        return condition instanceof Filter.Constant ? null : condition;
    }

    /**
     * The keys of all listings that may be displayed. Parameters and errors as in {@link #all}.
     */
    public Keys keys(@Nullable Cursor from) {
        var plan = discovery.plan();
        var query = ODataQuery.of("Property")
                .select(plan.select(List.of(QueryPlan.KEY, "ModificationTimestamp")))
                .filter(condition(rules.displayable(plan, null)));
        var part = part(query, from, row -> new Fields(plan.read(row)));
        var page = part.page();
        var keys = new LinkedHashMap<String, Instant>();
        for (var fields : page.value()) {
            var key = fields.text("ListingKey");
            var modified = fields.instant("ModificationTimestamp");
            if (key != null) keys.put(key, modified == null ? Instant.EPOCH : modified);
        }
        return new Keys(keys, total(part, from), next(part, from), page.asOf());
    }

    private ODataQuery indexed() {
        var plan = discovery.plan();
        return plan.fitted(
                plan.cards(PropertyFields.indexed(profile, remarks.areRead())),
                each -> client.length(each, null) + ROOM);
    }

    private Page listings(ODataQuery query, @Nullable Cursor from) {
        var plan = discovery.plan();
        var part = part(query, from, row -> row);
        var page = part.page();
        RelatedRows.attach(client, plan, plan.cardSets(), page.value());
        RelatedRows.attachPhotos(client, plan, page.value());
        var displayed = new ArrayList<ListingWithTraits>();
        var withheld = new ArrayList<String>();
        var told = new ArrayList<Remark>();
        for (var sent : page.value()) {
            var row = plan.read(sent);
            var key = new Fields(row).text(QueryPlan.KEY);
            var listing = parser.index(row, plan.expansions());
            if (listing.isPresent()) {
                displayed.add(listing.get());
                told.add(remark(listing.get().listing(), row));
            } else if (key != null) withheld.add(key);
        }
        // If no home has one, the feed was not asked, or did not understand.
        if (told.stream().anyMatch(each -> each.text() != null)) remarks.read(told);
        return new Page(displayed, withheld, total(part, from), page.value().size(), next(part, from), page.asOf());
    }

    private Remark remark(Listing listing, JsonNode row) {
        var modified = listing.modified();
        return new Remark(listing.listingKey(), modified == null ? Instant.EPOCH : modified, parser.remarks(row));
    }

    private <T> Part<T> part(ODataQuery query, @Nullable Cursor from, Function<JsonNode, T> row) {
        var plan = discovery.plan();
        var rows = query.top(plan.top(top));
        var asked = plan.counts() ? rows.counted() : rows;
        var field = plan.ranged().orElse(null);
        // Numbered pages need a stable order.
        if (!plan.behavior().nextLinks())
            asked = asked.orderBy(plan.order(List.of(OrderBy.ascending(field == null ? QueryPlan.KEY : field))));
        var last = new AtomicReference<@Nullable String>();
        Function<JsonNode, T> noted = sent -> {
            if (field != null && !plan.behavior().nextLinks()) last.set(plan.text(sent, field));
            return row.apply(sent);
        };
        if (from == null) return new Part<>(client.page(asked, noted), last.get(), false);
        if (from.place().startsWith(Cursor.AFTER)) return after(plan, asked, from, noted, last);
        if (!from.place().startsWith(Cursor.SKIP))
            return new Part<>(client.next(from.place(), noted), last.get(), false);
        var skipped = asked.skip(Integer.parseInt(from.place().substring(Cursor.SKIP.length())));
        if (from.last() == null || field == null) return new Part<>(client.page(skipped, noted), last.get(), false);
        try {
            var page = client.page(skipped, noted);
            // Rows that begin before the cursor are the first page again: the service ignores
            // $skip.
            if (page.value().isEmpty() || !from.last().equals(last.get())) return new Part<>(page, last.get(), false);
        } catch (ODataException fault) {
            if (fault.kind() != ODataException.Kind.REFUSED) throw fault;
            // Many services skip only a few thousand rows.
        }
        return after(plan, asked, from, noted, last);
    }

    private <T> Part<T> after(
            QueryPlan plan,
            ODataQuery asked,
            Cursor from,
            Function<JsonNode, T> row,
            AtomicReference<@Nullable String> last) {
        last.set(null);
        var beyond = plan.after(String.valueOf(from.last()));
        var filter = asked.filter() == null ? beyond : Filter.and(List.of(asked.filter(), beyond));
        return new Part<>(client.page(asked.filter(filter), row), last.get(), true);
    }

    /** A page read after a key is counted without the rows before it. */
    private static @Nullable Long total(Part<?> part, @Nullable Cursor from) {
        var count = part.page().count();
        if (count == null || !part.after() || from == null) return count;
        return count + from.seen();
    }

    /**
     * Where the page after this one is. For services that count, the total shows when the end is
     * reached; for others, a page without rows does, because a short page may be all they send at
     * once.
     */
    private @Nullable Cursor next(Part<?> part, @Nullable Cursor from) {
        var page = part.page();
        var rows = page.value().size();
        var seen = (from == null ? 0 : from.seen()) + rows;
        var link = page.nextLink();
        if (rows == 0) return null;
        if (link != null && (from == null || !link.equals(from.place()))) return new Cursor(link, seen, null);
        var count = total(part, from);
        if (count != null ? count <= seen : link != null) return null;
        if (discovery.plan().skips() && !part.after()) return new Cursor(Cursor.SKIP + seen, seen, part.last());
        return part.last() == null || from != null && part.last().equals(from.last())
                ? null
                : new Cursor(Cursor.AFTER, seen, part.last());
    }
}
