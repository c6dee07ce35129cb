package porchlight.place;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import porchlight.catalog.IndexedListing;
import porchlight.search.AddressLine;
import porchlight.search.MlsNumber;

/**
 * Indexes the addresses and numbers of the catalog's homes by any of their spellings. Hidden addresses are excluded.
 * Immutable.
 */
final class Addresses {
    /** A home and its address. */
    record At(IndexedListing entry, AddressLine.Home home) {}

    private final Map<String, List<At>> byNumber = new HashMap<>();
    /** For homes of any status: every sequence of consecutive words in their street names, joined. */
    private final Set<String> streets = new HashSet<>();

    private final Map<String, Set<String>> listingIds = new HashMap<>();

    private Addresses() {}

    static Addresses of(List<IndexedListing> entries) {
        var addresses = new Addresses();
        var known = new HashSet<List<String>>();
        for (var entry : entries) {
            addresses.number(MlsNumber.plain(entry.listingId()), entry);
            addresses.number(MlsNumber.digits(entry.listingId()), entry);
            addresses.number(MlsNumber.otherwise(entry.listingKey(), entry.listingId()), entry);
            var home = AddressLine.Home.of(entry.address());
            if (home == null) continue;
            addresses
                    .byNumber
                    .computeIfAbsent(home.number(), none -> new ArrayList<>(1))
                    .add(new At(entry, home));
            if (known.add(home.street())) addresses.street(home.street());
        }
        return addresses;
    }

    private void number(String number, IndexedListing entry) {
        if (!number.isEmpty())
            listingIds.computeIfAbsent(number, none -> new TreeSet<>()).add(entry.listingId());
    }

    private void street(List<String> words) {
        for (int from = 0; from < words.size(); from++) {
            var run = new StringBuilder();
            for (int to = from; to < words.size(); to++)
                streets.add(run.append(words.get(to)).toString());
        }
    }

    /** Whether these words, in any spelling, occur consecutively in a street name and distinguish streets. */
    boolean isStreet(String words) {
        return AddressLine.isDistinctive(words) && streets.contains(AddressLine.compact(words));
    }

    boolean has(AddressLine line) {
        return at(line.number()).stream().anyMatch(at -> at.home().is(line));
    }

    /** The homes with this house number. */
    List<At> at(String number) {
        return number.isEmpty() ? List.of() : byNumber.getOrDefault(number, List.of());
    }

    List<String> listingIds(MlsNumber number) {
        return List.copyOf(listingIds.getOrDefault(MlsNumber.plain(number.text()), Set.of()));
    }
}
