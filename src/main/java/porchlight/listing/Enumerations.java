package porchlight.listing;

import java.util.regex.Pattern;

/** RESO enumeration values as people read them. */
public final class Enumerations {
    private static final Pattern ONE_WORD = Pattern.compile("[A-Za-z0-9_]+");
    /**
     * Where words were run together: {@code SingleFamilyResidence}, {@code ActiveUnderContract}, {@code 24HourSecurity},
     * {@code HOAFee}.
     */
    private static final Pattern RUN_TOGETHER =
            Pattern.compile("(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[0-9])(?=[A-Z][a-z])");
    /** Names in OData cannot begin with a digit. */
    private static final Pattern NUMBERED = Pattern.compile("^(?:Item|_)(?=[0-9])");

    private Enumerations() {}

    /** The display string of a value; values that hold a space or other marks are display strings already. */
    public static String label(String value) {
        if (!ONE_WORD.matcher(value).matches()) return value;
        var plain = NUMBERED.matcher(value).replaceFirst("");
        if (plain.indexOf('_') >= 0) return plain.replace('_', ' ').strip().replaceAll(" +", " ");
        return RUN_TOGETHER.matcher(plain).replaceAll(" ");
    }
}
