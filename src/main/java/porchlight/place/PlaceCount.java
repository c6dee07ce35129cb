package porchlight.place;

import porchlight.message.Messages;
import porchlight.search.KnownCities;

/** A city and its number of homes for sale. */
public record PlaceCount(KnownCities.City city, long count) {
    public String name() {
        return city.name();
    }

    public String path() {
        return city.path();
    }

    public String countText() {
        return Messages.text("place.homes", count);
    }
}
