package porchlight.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Address;

/**
 * Unifies cities and counties that a feed capitalizes differently ("DeKalb", "Dekalb"), using the most frequent
 * spelling.
 */
final class OneSpelling {
    private OneSpelling() {}

    /**
     * The same entries, with one spelling for each place.
     *
     * @param respelled collects the fields in which an entry's spelling differs from the feed's
     */
    static List<IndexedListing> of(List<IndexedListing> entries, Set<String> respelled) {
        var cities = spellings(entries, Address::city);
        var counties = spellings(entries, Address::county);
        if (cities.isEmpty() && counties.isEmpty()) return entries;
        if (!cities.isEmpty()) respelled.add("City");
        if (!counties.isEmpty()) respelled.add("CountyOrParish");
        return entries.stream()
                .map(entry -> {
                    var address = entry.address();
                    var city = address.city() == null ? null : cities.getOrDefault(address.city(), address.city());
                    var county =
                            address.county() == null ? null : counties.getOrDefault(address.county(), address.county());
                    var same = Objects.equals(city, address.city()) && Objects.equals(county, address.county());
                    return same ? entry : entry.at(address.in(city, county));
                })
                .toList();
    }

    /** The replacement for each spelling that is not the most frequent one of its name. */
    private static Map<String, String> spellings(
            List<IndexedListing> entries, Function<Address, @Nullable String> name) {
        var counts = new HashMap<String, Integer>();
        for (var entry : entries) {
            var spelling = name.apply(entry.address());
            if (spelling != null) counts.merge(spelling, 1, Integer::sum);
        }
        var byName = new HashMap<String, List<String>>();
        for (var spelling : counts.keySet())
            byName.computeIfAbsent(spelling.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .add(spelling);
        var better = new HashMap<String, String>();
        for (var variants : byName.values()) {
            if (variants.size() == 1) continue;
            // A stable choice among equally frequent spellings.
            variants.sort((one, other) -> {
                var more = counts.get(other) - counts.get(one);
                return more != 0 ? more : one.compareTo(other);
            });
            for (var variant : variants.subList(1, variants.size())) better.put(variant, variants.get(0));
        }
        return better;
    }
}
