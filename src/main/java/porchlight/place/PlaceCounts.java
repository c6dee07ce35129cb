package porchlight.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Snapshot;
import porchlight.listing.PropertyType;
import porchlight.search.AddressLine;
import porchlight.search.Criterion;
import porchlight.search.KnownCities.City;
import porchlight.search.SearchQuery;
import porchlight.search.Words;

/**
 * How many homes each place, school, and street has. Follows the catalog from one snapshot to the next by what changed
 * in between. Used by one thread, except for {@link #isStreet}.
 */
final class PlaceCounts {
    private static final Logger log = LoggerFactory.getLogger(PlaceCounts.class);
    /** What agents enter if a neighborhood has no name. */
    private static final Pattern NO_NAME =
            Pattern.compile("(?i)n/?a|none|no|other|unknown|not applicable|see remarks|tbd|metes .*|[^\\p{L}]*");

    private static final List<String> TYPES = PropertyType.values(PropertyType.COMMON);

    /** A name's spellings for comparison, computed once. */
    private final Map<Criterion, Named> places = new HashMap<>();

    private final Map<String, Street> streets = new HashMap<>();
    private final Map<City, CityCounts> cities = new HashMap<>();
    /** Homes that are not sold, for the pages that list every home. */
    private final Map<HomeIndex.Group, Tally> groups = new HashMap<>();

    /** Every sequence of consecutive words in street names, joined, with the number of names that have it. */
    private final Map<String, Integer> streetWords = new ConcurrentHashMap<>();

    private final Map<String, Tally> types = new HashMap<>();
    private final Map<String, Tally> subTypes = new HashMap<>();
    private final Set<City> changedCities = new HashSet<>();
    private final Set<HomeIndex.Group> changedGroups = new HashSet<>();
    private int homes;
    private int canadian;

    /** Some homes: how many, and where those that count are on average. */
    static final class Tally {
        private int homes;
        private int shown;
        private int placed;
        private double latitudes;
        private double longitudes;
        private long latest;

        private void add(IndexedListing home, boolean isShown, int sign) {
            homes += sign;
            if (!isShown) return;
            shown += sign;
            latest = Math.max(latest, home.modified().toEpochMilli());
            if (!home.isPlaced()) return;
            placed += sign;
            latitudes += sign * home.latitude();
            longitudes += sign * home.longitude();
        }

        int homes() {
            return homes;
        }

        /** Those that count: for sale in most cases. */
        int shown() {
            return shown;
        }

        /** When one of those that count, or counted, last changed; in milliseconds since 1970. */
        long latest() {
            return latest;
        }

        PlaceDirectory.@Nullable Middle middle() {
            return placed == 0 ? null : new PlaceDirectory.Middle(latitudes / placed, longitudes / placed);
        }
    }

    /** A place or a school. */
    static final class Named {
        private final Suggestions.Words words;
        private final Tally tally = new Tally();
        /** The larger places that it is in, with the number of its homes there. */
        private final Map<String, Integer> within = new HashMap<>(2);

        private Named(Criterion place) {
            this.words = Suggestions.Words.of(place instanceof Criterion.School school ? school.name() : place.label());
        }

        private void add(@Nullable String in, IndexedListing home, boolean forSale, int sign) {
            tally.add(home, forSale, sign);
            if (in != null && within.merge(in, sign, Integer::sum) == 0) within.remove(in);
        }

        Suggestions.Words words() {
            return words;
        }

        /** Where most of its homes are, to distinguish two with the same name; null if unknown. */
        @Nullable
        String within() {
            return within.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .map(Map.Entry::getKey)
                    .orElse(null);
        }

        int forSale() {
            return tally.shown;
        }
    }

    /** The homes on one street, as one spelling of it. */
    static final class Street {
        private final Suggestions.Words words;
        private final List<String> runs;
        private final Tally tally = new Tally();

        private Street(String name) {
            this.words = Suggestions.Words.of(name);
            this.runs = AddressLine.runs(name);
        }

        Suggestions.Words words() {
            return words;
        }

        /** Those on the market. */
        int onMarket() {
            return tally.shown;
        }
    }

    /** A city's homes, and those of each area in it. */
    static final class CityCounts {
        private final Tally all = new Tally();
        private final Map<Area, Tally> areas = new HashMap<>();

        Tally all() {
            return all;
        }

        Map<Area, Tally> areas() {
            return areas;
        }
    }

    /** A part of a city that has a page. */
    record Area(Place.Kind kind, String name, Criterion criterion) {}

    /** Everything that a home counts for; empty for a home that cannot be indexed, which must not exclude all others. */
    private record Keys(List<Criterion> places, @Nullable City city, List<Area> areas, HomeIndex.Group group) {
        static @Nullable Keys of(IndexedListing home) {
            try {
                var address = home.address();
                var city = address.city() == null || address.state() == null
                        ? null
                        : new City(address.city(), address.state());
                return new Keys(
                        places(home),
                        city,
                        city == null ? List.of() : areas(home),
                        new HomeIndex.Group(city, city == null ? null : address.postalCode()));
            } catch (RuntimeException fault) {
                log.warn(
                        "Listing {} is not in the index of places: {}",
                        home.listingKey().replaceAll("\\p{Cntrl}+", " "),
                        fault.getClass().getSimpleName());
                return null;
            }
        }

        private static List<Criterion> places(IndexedListing home) {
            var all = new ArrayList<Criterion>();
            var address = home.address();
            place(all, Criterion.Place.Kind.CITY, address.city());
            place(all, Criterion.Place.Kind.ZIP, address.postalCode());
            place(
                    all,
                    address.canadian() ? Criterion.Place.Kind.REGION : Criterion.Place.Kind.COUNTY,
                    address.county());
            place(all, Criterion.Place.Kind.SUBDIVISION, address.subdivision());
            home.traits().schools().stream().distinct().forEach(school -> all.add(new Criterion.School(school)));
            return all;
        }

        private static void place(List<Criterion> all, Criterion.Place.Kind kind, @Nullable String name) {
            if (name != null) all.add(new Criterion.Place(kind, name));
        }

        private static List<Area> areas(IndexedListing home) {
            var all = new ArrayList<Area>();
            var address = home.address();
            if (SearchQuery.isShownByDefault(home)) {
                if (address.postalCode() != null)
                    all.add(new Area(
                            Place.Kind.POSTAL_CODE,
                            address.postalCode(),
                            new Criterion.Place(Criterion.Place.Kind.ZIP, address.postalCode())));
                var area = address.subdivision();
                if (area != null && !NO_NAME.matcher(area).matches())
                    all.add(new Area(
                            Place.Kind.NEIGHBORHOOD,
                            area,
                            new Criterion.Place(Criterion.Place.Kind.SUBDIVISION, area)));
                if (home.subType() != null)
                    all.add(new Area(
                            Place.Kind.HOME_TYPE,
                            Words.plural(home.subType()),
                            new Criterion.SubTypes(List.of(home.subType()))));
            }
            if (home.type() != null && TYPES.contains(home.type()) && SearchQuery.isOfDefaultStatus(home))
                all.add(new Area(Place.Kind.HOME_TYPE, Words.plural(home.type()), new Criterion.Type(home.type())));
            return all;
        }
    }

    /** Takes over what changed between two snapshots of the same catalog. */
    void follow(Snapshot earlier, Snapshot now) {
        now.changesSince(earlier, (before, after) -> {
            if (before != null) count(before, -1);
            if (after != null) count(after, 1);
        });
    }

    private void count(IndexedListing home, int sign) {
        var keys = Keys.of(home);
        if (keys == null) return;
        homes += sign;
        if (home.address().canadian()) canadian += sign;
        var forSale = SearchQuery.isShownByDefault(home);
        for (var place : keys.places()) {
            var named = places.computeIfAbsent(place, none -> new Named(place));
            named.add(within(place, home), home, forSale, sign);
            if (named.tally.homes == 0) places.remove(place);
        }
        if (keys.city() != null) city(keys, home, forSale, sign);
        if (!home.isSold()) add(groups, keys.group(), home, true, sign);
        changedGroups.add(keys.group());
        if (home.type() != null) add(types, home.type(), home, true, sign);
        if (home.subType() != null) add(subTypes, home.subType(), home, true, sign);
        if (home.streetName() != null) street(home.streetName(), home, sign);
    }

    private static <K> void add(Map<K, Tally> tallies, K key, IndexedListing home, boolean isShown, int sign) {
        var tally = tallies.computeIfAbsent(key, none -> new Tally());
        tally.add(home, isShown, sign);
        if (tally.homes == 0) tallies.remove(key);
    }

    private static @Nullable String within(Criterion place, IndexedListing home) {
        var address = home.address();
        return place instanceof Criterion.Place known
                        && switch (known.kind()) {
                            case CITY, COUNTY, REGION -> true;
                            case ZIP, SUBDIVISION -> false;
                        }
                ? address.state()
                : address.city();
    }

    private void city(Keys keys, IndexedListing home, boolean forSale, int sign) {
        var city = Objects.requireNonNull(keys.city());
        var counts = cities.computeIfAbsent(city, none -> new CityCounts());
        counts.all.add(home, forSale, sign);
        for (var area : keys.areas()) add(counts.areas, area, home, true, sign);
        if (counts.all.homes == 0) cities.remove(city);
        changedCities.add(city);
    }

    private void street(String name, IndexedListing home, int sign) {
        var street = streets.get(name);
        if (street == null) {
            street = new Street(name);
            streets.put(name, street);
            street.runs.forEach(run -> streetWords.merge(run, 1, Integer::sum));
        }
        street.tally.add(home, SearchQuery.isOfDefaultStatus(home), sign);
        if (street.tally.homes > 0) return;
        streets.remove(name);
        street.runs.forEach(run -> streetWords.computeIfPresent(run, (same, names) -> names == 1 ? null : names - 1));
    }

    Map<Criterion, Named> places() {
        return places;
    }

    Map<String, Street> streets() {
        return streets;
    }

    Map<City, CityCounts> cities() {
        return cities;
    }

    Map<HomeIndex.Group, Tally> groups() {
        return groups;
    }

    /** PropertyType values. */
    Map<String, Tally> types() {
        return types;
    }

    /** PropertySubType values. */
    Map<String, Tally> subTypes() {
        return subTypes;
    }

    /** Whether most homes are in Canada: some may be abroad or claim to be. */
    boolean isCanadian() {
        return canadian > homes / 2;
    }

    /** The cities with changes since the last call. */
    Set<City> takeChangedCities() {
        var changed = Set.copyOf(changedCities);
        changedCities.clear();
        return changed;
    }

    Set<HomeIndex.Group> takeChangedGroups() {
        var changed = Set.copyOf(changedGroups);
        changedGroups.clear();
        return changed;
    }

    /** Whether words, joined in normalized spelling, occur consecutively in a street name; for any thread. */
    boolean isStreet(String words) {
        return streetWords.containsKey(words);
    }
}
