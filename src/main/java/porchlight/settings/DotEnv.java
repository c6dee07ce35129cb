package porchlight.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import porchlight.settings.InvalidSettings.Fault;

/** Reads the variables for the settings. */
public final class DotEnv {
    /** Some Windows editors write it at the beginning of a file. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Pattern IGNORED = Pattern.compile("\\s*(#.*)?");

    /**
     * Parsed as by shells and container runtimes: single quotes are literal, in double quotes a backslash escapes, and
     * outside of quotes a comment starts with a space and #, so that passwords may contain #. An {@code export} allows
     * a shell to source the file too.
     */
    private static final Pattern ENTRY = Pattern.compile(
            "\\s*(?:export\\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*"
                    + "(?:'(?<literal>[^']*)'|\"(?<quoted>(?:[^\"\\\\]|\\\\.)*+)\"|(?<plain>(?!['\"]).*?))\\s*(?:(?<=\\s|=|['\"])#.*)?");

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private DotEnv() {}

    /**
     * The variables of a directory's {@code .env} file, if it has one, overridden by those of the process.
     *
     * @throws InvalidSettings if the file cannot be read, or has lines other than {@code NAME=value}; lists all of them
     */
    public static Map<String, String> read(Path directory, Map<String, String> process) {
        var file = directory.toAbsolutePath().resolve(".env");
        var variables = new HashMap<String, String>();
        if (Files.exists(file)) variables.putAll(entries(file));
        variables.putAll(process);
        return Map.copyOf(variables);
    }

    private static Map<String, String> entries(Path file) {
        var entries = new HashMap<String, String>();
        var faults = new ArrayList<Fault>();
        var number = 0;
        for (var line : lines(file)) {
            number++;
            if (IGNORED.matcher(line).matches()) continue;
            var entry = ENTRY.matcher(line);
            if (entry.matches()) entries.put(entry.group("name"), value(entry));
            else
                // Omits the line, which may contain a secret.
                faults.add(Fault.of(".env", "settings.dotenv.line", Integer.toString(number), file));
        }
        if (!faults.isEmpty()) throw new InvalidSettings(faults);
        return entries;
    }

    /**
     * A line that sets a variable.
     *
     * @param from where its value begins, with the quotes
     * @param to where its value ends
     */
    record Entry(String name, int from, int to) {}

    /** @param line without its end */
    static Optional<Entry> entry(String line) {
        var start = line.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
        var rest = line.substring(start);
        var entry = ENTRY.matcher(rest);
        if (IGNORED.matcher(rest).matches() || !entry.matches()) return Optional.empty();
        var group = Stream.of("literal", "quoted", "plain")
                .filter(each -> entry.group(each) != null)
                .findFirst()
                .orElseThrow();
        var quote = group.equals("plain") ? 0 : 1;
        return Optional.of(
                new Entry(entry.group("name"), start + entry.start(group) - quote, start + entry.end(group) + quote));
    }

    private static String value(Matcher entry) {
        var literal = entry.group("literal");
        if (literal != null) return literal;
        var quoted = entry.group("quoted");
        return quoted != null ? ESCAPED.matcher(quoted).replaceAll("$1") : entry.group("plain");
    }

    private static List<String> lines(Path file) {
        try {
            var text = Files.readString(file);
            var plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            return plain.lines().toList();
        } catch (IOException unreadable) {
            throw new InvalidSettings(List.of(Fault.of(
                    ".env", "settings.dotenv.file", file, unreadable.getClass().getSimpleName())));
        }
    }
}
