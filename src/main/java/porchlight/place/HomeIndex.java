package porchlight.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Snapshot;
import porchlight.listing.MlsProfile;
import porchlight.listing.Slug;
import porchlight.message.Messages;
import porchlight.search.KnownCities;

/**
 * Every displayable home in the feed, by street, on pages of a readable size: one for each postal code of a city, or
 * several if it has many homes. Through it, each listing is three plain links away from the home page. Immutable.
 */
final class HomeIndex {
    private static final String PATH = "/places";
    private static final String ELSEWHERE = PATH + "/elsewhere";
    private static final String NO_CODE = "other";
    static final int PAGE_SIZE = 200;

    private static final int LONGEST_NUMBER = 9;

    private final Map<String, Part> parts = new TreeMap<>();
    private final Map<Group, Homes> groups;

    /**
     * A page of the index.
     *
     * @param city null for homes without a city
     * @param code postal code, null for homes without one
     * @param number of the page, from 1
     * @param of total number of pages
     */
    record Part(
            KnownCities.@Nullable City city,
            @Nullable String code,
            int number,
            int of,
            String path,
            Snapshot snapshot,
            Homes all) {
        public String name() {
            return code == null ? Messages.text("place.part.other") : code;
        }

        List<IndexedListing> homes() {
            return all.from(snapshot, (number - 1) * PAGE_SIZE, number * PAGE_SIZE);
        }

        /** "97202", "97202, Ankeny St to Main St". */
        String label() {
            return of == 1 ? name() : Messages.text("place.part.span", name(), span());
        }

        /** "Ankeny St to Main St", the range of streets on this page. */
        String span() {
            var homes = homes();
            return Messages.text("place.span", streetLabel(homes.get(0)), streetLabel(homes.get(homes.size() - 1)));
        }
    }

    /** The homes with one postal code of a city; all null for those without a city. */
    record Group(KnownCities.@Nullable City city, @Nullable String code) {
        private List<Condition> conditions() {
            var listed = new ArrayList<Condition>();
            listed.add(Condition.named(Column.STATUS, status -> !MlsProfile.Sold.STATUS.equals(status)));
            if (city == null)
                listed.add(Condition.anyOf(List.of(
                        Condition.named(Column.CITY, Objects::isNull),
                        Condition.named(Column.STATE, Objects::isNull))));
            else {
                listed.add(Condition.named(Column.CITY, city.name()::equals));
                listed.add(Condition.named(Column.STATE, city.state()::equals));
                listed.add(Condition.named(Column.POSTAL_CODE, other -> Objects.equals(code, other)));
            }
            return listed;
        }
    }

    /** The homes of a group, sorted by street when they are needed, and kept until they change. Thread-safe. */
    static final class Homes {
        private final Group group;
        private final int size;
        private volatile int @Nullable [] sorted;

        private Homes(Group group, int size) {
            this.group = group;
            this.size = size;
        }

        /** The homes from one position to another. */
        List<IndexedListing> from(Snapshot snapshot, int from, int to) {
            var rows = sorted(snapshot);
            return Arrays.stream(rows, Math.min(from, rows.length), Math.min(to, rows.length))
                    .mapToObj(snapshot::home)
                    .toList();
        }

        private int[] sorted(Snapshot snapshot) {
            var rows = sorted;
            if (rows == null) sorted = rows = sort(snapshot);
            return rows;
        }

        private int[] sort(Snapshot snapshot) {
            record Row(int row, @Nullable String street, int number, String key) {}
            return snapshot.select(group.conditions()).rows().stream()
                    .mapToObj(row -> {
                        var home = snapshot.home(row);
                        return new Row(row, street(home), number(home.address().street()), home.listingKey());
                    })
                    .sorted(Comparator.comparing(Row::street, Comparator.nullsLast(Comparator.naturalOrder()))
                            .thenComparing(Row::number)
                            .thenComparing(Row::key))
                    .mapToInt(Row::row)
                    .toArray();
        }
    }

    private HomeIndex(Snapshot snapshot, Map<Group, Homes> groups) {
        this.groups = groups;
        groups.forEach((group, homes) -> add(snapshot, group, homes));
    }

    static final HomeIndex NONE = new HomeIndex(Snapshot.NONE, Map.of());

    /** The index of a later snapshot, in which only these groups have changed. */
    HomeIndex next(Snapshot now, PlaceCounts counts, Set<Group> changed) {
        var next = new HashMap<>(groups);
        for (var group : changed) {
            var homes = counts.groups().get(group);
            if (homes == null) next.remove(group);
            else next.put(group, new Homes(group, homes.homes()));
        }
        return new HomeIndex(now, next);
    }

    private void add(Snapshot snapshot, Group group, Homes homes) {
        var path = group.city() == null ? ELSEWHERE : path(group.city(), group.code() == null ? NO_CODE : group.code());
        var pages = (homes.size + PAGE_SIZE - 1) / PAGE_SIZE;
        for (int page = 1; page <= pages; page++) {
            var part = new Part(
                    group.city(), group.code(), page, pages, page == 1 ? path : path + "/" + page, snapshot, homes);
            parts.putIfAbsent(part.path(), part);
        }
    }

    /** Sorts what is too much to be sorted while a visitor waits for the page of all places. */
    void prepare() {
        for (var part : parts.values())
            if (part.number() == 1 && part.of() > 1) part.all().sorted(part.snapshot());
    }

    /** The path of a postal code's homes, or of a city's section on the page of all places. */
    static String path(KnownCities.City city, @Nullable String code) {
        return code == null
                ? PATH + "#" + anchor(city)
                : PATH + "/" + Slug.of(city.state()) + "/" + city.slug() + "/" + Slug.of(code);
    }

    static String anchor(KnownCities.City city) {
        return Slug.of(city.state()) + "-" + city.slug();
    }

    @Nullable
    Part at(String path) {
        return parts.get(path);
    }

    List<Part> of(KnownCities.City city) {
        return parts.values().stream().filter(part -> city.equals(part.city())).toList();
    }

    List<Part> all() {
        return List.copyOf(parts.values());
    }

    /** The heading for a home's street. */
    static String streetLabel(IndexedListing home) {
        var street = street(home);
        return street == null ? Messages.text("place.street.none") : street;
    }

    /** "Division St" for "1247 SE Division St #5"; null if the address is hidden or has no street. */
    private static @Nullable String street(IndexedListing home) {
        var street = home.streetName();
        return street == null ? null : street.replaceFirst("^(?:[NSEW]{1,2})\\s+", "");
    }

    private static int number(@Nullable String street) {
        if (street == null) return Integer.MAX_VALUE;
        var number = 0;
        for (int i = 0; i < Math.min(street.length(), LONGEST_NUMBER); i++) {
            var digit = street.charAt(i) - '0';
            if (digit < 0 || digit > 9) break;
            number = number * 10 + digit;
        }
        return number;
    }
}
