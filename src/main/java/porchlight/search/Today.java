package porchlight.search;

import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import porchlight.listing.OpenHouse;

/**
 * What a search depends on besides the listings.
 *
 * @param date in the MLS's time zone
 * @param openHouses the next matching open house of each listing, earliest first, by ListingKey
 */
public record Today(LocalDate date, Function<Predicate<OpenHouse>, Map<String, OpenHouse>> openHouses) {}
