package porchlight.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NeedlesTest {
    @Test
    void findsWhatLookingForEachWordFinds() {
        // Few letters, so that words share beginnings and contain one another.
        var words = Gen.of("a", "b", "ab", "ñ").list(6).map(parts -> "abab" + String.join("", parts));
        var texts = Gen.of("a", "b", "abab", "ñ", " ").list(40).map(parts -> String.join("", parts));
        Seeded.check(500, words.list(8), texts, (sought, text) -> {
            var expected = sought.stream().filter(text::contains).collect(Collectors.toCollection(TreeSet::new));
            assertEquals(expected, new Needles(sought).in(text));
        });
    }

    @Test
    void endsOfTheTextCount() {
        var needles = new Needles(List.of("1234", "secret", "ending"));
        assertEquals(Set.of("secret", "ending"), needles.in("secret and ending"));
        assertEquals(Set.of("1234"), needles.in("1234"));
        assertEquals(Set.of(), needles.in("123"));
        assertEquals(Set.of(), needles.in("secre"));
    }

    @Test
    void shortWordsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Needles(List.of("abc")));
    }
}
