package porchlight.search;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import porchlight.listing.Slug;

/** The cities in a feed's listings, indexed by name and path. Immutable. */
public final class KnownCities {
    private final List<City> cities;
    private final Map<String, City> byName = new HashMap<>();
    private final Map<String, City> byPlainName = new HashMap<>();
    private final Map<String, City> byPath = new HashMap<>();

    /**
     * A city.
     *
     * @param state two capital letters
     */
    public record City(String name, String state) {
        /** Its segment in paths. */
        public String slug() {
            var slug = Slug.of(name);
            return slug.isEmpty() ? "city" : slug;
        }

        /** The path of its page: {@code /homes/or/lake-oswego}. */
        public String path() {
            return path(Slug.of(state), slug());
        }

        private static String path(String state, String slug) {
            return SearchQuery.PATH + "/" + state + "/" + slug;
        }
    }

    private KnownCities(Collection<City> cities) {
        this.cities = cities.stream()
                .sorted(Comparator.comparing(City::name).thenComparing(City::state))
                .toList();
        // If several cities share a name, the first one is used.
        for (var city : this.cities) {
            byName.putIfAbsent(city.name().toLowerCase(Locale.ROOT), city);
            byPlainName.putIfAbsent(Vocabulary.plain(city.name()), city);
            byPath.putIfAbsent(city.path(), city);
        }
    }

    public static KnownCities of(Collection<City> cities) {
        return new KnownCities(cities);
    }

    /** Sorted by name. */
    public List<City> cities() {
        return cities;
    }

    public Optional<City> named(String name) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
    }

    /** A search for the city with this name, given as {@link Vocabulary#plain} writes it. */
    public Optional<Criterion> plainly(String plainName) {
        return Optional.ofNullable(byPlainName.get(plainName))
                .map(city -> new Criterion.Place(Criterion.Place.Kind.CITY, city.name()));
    }

    /** The city for the two segments of a path. */
    public Optional<City> at(String state, String slug) {
        return Optional.ofNullable(byPath.get(City.path(state, slug)));
    }
}
