package porchlight.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;
import porchlight.listing.Address;
import porchlight.listing.Trait;
import porchlight.listing.Traits;

/** Whatever is written into columns can be read from them, and nothing that was read changes. */
class ColumnStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-30T10:15:30.123Z");
    private static final List<String> NAMES = List.of("Portland", "São João", "Łódź", "A", "a", "", "O'Brien & Sons");

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String name(Random random) {
        return random.nextInt(5) == 0 ? null : any(random, NAMES.subList(0, 3)) + random.nextInt(30);
    }

    /** With numbers that fit in a byte and numbers that do not fit in an int. */
    static IndexedListing home(String key, Random random) {
        var wild = random.nextInt(20) == 0;
        var placed = random.nextInt(4) > 0;
        var traits = java.util.Arrays.stream(Trait.values())
                .filter(trait -> random.nextInt(3) == 0)
                .collect(Collectors.toSet());
        var date = random.nextInt(3) == 0 ? null : LocalDate.of(1960, 1, 1).plusDays(random.nextInt(30_000));
        return new IndexedListing(
                key,
                any(random, NAMES) + random.nextInt(1_000),
                any(random, List.of("Active", "Pending", "Closed")),
                random.nextInt(5) == 0 ? null : any(random, List.of("Residential", "Land", "Residential Lease")),
                name(random),
                wild ? random.nextLong(1L << 40) : random.nextInt(3_000_000),
                random.nextBoolean() ? null : NOW.minusNanos(random.nextLong(1L << 55)),
                random.nextInt(wild ? 1_000_000 : 8),
                random.nextInt(6),
                wild ? Integer.MAX_VALUE : random.nextInt(9_000),
                random.nextInt(100_000_000) / 1e6,
                random.nextInt(wild ? 100_000 : 2_030),
                new Address(
                        random.nextBoolean() ? null : random.nextInt(3_000) + " " + any(random, NAMES) + " St",
                        name(random),
                        any(random, List.of("OR", "WA")),
                        name(random),
                        null,
                        name(random),
                        random.nextBoolean(),
                        false),
                placed ? random.nextInt(900_000_000) / 1e7 * (random.nextBoolean() ? 1 : -1) : Double.NaN,
                placed ? random.nextInt(1_800_000_000) / 1e7 * (random.nextBoolean() ? 1 : -1) : Double.NaN,
                date,
                date != null || random.nextBoolean() ? null : random.nextInt(4_000),
                new Traits(
                        traits,
                        random.nextBoolean() ? List.of() : List.of("Grant High", "School " + random.nextInt(9)),
                        random.nextBoolean() ? null : (long) random.nextInt(900),
                        random.nextInt(9) == 0 ? Set.of("LotSizeAcres", "LivingArea") : Set.of(),
                        random.nextInt(9) > 0 ? null : LocalDate.of(2026, 1, 1).plusDays(random.nextInt(300)),
                        random.nextInt(5),
                        random.nextInt(4),
                        wild ? 10_000 : random.nextInt(9)),
                random.nextBoolean() ? null : "https://photos.example.com/" + random.nextInt(),
                random.nextInt(9) == 0 ? Instant.EPOCH : NOW.minusNanos(random.nextLong(1L << 58)),
                random.nextInt(4) > 0 ? 0 : random.nextInt(wild ? 900_000_000 : 60_000),
                random.nextBoolean() ? null : (long) random.nextInt(wild ? 900_000_000 : 30_000),
                random.nextInt(9) == 0 ? null : (long) random.nextInt(900));
    }

    private static Map<String, IndexedListing> all(Snapshot snapshot) {
        return snapshot.homes().collect(Collectors.toMap(IndexedListing::listingKey, home -> home));
    }

    private static List<ColumnStore.Seen> seen(List<IndexedListing> homes) {
        return homes.stream()
                .map(home -> new ColumnStore.Seen(home, List.of(), 1, NOW))
                .toList();
    }

    @Test
    void aStoreIsWhatAMapWouldBeAndItsSnapshotsStayAsTheyWere() {
        Seeded.check(12, (Gen<Long>) Random::nextLong, seed -> {
            var random = new Random(seed);
            var store = new ColumnStore();
            var expected = new HashMap<String, IndexedListing>();
            var earlier = store.snapshot(false, NOW, 0);
            var then = Map.copyOf(expected);
            for (int step = 0; step < 60; step++) {
                var homes = IntStream.range(0, random.nextInt(200))
                        .mapToObj(number -> home("K" + random.nextInt(4_000), random))
                        .toList();
                if (random.nextInt(3) == 0) {
                    var keys = homes.stream().map(IndexedListing::listingKey).toList();
                    store.remove(keys);
                    keys.forEach(expected::remove);
                } else {
                    store.put(seen(homes));
                    homes.forEach(home -> expected.put(home.listingKey(), home));
                }
                if (random.nextInt(10) == 0) store.forgetUnusedNames();
                if (random.nextInt(10) == 0) {
                    assertEquals(then, all(earlier));
                    earlier = store.snapshot(false, NOW, step);
                    then = Map.copyOf(expected);
                }
            }
            var snapshot = store.snapshot(true, NOW, 99);
            assertEquals(expected, all(snapshot));
            assertEquals(expected.size(), snapshot.size());
            for (var home : expected.values()) {
                assertEquals(home, store.find(home.listingKey()));
                assertEquals(home, snapshot.home(snapshot.row(home.listingKey())));
            }
            assertNull(store.find("K4000"));
            assertEquals(-1, snapshot.row("K4000"));
        });
    }

    @Test
    void onlyOtherDataAreAChange() {
        var random = new Random(7);
        var homes = IntStream.range(0, 50)
                .mapToObj(number -> home("K" + number, random))
                .toList();
        var store = new ColumnStore();
        assertEquals(true, store.put(seen(homes)));
        assertEquals(false, store.put(seen(homes)));
        assertEquals(true, store.put(seen(List.of(home("K7", random)))));
    }

    @Test
    void whatWasNotConfirmedIsRemoved() {
        var random = new Random(7);
        var store = new ColumnStore();
        store.put(seen(IntStream.range(0, 10)
                .mapToObj(number -> home("K" + number, random))
                .toList()));
        store.confirm(List.of("K3", "K4", "unknown"), 2, NOW.plusSeconds(60));
        assertEquals(NOW, store.confirmations().earliest());
        assertEquals(NOW.plusSeconds(60), store.confirmations().latest());
        assertEquals(8, store.unseenSince(2).size());
        store.removeUnless(confirmed -> confirmed > NOW.toEpochMilli());
        assertEquals(Set.of("K3", "K4"), all(store.snapshot(true, NOW, 1)).keySet());
    }

    private static IndexedListing in(String key, String city, String county) {
        return TestHome.of(key).entry(new Address(null, city, "IL", "60115", county, null, false, false));
    }

    @Test
    void citiesAndCountiesHaveTheirMostFrequentSpelling() {
        var snapshot = Snapshots.of(List.of(
                in("1", "DeKalb", "Cook"),
                in("2", "Dekalb", "COOK"),
                in("3", "DeKalb", "Cook"),
                in("4", "Aurora", null)));
        assertEquals(
                List.of("DeKalb", "DeKalb", "DeKalb", "Aurora"),
                snapshot.homes().map(home -> home.address().city()).toList());
        assertEquals(
                3,
                snapshot.select(List.of(Condition.named(Column.COUNTY, Set.of("Cook"))))
                        .size());
        // The feed compares letter by letter, so the catalog answers.
        assertEquals(Set.of("City", "CountyOrParish"), snapshot.converted());
        assertEquals(
                Set.of(),
                Snapshots.of(List.of(in("1", "DeKalb", "Cook"), in("2", "Aurora", "Kane")))
                        .converted());
    }

    @Test
    void aSpellingThatNobodyUsesAnyMoreIsForgotten() {
        var store = new ColumnStore();
        store.put(seen(List.of(in("1", "DeKalb", "Cook"), in("2", "DeKalb", "Cook"), in("3", "Dekalb", "Cook"))));
        store.remove(List.of("1", "2"));
        assertEquals("Dekalb", store.snapshot(true, NOW, 1).home(2).address().city());
        store.forgetUnusedNames();
        assertEquals(Set.of(), store.snapshot(true, NOW, 1).converted());
        store.put(seen(List.of(in("1", "DeKalb", "Cook"))));
        assertEquals(Set.of("City"), store.snapshot(true, NOW, 1).converted());
    }

    @Test
    void eachConditionIsMetByTheHomesThatMeetItAlone() {
        Seeded.check(2, (Gen<Long>) Random::nextLong, seed -> {
            var random = new Random(seed);
            var homes = IntStream.range(0, 1_300)
                    .mapToObj(number -> home("K" + number, random))
                    .toList();
            var store = new ColumnStore();
            store.put(seen(homes));
            store.remove(
                    IntStream.range(0, 200).mapToObj(number -> "K" + number * 3).toList());
            var snapshot = store.snapshot(true, NOW, 1);
            var alone = snapshot.homes()
                    .collect(Collectors.toMap(IndexedListing::listingKey, home -> Snapshots.of(List.of(home))));
            for (var column : Column.values()) {
                var condition = condition(column, random);
                assertEquals(
                        alone.entrySet().stream()
                                .filter(home -> !home.getValue()
                                        .select(List.of(condition))
                                        .isEmpty())
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet()),
                        snapshot.select(List.of(condition))
                                .homes()
                                .map(IndexedListing::listingKey)
                                .collect(Collectors.toSet()),
                        column.toString());
            }
        });
    }

    private static Condition condition(Column column, Random random) {
        if (column.isOfNames()) return Condition.named(column, name -> name != null && name.hashCode() % 3 == 0);
        if (column == Column.TRAITS) return Condition.bits(column, random.nextInt(1 << Trait.values().length));
        var some = home("some", random);
        var other = home("other", random);
        var low = Math.min(column.number(some), column.number(other));
        var high = Math.max(column.number(some), column.number(other));
        return random.nextBoolean()
                ? Condition.between(column, low, high)
                : Condition.not(Condition.between(column, low, high));
    }
}
