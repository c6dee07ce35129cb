package porchlight.odata;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import porchlight.odata.ODataException.Kind;

/** Reads an OData service. Thread-safe. */
public final class ODataClient {
    private final Call.Factory http;
    private final HttpUrl serviceRoot;
    private final InstantSource clock;
    private final Retrieval retrieval;

    /** @param http usually from {@link ODataHttp}; any client will do for a service without credentials */
    public ODataClient(Call.Factory http, HttpUrl serviceRoot, InstantSource clock) {
        this(http, serviceRoot, clock, Retrieval.unhurried());
    }

    private ODataClient(Call.Factory http, HttpUrl serviceRoot, InstantSource clock, Retrieval retrieval) {
        this.http = http;
        this.serviceRoot = serviceRoot;
        this.clock = clock;
        this.retrieval = retrieval;
    }

    /** This client for the requests of one retrieval. */
    public ODataClient during(Retrieval retrieval) {
        return new ODataClient(http, serviceRoot, clock, retrieval);
    }

    public HttpUrl serviceRoot() {
        return serviceRoot;
    }

    /**
     * Reads one page of a collection.
     * @throws ODataException if the service cannot be reached, refuses the query, or sends an
     * invalid response
     */
    public ODataPage<JsonNode> page(ODataQuery query) {
        return page(query, row -> row);
    }

    /**
     * Reads one page of a collection and converts each row as it is read, so that only one row's
     * JSON is held at a time.
     * @param row must not return null
     * @throws ODataException as in {@link #page}
     */
    public <T> ODataPage<T> page(ODataQuery query, Function<JsonNode, T> row) {
        return readPage(query.url(serviceRoot), row);
    }

    /**
     * Reads the page at a {@link ODataPage#nextLink()}.
     * @throws ODataException as in {@link #page}; MALFORMED if the link is not a URL or leads to
     * another origin
     */
    public ODataPage<JsonNode> next(String nextLink) {
        return next(nextLink, row -> row);
    }

    /**
     * Reads the page at a next link and converts each row.
     * @throws ODataException as in {@link #next}
     */
    public <T> ODataPage<T> next(String nextLink, Function<JsonNode, T> row) {
        var url = HttpUrl.parse(nextLink);
        if (url == null) throw new ODataException(Kind.MALFORMED, serviceRoot, 200, null, "nextLink is no URL", null);
        return readPage(ownOrigin(url), row);
    }

    /**
     * Whether a URL requests one entity by its key, so that a 404 means it does not exist (OData
     * Protocol 4.01, 11.2.3).
     */
    public static boolean isEntity(HttpUrl url) {
        return url.encodedPath().endsWith(")");
    }

    /**
     * A collection read page by page.
     * @param whole whether its end was reached
     */
    public record Rows(List<JsonNode> rows, boolean whole) {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Reads a collection to its end: by {@code @odata.nextLink} if there is one; else by {@code
     * $skip}, since services need not send links once {@code $top} is satisfied; else by ranges of
     * its key.
     * @param query with {@code $top}, and with {@code $count} if the service counts
     * @param key a field that is unique to each row and that the service can filter and sort by;
     * null for none
     * @param mostPages the number of pages after which to give up
     * @throws ODataException as in {@link #page}
     */
    public Rows all(ODataQuery query, @Nullable String key, int mostPages) {
        var rows = new ArrayList<JsonNode>();
        var page = page(query);
        for (int pages = 1; ; pages++) {
            var first = page.value().isEmpty() ? null : page.value().get(0);
            rows.addAll(page.value());
            var link = page.nextLink();
            var count = page.count();
            if (first == null || link == null && count != null && count <= rows.size()) return new Rows(rows, true);
            if (pages == mostPages) return new Rows(rows, false);
            try {
                page = link != null ? next(link) : page(query.skip(query.skip() + rows.size()));
            } catch (ODataException fault) {
                if (key == null || link != null || fault.kind() != Kind.REFUSED) throw fault;
                return ranges(query, key, mostPages);
            }
            // Receiving the same page again means that the service ignores $skip.
            if (!page.value().isEmpty() && page.value().get(0).equals(first))
                return key == null ? new Rows(rows, false) : ranges(query, key, mostPages);
        }
    }

    private Rows ranges(ODataQuery query, String key, int mostPages) {
        var rows = new ArrayList<JsonNode>();
        var ordered = query.orderBy(List.of(OrderBy.ascending(key)));
        var asked = ordered;
        for (int pages = 0; pages < mostPages; pages++) {
            var page = page(asked);
            rows.addAll(page.value());
            var count = page.count();
            if (page.value().isEmpty() || count != null && count <= page.value().size()) return new Rows(rows, true);
            var last = page.value().get(page.value().size() - 1).path(key);
            if (!last.isValueNode() || last.isNull()) break;
            var beyond = Filter.gt(key, last.isIntegralNumber() ? (Object) last.asLong() : last.asText());
            asked = ordered.filter(query.filter() == null ? beyond : Filter.and(List.of(query.filter(), beyond)));
        }
        return new Rows(rows, false);
    }

    /**
     * Reads one entity. Only the query's {@code $select} and {@code $expand} apply. Empty when the
     * service returns 404.
     * @param key a String, or a Long for a numeric key
     * @throws ODataException as in {@link #page}
     */
    public Optional<ODataEntity> entity(ODataQuery query, Object key) {
        var answer = get(query.entityUrl(serviceRoot, key), "application/json");
        if (answer.status() == 404 || answer.status() == 204) return Optional.empty();
        var entity = answer.json();
        return Optional.of(new ODataEntity(entity, answer.asOf(clock), answer.stale()));
    }

    /**
     * Reads and parses {@code $metadata}.
     * @throws ODataException as in {@link #page}
     */
    public Metadata metadata() {
        var url = serviceRoot.newBuilder().addPathSegment("$metadata").build();
        var answer = get(url, "application/xml");
        try {
            return Csdl.parse(new ByteArrayInputStream(answer.ok()));
        } catch (XMLStreamException fault) {
            throw answer.malformed("$metadata is no XML", fault);
        }
    }

    /**
     * The names of the entity sets in the service document (OData Protocol 4.01, 11.1.1), in its
     * order.
     * @throws ODataException as in {@link #page}
     */
    public List<String> serviceDocument() {
        var names = new ArrayList<String>();
        for (var item : readPage(serviceRoot, row -> row).value()) {
            var kind = item.path("kind").asText("EntitySet");
            if (kind.equals("EntitySet")) names.add(item.path("name").asText());
        }
        return List.copyOf(names);
    }

    private <T> ODataPage<T> readPage(HttpUrl url, Function<JsonNode, T> row) {
        var answer = get(url, "application/json");
        var collection = answer.collection(row);
        return new ODataPage<>(
                collection.rows(),
                count(collection),
                nextLink(collection, answer.url()),
                answer.asOf(clock),
                answer.stale());
    }

    private static @Nullable Long count(Answer.Collection<?> collection) {
        var count = collection.annotation("count");
        // IEEE754Compatible=true makes it a string.
        return count != null && count.asText().matches("\\d{1,18}") ? Long.valueOf(count.asText()) : null;
    }

    private static @Nullable String nextLink(Answer.Collection<?> collection, HttpUrl base) {
        var link = collection.annotation("nextLink");
        if (link == null) return null;
        var url = base.resolve(link.asText());
        return url == null ? link.asText() : url.toString();
    }

    /**
     * The length of a query's URL, in characters.
     * @param key of the one entity requested; null for the collection
     */
    public int length(ODataQuery query, @Nullable Object key) {
        var url = key == null ? query.url(serviceRoot) : query.entityUrl(serviceRoot, key);
        return url.toString().length();
    }

    /**
     * The token is sent with every request, so no request may leave the service's origin. Services
     * behind a proxy often put its internal scheme or port into links to their own host; such links
     * are requested with the service root's.
     */
    private HttpUrl ownOrigin(HttpUrl link) {
        if (Origin.of(link).equals(Origin.of(serviceRoot))) return link;
        if (link.host().equals(serviceRoot.host()) && link.encodedPath().startsWith(serviceRoot.encodedPath()))
            return link.newBuilder()
                    .scheme(serviceRoot.scheme())
                    .port(serviceRoot.port())
                    .build();
        throw new ODataException(
                Kind.MALFORMED, link, 200, null, "nextLink leads to another origin: " + Origin.of(link), null);
    }

    private Answer get(HttpUrl url, String accept) {
        var call = http.newCall(new Request.Builder()
                .url(url)
                .header("Accept", accept)
                .tag(Retrieval.class, retrieval)
                .build());
        retrieval.limit(call.timeout());
        try (var response = call.execute()) {
            return Answer.of(response, url);
        } catch (BoundedBody.TooLarge tooLarge) {
            throw new ODataException(Kind.MALFORMED, url, 200, null, String.valueOf(tooLarge.getMessage()), tooLarge);
        } catch (IOException fault) {
            var message =
                    fault instanceof InterruptedIOException ? "no answer in time" : "no answer: " + fault.getMessage();
            throw new ODataException(Kind.UNREACHABLE, url, 0, null, message, fault);
        }
    }
}
