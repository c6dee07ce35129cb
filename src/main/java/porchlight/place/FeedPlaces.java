package porchlight.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.listing.Lookups;
import porchlight.listing.MlsProfile;
import porchlight.listing.PropertyResource;
import porchlight.odata.ODataException;
import porchlight.search.Choices;
import porchlight.search.FeedCapabilities;
import porchlight.search.KnownCities;
import porchlight.search.SearchQuery;

/**
 * What pages know of the feed beforehand: its cities, how many homes each has, and the choices of its enumerations. Read
 * in the background; until then there are no cities, and the choices are RESO's common ones.
 */
public final class FeedPlaces {
    private static final Logger log = LoggerFactory.getLogger(FeedPlaces.class);
    private static final int SAMPLE_PAGES = 10;
    private static final int MOST_CITIES = 24;

    private final PropertyResource properties;
    private final Lookups lookups;
    private final FeedCapabilities capabilities;
    private final MlsProfile profile;
    private final int top;
    private volatile KnownCities cities = new KnownCities(List.of());
    private volatile List<PlaceCount> counts = List.of();
    private volatile Choices choices;

    /** @param top rows on a page of the feed */
    public FeedPlaces(
            PropertyResource properties, Lookups lookups, FeedCapabilities capabilities, MlsProfile profile, int top) {
        this.properties = properties;
        this.lookups = lookups;
        this.capabilities = capabilities;
        this.profile = profile;
        this.top = top;
        this.choices = Choices.standard(statuses());
    }

    public KnownCities cities() {
        return cities;
    }

    /** Cities with homes for sale, most homes first. */
    public List<PlaceCount> counts() {
        return counts;
    }

    public Choices choices() {
        return choices;
    }

    /**
     * Reads all anew; some forty MLS requests.
     *
     * @throws ODataException if the feed does not answer
     */
    public void refresh() {
        var found = properties.recentLocalities(top, SAMPLE_PAGES).stream()
                .map(address -> new KnownCities.City(String.valueOf(address.city()), String.valueOf(address.state())))
                .limit(MOST_CITIES)
                .toList();
        cities = KnownCities.of(found);
        choices = new Choices(
                values("PropertyType", choices.types(), Set.of("Residential")),
                values("PropertySubType", choices.subTypes(), Set.of()),
                statuses());
        var counted = new ArrayList<PlaceCount>();
        for (var city : found) {
            var count = properties.count(SearchQuery.in(city).filter(capabilities.now()));
            if (count != null && count > 0) counted.add(new PlaceCount(city, count));
        }
        counted.sort(Comparator.comparingLong(PlaceCount::count).reversed());
        counts = List.copyOf(counted);
    }

    private List<String> values(String lookupName, List<String> otherwise, Set<String> without) {
        try {
            var values = lookups.values(lookupName).stream()
                    .filter(value -> !without.contains(value))
                    .toList();
            return values.isEmpty() ? otherwise : values;
        } catch (ODataException fault) {
            if (fault.isTemporary()) throw fault;
            log.warn("The feed tells no choices of {}: {}", lookupName, fault.getMessage());
            return otherwise;
        }
    }

    private List<String> statuses() {
        return profile.statuses().stream().sorted().toList();
    }
}
