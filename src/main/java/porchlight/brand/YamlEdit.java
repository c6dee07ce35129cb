package porchlight.brand;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Changes single values of a YAML file and keeps everything else in it, comments included. A value is found by its key,
 * or by the keys of a section and of the value in it. Not thread-safe.
 */
public final class YamlEdit {
    private static final Set<String> NOT_TEXT = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    private final String name;
    private String text;
    private @Nullable MappingNode root;

    private YamlEdit(String name, String text) throws InvalidBrand {
        this.name = name;
        this.text = text;
        this.root = root();
    }

    /**
     * A file, which need not exist yet.
     *
     * @throws InvalidBrand if it can't be read, or isn't a list of keys and values
     */
    public static YamlEdit of(Path file) throws InvalidBrand {
        var name = String.valueOf(file.getFileName());
        try {
            return new YamlEdit(name, Files.exists(file) ? Files.readString(file) : "");
        } catch (IOException unreadable) {
            throw new InvalidBrand(List.of(BrandFault.of(name, 0, "brand.site.unreadable", unreadable.toString())));
        }
    }

    /** A file that doesn't exist yet, or no longer. */
    public static YamlEdit ofText(String name, String text) throws InvalidBrand {
        return new YamlEdit(name, text);
    }

    /** The content as it is now. */
    public String text() {
        return text;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** Adds a comment line at the end. */
    public void comment(String sentence) {
        text += (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + "# " + sentence + "\n";
    }

    /** The text or number there; of a pair for light and dark pages, the one for light pages. */
    public Optional<String> get(String... keys) {
        var found = find(keys);
        if (found instanceof MappingNode both) found = child(both, "light");
        return found instanceof ScalarNode scalar && !scalar.getValue().isBlank()
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    /** Whether there are keys of its own instead of a value. */
    public boolean isSection(String... keys) {
        return find(keys) instanceof MappingNode;
    }

    /**
     * Gives a key a value.
     *
     * @param comment above a new key
     * @throws InvalidBrand if the file is written in a way that this can't change
     */
    public void set(String comment, String value, String... keys) throws InvalidBrand {
        if (get(keys).filter(value::equals).isPresent()) return;
        var before = text;
        var key = keys[0];
        var root = this.root;
        var top = root == null ? null : child(root, key);
        if (top == null) add(root, comment, value, keys);
        else if (keys.length == 1) replace(top, value);
        else if (top instanceof MappingNode section) {
            var inner = child(section, keys[1]);
            if (inner instanceof MappingNode both) inner = child(both, "light");
            if (inner == null) insert(section, keys[1] + ": " + written(value));
            else replace(inner, value);
        } else if (isBlank(top)) splice(end(top), end(top), lineEnds("\n  " + keys[1] + ": " + written(value)));
        if (isReadable() && get(keys).filter(value::equals).isPresent()) return;
        text = before;
        this.root = root;
        throw refused(0, "brand.yaml.edit", String.join(".", keys), written(value));
    }

    private void add(@Nullable MappingNode root, String comment, String value, String... keys) {
        if (root != null && root.getFlowStyle() == DumperOptions.FlowStyle.FLOW) {
            insert(
                    root,
                    keys.length == 1
                            ? keys[0] + ": " + written(value)
                            : keys[0] + ": { " + keys[1] + ": " + written(value) + " }");
            return;
        }
        var added = keys.length == 1
                ? keys[0] + ": " + written(value)
                : keys[0] + ":\n  " + keys[1] + ": " + written(value);
        text += lineEnds((text.isEmpty() || text.endsWith("\n") ? "" : "\n")
                + (text.isEmpty() ? "" : "\n")
                + "# "
                + comment
                + "\n"
                + added
                + "\n");
    }

    private void insert(MappingNode section, String entry) {
        if (section.getFlowStyle() == DumperOptions.FlowStyle.FLOW) {
            var open = start(section) + 1;
            splice(open, open, " " + entry + (section.getValue().isEmpty() ? " " : ","));
            return;
        }
        var first = section.getValue().get(0).getKeyNode();
        var column = first.getStartMark().getColumn();
        splice(start(first), start(first), lineEnds(entry + "\n" + " ".repeat(column)));
    }

    private void replace(Node old, String value) {
        if (isBlank(old)) splice(end(old), end(old), " " + written(value));
        else if (old instanceof ScalarNode) splice(start(old), end(old), written(value));
    }

    private static boolean isBlank(Node node) {
        return node instanceof ScalarNode
                && node.getStartMark().getIndex() == node.getEndMark().getIndex();
    }

    private void splice(int from, int to, String between) {
        text = text.substring(0, from) + between + text.substring(to);
    }

    private int start(Node node) {
        return text.offsetByCodePoints(0, node.getStartMark().getIndex());
    }

    private int end(Node node) {
        return text.offsetByCodePoints(0, node.getEndMark().getIndex());
    }

    private String lineEnds(String added) {
        return text.contains("\r\n") ? added.replace("\n", "\r\n") : added;
    }

    private static String written(String value) {
        return value.matches("[A-Za-z][A-Za-z0-9._/-]*") && !NOT_TEXT.contains(value.toLowerCase(Locale.ROOT))
                ? value
                : "\"" + value.replaceAll("[\\\\\"]", "\\\\$0") + "\"";
    }

    private @Nullable Node find(String... keys) {
        Node found = root;
        for (var key : keys) found = found instanceof MappingNode mapping ? child(mapping, key) : null;
        return found;
    }

    private static @Nullable Node child(MappingNode mapping, String key) {
        for (var pair : mapping.getValue())
            if (pair.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) return pair.getValueNode();
        return null;
    }

    private boolean isReadable() {
        try {
            root = root();
            return true;
        } catch (InvalidBrand broken) {
            return false;
        }
    }

    /** Null for an empty file. */
    private @Nullable MappingNode root() throws InvalidBrand {
        try {
            var root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            if (root == null) return null;
            if (root instanceof MappingNode mapping) return mapping;
            throw refused(1, "brand.yaml.root");
        } catch (MarkedYAMLException broken) {
            var mark = broken.getProblemMark();
            throw refused(
                    mark == null ? 0 : mark.getLine() + 1, "brand.yaml.broken", String.valueOf(broken.getProblem()));
        } catch (YAMLException broken) {
            throw refused(0, "brand.yaml.broken", String.valueOf(broken.getMessage()));
        }
    }

    private InvalidBrand refused(int line, String key, Object... values) {
        return new InvalidBrand(List.of(BrandFault.of(name, line, key, values)));
    }
}
