package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import porchlight.listing.InvalidProfile.Fault;
import porchlight.message.Messages;

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
                .filter(layer -> layer.has(key))
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
        wrong(key, node, "profile.text");
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
        if (items.isEmpty()) wrong(key, node, "profile.list");
        return items;
    }

    boolean flag(String key) {
        var node = node(key);
        if (!node.isBoolean()) wrong(key, node, "profile.flag");
        return node.asBoolean();
    }

    int number(String key, int min, int max) {
        var node = node(key);
        if (node.isInt() && node.asInt() >= min && node.asInt() <= max) return node.asInt();
        wrong(key, node, "profile.number", Integer.toString(min), Integer.toString(max));
        return min;
    }

    /** Notes that the node of a key is missing or not what the message asks for. */
    private void wrong(String key, JsonNode node, String message, Object... further) {
        var isMissing = node.isMissingNode() || node.isNull();
        var value = node.isValueNode() && !node.asText().isBlank()
                ? Messages.text("profile.quoted", node.asText())
                : Messages.text("profile.value");
        var values = after(value, further);
        faults.add(new Fault(
                fileOf(key),
                key,
                isMissing ? Messages.text("profile.missing") : Messages.text(message, values),
                Messages.text(message + ".fix", values)));
    }

    /**
     * Notes a fault of a key.
     * @param value first argument of its messages, which quote it
     * @param further their other arguments
     */
    void fault(String key, String message, String value, Object... further) {
        faultIn(fileOf(key), key, message, after(Messages.text("profile.quoted", value), further));
    }

    /** Notes that a word is neither of two. */
    void neither(String key, String word, String one, String other) {
        fault(key, "profile.word", word, Messages.text("profile.words", one, other));
    }

    void faultIn(String file, String key, String message, Object... values) {
        faults.add(Fault.of(file, key, message, values));
    }

    private String fileOf(String key) {
        var path = key.replaceFirst("\\[.*", "");
        return layers.stream()
                .filter(layer -> layer.has(path))
                .findFirst()
                .orElse(layers.get(0))
                .file();
    }

    private static Object[] after(Object first, Object... others) {
        return Stream.concat(Stream.of(first), Stream.of(others)).toArray();
    }

    /** @throws InvalidProfile if any fault was noted */
    void refuseFaults() {
        if (!faults.isEmpty())
            throw new InvalidProfile(faults.stream().distinct().toList());
    }
}
