package porchlight.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import porchlight.database.OwnerOnly;
import porchlight.settings.InvalidSettings.Fault;

/** Changes single values of a {@code .env} file and keeps its other lines and comments. Not thread-safe. */
public final class DotEnvFile {
    private static final String NAME = ".env";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=?&~-]+");

    private final Path file;
    private final Map<String, String> values;
    private final StringBuilder text;
    private final String lineEnd;

    private DotEnvFile(Path file, Map<String, String> values, String text) {
        this.file = file;
        this.values = new HashMap<>(values);
        this.text = new StringBuilder(text);
        this.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    }

    /**
     * The file of a directory, which need not exist yet.
     *
     * @throws InvalidSettings if it cannot be read, or has lines other than {@code NAME=value}
     */
    public static DotEnvFile in(Path directory) {
        var file = directory.toAbsolutePath().resolve(NAME);
        var values = DotEnv.read(directory, Map.of());
        try {
            return new DotEnvFile(file, values, Files.exists(file) ? Files.readString(file) : "");
        } catch (IOException unreadable) {
            throw new InvalidSettings(List.of(Fault.of(
                    NAME, "settings.dotenv.file", file, unreadable.getClass().getSimpleName())));
        }
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** What the file says, by name. */
    public Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** Adds a comment line at the end. */
    public void comment(String sentence) {
        line("# " + sentence);
    }

    /**
     * Gives a variable a value: on its line, if it has one or is commented out, or else at the end, below its meaning.
     * An empty value is written only where the variable has another.
     *
     * @param value without control characters
     */
    public void set(Variable variable, String value) {
        var name = variable.name();
        if (values.getOrDefault(name, "").equals(value)) {
            if (value.isEmpty() && !isMentioned(name)) append(variable, "#" + name + "=");
            return;
        }
        if (values.put(name, value) != null) replace(name, value);
        else if (!uncomment(name, value)) append(variable, name + "=" + written(value));
    }

    private boolean isMentioned(String name) {
        return Pattern.compile("(?m)^\\s*#?\\s*(export\\s+)?" + name + "\\s*=")
                .matcher(text)
                .find();
    }

    /** Every line that sets it: only the last one counts, but an old secret should not stay on an earlier one. */
    private void replace(String name, String value) {
        var lines = text.toString().split("(?<=\n)", -1);
        text.setLength(0);
        for (var line : lines) {
            var entry = DotEnv.entry(line.stripTrailing());
            if (entry.isEmpty() || !entry.get().name().equals(name)) text.append(line);
            else
                text.append(line, 0, entry.get().from())
                        .append(written(value))
                        .append(line, entry.get().to(), line.length());
        }
    }

    private boolean uncomment(String name, String value) {
        var hidden = Pattern.compile("(?m)^#" + name + "=[^\\r\\n]*").matcher(text);
        if (!hidden.find()) return false;
        text.replace(hidden.start(), hidden.end(), name + "=" + written(value));
        return true;
    }

    private void append(Variable variable, String line) {
        line("");
        line("# " + variable.description());
        line(line);
    }

    private void line(String line) {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') text.append(lineEnd);
        text.append(line).append(lineEnd);
    }

    /** Such that a shell reads the same value. */
    private static String written(String value) {
        if (value.isEmpty() || PLAIN.matcher(value).matches()) return value;
        return value.contains("'") ? "\"" + value.replaceAll("[\\\\\"$`]", "\\\\$0") + "\"" : "'" + value + "'";
    }

    /** Writes the file, which only its owner can read afterward. */
    public void save() throws IOException {
        OwnerOnly.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    public Path file() {
        return file;
    }
}
