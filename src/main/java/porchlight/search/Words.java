package porchlight.search;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Numbers and enumeration values as people of the United States say them. */
final class Words {
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

    static String dollars(long amount) {
        return String.format(Locale.US, "$%,d", amount);
    }

    static String number(BigDecimal number) {
        return number.signum() == 0 || number.scale() <= 0
                ? String.format(Locale.US, "%,d", number.longValue())
                : number.stripTrailingZeros().toPlainString();
    }

    /** "houses" for Single Family Residence; other values as they are. */
    static String plural(String value) {
        return PLURALS.getOrDefault(value, value);
    }

    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** "a, b or c". */
    static String list(List<String> items, String conjunction) {
        if (items.size() < 2) return String.join("", items);
        return String.join(", ", items.subList(0, items.size() - 1)) + " " + conjunction + " "
                + items.get(items.size() - 1);
    }
}
