package porchlight.listing;

import java.util.List;
import java.util.Map;

/**
 * A listing as its card shows it, with the other traits it is searched by.
 * @param features what its page shows, by the name of the {@link FeatureGroup}, in the order of the groups
 */
public record ListingWithTraits(Listing listing, Traits traits, Map<String, List<String>> features) {}
