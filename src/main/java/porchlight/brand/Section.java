package porchlight.brand;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import porchlight.message.Spelling;

/**
 * A mapping in a YAML file whose values remember their lines. Each accessor makes its key known; when everything has been
 * read, {@link #refuseOthers} reports the keys that nobody asked for. Not thread-safe.
 */
final class Section {
    private static final int LONGEST_FILE = 1_000_000;
    private static final int DEEPEST = 20;
    private static final int LIKELY_TYPO = 3;

    private final String file;
    private final int line;
    private final int offset;
    private final Faults faults;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private Section(String file, int line, int offset, Faults faults) {
        this.file = file;
        this.line = line;
        this.offset = offset;
        this.faults = faults;
    }

    /**
     * The mapping that a file consists of; empty, with a fault, if the file isn't one.
     *
     * @param file named in faults
     * @param firstLine line of the first character, 1 unless the text stands inside a larger file
     */
    static Section of(String file, String text, int firstLine, Faults faults) {
        var section = new Section(file, firstLine, firstLine - 1, faults);
        try {
            var options = new LoaderOptions();
            options.setCodePointLimit(LONGEST_FILE);
            options.setNestingDepthLimit(DEEPEST);
            options.setMaxAliasesForCollections(0);
            var root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (root == null) return section;
            if (root instanceof MappingNode mapping) section.add(mapping);
            else faults.add(file, firstLine, "brand.yaml.root");
        } catch (MarkedYAMLException broken) {
            var mark = broken.getProblemMark();
            faults.add(
                    file,
                    mark == null ? 0 : mark.getLine() + firstLine,
                    "brand.yaml.broken",
                    String.valueOf(broken.getProblem()));
        } catch (YAMLException broken) {
            faults.add(file, 0, "brand.yaml.broken", String.valueOf(broken.getMessage()));
        }
        return section;
    }

    /** A text that stands elsewhere than in YAML. */
    static Value found(String file, int line, String text, Faults faults) {
        return new Section(file, line, 0, faults).new Value("", line, text);
    }

    private void add(MappingNode mapping) {
        for (var pair : mapping.getValue()) {
            var at = line(pair.getKeyNode());
            if (!(pair.getKeyNode() instanceof ScalarNode key)) faults.add(file, at, "brand.yaml.root");
            else if (nodes.put(key.getValue(), pair.getValueNode()) != null)
                faults.add(file, at, "brand.yaml.twice", key.getValue());
            else lines.put(key.getValue(), at);
        }
    }

    /** A text or number with the place where it stands. */
    final class Value {
        private final String key;
        private final int line;
        private final String text;

        private Value(String key, int line, String text) {
            this.key = key;
            this.line = line;
            this.text = text;
        }

        String text() {
            return text;
        }

        String key() {
            return key;
        }

        int line() {
            return line;
        }

        /** {@code file:line}. */
        String place() {
            return file + ":" + line;
        }

        /**
         * Records a fault of this value.
         *
         * @param values arguments of its messages, after the text
         */
        void fault(String message, Object... values) {
            var all = new ArrayList<Object>(List.of(text));
            all.addAll(List.of(values));
            faults.add(file, line, message, all.toArray());
        }

        void note(String sentence) {
            faults.note(place() + ": " + sentence);
        }

        /** One of the words, in lower case; the first, with a fault, for any other. */
        <E extends Enum<E>> E word(Class<E> type) {
            var words = new ArrayList<String>();
            for (var constant : type.getEnumConstants()) {
                var word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
                if (word.equals(text)) return constant;
                words.add(word);
            }
            fault("brand.word", String.join(", ", words));
            return type.getEnumConstants()[0];
        }
    }

    /** Whether the key is there, with or without a value. */
    boolean has(String key) {
        known.add(key);
        return nodes.containsKey(key);
    }

    /** Whether the key's value is a mapping. */
    boolean isSection(String key) {
        return nodes.get(key) instanceof MappingNode;
    }

    /** A text; null if the key isn't there, or, with a fault, if it has another kind of value or none. */
    @Nullable
    Value value(String key) {
        if (!has(key)) return null;
        var at = lineOf(key);
        var value = scalar(key, at, nodes.get(key));
        if (value == null) faults.add(file, at, "brand.yaml.text", key);
        return value;
    }

    /** Like {@link #value}, and a fault if the text is longer than that. */
    @Nullable
    Value value(String key, int longest) {
        var value = value(key);
        if (value != null && value.text().length() > longest) value.fault("brand.long", key, longest);
        return value;
    }

    /** The text of a color; where YAML took it for a comment, the fault says so. */
    @Nullable
    Value color(String key) {
        if (!has(key)) return null;
        var value = scalar(key, lineOf(key), nodes.get(key));
        if (value == null) faults.add(file, lineOf(key), "brand.color.comment", key);
        return value;
    }

    /** True or false; null if the key isn't there. */
    @Nullable
    Boolean flag(String key) {
        var value = value(key);
        if (value == null) return null;
        if (!List.of("true", "false").contains(value.text())) value.fault("brand.flag");
        return value.text().equals("true");
    }

    /** A list of texts; a single text is a list of one. */
    List<Value> values(String key) {
        if (!(nodes.get(key) instanceof SequenceNode list)) {
            var one = value(key);
            return one == null ? List.of() : List.of(one);
        }
        known.add(key);
        var values = new ArrayList<Value>();
        for (var node : list.getValue()) {
            var value = scalar(key, line(node), node);
            if (value == null) faults.add(file, line(node), "brand.yaml.text", key);
            else values.add(value);
        }
        return values;
    }

    /** A mapping; null if the key isn't there, or, with a fault, if it has another kind of value. */
    @Nullable
    Section section(String key) {
        if (!has(key)) return null;
        if (nodes.get(key) instanceof MappingNode mapping) return inner(mapping);
        faults.add(file, lineOf(key), "brand.yaml.section", key);
        return null;
    }

    /** A list of mappings. */
    List<Section> sections(String key) {
        if (!has(key)) return List.of();
        var sections = new ArrayList<Section>();
        if (nodes.get(key) instanceof SequenceNode list)
            for (var node : list.getValue())
                if (node instanceof MappingNode mapping) sections.add(inner(mapping));
                else faults.add(file, line(node), "brand.yaml.section", key);
        else faults.add(file, lineOf(key), "brand.yaml.list", key);
        return sections;
    }

    /** Records a fault of the section itself. */
    void fault(String message, Object... values) {
        faults.add(file, line, message, values);
    }

    /** Records a fault of one of its keys. */
    void faultOf(String key, String message, Object... values) {
        faults.add(file, lineOf(key), message, values);
    }

    /** Reports every key that no accessor was asked for. */
    void refuseOthers() {
        for (var key : nodes.keySet()) {
            if (known.contains(key)) continue;
            var near = known.stream()
                    .filter(each ->
                            Spelling.distance(key, each) <= LIKELY_TYPO && Spelling.distance(key, each) < each.length())
                    .min(Comparator.comparingInt(each -> Spelling.distance(key, each)));
            if (near.isPresent()) faults.add(file, lineOf(key), "brand.yaml.unknown.near", key, near.get());
            else faults.add(file, lineOf(key), "brand.yaml.unknown", key, String.join(", ", known));
        }
    }

    private Section inner(MappingNode mapping) {
        var section = new Section(file, line(mapping), offset, faults);
        section.add(mapping);
        return section;
    }

    private @Nullable Value scalar(String key, int at, @Nullable Node node) {
        return node instanceof ScalarNode scalar
                        && !scalar.getTag().equals(Tag.NULL)
                        && !scalar.getValue().isBlank()
                ? new Value(key, at, scalar.getValue().strip())
                : null;
    }

    /** The line of a key; that of the section if it isn't there. */
    int lineOf(String key) {
        return lines.getOrDefault(key, line);
    }

    private int line(Node node) {
        return node.getStartMark().getLine() + 1 + offset;
    }
}
