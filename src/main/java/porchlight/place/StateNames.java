package porchlight.place;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The US states and Canadian provinces by their postal abbreviations (USPS Publication 28). */
final class StateNames {
    private static final Map<String, String> NAMES = Stream.of(
                    ("AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware"
                                    + "|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa"
                                    + "|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan"
                                    + "|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire"
                                    + "|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio"
                                    + "|OK Oklahoma|OR Oregon|PA Pennsylvania|PR Puerto Rico|RI Rhode Island|SC South Carolina"
                                    + "|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington"
                                    + "|WV West Virginia|WI Wisconsin|WY Wyoming|GU Guam|VI Virgin Islands"
                                    + "|AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador"
                                    + "|NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island"
                                    + "|QC Quebec|SK Saskatchewan|YT Yukon")
                            .split("\\|"))
            .collect(Collectors.toMap(state -> state.substring(0, 2), state -> state.substring(3)));

    private StateNames() {}

    /** "Oregon" for "OR"; anything else is unchanged. */
    static String name(String abbreviation) {
        return NAMES.getOrDefault(abbreviation.toUpperCase(Locale.ROOT), abbreviation);
    }
}
