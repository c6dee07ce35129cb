package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.ODataPage;
import porchlight.odata.ODataQuery;

/**
 * Reads rows of related entity sets for many listings at once and puts them where an expansion
 * would have.
 */
final class RelatedRows {
    private static final Logger log = LoggerFactory.getLogger(RelatedRows.class);

    /**
     * Enough for the photos of a page of listings ten at a time, when some listings have fifty.
     */
    private static final int MOST_PAGES = 120;

    private RelatedRows() {}

    /**
     * One request per set; more only when a page has more listings than fit in one URL, or more
     * rows than the feed sends at once.
     * @param rows of Property, as the feed sent them
     * @throws porchlight.odata.ODataException if the feed does not answer
     */
    static void attach(ODataClient client, QueryPlan plan, List<QueryPlan.RelatedSet> sets, List<JsonNode> rows) {
        var byKey = new HashMap<String, ObjectNode>();
        for (var row : rows)
            if (row instanceof ObjectNode listing
                    && listing.hasNonNull(plan.model().key()))
                byKey.put(listing.path(plan.model().key()).asText(), listing);
        if (byKey.isEmpty()) return;
        // Sorted, so that the same listings always make the same query.
        var keys = byKey.keySet().stream().sorted().map(key -> (Object) key).toList();
        var atOnce = plan.relatedAtOnce();
        for (var set : sets)
            for (int from = 0; from < keys.size(); from += atOnce) {
                var some = keys.subList(from, Math.min(from + atOnce, keys.size()));
                var lacking = some.stream().map(Object::toString).collect(Collectors.toCollection(HashSet::new));
                // Photos come in order, so cards have enough as soon as each has one.
                var cards = set.set().equals("Media") && some.size() > 1 && plan.isOrdered();
                var query = plan.related(set, some);
                var page = client.page(query);
                for (int pages = 1, read = 0; ; pages++) {
                    for (var row : page.value()) {
                        var key = row.path(set.foreignKey()).asText();
                        var listing = byKey.get(key);
                        if (listing != null) listing.withArray(set.name()).add(row);
                        lacking.remove(key);
                    }
                    read += page.value().size();
                    var link = page.nextLink();
                    var isLast = link == null && (page.value().isEmpty() || isAll(plan, page, read, pages));
                    if (isLast || cards && lacking.isEmpty() || pages == MOST_PAGES) break;
                    var first = page.value().isEmpty() ? null : page.value().get(0);
                    page = link != null ? client.next(link) : skipped(client, query, read);
                    // Receiving the same page again means that the service ignores $skip.
                    if (page == null
                            || link == null
                                    && !page.value().isEmpty()
                                    && page.value().get(0).equals(first)) break;
                }
            }
    }

    /**
     * Whether rows without a next link are complete: a service need not send a link once $top is
     * satisfied.
     */
    private static boolean isAll(QueryPlan plan, ODataPage<JsonNode> page, int read, int pages) {
        if (page.count() != null) return page.count() <= read;
        return !plan.skips() || plan.behavior().nextLinks() && read < pages * plan.relatedPage();
    }

    /** The rows after the first ones; null if the service refuses to skip any. */
    private static @Nullable ODataPage<JsonNode> skipped(ODataClient client, ODataQuery query, int rows) {
        try {
            return client.page(query.skip(rows));
        } catch (ODataException fault) {
            if (fault.kind() == ODataException.Kind.REFUSED) return null;
            throw fault;
        }
    }

    /**
     * Adds the photos of listings whose expansion returned none, with one request for each page
     * that has such listings. If the feed does not answer, the page is shown without them.
     * @param rows of Property, as the feed sent them
     */
    static void attachPhotos(ODataClient client, QueryPlan plan, List<JsonNode> rows) {
        var name = plan.expansions().media();
        var byKey = new TreeMap<String, ObjectNode>();
        for (var row : rows)
            if (row instanceof ObjectNode listing && plan.lacksPhoto(row))
                byKey.put(listing.path(plan.model().key()).asText(), listing);
        if (byKey.isEmpty() || name == null) return;
        var keys = List.copyOf(byKey.keySet());
        var atOnce = Math.max(1, plan.keysAtOnce());
        try {
            for (int from = 0; from < keys.size(); from += atOnce) {
                var query = plan.allPhotos(keys.subList(from, Math.min(from + atOnce, keys.size())));
                if (query.isEmpty()) return;
                for (var row : client.page(query.get()).value()) {
                    var listing = byKey.get(row.path(plan.model().key()).asText());
                    if (listing != null) listing.set(name, row.path(name));
                }
            }
        } catch (ODataException fault) {
            log.info("No photos of {} listings whose first photo is not marked: {}", keys.size(), fault.getMessage());
        }
    }
}
