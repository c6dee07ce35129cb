package porchlight.seo;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of a JSON-LD graph of schema.org data. Unknown values are omitted, never null. */
final class Thing {
    private final Map<String, Object> properties = new LinkedHashMap<>();

    private Thing() {}

    static Thing of(String type) {
        return new Thing().with("@type", type);
    }

    /** A reference to another node of the graph by its identifier. */
    static Thing reference(String id) {
        return new Thing().with("@id", id);
    }

    Thing id(String id) {
        return with("@id", id);
    }

    /** @param value null, an empty text, and an empty list are omitted */
    Thing with(String property, @Nullable Object value) {
        if (value == null || value instanceof String text && text.isBlank()) return this;
        if (value instanceof Collection<?> many) {
            if (!many.isEmpty())
                properties.put(property, many.stream().map(Thing::plain).toList());
        } else properties.put(property, plain(value));
        return this;
    }

    private static Object plain(Object value) {
        return value instanceof Thing thing ? thing.properties : value;
    }

    /** The whole graph, ready to be written as JSON. */
    static Map<String, Object> graph(List<Thing> things) {
        var graph = new LinkedHashMap<String, Object>();
        graph.put("@context", "https://schema.org");
        graph.put("@graph", things.stream().map(thing -> thing.properties).toList());
        return graph;
    }
}
