package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import porchlight.listing.InvalidProfile.Fault;

/**
 * Typed reading of a profile's keys. Collects faults, with the file that contains the key, and
 * continues.
 */
final class ProfileValues {
    private final List<ProfileLayer> layers;
    private final List<Fault> faults = new ArrayList<>();

    ProfileValues(List<ProfileLayer> layers) {
        this.layers = List.copyOf(layers);
    }

    boolean has(String key) {
        var node = node(key);
        return !node.isMissingNode() && !node.isNull();
    }

    /** The value from the first file that has one. */
    JsonNode node(String key) {
        return layers.stream()
                .filter(layer -> layer.tells(key))
                .findFirst()
                .map(layer -> layer.at(key))
                .orElse(MissingNode.getInstance());
    }

    /** Empty, with a fault, when missing or not text. */
    String text(String key) {
        return text(key, node(key));
    }

    String text(String key, JsonNode node) {
        if (node.isTextual() && !node.asText().isBlank()) return node.asText().strip();
        fault(key, problem(node, "text"), "write some text, in quotes if it looks like a number");
        return "";
    }

    /** At least one; empty, with a fault, otherwise. */
    List<String> texts(String key) {
        var texts = new ArrayList<String>();
        var items = items(key);
        for (int index = 0; index < items.size(); index++) texts.add(text(key + "[" + index + "]", items.get(index)));
        return List.copyOf(texts);
    }

    /** At least one; empty, with a fault, otherwise. */
    List<JsonNode> items(String key) {
        var node = node(key);
        var items = new ArrayList<JsonNode>();
        if (node.isArray()) node.forEach(items::add);
        if (items.isEmpty()) fault(key, problem(node, "list"), "write a list, one \"- item\" a line");
        return items;
    }

    boolean flag(String key) {
        var node = node(key);
        if (!node.isBoolean()) fault(key, problem(node, "true or false"), "write true or false");
        return node.asBoolean();
    }

    int number(String key, int min, int max) {
        var node = node(key);
        if (node.isInt() && node.asInt() >= min && node.asInt() <= max) return node.asInt();
        var wanted = "whole number from " + min + " to " + max;
        fault(key, problem(node, wanted), "write a " + wanted);
        return min;
    }

    private static String problem(JsonNode node, String wanted) {
        if (node.isMissingNode() || node.isNull()) return "missing";
        return node.isValueNode() && !node.asText().isBlank()
                ? "\"" + node.asText() + "\" is no " + wanted
                : "is no " + wanted;
    }

    void fault(String key, String problem, String remedy) {
        var told = key.replaceFirst("\\[.*", "");
        var file =
                layers.stream().filter(layer -> layer.tells(told)).findFirst().orElse(layers.get(0));
        faultIn(file.file(), key, problem, remedy);
    }

    void faultIn(String file, String key, String problem, String remedy) {
        faults.add(new Fault(file, key, problem, remedy));
    }

    /** @throws InvalidProfile if any fault was noted */
    void refuseFaults() {
        if (!faults.isEmpty())
            throw new InvalidProfile(faults.stream().distinct().toList());
    }
}
