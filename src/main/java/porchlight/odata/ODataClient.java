package porchlight.odata;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** @param http usually from {@link ODataHttp}; any client will do for a service without credentials */
    public ODataClient(Call.Factory http, HttpUrl serviceRoot, InstantSource clock) {
        this.http = http;
        this.serviceRoot = serviceRoot;
        this.clock = clock;
    }

    public HttpUrl serviceRoot() {
        return serviceRoot;
    }

    /**
     * Reads one page of a collection.
     *
     * @throws ODataException if the service cannot be reached, refuses the query or sends nonsense
     */
    public ODataPage page(ODataQuery query) {
        return readPage(query.url(serviceRoot));
    }

    /**
     * Reads the page that a {@link ODataPage#nextLink()} names.
     *
     * @throws ODataException as {@link #page}; MALFORMED if the link is no URL or leads to another origin
     */
    public ODataPage next(String nextLink) {
        var url = HttpUrl.parse(nextLink);
        if (url == null) throw new ODataException(Kind.MALFORMED, serviceRoot, 200, null, "nextLink is no URL", null);
        return readPage(ownOrigin(url));
    }

    /**
     * Reads one entity; of the query's options {@code $select} and {@code $expand} apply. Empty when the service says
     * 404.
     *
     * @throws ODataException as {@link #page}
     */
    public Optional<ODataEntity> entity(ODataQuery query, String key) {
        var answer = get(query.entityUrl(serviceRoot, key), "application/json");
        if (answer.status() == 404 || answer.status() == 204) return Optional.empty();
        var entity = answer.json();
        return Optional.of(new ODataEntity(entity, answer.asOf(clock), answer.stale()));
    }

    /**
     * Reads and parses {@code $metadata}.
     *
     * @throws ODataException as {@link #page}
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
     * The names of the entity sets in the service document (OData Protocol 4.01, 11.1.1), in its order.
     *
     * @throws ODataException as {@link #page}
     */
    public List<String> serviceDocument() {
        var names = new ArrayList<String>();
        for (var item : values(get(serviceRoot, "application/json"))) {
            var kind = item.path("kind").asText("EntitySet");
            if (kind.equals("EntitySet")) names.add(item.path("name").asText());
        }
        return List.copyOf(names);
    }

    private ODataPage readPage(HttpUrl url) {
        var answer = get(url, "application/json");
        return new ODataPage(values(answer), count(answer), nextLink(answer), answer.asOf(clock), answer.stale());
    }

    private static List<JsonNode> values(Answer answer) {
        var value = answer.json().get("value");
        if (value == null || !value.isArray()) throw answer.malformed("no array \"value\"", null);
        var rows = new ArrayList<JsonNode>(value.size());
        value.forEach(rows::add);
        return rows;
    }

    private static @Nullable Long count(Answer answer) {
        var count = annotation(answer, "count");
        // IEEE754Compatible=true makes it a string.
        return count != null && count.asText().matches("\\d{1,18}") ? Long.valueOf(count.asText()) : null;
    }

    private static @Nullable String nextLink(Answer answer) {
        var link = annotation(answer, "nextLink");
        if (link == null) return null;
        var url = answer.url().resolve(link.asText());
        return url == null ? link.asText() : url.toString();
    }

    /** {@code @odata.name}, or {@code @name} as OData 4.01 allows. */
    private static @Nullable JsonNode annotation(Answer answer, String name) {
        var node = answer.json().get("@odata." + name);
        if (node == null) node = answer.json().get("@" + name);
        return node == null || node.isNull() ? null : node;
    }

    /** The token goes with every request: none may leave the service's origin. */
    private HttpUrl ownOrigin(HttpUrl link) {
        if (Origin.of(link).equals(Origin.of(serviceRoot))) return link;
        throw new ODataException(
                Kind.MALFORMED, link, 200, null, "nextLink leads to another origin: " + Origin.of(link), null);
    }

    private Answer get(HttpUrl url, String accept) {
        var request = new Request.Builder().url(url).header("Accept", accept).build();
        try (var response = http.newCall(request).execute()) {
            return Answer.of(response, url);
        } catch (BoundedBody.TooLarge tooLarge) {
            throw new ODataException(Kind.MALFORMED, url, 200, null, String.valueOf(tooLarge.getMessage()), tooLarge);
        } catch (IOException fault) {
            var told =
                    fault instanceof InterruptedIOException ? "no answer in time" : "no answer: " + fault.getMessage();
            throw new ODataException(Kind.UNREACHABLE, url, 0, null, told, fault);
        }
    }
}
