package porchlight.odata;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import porchlight.odata.ODataException.Kind;

/** A response that was read to its end, interpreted in OData's terms. */
final class Answer {
    private final HttpUrl url;
    private final int status;
    private final Headers headers;
    private final byte[] body;

    private Answer(HttpUrl url, int status, Headers headers, byte[] body) {
        this.url = url;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static Answer of(Response response, HttpUrl url) throws IOException {
        return new Answer(url, response.code(), response.headers(), BoundedBody.read(response.body()));
    }

    HttpUrl url() {
        return url;
    }

    int status() {
        return status;
    }

    /** The body of a successful response. */
    byte[] ok() {
        if (status != 200) throw failure(status);
        return body;
    }

    /** The body of a successful response as a JSON object. */
    JsonNode json() {
        try {
            var root = Json.MAPPER.readTree(ok());
            if (!root.isObject()) throw malformed("no JSON object", null);
            refuseFailure(root.path("D"));
            return root;
        } catch (IOException fault) {
            throw malformed("no valid JSON", fault);
        }
    }

    /**
     * A collection, read in one go.
     * @param annotations members of the enclosing object whose names begin with {@code @}
     */
    record Collection<T>(List<T> rows, Map<String, JsonNode> annotations) {
        /** {@code @odata.name}, or {@code @name} as OData 4.01 allows. */
        @Nullable
        JsonNode annotation(String name) {
            var node = annotations.get("@odata." + name);
            if (node == null) node = annotations.get("@" + name);
            return node == null || node.isNull() ? null : node;
        }
    }

    /**
     * The body of a successful response as a collection. Only one row at a time is held as JSON,
     * since pages can be megabytes long.
     */
    <T> Collection<T> collection(Function<JsonNode, T> row) {
        List<T> rows = null;
        var annotations = new HashMap<String, JsonNode>();
        try (var parser = Json.MAPPER.createParser(ok())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw malformed("no JSON object", null);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                var token = parser.nextToken();
                if (name.equals("value") && token == JsonToken.START_ARRAY) {
                    rows = new ArrayList<>();
                    while (parser.nextToken() != JsonToken.END_ARRAY) rows.add(row.apply(Json.value(parser)));
                } else if (name.startsWith("@")) annotations.put(name, Json.value(parser));
                else if (name.equals("D")) refuseFailure(Json.value(parser));
                else parser.skipChildren();
            }
            if (parser.nextToken() != null) throw malformed("something follows the JSON object", null);
        } catch (IOException fault) {
            throw malformed("no valid JSON", fault);
        }
        if (rows == null) throw malformed("no array \"value\"", null);
        return new Collection<>(rows, annotations);
    }

    /** Spark's envelope may report a failure under HTTP 200. */
    private void refuseFailure(JsonNode envelope) {
        var success = envelope.path("Success");
        if (success.isBoolean() && !success.asBoolean())
            throw failure(SparkCode.status(ServiceError.read(body).code()));
    }

    /**
     * When the server sent the response: its {@code Date} if it came from a cache ({@code
     * Cache-Status}), otherwise now.
     */
    Instant asOf(InstantSource clock) {
        var date = headers.get("Cache-Status") == null ? null : headers.getInstant("Date");
        return date != null ? date : clock.instant();
    }

    /** Whether a cache sent it only because the server failed ({@code Cache-Status}, RFC 9211). */
    boolean stale() {
        return headers.values("Cache-Status").stream().anyMatch(value -> value.contains("detail=stale-if-error"));
    }

    ODataException malformed(String message, @Nullable Throwable cause) {
        return new ODataException(Kind.MALFORMED, url, status, null, message, cause);
    }

    private ODataException failure(int meant) {
        var malformed = headers.get(ResponseCheck.MALFORMED);
        if (malformed != null) return malformed(malformed, null);
        var error = ServiceError.read(body);
        var message = error.message() != null ? error.message() : "no reason given";
        if (meant >= 300 && meant < 400)
            message = "redirects to " + headers.get("Location") + ", which is not followed";
        var ours = headers.get(LocalAnswer.BUDGET) != null;
        var fault = new ODataException(ours ? Kind.BUDGET_SPENT : kind(meant), url, meant, error.code(), message, null);
        var wait = headers.get("Retry-After");
        return wait != null && wait.matches("\\d{1,6}") ? fault.after(Duration.ofSeconds(Long.parseLong(wait))) : fault;
    }

    private static Kind kind(int status) {
        if (status == 429) return Kind.RATE_LIMITED;
        if (status == 401 || status == 403) return Kind.UNAUTHORIZED;
        if (status >= 500) return Kind.UNAVAILABLE;
        return status >= 300 ? Kind.REFUSED : Kind.MALFORMED;
    }
}
