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
                    var told = entry.address();
                    var city = told.city() == null ? null : cities.getOrDefault(told.city(), told.city());
                    var county = told.county() == null ? null : counties.getOrDefault(told.county(), told.county());
                    var same = Objects.equals(city, told.city()) && Objects.equals(county, told.county());
                    return same ? entry : entry.at(told.in(city, county));
                })
                .toList();
    }

    /** The replacement for each spelling that is not the most frequent one of its name. */
    private static Map<String, String> spellings(
            List<IndexedListing> entries, Function<Address, @Nullable String> name) {
        var counts = new HashMap<String, Integer>();
        for (var entry : entries) {
            var told = name.apply(entry.address());
            if (told != null) counts.merge(told, 1, Integer::sum);
        }
        var byName = new HashMap<String, List<String>>();
        for (var told : counts.keySet())
            byName.computeIfAbsent(told.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .add(told);
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
