package porchlight.catalog.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.catalog.Snapshot;
import porchlight.catalog.Snapshots;
import porchlight.catalog.TestHome;
import porchlight.listing.PropertySweep.Remark;

/** The index itself, with descriptions of the test's own. */
class WordIndexTest {
    @TempDir
    Path directory;

    private WordIndex index;

    @BeforeEach
    void open() throws IOException {
        index = opened("feed");
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    private WordIndex opened(String feed) throws IOException {
        return Objects.requireNonNull(WordIndex.open(directory, feed), "in use");
    }

    private static Remark remark(String key, String text) {
        return new Remark(key, Instant.EPOCH, text);
    }

    private static Snapshot homes(String... keys) {
        return Snapshots.of(Stream.of(keys).map(key -> TestHome.of(key).entry()).toList());
    }

    private Set<String> found(Snapshot homes, String typed) throws IOException {
        return index.find(homes, Spelling.asked(List.of(typed.split(" ")))).stream()
                .mapToObj(homes::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isInFiles(String word) throws IOException {
        var wanted = new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try (var files = Files.list(directory)) {
            for (var file : files.toList())
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(wanted)) return true;
        }
        return false;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Granite counters                | granite          | yes
                    GRANITE counters                | granite          | yes
                    granite counters                | Granite COUNTERS | yes
                    granite counters                | counters granite | yes
                    granite counters                | granite marble   | no
                    granite counters                | counter          | yes
                    granite counters                | ranite           | no
                    A cafe nearby                   | café             | yes
                    A café nearby                   | cafe             | yes
                    A cafe\u0301 nearby             | CAFÉ             | yes
                    Move-in ready                   | move-in          | yes
                    Move-in ready                   | movein           | yes
                    Move‑in ready                   | move-in          | yes
                    Move-in ready                   | move ready       | yes
                    A built-in desk                 | in               | yes
                    An inner yard                   | in               | no
                    The owner’s suite               | owner's          | yes
                    The owner's suite               | owners           | yes
                    The owner's suite               | owner            | yes
                    Washer/dryer stay               | dryer            | yes
                    Washer/dryer stay               | washer/dryer     | yes
                    A/C and heat                    | a/c              | yes
                    Acres of land                   | a/c              | no
                    A 2-car garage                  | 2 car            | yes
                    2.5 baths                       | 2.5              | yes
                    25 windows                      | 2.5              | no
                    3,000 square feet               | 3000             | yes
                    3000 square feet                | 3,000            | yes
                    Sold as is.Great yard           | great            | yes
                    Вид на реку                     | вид              | yes
                    """)
    void aDescriptionIsFoundByItsWords(String text, String typed, String isFound) throws IOException {
        index.put(List.of(remark("1", text.replace("\\u0301", "\u0301")), remark("2", "Nothing")));
        assertEquals(isFound.equals("yes") ? Set.of("1") : Set.of(), found(homes("1", "2"), typed));
    }

    @Test
    void onlyHomesOfTheSnapshotAreFound() throws IOException {
        index.put(List.of(remark("1", "a deck"), remark("2", "a deck"), remark("3", null)));
        assertEquals(Set.of("2"), found(homes("2", "3"), "deck"));
    }

    @Test
    void aChangedDescriptionReplacesTheFormerOne() throws IOException {
        assertTrue(index.put(List.of(remark("1", "a deck"))));
        assertEquals(Set.of("1"), found(homes("1"), "deck"));
        assertTrue(index.put(List.of(remark("1", "a patio"))));
        assertEquals(Set.of(), found(homes("1"), "deck"));
        assertEquals(Set.of("1"), found(homes("1"), "patio"));
        assertEquals(1, index.size());
        assertFalse(index.put(List.of(remark("1", "a patio"))), "what is known need not be written");
    }

    @Test
    void itIsCompleteWithTheCurrentDescriptionOfEveryHome() throws IOException {
        var homes = homes("1", "2");
        index.put(List.of(remark("1", "a deck")));
        assertFalse(index.isComplete(homes));
        index.put(List.of(new Remark("2", Instant.EPOCH.minusSeconds(1), "a deck")));
        assertFalse(index.isComplete(homes), "one is older than its home");
        index.put(List.of(new Remark("2", Instant.EPOCH.plusSeconds(1), null)));
        assertTrue(index.isComplete(homes), "one is newer than its home");
        assertFalse(index.isComplete(homes("1", "2", "3")));
        assertTrue(index.isComplete(homes("1")));
    }

    @Test
    void itIsTheSameAfterARestart() throws IOException {
        index.put(List.of(remark("1", "a deck"), remark("2", "a patio")));
        index.close();
        index = opened("feed");
        assertTrue(index.isComplete(homes("1", "2")));
        assertEquals(Set.of("1"), found(homes("1", "2"), "deck"));
        assertFalse(index.put(List.of(remark("1", "a deck"))));
    }

    @Test
    void ofAnotherFeedNothingIsKept() throws IOException {
        index.put(List.of(remark("1", "a deck")));
        index.close();
        index = opened("other feed");
        assertEquals(0, index.size());
        assertFalse(index.isComplete(homes("1")));
    }

    @Test
    void aSecondProcessHasNone() throws IOException {
        assertNull(WordIndex.open(directory, "feed"));
    }

    @Test
    void wordsOfDepartedHomesAndOfFormerDescriptionsLeaveTheFiles() throws IOException {
        // Words of plain letters may be compressed in the files.
        index.put(List.of(
                remark("DEPARTED-KEY", "кукабарра"), remark("CHANGED-KEY", "вомбатище"), remark("3", "a deck")));
        index.commit();
        for (var kept : List.of("кукабарра", "вомбатище", "DEPARTED-KEY"))
            assertTrue(isInFiles(kept), kept + " can be seen");
        index.put(List.of(remark("CHANGED-KEY", "намбатище")));
        assertTrue(index.keep(key -> !key.equals("DEPARTED-KEY")));
        assertFalse(index.keep(key -> !key.equals("DEPARTED-KEY")));
        assertEquals(Set.of(), found(homes("DEPARTED-KEY"), "кукабарра"));
        index.expunge();
        for (var gone : List.of("кукабарра", "вомбатище", "DEPARTED-KEY")) assertFalse(isInFiles(gone), gone);
        assertTrue(isInFiles("намбатище"));
        assertEquals(Set.of("CHANGED-KEY"), found(homes("CHANGED-KEY", "3"), "намбатище"));
    }

    @Test
    void itTakesAtMostThreeHundredBytesOfEachHome() throws IOException {
        var homes = 4_000;
        var chance = new Random(7);
        for (int from = 0; from < homes; from += 25) {
            var page = new ArrayList<Remark>();
            for (int home = from; home < from + 25; home++)
                page.add(new Remark(
                        "%032x".formatted(chance.nextLong()),
                        Instant.ofEpochSecond(1_700_000_000 + chance.nextInt(30_000_000)),
                        prose(chance)));
            index.put(page);
        }
        index.expunge();
        var size = 0L;
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) size += Files.size(file);
        }
        assertTrue(size <= 300L * homes, size / homes + " bytes");
    }

    /** About 150 words, a few of them rare, as frequent as words are. */
    private static String prose(Random chance) {
        return IntStream.range(0, 150)
                .mapToObj(word -> word(Math.exp(chance.nextDouble() * Math.log(40_000))))
                .collect(Collectors.joining(" "));
    }

    private static String word(double rank) {
        var number = (int) rank;
        var letters = new StringBuilder();
        for (var left = number * 7_919L % 1_000_003; left > 0 || letters.length() < 3; left /= 21)
            letters.append("bcdfghjklmnpqrstvwxyz".charAt((int) (left % 21))).append("aeiou".charAt((int) (left % 5)));
        return letters.toString();
    }
}
