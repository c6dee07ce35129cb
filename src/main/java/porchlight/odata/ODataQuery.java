package porchlight.odata;

import java.util.List;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A query on an entity set: the system query options. Immutable.
 * @param select fields; empty for all
 * @param skip number of rows to skip; 0 for none
 * @param count whether {@code @odata.count} is wanted
 */
public record ODataQuery(
        String entitySet,
        List<String> select,
        @Nullable Filter filter,
        List<OrderBy> orderBy,
        @Nullable Integer top,
        int skip,
        boolean count,
        List<Expand> expand) {

    public ODataQuery {
        select = List.copyOf(select);
        orderBy = List.copyOf(orderBy);
        expand = List.copyOf(expand);
    }

    public static ODataQuery of(String entitySet) {
        return new ODataQuery(entitySet, List.of(), null, List.of(), null, 0, false, List.of());
    }

    public ODataQuery select(List<String> fields) {
        return new ODataQuery(entitySet, fields, filter, orderBy, top, skip, count, expand);
    }

    public ODataQuery filter(@Nullable Filter condition) {
        return new ODataQuery(entitySet, select, condition, orderBy, top, skip, count, expand);
    }

    public ODataQuery orderBy(List<OrderBy> keys) {
        return new ODataQuery(entitySet, select, filter, keys, top, skip, count, expand);
    }

    public ODataQuery top(int rows) {
        return new ODataQuery(entitySet, select, filter, orderBy, rows, skip, count, expand);
    }

    public ODataQuery skip(int rows) {
        return new ODataQuery(entitySet, select, filter, orderBy, top, rows, count, expand);
    }

    public ODataQuery counted() {
        return new ODataQuery(entitySet, select, filter, orderBy, top, skip, true, expand);
    }

    public ODataQuery expand(List<Expand> items) {
        return new ODataQuery(entitySet, select, filter, orderBy, top, skip, count, items);
    }

    /** The collection's URL under the service root. */
    HttpUrl url(HttpUrl serviceRoot) {
        return withOptions(serviceRoot.newBuilder().addPathSegment(entitySet));
    }

    /**
     * The URL of one entity. Only {@code $select} and {@code $expand} apply.
     * @param key a String, or a Long for a numeric key
     */
    HttpUrl entityUrl(HttpUrl serviceRoot, Object key) {
        var literal =
                key instanceof Long ? key.toString() : "'" + key.toString().replace("'", "''") + "'";
        var segment = entitySet + "(" + literal + ")";
        return ODataQuery.of(entitySet)
                .select(select)
                .expand(expand)
                .withOptions(serviceRoot.newBuilder().addPathSegment(segment));
    }

    private HttpUrl withOptions(HttpUrl.Builder url) {
        if (!select.isEmpty()) option(url, "$select", String.join(",", select));
        if (filter != null) option(url, "$filter", filter.toOData());
        if (!orderBy.isEmpty())
            option(url, "$orderby", orderBy.stream().map(OrderBy::toOData).collect(Collectors.joining(",")));
        if (top != null) option(url, "$top", top.toString());
        if (skip > 0) option(url, "$skip", Integer.toString(skip));
        if (count) option(url, "$count", "true");
        if (!expand.isEmpty())
            option(url, "$expand", expand.stream().map(Expand::toOData).collect(Collectors.joining(",")));
        return url.build();
    }

    private static void option(HttpUrl.Builder url, String name, String value) {
        url.addQueryParameter(name, value);
    }
}
