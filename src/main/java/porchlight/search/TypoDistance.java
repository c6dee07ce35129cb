package porchlight.search;

import java.util.Arrays;

/**
 * Counts typing errors: the minimum number of letters inserted, deleted, changed, or swapped with a neighbor (optimal
 * string alignment distance).
 */
public final class TypoDistance {
    private TypoDistance() {}

    /** The errors between a typed word and another; -1 if they exceed the limit. */
    public static int of(String typed, String word, int most) {
        if (Math.abs(typed.length() - word.length()) > most) return -1;
        var last = last(typed, word, most);
        return last.length == 0 || last[word.length()] > most ? -1 : last[word.length()];
    }

    /**
     * The errors between a typed word and any prefix of a word; -1 if they exceed the limit. The first letter must
     * match, as it usually does.
     */
    public static int ofPrefix(String typed, String word, int most) {
        if (word.startsWith(typed)) return 0;
        if (most == 0 || typed.charAt(0) != word.charAt(0)) return -1;
        var best = Arrays.stream(last(typed, word, most)).min().orElse(most + 1);
        return best <= most ? best : -1;
    }

    /**
     * The errors between a typed word and each prefix of a word, as far as they may be within the limit; empty if all
     * exceed it.
     */
    private static int[] last(String typed, String word, int most) {
        var columns = Math.min(word.length(), typed.length() + most);
        var beforeLast = new int[columns + 1];
        var last = new int[columns + 1];
        for (int j = 0; j <= columns; j++) last[j] = j;
        for (int i = 1; i <= typed.length(); i++) {
            var row = new int[columns + 1];
            row[0] = i;
            var least = i;
            for (int j = 1; j <= columns; j++) {
                var same = typed.charAt(i - 1) == word.charAt(j - 1);
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && typed.charAt(i - 1) == word.charAt(j - 2)
                        && typed.charAt(i - 2) == word.charAt(j - 1)) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                least = Math.min(least, row[j]);
            }
            if (least > most) return new int[0];
            beforeLast = last;
            last = row;
        }
        return last;
    }
}
