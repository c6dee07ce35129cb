package porchlight.place;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Selection;
import porchlight.catalog.Snapshot;
import porchlight.listing.Slug;
import porchlight.search.Criterion;
import porchlight.search.KnownCities;

/** Every place with a page, as of a catalog snapshot. Immutable. */
public final class PlaceDirectory {
    private final Snapshot snapshot;
    private final Map<KnownCities.City, Pages> pages;
    private final Map<String, About> byPath = new LinkedHashMap<>();
    private final List<Place> cities = new ArrayList<>();

    /** A city's page, and those of its areas. */
    private record Pages(About city, List<About> areas) {
        List<Place> places() {
            return areas.stream().map(About::place).toList();
        }
    }

    /**
     * A place and its homes.
     *
     * @param middle null if none of them is on the map
     * @param latest when one of them last changed
     */
    private record About(Place place, @Nullable Middle middle, Instant latest) {
        static About of(Place place, PlaceCounts.Tally tally) {
            return new About(place, tally.middle(), Instant.ofEpochMilli(tally.latest()));
        }
    }

    private PlaceDirectory(Snapshot snapshot, Map<KnownCities.City, Pages> pages) {
        this.snapshot = snapshot;
        this.pages = pages;
        pages.values().stream()
                .sorted(Comparator.comparing(
                        of -> of.city().place().city(),
                        Comparator.comparing(KnownCities.City::state).thenComparing(KnownCities.City::name)))
                .forEach(of -> {
                    // If two spellings have the same path, the first one gets it.
                    if (byPath.putIfAbsent(of.city().place().path(), of.city()) != null) return;
                    cities.add(of.city().place());
                    of.areas().forEach(area -> byPath.put(area.place().path(), area));
                });
    }

    static final PlaceDirectory NONE = new PlaceDirectory(Snapshot.NONE, Map.of());

    /** The directory of a later snapshot, in which only these cities have changed. */
    PlaceDirectory next(Snapshot now, PlaceCounts counts, Set<KnownCities.City> changed) {
        var next = new HashMap<>(pages);
        for (var city : changed) {
            var of = counts.cities().get(city);
            if (of == null) next.remove(city);
            else next.put(city, pages(city, of));
        }
        return new PlaceDirectory(now, next);
    }

    private static Pages pages(KnownCities.City city, PlaceCounts.CityCounts counts) {
        var whole = new Place(
                city,
                Place.Kind.CITY,
                city.name(),
                city.slug(),
                new Criterion.Place(Criterion.Place.Kind.CITY, city.name()),
                counts.all().shown());
        var taken = new HashSet<String>();
        var names = new HashSet<String>();
        var areas = new ArrayList<About>();
        counts.areas().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(PlaceCounts.Area::kind)
                        .thenComparing(PlaceCounts.Area::name)
                        .thenComparing(area -> area.criterion().toString())))
                // A neighborhood may have the same name as a kind of home.
                .filter(area -> names.add(area.getKey().name()))
                .forEach(entry -> {
                    var area = entry.getKey();
                    areas.add(About.of(
                            new Place(
                                    city,
                                    area.kind(),
                                    area.name(),
                                    free(Slug.of(area.name()), taken),
                                    area.criterion(),
                                    entry.getValue().homes()),
                            entry.getValue()));
                });
        areas.sort(Comparator.comparing(
                About::place,
                Comparator.comparing(Place::kind)
                        .thenComparing(part -> part.kind() == Place.Kind.HOME_TYPE ? -part.homes() : 0)
                        .thenComparing(Place::name)));
        return new Pages(About.of(whole, counts.all()), List.copyOf(areas));
    }

    private static String free(String slug, Set<String> taken) {
        var wanted = slug.isEmpty() ? "area" : slug;
        var name = wanted;
        for (int number = 2; !taken.add(name); number++) name = wanted + "-" + number;
        return name;
    }

    /** Cities by state and name, including those without homes for sale. */
    public List<Place> cities() {
        return cities;
    }

    /** A city's postal codes, kinds of homes, and neighborhoods that have homes. */
    public List<Place> areas(KnownCities.City city) {
        var of = pages.get(city);
        return of == null ? List.of() : of.places();
    }

    /** Every place that has homes. */
    public List<Place> all() {
        return byPath.values().stream()
                .map(About::place)
                .filter(place -> place.homes() > 0)
                .toList();
    }

    public Optional<Place> at(String path) {
        return Optional.ofNullable(byPath.get(path)).map(About::place);
    }

    /** The homes for sale in a place; for rent if it is a place for rentals. */
    Selection homes(Place place) {
        return snapshot.select(place.conditions());
    }

    /** When a place's homes last changed; {@link Instant#EPOCH} if unknown. */
    Instant latest(Place place) {
        var about = byPath.get(place.path());
        return about == null ? Instant.EPOCH : about.latest();
    }

    /** Places of the same kind, nearest center first. */
    List<Place> near(Place place, int most) {
        var about = byPath.get(place.path());
        var middle = about == null ? null : about.middle();
        if (middle == null) return List.of();
        record Far(Place place, double distance) {}
        return byPath.values().stream()
                .filter(other -> other.place().homes() > 0
                        && other.place().kind() == place.kind()
                        && !other.place().equals(place))
                .filter(other -> place.kind() != Place.Kind.HOME_TYPE
                        || other.place().name().equals(place.name()))
                .map(other -> {
                    var at = other.middle();
                    return new Far(other.place(), at == null ? Double.MAX_VALUE : middle.squaredDistance(at));
                })
                .filter(far -> far.distance() < 0.5)
                .sorted(Comparator.comparingDouble(Far::distance)
                        .thenComparing(far -> far.place().path()))
                .limit(most)
                .map(Far::place)
                .toList();
    }

    /** Mean position of the homes that may be shown on the map. */
    record Middle(double latitude, double longitude) {
        /** In degrees of latitude, squared; enough for sorting. */
        double squaredDistance(Middle other) {
            var x = (longitude - other.longitude) * Math.cos(Math.toRadians(latitude));
            var y = latitude - other.latitude;
            return x * x + y * y;
        }
    }
}
