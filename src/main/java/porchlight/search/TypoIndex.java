package porchlight.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words, found by what people type instead of them: with the right first letter and a few {@linkplain TypoDistance typing
 * errors}. Once filled, it is for any thread.
 *
 * @param <T> what the words stand for
 */
public final class TypoIndex<T> {
    /** By first letter and length. */
    private final Map<Integer, List<Word<T>>> words = new HashMap<>();

    /** @param letters the letters in it, as bits: each error adds or removes two at most */
    private record Word<T>(String text, int letters, T meant) {}

    /** A word and how many errors away it is. */
    public record Found<T>(String word, T meant, int errors) {}

    /** @param word in lower case, not empty */
    public void add(String word, T meant) {
        words.computeIfAbsent(key(word.charAt(0), word.length()), none -> new ArrayList<>())
                .add(new Word<>(word, letters(word), meant));
    }

    /**
     * The words within this many errors, in no particular order.
     *
     * @param typed not empty
     */
    public List<Found<T>> near(String typed, int most) {
        var found = new ArrayList<Found<T>>();
        var letters = letters(typed);
        for (int length = typed.length() - most; length <= typed.length() + most; length++)
            for (var word : words.getOrDefault(key(typed.charAt(0), length), List.of())) {
                if (Integer.bitCount(letters ^ word.letters) > 2 * most) continue;
                var errors = TypoDistance.of(typed, word.text, most);
                if (errors >= 0) found.add(new Found<>(word.text, word.meant, errors));
            }
        return found;
    }

    private static int key(char first, int length) {
        return first << 16 | length;
    }

    private static int letters(String word) {
        var letters = 0;
        for (int i = 0; i < word.length(); i++) letters |= 1 << (word.charAt(i) & 31);
        return letters;
    }
}
