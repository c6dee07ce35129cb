package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TypoIndexTest {
    private final Random random = new Random(7);

    @Test
    void findsWhatComparingWithEveryWordFinds() {
        Set<String> words = Stream.generate(this::word).limit(3_000).collect(Collectors.toCollection(HashSet::new));
        var index = new TypoIndex<String>();
        words.forEach(word -> index.add(word, word));
        var all = 0;
        for (int i = 0; i < 1_000; i++) {
            var typed = word();
            for (int most = 0; most <= 3; most++) {
                Map<String, Integer> expected = new HashMap<>();
                for (var word : words) {
                    var errors = TypoDistance.of(typed, word, most);
                    if (errors >= 0 && word.charAt(0) == typed.charAt(0)) expected.put(word, errors);
                }
                assertEquals(
                        expected,
                        index.near(typed, most).stream()
                                .collect(Collectors.toMap(TypoIndex.Found::word, TypoIndex.Found::errors)));
                all += expected.size();
            }
        }
        assertTrue(all > 5_000, all + " words were near");
    }

    /** One to nine of few letters, so that many are alike. */
    private String word() {
        return random.ints(1 + random.nextInt(9), 0, 5)
                .mapToObj(letter -> String.valueOf((char) ('a' + letter)))
                .collect(Collectors.joining());
    }
}
