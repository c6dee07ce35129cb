package porchlight.edge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The header field {@code Forwarded} of RFC 7239. */
public final class Forwarded {
    private Forwarded() {}

    /** Its elements from left to right, each as parameters by lower-case name; malformed parts are omitted. */
    public static List<Map<String, String>> parse(String field) {
        var elements = new ArrayList<Map<String, String>>();
        for (var element : split(field, ',')) {
            var params = new HashMap<String, String>();
            for (var pair : split(element, ';')) {
                var equals = pair.indexOf('=');
                if (equals < 1) continue;
                var name = pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                params.put(name, unquoted(pair.substring(equals + 1).strip()));
            }
            elements.add(Map.copyOf(params));
        }
        return List.copyOf(elements);
    }

    /** Splits at separators outside quoted strings. */
    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        var quoted = false;
        var start = 0;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\\' && quoted) i++;
            else if (c == '"') quoted = !quoted;
            else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }
}
