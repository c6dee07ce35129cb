package porchlight.listing;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/** The groups in which facts are shown, in their usual order. */
enum FactGroup {
    INTERIOR,
    CLIMATE,
    EXTERIOR,
    PARKING,
    BUILDING,
    LOT,
    UTILITIES,
    COMMUNITY,
    SCHOOLS,
    TAXES,
    LEASE,
    INCOME,
    BUSINESS,
    LOCATION;

    /** How a field's value is formatted. */
    enum Format {
        TEXT,
        LIST,
        COUNT,
        PLAIN_NUMBER,
        MONEY,
        FEE,
        SQUARE_FEET,
        FEET,
        PERCENT,
        YES_NO,
        DATE
    }

    private final String title = Messages.text("listing.fact-group." + name().toLowerCase(Locale.ROOT));

    String title() {
        return title;
    }

    /** The groups that matter most for a RESO PropertyType; the rest follow in order. */
    static List<FactGroup> first(@Nullable String propertyType) {
        if (propertyType == null) return List.of();
        return switch (propertyType) {
            case "Land" -> List.of(LOT, UTILITIES, LOCATION);
            case "Farm" -> List.of(LOT, INTERIOR, BUILDING);
            case "Residential Lease" -> List.of(LEASE, INTERIOR, CLIMATE, COMMUNITY);
            case "Residential Income" -> List.of(INCOME, BUILDING);
            case "Commercial Sale" -> List.of(BUSINESS, INCOME, BUILDING, PARKING);
            case "Commercial Lease" -> List.of(LEASE, BUSINESS, BUILDING, PARKING);
            case "Business Opportunity" -> List.of(BUSINESS, INCOME, LEASE);
            default -> List.of();
        };
    }
}
