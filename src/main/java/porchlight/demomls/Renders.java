package porchlight.demomls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The pictures the demo draws on, as {@code demomls/photos/manifest.json} describes them. Read once, never changed. */
final class Renders {
    private static final Map<String, JsonNode> BY_NAME = read();
    private static final List<String> NAMES = List.copyOf(BY_NAME.keySet());

    private Renders() {}

    private static Map<String, JsonNode> read() {
        var byName = new LinkedHashMap<String, JsonNode>();
        try (var manifest =
                Objects.requireNonNull(Renders.class.getResourceAsStream("/demomls/photos/manifest.json"))) {
            for (var render : new ObjectMapper().readTree(manifest)) {
                var file = render.path("file").asText();
                byName.put(file.substring(file.indexOf('/') + 1).replace(".jpg", ""), render);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return byName;
    }

    /** Names of the exteriors of a style. */
    static List<String> exteriors(String style) {
        return BY_NAME.entrySet().stream()
                .filter(entry -> entry.getValue().path("style").asText().equals(style))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Names of the pictures of land: lots in a street, or open country. */
    static List<String> land(boolean lot) {
        return BY_NAME.entrySet().stream()
                .filter(entry -> entry.getValue().path("kind").asText().equals("land"))
                .filter(entry -> entry.getValue().path("style").asText().equals("lot") == lot)
                .map(Map.Entry::getKey)
                .toList();
    }

    static int garage(String name) {
        return BY_NAME.containsKey(name)
                ? BY_NAME.get(name).path("garageSpaces").asInt()
                : 0;
    }

    static int stories(String name) {
        return BY_NAME.containsKey(name)
                ? Math.max(1, BY_NAME.get(name).path("stories").asInt())
                : 0;
    }

    static String colour(String name) {
        return BY_NAME.containsKey(name) ? BY_NAME.get(name).path("colour").asText() : "";
    }

    static String file(String name) {
        return Objects.requireNonNull(BY_NAME.get(name), name).path("file").asText();
    }

    /** A picture's place in the manifest, by which photo ids name it. */
    static int index(String name) {
        return NAMES.indexOf(name);
    }

    static @org.jspecify.annotations.Nullable String name(int index) {
        return index >= 0 && index < NAMES.size() ? NAMES.get(index) : null;
    }
}
