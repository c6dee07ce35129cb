package porchlight.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.IndexedListing;
import porchlight.listing.PropertyType;
import porchlight.listing.Slug;
import porchlight.search.Criterion;
import porchlight.search.KnownCities;
import porchlight.search.SearchQuery;
import porchlight.search.Words;

/** Every place with a page, and its homes, as of a catalog snapshot. Immutable. */
public final class PlaceDirectory {
    /** What agents enter if a neighborhood has no name. */
    private static final Pattern NO_NAME =
            Pattern.compile("(?i)n/?a|none|no|other|unknown|not applicable|see remarks|tbd|metes .*|[^\\p{L}]*");

    private static final List<String> TYPES = PropertyType.values(PropertyType.COMMON);

    private final Map<String, Place> byPath = new LinkedHashMap<>();
    private final Map<Place, List<IndexedListing>> homes = new HashMap<>();
    private final Map<KnownCities.City, List<Place>> areas = new HashMap<>();
    private final List<Place> cities = new ArrayList<>();

    private PlaceDirectory(List<IndexedListing> entries) {
        var perCity = new TreeMap<KnownCities.City, List<IndexedListing>>(
                Comparator.comparing(KnownCities.City::state).thenComparing(KnownCities.City::name));
        for (var entry : entries) {
            var address = entry.address();
            if (address.city() != null && address.state() != null)
                perCity.computeIfAbsent(
                                new KnownCities.City(address.city(), address.state()), none -> new ArrayList<>())
                        .add(entry);
        }
        perCity.forEach(this::city);
    }

    static PlaceDirectory of(List<IndexedListing> entries) {
        return new PlaceDirectory(entries);
    }

    private void city(KnownCities.City city, List<IndexedListing> all) {
        var forSale = all.stream().filter(SearchQuery::isShownByDefault).toList();
        var place = new Place(
                city,
                Place.Kind.CITY,
                city.name(),
                city.slug(),
                new Criterion.Place(Criterion.Place.Kind.CITY, city.name()),
                forSale.size());
        // If two spellings have the same path, the first one gets it.
        if (byPath.putIfAbsent(place.path(), place) != null) return;
        cities.add(place);
        homes.put(place, forSale);
        var groups = new Groups();
        for (var entry : all) groups.add(entry);
        var taken = new HashSet<String>();
        var parts = new ArrayList<Place>();
        for (var kind : Place.Kind.values())
            groups.of(kind).forEach((name, members) -> {
                var part = new Place(
                        city, kind, name, free(Slug.of(name), taken), groups.criteria.get(name), members.size());
                byPath.put(part.path(), part);
                homes.put(part, members);
                parts.add(part);
            });
        parts.sort(Comparator.comparing(Place::kind)
                .thenComparing(part -> part.kind() == Place.Kind.HOME_TYPE ? -part.homes() : 0)
                .thenComparing(Place::name));
        areas.put(city, List.copyOf(parts));
    }

    private static String free(String slug, Set<String> taken) {
        var wanted = slug.isEmpty() ? "area" : slug;
        var name = wanted;
        for (int number = 2; !taken.add(name); number++) name = wanted + "-" + number;
        return name;
    }

    /** A city's homes grouped by what they have in common; names are sorted, so that paths stay the same. */
    private static final class Groups {
        private final Map<Place.Kind, TreeMap<String, List<IndexedListing>>> all = new HashMap<>();
        private final Map<String, Criterion> criteria = new HashMap<>();

        void add(IndexedListing entry) {
            var address = entry.address();
            if (SearchQuery.isShownByDefault(entry)) {
                place(Place.Kind.POSTAL_CODE, Criterion.Place.Kind.ZIP, address.postalCode(), entry);
                var area = address.subdivision();
                if (area != null && !NO_NAME.matcher(area).matches())
                    place(Place.Kind.NEIGHBORHOOD, Criterion.Place.Kind.SUBDIVISION, area, entry);
                if (entry.subType() != null)
                    put(
                            Place.Kind.HOME_TYPE,
                            Words.plural(entry.subType()),
                            new Criterion.SubTypes(List.of(entry.subType())),
                            entry);
            }
            if (entry.type() != null && TYPES.contains(entry.type()) && SearchQuery.isOfDefaultStatus(entry))
                put(Place.Kind.HOME_TYPE, Words.plural(entry.type()), new Criterion.Type(entry.type()), entry);
        }

        private void place(Place.Kind kind, Criterion.Place.Kind by, @Nullable String name, IndexedListing entry) {
            if (name != null) put(kind, name, new Criterion.Place(by, name), entry);
        }

        private void put(Place.Kind kind, String name, Criterion criterion, IndexedListing entry) {
            // A neighborhood may have the same name as a kind of home.
            if (!criterion.equals(criteria.computeIfAbsent(name, none -> criterion))) return;
            all.computeIfAbsent(kind, none -> new TreeMap<>())
                    .computeIfAbsent(name, none -> new ArrayList<>())
                    .add(entry);
        }

        Map<String, List<IndexedListing>> of(Place.Kind kind) {
            return all.getOrDefault(kind, new TreeMap<>());
        }
    }

    /** Cities by state and name, including those without homes for sale. */
    public List<Place> cities() {
        return cities;
    }

    /** A city's postal codes, kinds of homes, and neighborhoods that have homes. */
    public List<Place> areas(KnownCities.City city) {
        return areas.getOrDefault(city, List.of());
    }

    /** Every place that has homes. */
    public List<Place> all() {
        return byPath.values().stream().filter(place -> place.homes() > 0).toList();
    }

    public Optional<Place> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** The homes for sale in a place; for rent if it is a place for rentals. */
    List<IndexedListing> homes(Place place) {
        return homes.getOrDefault(place, List.of());
    }

    /** Places of the same kind, nearest center first. */
    List<Place> near(Place place, int most) {
        var middle = Middle.of(homes(place));
        if (middle == null) return List.of();
        record Far(Place place, double distance) {}
        return all().stream()
                .filter(other -> other.kind() == place.kind() && !other.equals(place))
                .filter(other ->
                        place.kind() != Place.Kind.HOME_TYPE || other.name().equals(place.name()))
                .map(other -> {
                    var at = Middle.of(homes(other));
                    return new Far(other, at == null ? Double.MAX_VALUE : middle.squaredDistance(at));
                })
                .filter(far -> far.distance() < 0.5)
                .sorted(Comparator.comparingDouble(Far::distance)
                        .thenComparing(far -> far.place().path()))
                .limit(most)
                .map(Far::place)
                .toList();
    }

    /** Mean position of the homes that may be shown on the map. */
    private record Middle(double latitude, double longitude) {
        static @Nullable Middle of(List<IndexedListing> homes) {
            double latitude = 0, longitude = 0;
            int placed = 0;
            for (var home : homes) {
                if (!home.isPlaced()) continue;
                latitude += home.latitude();
                longitude += home.longitude();
                placed++;
            }
            return placed == 0 ? null : new Middle(latitude / placed, longitude / placed);
        }

        /** In degrees of latitude, squared; enough for sorting. */
        double squaredDistance(Middle other) {
            var x = (longitude - other.longitude) * Math.cos(Math.toRadians(latitude));
            var y = latitude - other.latitude;
            return x * x + y * y;
        }
    }
}
