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
            fault(variable, "holds a line break or another control character", "write it on one line, as it was given");
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

    /** Empty, with a fault, if unset. */
    String required(Variable variable, String problem, String remedy) {
        if (!isSet(variable)) fault(variable, problem, remedy);
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
        wrong(variable, "is no whole number from " + min + " to " + max, "e.g. " + fallback);
        return Integer.parseInt(fallback);
    }

    @Nullable
    Boolean flag(Variable variable) {
        var text = text(variable);
        if (text == null) return null;
        if (text.equals("true")) return true;
        if (!text.equals("false")) wrong(variable, "is neither true nor false", "write true or false, or unset it");
        return false;
    }

    /** One of the words, matched case-insensitively and returned as listed. */
    String word(Variable variable, String... words) {
        var text = textOrDefault(variable);
        for (var word : words) if (word.equalsIgnoreCase(text)) return word;
        wrong(variable, "is not one of the words known", "write " + String.join(" or ", words));
        return words[0];
    }

    Duration duration(Variable variable) {
        var text = textOrDefault(variable);
        var duration = positive(text);
        if (duration != null) return duration;
        wrong(
                variable,
                "is no positive ISO 8601 duration",
                "write e.g. " + variable.defaultText() + " (PT5M is five minutes, PT1H an hour)");
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
            wrong(variable, "is no absolute http or https address", "write it in full, e.g. https://www.example.com/");
            return null;
        }
        if (!url.username().isEmpty() || !url.password().isEmpty() || url.fragment() != null) {
            // Omits the value, which may contain a password.
            fault(variable, "holds a user, password or fragment", "leave those out");
            return null;
        }
        return url;
    }

    /** Like {@link #url}, without path and query; null if unset or invalid. */
    @Nullable
    HttpUrl origin(Variable variable) {
        var url = url(variable);
        if (url == null || isOrigin(url)) return url;
        wrong(variable, "is more than an origin", "leave out what follows host and port: " + origin(url));
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
    URI uri(Variable variable, List<String> schemes, String example) {
        var text = text(variable);
        if (text == null) return null;
        try {
            var uri = new URI(text);
            var scheme = uri.getScheme();
            if (uri.getHost() != null && scheme != null && schemes.contains(scheme)) return uri;
        } catch (URISyntaxException told) {
            // Reported as a fault below; this exception would quote a password.
        }
        wrong(variable, "is no address that starts with " + String.join(" or ", schemes), "write e.g. " + example);
        return null;
    }

    /** Parts separated by commas or spaces, each of which must pass the check. */
    List<String> list(Variable variable, Predicate<String> check, String problem, String remedy) {
        var text = text(variable);
        if (text == null) return List.of();
        var parts = Stream.of(text.split("[,\\s]+"))
                .filter(part -> !part.isEmpty())
                .distinct()
                .toList();
        for (var part : parts) if (!check.test(part)) fault(variable, "\"" + part + "\" " + problem, remedy);
        return parts;
    }

    /** Records a fault about the value, which is quoted unless it is secret. */
    void wrong(Variable variable, String problem, String remedy) {
        var text = text(variable);
        var quoted = text == null || variable.isSecret() || text.contains("@") ? "the value" : "\"" + text + "\"";
        fault(variable, quoted + " " + problem, remedy);
    }

    void fault(Variable variable, String problem, String remedy) {
        var fault = new Fault(variable.name(), problem, remedy);
        if (!faults.contains(fault)) faults.add(fault);
    }

    /** @throws InvalidSettings if any fault was recorded */
    void refuseFaults() {
        if (faults.isEmpty()) return;
        throw new InvalidSettings(faults.stream()
                .sorted(Comparator.comparing(fault -> Variable.valueOf(fault.variable())))
                .toList());
    }
}
