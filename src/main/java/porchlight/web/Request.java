package porchlight.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Retrieval;

/**
 * A request as handlers see it.
 *
 * @param path as it was sent, without the query
 * @param target path and query as they were sent
 * @param variables of the route's path by name, such as {@code key} of {@code /listing/{key}}, decoded
 * @param query inside a cached route, only the parameters that are part of the page's cache key
 * @param origin the public origin used for this request, such as {@code https://homes.example.com}
 * @param client the client's address
 * @param fields header fields
 * @param body of the request
 * @param retrieval what its answer reads from the MLS
 */
public record Request(
        String path,
        String target,
        Map<String, String> variables,
        Query query,
        String origin,
        String client,
        Fields fields,
        Body body,
        Retrieval retrieval) {
    /** Header fields of a request. */
    public interface Fields {
        /** A value as sent, null if the request has no such field. */
        @Nullable
        String get(String name);
    }

    /** The body of a request, read when a handler asks for it. */
    public interface Body {
        /** Its media type, as sent; null for none. */
        @Nullable
        String type();

        InputStream stream() throws IOException;
    }

    /** A variable of the route's path. */
    public String variable(String name) {
        var value = variables.get(name);
        if (value == null) throw new IllegalArgumentException("the route has no {" + name + "}");
        return value;
    }
}
