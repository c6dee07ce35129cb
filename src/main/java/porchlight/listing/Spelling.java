package porchlight.listing;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Metadata;

/**
 * How a feed writes the values of one enumerated field. Values and Data Dictionary terms are
 * matched by letters and digits only: {@code ActiveUnderContract}, {@code Active_Under_Contract},
 * and {@code Active Under Contract} are one term.
 * @param type qualified name of the enumeration type; null for plain strings
 * @param flags whether one value may be several members
 * @param written the feed's values by letters and digits of their term
 * @param wordings the Data Dictionary's name for each of the feed's values
 * @param closed whether there are no other values
 */
record Spelling(
        @Nullable String type,
        boolean flags,
        Map<String, Set<String>> written,
        Map<String, String> wordings,
        boolean closed) {

    static Spelling of(String field, Metadata.EnumType type) {
        var written = new HashMap<String, Set<String>>();
        var wordings = new HashMap<String, String>();
        for (var member : type.members()) {
            var standard = member.standardName();
            var wording = term(field, standard == null ? Enumerations.label(member.name()) : standard);
            wordings.put(member.name(), wording);
            for (var name : List.of(member.name(), wording))
                written.computeIfAbsent(letters(name), any -> new LinkedHashSet<>())
                        .add(member.name());
        }
        return new Spelling(type.name(), type.flags(), written, wordings, true);
    }

    /** The Data Dictionary's term for an MLS's own wording. */
    static String term(String field, String wording) {
        return field.equals("PropertyType") ? PropertyType.term(wording) : wording;
    }

    /** @param terms the Data Dictionary's wording by the feed's value */
    static Spelling of(Map<String, String> terms) {
        var written = new HashMap<String, Set<String>>();
        terms.forEach((value, term) -> Stream.of(value, term)
                .forEach(name -> written.computeIfAbsent(letters(name), any -> new LinkedHashSet<>())
                        .add(value)));
        return new Spelling(null, false, written, terms, false);
    }

    /** The feed's values for a term; empty if it has none. */
    Set<String> values(String term) {
        return written.getOrDefault(letters(term), Set.of());
    }

    /** The Data Dictionary's name for a value. */
    String wording(String value) {
        var known = wordings.get(value);
        return known == null ? value : known;
    }

    /**
     * The part of a term's spelling that is compared. OData names cannot begin with a digit, hence
     * "Item".
     */
    static String letters(String text) {
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++)
            if (Character.isLetterOrDigit(text.charAt(i))) plain.append(text.charAt(i));
        var letters = plain.toString().toLowerCase(Locale.ROOT);
        return letters.length() > 4 && letters.startsWith("item") && Character.isDigit(letters.charAt(4))
                ? letters.substring(4)
                : letters;
    }
}
