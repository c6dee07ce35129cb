package porchlight.place;

import java.util.List;
import java.util.Locale;
import porchlight.search.Criterion;
import porchlight.search.KnownCities;
import porchlight.search.SearchQuery;
import porchlight.search.Sort;
import porchlight.search.Words;

/**
 * What has a page of its own: a city, or the homes of one postal code, neighborhood or kind in it.
 *
 * @param name as the feed tells it; of a kind of homes in the plural
 * @param slug its part of the path; of a city that of the city
 * @param criterion what its homes have besides the city; of a city the city itself
 * @param homes for sale, or for rent where they are rentals
 */
public record Place(KnownCities.City city, Kind kind, String name, String slug, Criterion criterion, int homes) {
    /** Kinds in the order in which they are looked up. */
    public enum Kind {
        CITY,
        POSTAL_CODE,
        HOME_TYPE,
        NEIGHBORHOOD
    }

    public String path() {
        return kind == Kind.CITY ? city.path() : city.path() + "/" + slug;
    }

    public SearchQuery query() {
        var whole = SearchQuery.in(city);
        return kind == Kind.CITY
                ? whole
                : new SearchQuery(List.of(whole.criteria().get(0), criterion), Sort.NEWEST, 1, false);
    }

    /** "Laurelhurst, Portland", the city alone for the kinds of its homes. */
    public String where() {
        return kind == Kind.CITY || kind == Kind.HOME_TYPE ? city.name() : name + ", " + city.name();
    }

    /** "Condos for sale in Portland, OR". */
    public String title() {
        var what = kind != Kind.HOME_TYPE
                ? "Homes for sale"
                : isForRent() ? Words.capital(name) : Words.capital(name) + " for sale";
        return what + " in " + where() + ", " + city.state();
    }

    public boolean isForRent() {
        return name.contains("for rent") || name.contains("for lease");
    }

    public String countText() {
        return String.format(Locale.US, homes == 1 ? "%,d home" : "%,d homes", homes);
    }
}
