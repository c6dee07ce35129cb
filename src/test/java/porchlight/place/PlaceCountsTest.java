package porchlight.place;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import porchlight.catalog.GeneratedHomes;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Snapshot;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;
import porchlight.listing.MlsProfile;
import porchlight.listing.MlsProfiles;

/** An index that followed a catalog's changes is the one that would be made of the catalog as it is now. */
class PlaceCountsTest {
    private static final MlsProfile PROFILE = MlsProfiles.load("demo");

    @Test
    void anIndexThatFollowedEveryChangeIsLikeANewOne() {
        Seeded.check(4, (Gen<Long>) Random::nextLong, seed -> {
            var random = new Random(seed);
            var catalog = new GeneratedHomes.Changing();
            var counts = new PlaceCounts();
            var earlier = catalog.put(List.of());
            counts.follow(Snapshot.NONE, earlier);
            var index = PlaceIndex.of(earlier, counts, PROFILE, Optional.empty());
            for (int step = 0; step < 25; step++) {
                var homes = IntStream.range(0, random.nextInt(120))
                        .mapToObj(number -> GeneratedHomes.of("K" + random.nextInt(1_500), random))
                        .toList();
                var now = random.nextInt(3) == 0
                        ? catalog.remove(
                                homes.stream().map(IndexedListing::listingKey).toList())
                        : catalog.put(homes);
                counts.follow(earlier, now);
                index = index.next(now, counts, PROFILE, Optional.empty());
                earlier = now;
            }
            var expected = summary(Indexes.of(earlier));
            var found = summary(index);
            assertEquals(expected.keySet(), found.keySet());
            expected.forEach((what, value) -> assertEquals(value, found.get(what), what));
        });
    }

    /** All that pages show of an index, as text. */
    private static Map<String, Object> summary(PlaceIndex index) {
        var all = new TreeMap<String, Object>();
        all.put("cities", index.counts());
        all.put("choices", index.choices());
        all.put("terms", index.terms());
        all.put("directory", index.directory().all());
        for (var place : index.directory().all()) {
            all.put("homes of " + place.path(), index.directory().homes(place).size());
            all.put("near " + place.path(), index.directory().near(place, 4));
        }
        for (var part : index.homes().all())
            all.put(
                    part.path(),
                    part.homes().stream().map(IndexedListing::listingKey).collect(Collectors.joining(" ")));
        for (var typed : new String[] {"por", "sao", "lodz 1", "st", "12", "1200", "school", "grant"})
            all.put("suggestions for " + typed, index.suggestions().of(typed, key -> true));
        for (var name : new String[] {"portland3", "lodz7", "grant high", "grant high school", "sao joao2"})
            all.put(name, index.named(name));
        return all;
    }

    @Test
    void aPlaceHasAsManyHomesAsItSays() {
        var random = new Random(7);
        var catalog = new GeneratedHomes.Changing();
        var index = Indexes.of(catalog.put(IntStream.range(0, 2_000)
                .mapToObj(number -> GeneratedHomes.of("K" + number, random))
                .toList()));
        for (var place : index.directory().all())
            assertEquals(place.homes(), index.directory().homes(place).size(), place.path());
    }
}
