package porchlight.place;

/** Counts the typing errors between a typed word and the beginning of another word. */
final class TypoDistance {
    private TypoDistance() {}

    /**
     * The minimum number of letters inserted, deleted, changed, or swapped with a neighbor (optimal string alignment
     * distance) between a typed word and any prefix of a word; -1 if it exceeds the limit. The first letter must match,
     * as it usually does.
     */
    static int ofPrefix(String typed, String word, int most) {
        if (word.startsWith(typed)) return 0;
        if (most == 0 || typed.charAt(0) != word.charAt(0)) return -1;
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
            if (least > most) return -1;
            beforeLast = last;
            last = row;
        }
        var best = java.util.Arrays.stream(last).min().orElseThrow();
        return best <= most ? best : -1;
    }
}
