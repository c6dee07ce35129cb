package porchlight.harness;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds which of many words a text contains in one pass over the text, however many words there are. */
public final class Needles {
    private static final int STEM = 4;
    private static final int BITS = 1 << 16;
    private static final int FACTOR = 31;
    private static final int FIRST = FACTOR * FACTOR * FACTOR;

    /** The beginnings that occur at all: nearly every position in a text is ruled out here. */
    private final BitSet stems = new BitSet(BITS);

    private final Map<Integer, List<String>> words = new HashMap<>();

    /** @throws IllegalArgumentException if a word has fewer than four characters */
    public Needles(Collection<String> words) {
        for (var word : words) {
            if (word.length() < STEM) throw new IllegalArgumentException("too short: " + word);
            var stem = stem(word, 0);
            stems.set(stem & BITS - 1);
            this.words.computeIfAbsent(stem, none -> new ArrayList<>()).add(word);
        }
    }

    /** The words that a text contains. */
    public Set<String> in(String text) {
        var found = new TreeSet<String>();
        if (text.length() < STEM) return found;
        var letters = text.toCharArray();
        var stem = stem(text, 0);
        for (int at = 0; ; at++) {
            if (stems.get(stem & BITS - 1))
                for (var word : words.getOrDefault(stem, List.of())) if (text.startsWith(word, at)) found.add(word);
            if (at + STEM >= letters.length) return found;
            // Without its first letter, and with the next.
            stem = (stem - letters[at] * FIRST) * FACTOR + letters[at + STEM];
        }
    }

    private static int stem(String text, int at) {
        var stem = 0;
        for (int i = 0; i < STEM; i++) stem = stem * FACTOR + text.charAt(at + i);
        return stem;
    }
}
