package porchlight.search;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import porchlight.message.Messages;

/** Numbers and enumeration values in American wording. */
public final class Words {
    private static final String KIND = "search.kind.";
    private static final String COUNT = "search.count.";
    /** Keyed by the last part of the message key, because every listing looks one up. */
    private static final Map<String, String> PLURALS = Messages.keys().stream()
            .filter(key -> key.startsWith(KIND))
            .collect(Collectors.toMap(key -> key.substring(KIND.length()), key -> Messages.text(key)));

    private Words() {}

    static String number(BigDecimal number) {
        return number.signum() == 0 || number.scale() <= 0
                ? String.format(Locale.US, "%,d", number.longValue())
                : number.stripTrailingZeros().toPlainString();
    }

    /** "houses" for Single Family Residence; unknown values are unchanged. */
    public static String plural(String value) {
        return PLURALS.getOrDefault(key(value), value);
    }

    /** "3 houses" for Single Family Residence. */
    static String counted(String value, long total) {
        var key = key(value);
        return PLURALS.containsKey(key)
                ? Messages.text(COUNT + key, total)
                : Messages.text("search.count.several", total, value);
    }

    private static String key(String value) {
        return value.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    public static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** A label in quotes, unless it has them already, as typed words do. */
    public static String quoted(String label) {
        return label.startsWith("“") ? label : "“" + label + "”";
    }

    public static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** Whether a text contains a word, ignoring case. */
    static boolean contains(String text, String word) {
        for (int at = 0; at + word.length() <= text.length(); at++)
            if (text.regionMatches(true, at, word, 0, word.length())) return true;
        return false;
    }

    /** "a, b, or c". */
    static String or(List<String> items) {
        return list(items, "search.list.or");
    }

    /** "a, b, and c". */
    static String and(List<String> items) {
        return list(items, "search.list.and");
    }

    private static String list(List<String> items, String message) {
        if (items.size() < 2) return String.join("", items);
        var last = items.get(items.size() - 1);
        return items.size() == 2
                ? Messages.text(message, items.get(0), last)
                : Messages.text(message + ".more", String.join(", ", items.subList(0, items.size() - 1)), last);
    }
}
