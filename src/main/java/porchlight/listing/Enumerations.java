package porchlight.listing;

import java.util.regex.Pattern;

/** RESO enumeration values as people read them. */
public final class Enumerations {
    /** Legacy OData forms run the words together: {@code SingleFamilyResidence}, {@code ActiveUnderContract}. */
    private static final Pattern RUN_TOGETHER = Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private Enumerations() {}

    /** The display string of a value; values that hold a space already are display strings. */
    public static String label(String value) {
        if (value.indexOf(' ') >= 0 || value.indexOf('/') >= 0 || !value.matches("[A-Za-z]+")) return value;
        return RUN_TOGETHER.matcher(value).replaceAll(" ");
    }
}
