package porchlight.place;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import porchlight.catalog.Condition;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Selection;
import porchlight.catalog.Snapshot;
import porchlight.search.AddressLine;
import porchlight.search.MlsNumber;
import porchlight.search.Vocabulary;

/**
 * Finds the catalog's homes by address or number, in any spelling. Hidden addresses are excluded. Immutable.
 *
 * @param snapshot has the house numbers and listing numbers in columns, so that few homes are looked at
 */
record Addresses(Snapshot snapshot, PlaceCounts counts) {
    /** More homes that may match are not looked at while someone types. */
    private static final int MOST_LOOKED_AT = 1_000;

    /** Whether these words, in any spelling, occur consecutively in a street name and distinguish streets. */
    boolean isStreet(String words) {
        return AddressLine.isDistinctive(words) && counts.isStreet(AddressLine.compact(words));
    }

    boolean has(AddressLine line) {
        if (line.number().isEmpty() || line.streets().noneMatch(counts::isStreet)) return false;
        return !snapshot.select(List.of(line.homes())).isEmpty();
    }

    List<String> listingIds(MlsNumber number) {
        return snapshot.select(List.of(Condition.alikeNumber(number.text())))
                .homes()
                .filter(home -> number.is(home.listingKey(), home.listingId()))
                .map(IndexedListing::listingId)
                .distinct()
                .sorted()
                .toList();
    }

    /** Homes whose listing number begins like this, with or without its prefix. */
    Stream<IndexedListing> numbered(MlsNumber beginning) {
        var typed = MlsNumber.plain(beginning.text());
        var found = snapshot.select(List.of(Condition.numberBeginning(typed)));
        return sorted(found, home -> MlsNumber.plain(home.listingId()))
                .filter(home -> MlsNumber.plain(home.listingId()).startsWith(typed)
                        || MlsNumber.digits(home.listingId()).startsWith(typed)
                        || MlsNumber.otherwise(home.listingKey(), home.listingId())
                                .startsWith(typed));
    }

    /** Homes whose address begins as it was typed, followed by those that do in another spelling. */
    Stream<IndexedListing> beginning(String typed) {
        var plain = Vocabulary.plain(typed);
        var first = plain.split(" ")[0];
        var found = snapshot.select(List.of(Condition.streetBeginning(first)));
        var line = AddressLine.of(typed);
        var spelled = line.number().isEmpty() ? Stream.<IndexedListing>empty() : likely(line);
        return Stream.concat(
                        sorted(found, home -> Vocabulary.plain(home.address().full()))
                                .filter(home ->
                                        Vocabulary.plain(home.address().full()).startsWith(plain)),
                        spelled)
                .distinct();
    }

    private Stream<IndexedListing> likely(AddressLine line) {
        return snapshot.select(List.of(Condition.houseNumber(line.number().split(" ")[0])))
                .homes()
                .limit(MOST_LOOKED_AT)
                .filter(home -> {
                    var address = AddressLine.Home.of(home.address());
                    return address != null && address.startsWithLine(line);
                });
    }

    private static Stream<IndexedListing> sorted(Selection found, Function<IndexedListing, String> by) {
        record Keyed(String key, IndexedListing home) {}
        return found.homes()
                .limit(MOST_LOOKED_AT)
                .map(home -> new Keyed(by.apply(home), home))
                .sorted(Comparator.comparing(Keyed::key)
                        .thenComparing(keyed -> keyed.home().listingKey()))
                .map(Keyed::home);
    }
}
