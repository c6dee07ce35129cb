package porchlight.seo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schema.org vocabulary, by which a JSON-LD graph is judged: every type is there, every property belongs to its type or
 * one above it, and every value is of a type the property may have. A reference ({@code {"@id": …}}) is any type, but
 * one within the site must lead to a node of the graph.
 */
public final class SchemaOrg {
    private static final Set<String> TEXTS = Set.of("Text", "URL", "CssSelectorType", "PronounceableText", "XPathType");
    private static final Set<String> NUMBERS = Set.of("Number", "Integer", "Float");

    private final Map<String, List<String>> parents = new HashMap<>();
    private final Map<String, Map<String, List<String>>> properties = new HashMap<>();
    private final Map<String, Set<String>> members = new HashMap<>();

    /** Reads the resource {@code schema.org/vocabulary.txt}. */
    public static SchemaOrg vocabulary() throws IOException {
        var vocabulary = new SchemaOrg();
        var stream = SchemaOrg.class.getResourceAsStream("/schema.org/vocabulary.txt");
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            var type = "";
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                var words = List.of(line.strip().split(" "));
                if (line.startsWith("#")) continue;
                if (line.startsWith("  "))
                    vocabulary.properties.get(type).put(words.get(0), words.subList(1, words.size()));
                else if (words.size() > 1 && words.get(1).equals("="))
                    vocabulary.members.put(words.get(0), Set.copyOf(words.subList(2, words.size())));
                else {
                    type = words.get(0);
                    vocabulary.parents.put(type, words.subList(2, words.size()));
                    vocabulary.properties.put(type, new HashMap<>());
                }
            }
        }
        return vocabulary;
    }

    /** What is wrong with a graph; empty when it is right. */
    public List<String> faults(JsonNode graph) {
        var faults = new ArrayList<String>();
        if (!graph.path("@context").asText().equals("https://schema.org")) faults.add("no context");
        if (!graph.path("@graph").isArray() || graph.path("@graph").isEmpty()) faults.add("no graph");
        var ids = new HashSet<String>();
        for (var node : graph.path("@graph"))
            if (node.has("@id") && !ids.add(node.path("@id").asText()))
                faults.add("twice: " + node.path("@id").asText());
        for (var node : graph.path("@graph")) judge(node, ids, faults);
        return faults;
    }

    private void judge(JsonNode node, Set<String> ids, List<String> faults) {
        var type = node.path("@type").asText();
        if (!parents.containsKey(type)) {
            faults.add("no type " + type + ": " + node);
            return;
        }
        node.fields().forEachRemaining(property -> {
            var name = property.getKey();
            if (name.startsWith("@")) return;
            var ranges = ranges(type, name);
            if (ranges == null) faults.add(type + " has no " + name);
            else if (property.getValue().isArray()) {
                if (property.getValue().isEmpty()) faults.add(type + "." + name + " is empty");
                property.getValue().forEach(value -> value(type + "." + name, value, ranges, ids, faults));
            } else value(type + "." + name, property.getValue(), ranges, ids, faults);
        });
    }

    private void value(String where, JsonNode value, List<String> ranges, Set<String> ids, List<String> faults) {
        if (value.isObject() && value.size() == 1 && value.has("@id")) {
            var id = value.path("@id").asText();
            if (!id.startsWith("http://purl.org/") && !ids.contains(id)) faults.add(where + " leads nowhere: " + id);
        } else if (value.isObject()) {
            var type = value.path("@type").asText();
            if (ranges.stream().noneMatch(range -> isA(type, range))) faults.add(where + " is no " + type);
            judge(value, ids, faults);
        } else if (value.isNumber()) {
            if (ranges.stream().noneMatch(NUMBERS::contains)) faults.add(where + " is no number");
        } else if (value.isBoolean()) {
            if (!ranges.contains("Boolean")) faults.add(where + " is no boolean");
        } else if (!value.isTextual() || value.asText().isBlank()) faults.add(where + " is " + value);
        else if (ranges.stream().noneMatch(range -> isText(value.asText(), range)))
            faults.add(where + " may not be " + value + " but " + ranges);
    }

    private boolean isText(String text, String range) {
        if (members.containsKey(range) && !range.equals("Boolean"))
            return text.startsWith("https://schema.org/") && members.get(range).contains(text.substring(19));
        return switch (range) {
            case "Date" -> text.matches("\\d{4}-\\d\\d-\\d\\d");
            case "DateTime" -> text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?(Z|[+-]\\d\\d:\\d\\d)");
            case "URL" -> text.matches("https?://\\S+");
            // The address of a page stands for what the page is about.
            default -> TEXTS.contains(range) || parents.containsKey(range) && text.matches("https?://\\S+");
        };
    }

    private List<String> ranges(String type, String property) {
        var own = properties.getOrDefault(type, Map.of()).get(property);
        if (own != null) return own;
        for (var parent : parents.getOrDefault(type, List.of())) {
            var inherited = ranges(parent, property);
            if (inherited != null) return inherited;
        }
        return null;
    }

    private boolean isA(String type, String range) {
        return type.equals(range)
                || parents.getOrDefault(type, List.of()).stream().anyMatch(parent -> isA(parent, range));
    }
}
