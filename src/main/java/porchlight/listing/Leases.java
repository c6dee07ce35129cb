package porchlight.listing;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells homes for rent from homes for sale, however a feed spells it. */
public final class Leases {
    /** The Data Dictionary's PropertyTypes. */
    public static final List<String> TYPES = List.of("Residential Lease", "Commercial Lease");

    /** The others, so that nearly all homes are told without a look at the words. */
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

    private Leases() {}

    /** Whether a PropertyType or TransactionType is of something to rent. */
    public static boolean isLease(@Nullable String type) {
        if (type == null || SALES.contains(type)) return false;
        return TYPES.contains(type) || WORDS.matcher(Enumerations.label(type)).find();
    }
}
