package porchlight.listing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of places in one spelling each, whichever of the usual ones a feed uses for a record. */
public final class PlaceNames {
    private static final Map<String, String> STATES = states("""
            AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE Delaware,
            DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa,
            KS Kansas, KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota,
            MS Mississippi, MO Missouri, MT Montana, NE Nebraska, NV Nevada, NH New Hampshire, NJ New Jersey,
            NM New Mexico, NY New York, NC North Carolina, ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon,
            PA Pennsylvania, RI Rhode Island, SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah,
            VT Vermont, VA Virginia, WA Washington, WV West Virginia, WI Wisconsin, WY Wyoming
            """);
    private static final Map<String, String> PROVINCES = states("""
            AB Alberta, BC British Columbia, MB Manitoba, NB New Brunswick, NL Newfoundland and Labrador, NL Newfoundland,
            NS Nova Scotia, NT Northwest Territories, NU Nunavut, ON Ontario, PE Prince Edward Island, QC Quebec,
            QC Québec, SK Saskatchewan, YT Yukon
            """);

    private static final Pattern COUNTY = Pattern.compile("(?i)(.*\\S)\\s+(?:county|cnty|co\\.?)");
    /** A part of a city, after the city's name. */
    private static final Pattern PART = Pattern.compile("(.*[^\\s(])\\s*\\([^()]*\\)\\s*");

    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}'’]*");

    private PlaceNames() {}

    private static Map<String, String> states(String text) {
        var codes = new HashMap<String, String>();
        Arrays.stream(text.split(",")).map(String::strip).forEach(entry -> {
            codes.put(entry.substring(3).toLowerCase(Locale.ROOT), entry.substring(0, 2));
            codes.put(entry.substring(0, 2).toLowerCase(Locale.ROOT), entry.substring(0, 2));
        });
        return Map.copyOf(codes);
    }

    /** "OR" of "oregon" and "or"; null for what is no state of the United States. */
    public static @Nullable String stateCode(String lowerCase) {
        return STATES.get(lowerCase);
    }

    /** "OR" of "Oregon" and "or"; a name that is no state of ours as it is. */
    static @Nullable String state(@Nullable String name) {
        if (name == null) return null;
        var plain = name.toLowerCase(Locale.ROOT);
        var code = STATES.getOrDefault(plain, PROVINCES.get(plain));
        return code == null ? name : code;
    }

    /** "Multnomah" of "Multnomah County" and "MULTNOMAH". */
    static @Nullable String county(@Nullable String name) {
        if (name == null) return null;
        var named = COUNTY.matcher(name);
        return city(named.matches() ? named.group(1) : name);
    }

    /**
     * "West Linn" of "WEST LINN" and "west linn", "Toronto" of "Toronto (C01)"; a name with both capitals and small letters
     * as it is.
     */
    static @Nullable String city(@Nullable String told) {
        if (told == null) return null;
        var part = PART.matcher(told);
        var name = part.matches() ? part.group(1) : told;
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

    /** Whether it is in Canada, by its Country or, where that is not told, by its province. */
    static boolean isCanada(@Nullable String country, @Nullable String state) {
        if (country != null) return Pattern.matches("(?i)ca|can|canada", country);
        return state != null && PROVINCES.containsKey(state.toLowerCase(Locale.ROOT));
    }
}
