package porchlight.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.IndexedListing;
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
            List<IndexedListing> homes) {
        public String name() {
            return code == null ? Messages.text("place.part.other") : code;
        }

        /** "97202", "97202, Ankeny St to Main St". */
        String label() {
            return of == 1 ? name() : Messages.text("place.part.span", name(), span());
        }

        /** "Ankeny St to Main St", the range of streets on this page. */
        String span() {
            return Messages.text("place.span", streetLabel(homes.get(0)), streetLabel(homes.get(homes.size() - 1)));
        }
    }

    private record Group(
            KnownCities.@Nullable City city, @Nullable String code) {}

    static HomeIndex of(List<IndexedListing> entries) {
        var groups = new java.util.HashMap<Group, List<IndexedListing>>();
        for (var entry : entries) {
            if (entry.isSold()) continue;
            var address = entry.address();
            var known = address.city() != null && address.state() != null;
            var group = known
                    ? new Group(new KnownCities.City(address.city(), address.state()), address.postalCode())
                    : new Group(null, null);
            groups.computeIfAbsent(group, none -> new ArrayList<>()).add(entry);
        }
        var index = new HomeIndex();
        groups.forEach(index::add);
        return index;
    }

    private void add(Group group, List<IndexedListing> homes) {
        homes.sort(Comparator.comparing(HomeIndex::street, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(home -> number(home.address().street()))
                .thenComparing(IndexedListing::listingKey));
        var path = group.city() == null ? ELSEWHERE : path(group.city(), group.code() == null ? NO_CODE : group.code());
        var pages = (homes.size() + PAGE_SIZE - 1) / PAGE_SIZE;
        for (int page = 1; page <= pages; page++) {
            var part = new Part(
                    group.city(),
                    group.code(),
                    page,
                    pages,
                    page == 1 ? path : path + "/" + page,
                    List.copyOf(homes.subList((page - 1) * PAGE_SIZE, Math.min(homes.size(), page * PAGE_SIZE))));
            parts.putIfAbsent(part.path(), part);
        }
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
