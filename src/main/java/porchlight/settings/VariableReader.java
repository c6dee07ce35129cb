package porchlight.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;
import porchlight.settings.InvalidSettings.Fault;

/** Typed access to variables. It records every fault and continues with a harmless value. */
final class VariableReader {
    /** Replaces a required URL that is missing or invalid; a fault is recorded, so it is never used. */
    static final HttpUrl NO_URL = HttpUrl.get("http://invalid.invalid/");

    private final Map<String, String> environment;
    private final List<Fault> faults = new ArrayList<>();

    VariableReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The trimmed value; null if unset or blank. */
    @Nullable
    String text(Variable variable) {
        var value = environment.get(variable.name());
        if (value == null || value.isBlank()) return null;
        var text = value.strip();
        if (text.chars().anyMatch(Character::isISOControl)) {
            fault(variable, "settings.control");
            return null;
        }
        return text;
    }

    boolean isSet(Variable variable) {
        var value = environment.get(variable.name());
        return value != null && !value.isBlank();
    }

    String textOrDefault(Variable variable) {
        var text = text(variable);
        return text == null ? variable.defaultText() : text;
    }

    /** Empty, with the fault of that key, if unset. */
    String required(Variable variable, String key, Object... values) {
        if (!isSet(variable)) fault(variable, key, values);
        var text = text(variable);
        return text == null ? "" : text;
    }

    int number(Variable variable, int min, int max) {
        var text = textOrDefault(variable);
        if (text.matches("\\d{1,9}")) {
            var number = Integer.parseInt(text);
            if (number >= min && number <= max) return number;
        }
        var fallback = variable.defaultText().isEmpty() ? Integer.toString(max) : variable.defaultText();
        wrong(variable, "settings.number", Integer.toString(min), Integer.toString(max), fallback);
        return Integer.parseInt(fallback);
    }

    @Nullable
    Boolean flag(Variable variable) {
        var text = text(variable);
        if (text == null) return null;
        if (text.equals("true")) return true;
        if (!text.equals("false")) wrong(variable, "settings.flag");
        return false;
    }

    /** One of the words, matched case-insensitively and returned as listed. */
    String word(Variable variable, String... words) {
        var text = textOrDefault(variable);
        for (var word : words) if (word.equalsIgnoreCase(text)) return word;
        wrong(variable, "settings.word", choice(words));
        return words[0];
    }

    Duration duration(Variable variable) {
        var text = textOrDefault(variable);
        var duration = positive(text);
        if (duration != null) return duration;
        wrong(variable, "settings.duration", variable.defaultText());
        return Duration.parse(variable.defaultText());
    }

    /** Null unless the text is a positive ISO 8601 duration. */
    static @Nullable Duration positive(String text) {
        try {
            var duration = Duration.parse(text);
            return duration.isNegative() || duration.isZero() ? null : duration;
        } catch (DateTimeParseException noDuration) {
            return null;
        }
    }

    /** An absolute http or https address without user, password, and fragment; null if unset or invalid. */
    @Nullable
    HttpUrl url(Variable variable) {
        var text = text(variable);
        if (text == null) return null;
        var url = HttpUrl.parse(text);
        if (url == null) {
            wrong(variable, "settings.url");
            return null;
        }
        if (!url.username().isEmpty() || !url.password().isEmpty() || url.fragment() != null) {
            // Omits the value, which may contain a password.
            fault(variable, "settings.url.private");
            return null;
        }
        return url;
    }

    /** Like {@link #url}, without path and query; null if unset or invalid. */
    @Nullable
    HttpUrl origin(Variable variable) {
        var url = url(variable);
        if (url == null || isOrigin(url)) return url;
        wrong(variable, "settings.origin", origin(url));
        return null;
    }

    static boolean isOrigin(HttpUrl url) {
        return url.encodedPath().equals("/")
                && url.query() == null
                && url.fragment() == null
                && url.username().isEmpty()
                && url.password().isEmpty();
    }

    /** {@code scheme://host[:port]}, the form that browsers send in {@code Origin}. */
    static String origin(HttpUrl url) {
        var root = url.newBuilder("/");
        if (root == null) throw new IllegalArgumentException("no origin: " + url);
        var text = root.username("").password("").build().toString();
        return text.substring(0, text.length() - 1);
    }

    /** A URI with one of these schemes and a host; null if unset or invalid. */
    @Nullable
    URI uri(Variable variable, String scheme, String secureScheme, String example) {
        var text = text(variable);
        if (text == null) return null;
        try {
            var uri = new URI(text);
            if (uri.getHost() != null && List.of(scheme, secureScheme).contains(String.valueOf(uri.getScheme())))
                return uri;
        } catch (URISyntaxException malformed) {
            // Reported as a fault below; this exception would quote a password.
        }
        wrong(variable, "settings.uri", choice(scheme, secureScheme), example);
        return null;
    }

    /**
     * Parts separated by commas or spaces, each of which must pass the check.
     *
     * @param key of the fault
     * @param values arguments of its messages, after the part
     */
    List<String> list(Variable variable, Predicate<String> check, String key, Object... values) {
        var text = text(variable);
        if (text == null) return List.of();
        var parts = Stream.of(text.split("[,\\s]+"))
                .filter(part -> !part.isEmpty())
                .distinct()
                .toList();
        for (var part : parts) if (!check.test(part)) fault(variable, key, after(quoted(part), values));
        return parts;
    }

    /**
     * Records a fault about the value.
     *
     * @param values arguments of its messages, after the value, which is quoted unless it is secret
     */
    void wrong(Variable variable, String key, Object... values) {
        var text = text(variable);
        var isHidden = text == null || variable.isSecret() || text.contains("@");
        fault(variable, key, after(isHidden ? Messages.text("settings.value") : quoted(text), values));
    }

    /** Records the fault with that key, as in {@link Fault#of}. */
    void fault(Variable variable, String key, Object... values) {
        var fault = Fault.of(variable.name(), key, values);
        if (!faults.contains(fault)) faults.add(fault);
    }

    private static String quoted(String text) {
        return "“" + text + "”";
    }

    private static Object[] after(Object first, Object... values) {
        return Stream.concat(Stream.of(first), Stream.of(values)).toArray();
    }

    private static String choice(String... two) {
        return Messages.text("settings.words", (Object[]) two);
    }

    /** @throws InvalidSettings if any fault was recorded */
    void refuseFaults() {
        if (faults.isEmpty()) return;
        throw new InvalidSettings(faults.stream()
                .sorted(Comparator.comparing(fault -> Variable.valueOf(fault.variable())))
                .toList());
    }
}
