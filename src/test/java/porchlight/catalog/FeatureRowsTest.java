package porchlight.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;

/** The features of homes are found, counted, and read back as they were written, frequent and rare ones. */
class FeatureRowsTest {
    private static ColumnStore.Seen seen(String key, Collection<String> features) {
        return new ColumnStore.Seen(TestHome.of(key).entry(), List.copyOf(features), 1, Instant.EPOCH);
    }

    /** One that most homes have, some that every tenth has, and some that hardly any has. */
    private static Set<String> some(Random random) {
        var features = new TreeSet<String>();
        if (random.nextInt(4) > 0) features.add("Heating:Forced Air");
        for (int number = 0; number < 8; number++) if (random.nextInt(10) == 0) features.add("View:" + number);
        if (random.nextBoolean()) features.add("BuilderName:" + random.nextInt(900));
        return features;
    }

    private static Map<String, Set<String>> all(Snapshot snapshot) {
        return snapshot.rows()
                .boxed()
                .collect(Collectors.toMap(snapshot::key, row -> new TreeSet<>(snapshot.features(row))));
    }

    private static Map<String, Integer> counted(Snapshot snapshot, Condition condition) {
        var counts = new int[snapshot.features().length];
        snapshot.scan(List.of(condition), scan -> scan.countFeatures(scan.matching(), counts));
        return IntStream.range(0, counts.length)
                .filter(number -> counts[number] > 0)
                .boxed()
                .collect(Collectors.toMap(number -> snapshot.features()[number], number -> counts[number]));
    }

    @Test
    void whatIsWrittenIsFoundAndCounted() {
        Seeded.check(8, (Gen<Long>) Random::nextLong, seed -> {
            var random = new Random(seed);
            var store = new ColumnStore();
            var expected = new HashMap<String, Set<String>>();
            var earlier = store.snapshot(true, Instant.EPOCH, 0);
            var then = Map.copyOf(expected);
            for (int step = 0; step < 30; step++) {
                var keys = IntStream.range(0, random.nextInt(300))
                        .mapToObj(number -> "K" + random.nextInt(2_500))
                        .distinct()
                        .toList();
                if (random.nextInt(3) == 0) {
                    store.remove(keys);
                    keys.forEach(expected::remove);
                } else {
                    var homes = keys.stream().collect(Collectors.toMap(key -> key, key -> some(random)));
                    store.put(homes.entrySet().stream()
                            .map(home -> seen(home.getKey(), home.getValue()))
                            .toList());
                    expected.putAll(homes);
                }
                if (random.nextInt(5) == 0) store.forgetUnusedNames();
                if (random.nextInt(5) > 0) continue;
                assertEquals(then, all(earlier), "what was read does not change");
                earlier = store.snapshot(true, Instant.EPOCH, step);
                then = Map.copyOf(expected);
            }
            var snapshot = store.snapshot(true, Instant.EPOCH, 99);
            assertEquals(expected, all(snapshot));
            for (var wanted : List.of(
                    Set.of("Heating:Forced Air"), Set.of("View:1", "View:2"), Set.of("BuilderName:7", "No:X"))) {
                var condition = Condition.featured(wanted);
                var found = expected.entrySet().stream()
                        .filter(home -> home.getValue().stream().anyMatch(wanted::contains))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
                assertEquals(
                        found.keySet(),
                        snapshot.select(List.of(condition))
                                .homes()
                                .map(IndexedListing::listingKey)
                                .collect(Collectors.toSet()));
                var counts = new HashMap<String, Integer>();
                found.values().forEach(features -> features.forEach(name -> counts.merge(name, 1, Integer::sum)));
                assertEquals(counts, counted(snapshot, condition));
            }
        });
    }

    @Test
    void anotherFeatureIsAChange() {
        var store = new ColumnStore();
        assertTrue(store.put(List.of(seen("K", Set.of("Heating:Forced Air", "View:1")))));
        assertFalse(store.put(List.of(seen("K", List.of("View:1", "Heating:Forced Air")))));
        assertTrue(store.put(List.of(seen("K", Set.of("Heating:Forced Air")))));
        store.forgetUnusedNames();
        assertEquals(
                Set.of("Heating:Forced Air"),
                java.util.Arrays.stream(store.snapshot(true, Instant.EPOCH, 1).features())
                        .filter(java.util.Objects::nonNull)
                        .collect(Collectors.toSet()));
    }
}
