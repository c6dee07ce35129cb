package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One file of a profile; what it does not tell, the file it extends does. */
record ProfileLayer(String file, JsonNode tree) {

    /** The preset this file extends; null for none. */
    @Nullable
    String base() {
        return tree.path("extends").isTextual() ? tree.path("extends").asText() : null;
    }

    /** The node at a path such as {@code mls.name}; a null above it is one here too. Missing when not told. */
    JsonNode at(String path) {
        var node = tree;
        for (var name : path.split("\\.")) {
            if (node.isNull()) return node;
            node = node.path(name);
        }
        return node;
    }

    boolean tells(String path) {
        return !(at(path) instanceof MissingNode);
    }

    /** The paths told that are neither among the known ones nor on the way to one. */
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
