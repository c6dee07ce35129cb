package porchlight.listing;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives each place name a single spelling, whichever of the usual ones a feed uses for a record.
 */
public final class PlaceNames {
    private static final Pattern COUNTY = Pattern.compile("(?i)(.*\\S)\\s+(?:county|cnty|co\\.?)");
    /** A part of a city, after the city's name. */
    private static final Pattern PART = Pattern.compile("(.*[^\\s(])\\s*\\([^()]*\\)\\s*");

    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}'’]*");

    private PlaceNames() {}

    /** "Multnomah" of "Multnomah County" and "MULTNOMAH". */
    static @Nullable String county(@Nullable String name) {
        if (name == null) return null;
        var named = COUNTY.matcher(name);
        return city(named.matches() ? named.group(1) : name);
    }

    /**
     * "West Linn" for "WEST LINN" and "west linn", "Toronto" for "Toronto (C01)"; names in mixed
     * case are unchanged.
     */
    static @Nullable String city(@Nullable String text) {
        if (text == null) return null;
        var part = PART.matcher(text);
        var name = part.matches() ? part.group(1) : text;
        var letters = name.chars().filter(Character::isLetter).count();
        var capitals = name.chars().filter(Character::isUpperCase).count();
        if (letters < 3 || capitals != 0 && capitals != letters) return name;
        return WORD.matcher(name.toLowerCase(Locale.ROOT))
                .replaceAll(word -> capitalized(word.group(), word.start() == 0).replace("$", "\\$"));
    }

    private static String capitalized(String word, boolean first) {
        if (!first && Pattern.matches("of|and|the|on|in|by|de|la|del", word)) return word;
        if (word.startsWith("mc") && word.length() > 3) return "Mc" + capital(word.substring(2));
        if (Pattern.matches("[od]['’]\\p{L}{2,}", word))
            return capital(word.substring(0, 2)) + capital(word.substring(2));
        return capital(word);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /**
     * Whether a place is in Canada, according to its Country or, if that is missing, its province.
     */
    static boolean isCanada(@Nullable String country, @Nullable String state) {
        if (country != null) return Pattern.matches("(?i)ca|can|canada", country);
        return state != null && States.isProvince(state);
    }
}
