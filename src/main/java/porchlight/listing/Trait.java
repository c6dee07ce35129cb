package porchlight.listing;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A property of a home that visitors can search by. */
public enum Trait {
    GARAGE("GarageYN"),
    POOL("PoolPrivateYN"),
    WATERFRONT("WaterfrontYN"),
    VIEW("ViewYN"),
    FIREPLACE("FireplaceYN"),
    NEW_CONSTRUCTION("NewConstructionYN"),
    SENIOR_COMMUNITY("SeniorCommunityYN"),
    /**
     * The last major change was a price reduction. If the feed does not report changes, the price
     * is lower than the previous one.
     */
    PRICE_CUT(null),
    /** Listed by one of {@link OurOffices}. */
    OURS(null);

    private final @Nullable String flag;

    Trait(@Nullable String flag) {
        this.flag = flag;
    }

    /** The field that is true for homes with this trait; null if other fields tell. */
    public @Nullable String flag() {
        return flag;
    }

    static List<String> flags() {
        return Arrays.stream(values()).map(Trait::flag).filter(Objects::nonNull).toList();
    }
}
