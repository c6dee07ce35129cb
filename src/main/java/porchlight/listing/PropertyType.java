package porchlight.listing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * RESO's PropertyType, the market that a property is on. An MLS may have types of its own, so listings hold their text;
 * everything that depends on a type asks here.
 *
 * @see <a href="https://dd.reso.org/DD2.0/lookups/PropertyType/">RESO Data Dictionary 2.0, PropertyType</a>
 */
public enum PropertyType {
    RESIDENTIAL("Residential"),
    RESIDENTIAL_LEASE("Residential Lease"),
    RESIDENTIAL_INCOME("Residential Income"),
    LAND("Land"),
    FARM("Farm"),
    COMMERCIAL_SALE("Commercial Sale"),
    COMMERCIAL_LEASE("Commercial Lease"),
    BUSINESS_OPPORTUNITY("Business Opportunity"),
    MANUFACTURED_IN_PARK("Manufactured In Park");

    /** Those for rentals. */
    public static final List<PropertyType> LEASES = List.of(RESIDENTIAL_LEASE, COMMERCIAL_LEASE);

    /** Those that a site offers beside homes for sale, the most common first. */
    public static final List<PropertyType> OFFERED =
            List.of(RESIDENTIAL_LEASE, RESIDENTIAL_INCOME, LAND, FARM, COMMERCIAL_SALE, COMMERCIAL_LEASE);

    /** Those offered even before the feed's are known, and with pages in each city. */
    public static final List<PropertyType> COMMON =
            OFFERED.stream().filter(type -> type != COMMERCIAL_LEASE).toList();

    private static final Map<String, PropertyType> BY_VALUE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(PropertyType::value, Function.identity()));

    private static final Pattern RENTAL_WORDS = Pattern.compile(
            "\\b(?:(?:sub[- ]?)?leas(?:e|es|ed|ing)|rent|rents|rental|rentals)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern BUSINESS_WORDS = Pattern.compile(
            "\\b(?:commercial|business|office|retail|industrial|warehouse)\\b", Pattern.CASE_INSENSITIVE);

    private final String value;

    PropertyType(String value) {
        this.value = value;
    }

    /** The Data Dictionary's term. */
    public String value() {
        return value;
    }

    public boolean is(@Nullable String type) {
        return value.equals(type);
    }

    /** The type with a term of the Data Dictionary; empty for null and for an MLS's own type. */
    public static Optional<PropertyType> of(@Nullable String type) {
        return type == null ? Optional.empty() : Optional.ofNullable(BY_VALUE.get(type));
    }

    /** The terms of types. */
    public static List<String> values(List<PropertyType> types) {
        return types.stream().map(PropertyType::value).toList();
    }

    /** Whether a PropertyType or TransactionType means a rental, however an MLS says it. */
    public static boolean isLease(@Nullable String type) {
        if (type == null) return false;
        var known = BY_VALUE.get(type);
        return known != null
                ? LEASES.contains(known)
                : RENTAL_WORDS.matcher(Enumerations.label(type)).find();
    }

    /** Whether it is for businesses. */
    public static boolean isCommercial(@Nullable String type) {
        return type != null && (type.startsWith("Commercial") || BUSINESS_OPPORTUNITY.is(type));
    }

    /** The Data Dictionary's term for a type, if an MLS has its own words for rentals. */
    static String term(String type) {
        if (BY_VALUE.containsKey(type) || !isLease(type)) return type;
        return BUSINESS_WORDS.matcher(Enumerations.label(type)).find()
                ? COMMERCIAL_LEASE.value
                : RESIDENTIAL_LEASE.value;
    }
}
