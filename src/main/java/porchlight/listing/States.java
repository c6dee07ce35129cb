package porchlight.listing;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The states and territories of the United States and the provinces of Canada, by their postal abbreviations (USPS
 * Publication 28).
 */
public final class States {
    /** The most words that a state's name has. */
    public static final int LONGEST = 3;

    private static final String STATES = """
            AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE Delaware,
            DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa,
            KS Kansas, KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota,
            MS Mississippi, MO Missouri, MT Montana, NE Nebraska, NV Nevada, NH New Hampshire, NJ New Jersey,
            NM New Mexico, NY New York, NC North Carolina, ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon,
            PA Pennsylvania, RI Rhode Island, SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah,
            VT Vermont, VA Virginia, WA Washington, WV West Virginia, WI Wisconsin, WY Wyoming""";

    private static final String TERRITORIES = "PR Puerto Rico, GU Guam, VI Virgin Islands";
    private static final String PROVINCES = """
            AB Alberta, BC British Columbia, MB Manitoba, NB New Brunswick, NL Newfoundland and Labrador, NS Nova Scotia,
            NT Northwest Territories, NU Nunavut, ON Ontario, PE Prince Edward Island, QC Quebec, SK Saskatchewan,
            YT Yukon""";
    /** Other names that feeds write. */
    private static final String OTHER_PROVINCES = "NL Newfoundland, QC Québec";

    private static final Map<String, String> NAMES = names(STATES + "," + TERRITORIES + "," + PROVINCES);
    private static final Map<String, String> STATE_CODES = codes(STATES);
    private static final Map<String, String> PROVINCE_CODES = codes(PROVINCES + "," + OTHER_PROVINCES);
    private static final Map<String, String> CODES = codes(STATES + "," + PROVINCES + "," + OTHER_PROVINCES);

    private States() {}

    /** "OR" for "oregon" and "or"; null if it's no state of the United States. */
    public static @Nullable String code(String lowerCase) {
        return STATE_CODES.get(lowerCase);
    }

    /** "OR" for "Oregon" and "or", "QC" for "Quebec"; any other name as it is. */
    static @Nullable String codeOrName(@Nullable String name) {
        return name == null ? null : CODES.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }

    /** Whether it is the name or abbreviation of a province of Canada. */
    static boolean isProvince(String name) {
        return PROVINCE_CODES.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** "Oregon" for "OR"; anything else as it is. */
    public static String name(String code) {
        return NAMES.getOrDefault(code.toUpperCase(Locale.ROOT), code);
    }

    private static Stream<String> entries(String text) {
        return Stream.of(text.split(",")).map(String::strip);
    }

    private static Map<String, String> names(String text) {
        var names = new HashMap<String, String>();
        entries(text).forEach(entry -> names.put(entry.substring(0, 2), entry.substring(3)));
        return Map.copyOf(names);
    }

    private static Map<String, String> codes(String text) {
        var codes = new HashMap<String, String>();
        entries(text).forEach(entry -> {
            var code = entry.substring(0, 2);
            codes.put(entry.substring(3).toLowerCase(Locale.ROOT), code);
            codes.put(code.toLowerCase(Locale.ROOT), code);
        });
        return Map.copyOf(codes);
    }
}
