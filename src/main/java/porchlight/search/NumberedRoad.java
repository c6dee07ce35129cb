package porchlight.search;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.listing.States;

/**
 * The kind of a numbered road in a normalized spelling: "Hwy 26", "US-26", "State Route 26", and "OR 26" are
 * equivalent, because people use any of them for a highway; county roads are separate.
 *
 * @param words how many words of the line it takes; the number follows
 * @see <a href="https://pe.usps.com/text/pub28/28apf.htm">USPS Publication 28, appendix F</a>
 */
record NumberedRoad(String kind, int words) {
    private static final String HIGHWAY = "highway";
    private static final String COUNTY_ROAD = "countyroad";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}[a-z]?");
    private static final Set<String> HIGHWAYS = Set.of("highway", "hwy", "hiway", "hiwy", "hway", "route", "rte", "rt");
    private static final Set<String> ROADS = Set.of("road", "rd");
    private static final Set<String> COUNTIES = Set.of("county", "cnty", "co");
    /** Abbreviations that stand for a kind of road by themselves. */
    private static final Set<String> SHORT_HIGHWAYS = Set.of("us", "sr", "sh", "usa");

    /** The numbered road whose kind starts at this word and is followed by its number; null for none. */
    static @Nullable NumberedRoad at(List<String> words, int at) {
        var first = words.get(at);
        if (isNumberAt(words, at + 1)) {
            if (HIGHWAYS.contains(first)
                    || SHORT_HIGHWAYS.contains(first)
                    || first.length() == 2 && States.code(first) != null) return new NumberedRoad(HIGHWAY, 1);
            if (first.equals("cr")) return new NumberedRoad(COUNTY_ROAD, 1);
        }
        if (!isNumberAt(words, at + 2)) return null;
        var second = words.get(at + 1);
        if (COUNTIES.contains(first) && (HIGHWAYS.contains(second) || ROADS.contains(second)))
            return new NumberedRoad(COUNTY_ROAD, 2);
        var isState = first.equals("state") || first.equals("st") || States.code(first) != null;
        if (HIGHWAYS.contains(second) && (isState || SHORT_HIGHWAYS.contains(first)))
            return new NumberedRoad(HIGHWAY, 2);
        return first.equals("state") && ROADS.contains(second) ? new NumberedRoad(HIGHWAY, 2) : null;
    }

    private static boolean isNumberAt(List<String> words, int at) {
        return at < words.size() && isNumber(words.get(at));
    }

    static boolean isNumber(String word) {
        return Character.isDigit(word.charAt(0)) && NUMBER.matcher(word).matches();
    }

    /** Possible beginnings of such a road's name in a feed with case-sensitive comparison. */
    static List<String> beginnings(String kind) {
        return kind.equals(COUNTY_ROAD)
                ? List.of("Co", "CO", "CR", "Cnty")
                : List.of("Highway", "Hwy", "HIGHWAY", "HWY", "State", "STATE", "US", "Route", "Rte", "SR", "OR", "WA");
    }

    static boolean isKind(String word) {
        return word.equals(HIGHWAY) || word.equals(COUNTY_ROAD);
    }
}
