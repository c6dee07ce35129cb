package porchlight.search;

import java.util.List;
import porchlight.listing.PropertySubType;
import porchlight.listing.PropertyType;

/** The enumeration values that the search form offers. */
public record Choices(List<String> types, List<String> subTypes, List<String> statuses) {
    /** RESO's most common values, used until the feed's own are known. */
    public static Choices standard(List<String> statuses) {
        return new Choices(
                PropertyType.values(PropertyType.COMMON), PropertySubType.values(PropertySubType.COMMON), statuses);
    }

    public Choices {
        types = List.copyOf(types);
        subTypes = List.copyOf(subTypes);
        statuses = List.copyOf(statuses);
    }
}
