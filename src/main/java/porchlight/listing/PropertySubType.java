package porchlight.listing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * RESO's PropertySubType, the kind of building or land. MLSs add their own values, so listings hold their text;
 * everything that depends on a known one asks here.
 *
 * @see <a href="https://dd.reso.org/DD2.0/lookups/PropertySubType/">RESO Data Dictionary 2.0, PropertySubType</a>
 */
public enum PropertySubType {
    AGRICULTURE("Agriculture"),
    APARTMENT("Apartment"),
    BOAT_SLIP("Boat Slip"),
    BUSINESS("Business"),
    CABIN("Cabin"),
    CONDOMINIUM("Condominium"),
    DEEDED_PARKING("Deeded Parking"),
    DUPLEX("Duplex"),
    FARM("Farm"),
    HOTEL_MOTEL("Hotel/Motel"),
    INDUSTRIAL("Industrial"),
    MANUFACTURED_HOME("Manufactured Home"),
    MANUFACTURED_ON_LAND("Manufactured On Land"),
    MIXED_USE("Mixed Use"),
    MOBILE_HOME("Mobile Home"),
    MULTI_FAMILY("Multi-Family"),
    OFFICE("Office"),
    OWN_YOUR_OWN("Own Your Own"),
    QUADRUPLEX("Quadruplex"),
    RANCH("Ranch"),
    RETAIL("Retail"),
    SINGLE_FAMILY_RESIDENCE("Single Family Residence"),
    STOCK_COOPERATIVE("Stock Cooperative"),
    TIMESHARE("Timeshare"),
    TOWNHOUSE("Townhouse"),
    TRIPLEX("Triplex"),
    UNIMPROVED_LAND("Unimproved Land"),
    WAREHOUSE("Warehouse");

    /** Those offered before the feed's are known. */
    public static final List<PropertySubType> COMMON =
            List.of(SINGLE_FAMILY_RESIDENCE, CONDOMINIUM, TOWNHOUSE, MANUFACTURED_HOME, DUPLEX);

    private static final Map<String, PropertySubType> BY_VALUE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(PropertySubType::value, Function.identity()));

    private final String value;

    PropertySubType(String value) {
        this.value = value;
    }

    /** The Data Dictionary's term. */
    public String value() {
        return value;
    }

    /** The kind with a term of the Data Dictionary; empty for null and for an MLS's own kind. */
    public static Optional<PropertySubType> of(@Nullable String kind) {
        return kind == null ? Optional.empty() : Optional.ofNullable(BY_VALUE.get(kind));
    }

    /** The terms of kinds. */
    public static List<String> values(List<PropertySubType> kinds) {
        return kinds.stream().map(PropertySubType::value).toList();
    }
}
