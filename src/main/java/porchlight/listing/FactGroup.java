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

    /** The groups that matter most for a PropertyType; the rest follow in order. */
    static List<FactGroup> first(@Nullable String propertyType) {
        return PropertyType.of(propertyType).map(FactGroup::first).orElse(List.of());
    }

    private static List<FactGroup> first(PropertyType type) {
        return switch (type) {
            case LAND -> List.of(LOT, UTILITIES, LOCATION);
            case FARM -> List.of(LOT, INTERIOR, BUILDING);
            case RESIDENTIAL_LEASE -> List.of(LEASE, INTERIOR, CLIMATE, COMMUNITY);
            case RESIDENTIAL_INCOME -> List.of(INCOME, BUILDING);
            case COMMERCIAL_SALE -> List.of(BUSINESS, INCOME, BUILDING, PARKING);
            case COMMERCIAL_LEASE -> List.of(LEASE, BUSINESS, BUILDING, PARKING);
            case BUSINESS_OPPORTUNITY -> List.of(BUSINESS, INCOME, LEASE);
            case RESIDENTIAL, MANUFACTURED_IN_PARK -> List.of();
        };
    }
}
