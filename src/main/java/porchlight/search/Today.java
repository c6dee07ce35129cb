package porchlight.search;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import porchlight.catalog.Condition;
import porchlight.listing.CostAssumptions;
import porchlight.listing.OpenHouse;

/**
 * What a search depends on besides the listings.
 *
 * @param date in the MLS's time zone
 * @param openHouses the next matching open house of each listing, earliest first, by ListingKey
 * @param costs what monthly costs are estimated with, unless the search says otherwise
 * @param words the condition that descriptions have all of these words; empty if only the MLS can tell
 */
public record Today(
        LocalDate date,
        CostAssumptions costs,
        Function<Predicate<OpenHouse>, Map<String, OpenHouse>> openHouses,
        Function<List<String>, Optional<Condition>> words) {}
