package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One file of a profile. Values it lacks come from the file it extends. */
record ProfileLayer(String file, JsonNode tree) {

    /** What a file says about itself, and what follows from the feed's vendor. */
    private static final Set<String> NO_RULES = Set.of(
            "extends", "source", "demonstration", "photos", "feed.liveSearch", "feed.photoLinks", "feed.markedNumbers");

    /** The preset this file extends; null for none. */
    @Nullable
    String base() {
        return tree.path("extends").isTextual() ? tree.path("extends").asText() : null;
    }

    /**
     * The node at a path such as {@code mls.name}. If a node above it is null, the result is null
     * too. Missing when the file does not have it.
     */
    JsonNode at(String path) {
        var node = tree;
        for (var name : path.split("\\.")) {
            if (node.isNull()) return node;
            node = node.path(name);
        }
        return node;
    }

    boolean has(String path) {
        return !(at(path) instanceof MissingNode);
    }

    /** The paths of all its values that are rules, in the file's order. */
    List<String> rules() {
        var rules = new ArrayList<String>();
        collect("", tree, rules);
        return rules;
    }

    private static void collect(String prefix, JsonNode node, List<String> into) {
        node.fields().forEachRemaining(entry -> {
            var path = prefix + entry.getKey();
            if (NO_RULES.contains(path)) return;
            if (entry.getValue().isObject() && !entry.getValue().isEmpty()) collect(path + ".", entry.getValue(), into);
            else into.add(path);
        });
    }

    /** The paths in the file that are neither known nor lead to a known path. */
    List<String> unknown(Set<String> known) {
        var unknown = new ArrayList<String>();
        collect("", tree, known, unknown);
        return unknown;
    }

    private static void collect(String prefix, JsonNode node, Set<String> known, List<String> unknown) {
        node.fields().forEachRemaining(entry -> {
            var path = prefix + entry.getKey();
            if (known.contains(path)) return;
            var onTheWay = known.stream().anyMatch(each -> each.startsWith(path + "."));
            if (!onTheWay || !(entry.getValue().isObject() || entry.getValue().isNull())) unknown.add(path);
            else collect(path + ".", entry.getValue(), known, unknown);
        });
    }
}
