package porchlight.listing;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Distinguishes rentals from homes for sale, however the feed spells them. */
public final class Leases {
    public static final String RESIDENTIAL = "Residential Lease";
    public static final String COMMERCIAL = "Commercial Lease";

    /** The Data Dictionary's PropertyTypes for rentals. */
    public static final List<String> TYPES = List.of(RESIDENTIAL, COMMERCIAL);

    /** The other Dictionary types, so that most homes need no pattern match. */
    private static final Set<String> SALES = Set.of(
            "Residential",
            "Residential Income",
            "Land",
            "Farm",
            "Commercial Sale",
            "Business Opportunity",
            "Manufactured In Park");

    private static final Pattern WORDS = Pattern.compile(
            "\\b(?:(?:sub[- ]?)?leas(?:e|es|ed|ing)|rent|rents|rental|rentals)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern BUSINESS = Pattern.compile(
            "\\b(?:commercial|business|office|retail|industrial|warehouse)\\b", Pattern.CASE_INSENSITIVE);

    private Leases() {}

    /** The Data Dictionary's name for a PropertyType, if an MLS has its own words for rentals. */
    static String term(String type) {
        if (!isLease(type) || TYPES.contains(type)) return type;
        return BUSINESS.matcher(Enumerations.label(type)).find() ? COMMERCIAL : RESIDENTIAL;
    }

    /** Whether a PropertyType or TransactionType means a rental. */
    public static boolean isLease(@Nullable String type) {
        if (type == null || SALES.contains(type)) return false;
        return TYPES.contains(type) || WORDS.matcher(Enumerations.label(type)).find();
    }
}
