package porchlight.search.phrase;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ways a line of text can limit a number: "under n", "n or less", "n max", "over n", "at least n", "n+", "n or
 * more", "around n", "exactly n", "n", "a to b", "a-b", "between a and b".
 *
 * @param low the number as written, null if only the other end is given
 * @param high the same
 * @param way whether and how the ends are open
 * @param isExclusive whether the upper end is "less than" the number
 */
record Limits(@Nullable String low, @Nullable String high, Way way, boolean isExclusive) {
    /** How a number is limited. */
    enum Way {
        AT_LEAST,
        /** Excluding the number itself. */
        MORE_THAN,
        /** "From 400k"; a plain number after "from" may also be a place or a year. */
        FROM,
        AT_MOST,
        ABOUT,
        EXACTLY,
        /** A number without a limit. */
        ALONE,
        BETWEEN,
        /** Contradictory, as in "under 600k or more". */
        NONE
    }

    private static final String MORE_THAN = "over|above|(?:more|greater|larger|bigger|higher) than";
    private static final String AT_LEAST =
            "at least|(?:no|not) (?:less|fewer|smaller|lower) than|not (?:under|below)|starting (?:at|from)|min(?:imum)?(?: of)?|>=?|≥";
    private static final String AT_MOST =
            "under|below|(?:less|fewer|cheaper|smaller|lower) than|(?:no|not) (?:more|greater|larger|bigger|higher) than|not (?:over|above|exceeding)|up to|at most|max(?:imum)?(?: of)?|<=?|≤";
    private static final String ABOUT = "around|about|approx(?:imately)?|roughly|~";

    private static final String EXACTLY = "exactly|only|just";

    private static final String NO_NUMBER = "(?!\\s*\\$?\\d|\\s+(?:one|two|three|four|five|six|half)\\b)";
    private static final String LESS =
            "\\s*,?\\s*(?:(?:or|and) (?:less|under|below|cheaper|lower|smaller|fewer)|max(?:imum)?|tops|at most)\\b"
                    + NO_NUMBER;
    private static final String MORE =
            "\\s*\\+|\\s*plus\\b(?=\\s*(?:$|,))|\\s*,?\\s*(?:(?:or|and) (?:more|over|above|up(?! to)|larger|bigger|greater|higher|better)|min(?:imum)?|at least)\\b"
                    + NO_NUMBER;
    private static final String SAME = "\\s*,?\\s*(?:exactly|only)\\b" + NO_NUMBER;
    private static final String END = "(?!\\w)";

    /** What such a phrase can start with, before its number. */
    static final String FIRST =
            "(?:between|from|" + MORE_THAN + "|" + AT_LEAST + "|" + AT_MOST + "|" + ABOUT + "|" + EXACTLY + ")";

    private static final Set<String> ROUNDABOUT = Set.of("around", "about", "approx", "approximately", "roughly", "~");
    private static final Pattern IS_LESS =
            Pattern.compile("less|under|below|cheaper|lower|smaller|fewer|max|tops|most");
    private static final Pattern IS_EXACTLY = Pattern.compile(EXACTLY);
    private static final Pattern IS_MORE_THAN = Pattern.compile(MORE_THAN);
    private static final Pattern IS_AT_LEAST = Pattern.compile(AT_LEAST);

    /**
     * The patterns of a quantity.
     *
     * @param prefix what may precede it, such as {@code (?:built )?}
     * @param number the pattern of its numbers
     * @param unit what follows the number
     */
    static List<Pattern> of(String prefix, String number, String unit) {
        // A named group may occur only once in a pattern.
        var first = unit.replaceAll("\\(\\?<\\w+>", "(?:");
        var before = "(?:(?<before>" + FIRST + ")\\s*)?";
        return List.of(
                Pattern.compile(
                        prefix + "(?<before>between) (?<low>" + number + ")(?:" + first + ")?\\s*(?:-|and\\b|to\\b)\\s*"
                                + "(?<high>" + number + ")" + unit + "(?<after>)(?<inside>)" + END),
                Pattern.compile(prefix + "(?:from )?(?<before>)(?<low>" + number + ")(?:" + first
                        + ")?\\s*(?:-|to\\b|through\\b|thru\\b|or\\b)\\s*(?<high>" + number + ")" + unit
                        + "(?<after>)(?<inside>)" + END),
                Pattern.compile(prefix + before + "(?<low>" + number + ")(?<high>)(?<inside>" + LESS + "|" + MORE + ")?"
                        + unit + "(?<after>" + LESS + "|" + MORE + "|" + SAME + ")?" + END));
    }

    /** The limits that a match of these patterns contains. */
    static Limits in(Matcher match) {
        var low = match.group("low").strip();
        var high = match.group("high").strip();
        if (!high.isEmpty()) return new Limits(low, high, Way.BETWEEN, false);
        var way = Way.ALONE;
        for (var found :
                new Way[] {before(match.group("before")), after(match.group("inside")), after(match.group("after"))}) {
            if (found == Way.ALONE || found == way) continue;
            if (way == Way.ALONE || found == Way.AT_LEAST && (way == Way.MORE_THAN || way == Way.FROM)) {
                way = way == Way.ALONE ? found : way;
                continue;
            }
            way = Way.NONE;
        }
        var before = match.group("before");
        var isExclusive = before != null && before.matches("under|below|(?:less|fewer|smaller|lower) than");
        return way == Way.AT_MOST ? new Limits(null, low, way, isExclusive) : new Limits(low, null, way, false);
    }

    private static Way before(@Nullable String words) {
        if (words == null || words.isEmpty()) return Way.ALONE;
        if (words.equals("from")) return Way.FROM;
        if (ROUNDABOUT.contains(words)) return Way.ABOUT;
        if (IS_EXACTLY.matcher(words).matches()) return Way.EXACTLY;
        if (IS_MORE_THAN.matcher(words).matches()) return Way.MORE_THAN;
        return IS_AT_LEAST.matcher(words).matches() ? Way.AT_LEAST : Way.AT_MOST;
    }

    private static Way after(@Nullable String words) {
        if (words == null || words.isEmpty()) return Way.ALONE;
        if (IS_EXACTLY.matcher(words).find()) return Way.EXACTLY;
        return IS_LESS.matcher(words).find() ? Way.AT_MOST : Way.AT_LEAST;
    }

    /** The only number given. */
    String number() {
        return low != null ? low : String.valueOf(high);
    }

    /** Whether "less than" or "fewer than" excludes the number itself, as it does for whole things. */
    boolean isLessThan() {
        return isExclusive;
    }

    boolean isBetween() {
        return way == Way.BETWEEN;
    }
}
