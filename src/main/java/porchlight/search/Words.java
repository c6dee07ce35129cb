package porchlight.search;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Numbers and enumeration values as people of the United States say them. */
public final class Words {
    private static final Map<String, String> PLURALS = Map.ofEntries(
            Map.entry("Single Family Residence", "houses"),
            Map.entry("Condominium", "condos"),
            Map.entry("Townhouse", "townhouses"),
            Map.entry("Manufactured Home", "manufactured homes"),
            Map.entry("Apartment", "apartments"),
            Map.entry("Cabin", "cabins"),
            Map.entry("Duplex", "duplexes"),
            Map.entry("Triplex", "triplexes"),
            Map.entry("Quadruplex", "fourplexes"),
            Map.entry("Residential", "homes"),
            Map.entry("Residential Lease", "homes for rent"),
            Map.entry("Residential Income", "multi-family homes"),
            Map.entry("Land", "land"),
            Map.entry("Farm", "farms"),
            Map.entry("Commercial Sale", "commercial properties"),
            Map.entry("Commercial Lease", "commercial space for lease"));

    private Words() {}

    public static String dollars(long amount) {
        return String.format(Locale.US, "$%,d", amount);
    }

    /** "$525K", "$1.2M": as it fits a pin. */
    public static String shortDollars(long amount) {
        if (amount < 1_000) return "$" + amount;
        var unit = amount < 999_500 ? 1_000.0 : 1_000_000.0;
        var number = amount / unit;
        var text = number < 10
                ? String.format(Locale.US, "%.1f", number).replaceFirst("\\.0$", "")
                : Long.toString(Math.round(number));
        return "$" + text + (unit == 1_000.0 ? "K" : "M");
    }

    static String number(BigDecimal number) {
        return number.signum() == 0 || number.scale() <= 0
                ? String.format(Locale.US, "%,d", number.longValue())
                : number.stripTrailingZeros().toPlainString();
    }

    /** "houses" for Single Family Residence; other values as they are. */
    public static String plural(String value) {
        return PLURALS.getOrDefault(value, value);
    }

    public static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** A label in quotes; those of words that were typed have them already. */
    public static String quoted(String label) {
        return label.startsWith("“") ? label : "“" + label + "”";
    }

    public static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** Whether a text holds a word, upper and lower case alike. */
    static boolean contains(String text, String word) {
        for (int at = 0; at + word.length() <= text.length(); at++)
            if (text.regionMatches(true, at, word, 0, word.length())) return true;
        return false;
    }

    static String orElse(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    /** "a, b or c". */
    static String list(List<String> items, String conjunction) {
        if (items.size() < 2) return String.join("", items);
        return String.join(", ", items.subList(0, items.size() - 1)) + " " + conjunction + " "
                + items.get(items.size() - 1);
    }
}
