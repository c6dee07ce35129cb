package porchlight.search;

import java.util.Set;

/**
 * Fields whose values the RESO Data Dictionary closes, unlike PropertySubType, to which MLSs add their own.
 *
 * @see <a href="https://dd.reso.org/DD2.0/lookups/">RESO Data Dictionary 2.0, lookups</a>
 */
enum Lookup {
    PROPERTY_TYPE(
            "BusinessOpportunity",
            "CommercialLease",
            "CommercialSale",
            "Farm",
            "Land",
            "ManufacturedInPark",
            "Residential",
            "ResidentialIncome",
            "ResidentialLease"),
    STANDARD_STATUS(
            "Active",
            "ActiveUnderContract",
            "Canceled",
            "Closed",
            "ComingSoon",
            "Delete",
            "Expired",
            "Hold",
            "Incomplete",
            "Pending",
            "Withdrawn");

    private final Set<String> values;

    Lookup(String... values) {
        this.values = Set.of(values);
    }

    /** Whether it is one of the values; feeds write "Active Under Contract" or "ActiveUnderContract". */
    boolean has(String value) {
        return values.contains(value.replace(" ", ""));
    }
}
