package porchlight.place;

import java.util.Locale;
import porchlight.search.KnownCities;

/** A city and how many homes are for sale in it. */
public record PlaceCount(KnownCities.City city, long count) {
    public String name() {
        return city.name();
    }

    public String path() {
        return city.path();
    }

    public String countText() {
        return String.format(Locale.US, count == 1 ? "%,d home" : "%,d homes", count);
    }
}
