package porchlight.place;

import java.util.ArrayList;
import java.util.List;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;
import porchlight.listing.PropertyType;
import porchlight.message.Messages;
import porchlight.search.Criterion;
import porchlight.search.KnownCities;
import porchlight.search.SearchQuery;
import porchlight.search.Sort;
import porchlight.search.Words;

/**
 * A place with a page of its own: a city, or its homes with one postal code, in one neighborhood, or of one kind.
 *
 * @param name as in the feed; for a kind of home, in the plural
 * @param slug its segment of the path; for a city, that of the city
 * @param criterion what its homes have in common besides the city; for a city, the city itself
 * @param homes number for sale, or for rent if the kind is a rental
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

    /** What its homes have in common: for sale, or for rent if the kind is a rental. */
    List<Condition> conditions() {
        var all = new ArrayList<Condition>();
        all.add(SearchQuery.OF_DEFAULT_STATUS);
        if (!(criterion instanceof Criterion.Type)) all.add(SearchQuery.FOR_SALE);
        all.add(Condition.named(Column.CITY, city.name()::equals));
        all.add(Condition.named(Column.STATE, city.state()::equals));
        if (criterion instanceof Criterion.Place area)
            all.add(Condition.named(area.kind().column(), area.value()::equals));
        else if (criterion instanceof Criterion.SubTypes kinds)
            all.add(Condition.named(Column.SUB_TYPE, kinds.values()));
        else if (criterion instanceof Criterion.Type type) all.add(Condition.named(Column.TYPE, type.value()::equals));
        return all;
    }

    /** "Laurelhurst, Portland"; only the city for kinds of homes. */
    public String where() {
        return kind == Kind.CITY || kind == Kind.HOME_TYPE
                ? city.name()
                : Messages.text("place.where", name, city.name());
    }

    /** "Condos for sale in Portland, OR". */
    public String title() {
        if (kind != Kind.HOME_TYPE) return Messages.text("place.title", where(), city.state());
        var message = isForRent() ? "place.title.rentals" : "place.title.type";
        return Messages.text(message, Words.capital(name), where(), city.state());
    }

    public boolean isForRent() {
        return criterion instanceof Criterion.Type type && PropertyType.isLease(type.value());
    }

    /** Its name as a label. */
    String label() {
        return kind == Kind.HOME_TYPE ? Words.capital(name) : name;
    }

    /** A link to it from a page of the same city. */
    PlaceLink link() {
        return new PlaceLink(path(), label(), homes);
    }

    /** A link to it from another place. */
    PlaceLink linkFrom(Place other) {
        var label = switch (kind) {
            case CITY -> name;
            case HOME_TYPE -> Messages.text("place.near.type", label(), city.name());
            case POSTAL_CODE, NEIGHBORHOOD -> city.equals(other.city()) ? name : where();
        };
        return new PlaceLink(path(), label, homes);
    }
}
