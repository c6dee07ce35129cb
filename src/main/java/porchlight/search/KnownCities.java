package porchlight.search;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import porchlight.listing.Slug;

/** The cities a feed has listings in, longest names first, so that "West Linn" wins over "Linn". */
public record KnownCities(List<City> cities) {
    /**
     * A city.
     *
     * @param state two letters, in capitals
     */
    public record City(String name, String state) {
        /** Its part of paths. */
        public String slug() {
            var slug = Slug.of(name);
            return slug.isEmpty() ? "city" : slug;
        }

        /** The path of its page: {@code /homes/or/lake-oswego}. */
        public String path() {
            return SearchQuery.PATH + "/" + Slug.of(state) + "/" + slug();
        }
    }

    public KnownCities {
        cities = cities.stream()
                .sorted(Comparator.comparingInt((City city) -> -city.name().length())
                        .thenComparing(City::name))
                .toList();
    }

    public static KnownCities of(Collection<City> cities) {
        return new KnownCities(List.copyOf(cities));
    }

    public Optional<City> named(String name) {
        return cities.stream()
                .filter(city -> city.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** A search for the city that is called so; the name as {@link Vocabulary#plain} writes it. */
    public Optional<Criterion> plainly(String plainName) {
        return cities.stream()
                .filter(city -> Vocabulary.plain(city.name()).equals(plainName))
                .findFirst()
                .map(city -> new Criterion.Place(Criterion.Place.Kind.CITY, city.name()));
    }

    /** The city of a path's two parts. */
    public Optional<City> at(String state, String slug) {
        return cities.stream()
                .filter(city ->
                        Slug.of(city.state()).equals(state) && city.slug().equals(slug))
                .findFirst();
    }
}
