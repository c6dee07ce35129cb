package porchlight.catalog.words;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How words of descriptions are compared: ignoring capitals and accents, and as whole words or beginnings of words. A word
 * with a hyphen, a slash, or an apostrophe is one word without them, and each of its parts is a word as well: "move-in" is
 * found by "move-in", "movein", "move", and "in".
 */
final class Spelling {
    /** Shorter words begin too many others: they only find themselves. */
    private static final int SHORTEST_BEGINNING = 3;

    private static final int LONGEST = 40;
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final String LETTER = "[\\p{L}\\p{N}]";
    private static final String SIGN = "['’ʼ`´‐‑/&.-]";
    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d),(?=\\d{3}(?!\\d))");
    private static final Pattern WORD = Pattern.compile(LETTER + "+(?:" + SIGN + LETTER + "+)*");
    private static final Pattern SIGNS = Pattern.compile(SIGN);
    private static final Pattern DECIMAL = Pattern.compile("\\d+\\.\\d+");

    private Spelling() {}

    /** The words by which a description is found, each once. */
    static Set<String> words(String description) {
        var words = new LinkedHashSet<String>();
        var found = WORD.matcher(plain(description));
        while (found.find()) {
            var word = found.group();
            words.add(joined(word));
            var parts = SIGNS.split(word);
            for (int part = 0; part < parts.length; part++) {
                // A longer beginning finds the whole word anyway; the "s" of "owner's" is not a word.
                var isFound = part == 0 && parts[part].length() >= SHORTEST_BEGINNING;
                if (!isFound && (parts[part].length() > 1 || Character.isDigit(parts[part].charAt(0))))
                    words.add(cut(parts[part]));
            }
        }
        return words;
    }

    /** What a visitor typed, as far as it consists of words. */
    static List<String> asked(List<String> typed) {
        var words = new ArrayList<String>();
        for (var each : typed) {
            var found = WORD.matcher(plain(each));
            while (found.find()) words.add(joined(found.group()));
        }
        return words;
    }

    /** Whether it also finds the words that begin with it. */
    static boolean isBeginning(String asked) {
        return asked.length() >= SHORTEST_BEGINNING;
    }

    private static String plain(String text) {
        var lower = Normalizer.normalize(text, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
        return THOUSANDS.matcher(ACCENTS.matcher(lower).replaceAll("")).replaceAll("");
    }

    /** 2.5 must not be 25. */
    private static String joined(String word) {
        return cut(DECIMAL.matcher(word).matches() ? word : SIGNS.matcher(word).replaceAll(""));
    }

    private static String cut(String word) {
        return word.length() <= LONGEST ? word : word.substring(0, LONGEST);
    }
}
