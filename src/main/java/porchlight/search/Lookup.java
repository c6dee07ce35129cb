package porchlight.search;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import porchlight.listing.PropertySubType;
import porchlight.listing.PropertyType;

/**
 * Values that the RESO Data Dictionary defines for fields. The lists are closed, except for PropertySubType, to which
 * MLSs add their own values.
 *
 * @see <a href="https://dd.reso.org/DD2.0/lookups/">RESO Data Dictionary 2.0, lookups</a>
 */
enum Lookup {
    PROPERTY_TYPE(PropertyType.values(List.of(PropertyType.values()))),
    PROPERTY_SUB_TYPE(PropertySubType.values(List.of(PropertySubType.values()))),
    STANDARD_STATUS(List.of(
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
            "Withdrawn"));

    private final Set<String> values;

    Lookup(List<String> terms) {
        values = terms.stream()
                .map(term -> term.replace(" ", ""))
                .flatMap(term -> Stream.of(term, term.replaceAll("[/-]", "")))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether it is one of the values; feeds write either "Active Under Contract" or "ActiveUnderContract", and either
     * "Hotel/Motel" or "HotelMotel".
     */
    boolean has(String value) {
        return values.contains(value.replace(" ", ""));
    }
}
