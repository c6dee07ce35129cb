package porchlight.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import porchlight.message.Messages;
import porchlight.web.Query;

/**
 * The names in a request's query that no parameter has. Every search without one of its filters finds more homes, so a
 * name that may be misspelled is an error.
 *
 * @param misspelled those like the name of a parameter, which is their value
 * @param unknown all others, which the search leaves out
 */
public record ParameterNames(Map<String, String> misspelled, List<String> unknown) {
    private static final int MOST_ERRORS = 2;
    /** More names than this are not reported one by one. */
    private static final int MOST_REPORTED = 5;

    private static final int LONGEST = 40;

    public ParameterNames {
        misspelled = Collections.unmodifiableMap(new LinkedHashMap<>(misspelled));
        unknown = List.copyOf(unknown);
    }

    /** @param known the names of all parameters */
    public static ParameterNames of(Query asked, List<String> known) {
        var misspelled = new LinkedHashMap<String, String>();
        var unknown = new ArrayList<String>();
        for (var name : asked.others(known))
            nearest(name, known).ifPresentOrElse(meant -> misspelled.put(name, meant), () -> unknown.add(name));
        return new ParameterNames(misspelled, unknown);
    }

    /**
     * The parameter that a name may stand for: up to two typing errors away, if that is less than half of the longer
     * name, and in any case of letters. Otherwise {@code id} would be a misspelled {@code q}.
     */
    private static Optional<String> nearest(String name, List<String> known) {
        var typed = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        var best = Optional.<String>empty();
        var least = MOST_ERRORS + 1;
        for (var other : known) {
            var errors = TypoDistance.of(typed, other, MOST_ERRORS);
            if (errors < 0 || errors >= least || 2 * errors >= Math.max(typed.length(), other.length())) continue;
            best = Optional.of(other);
            least = errors;
        }
        return best;
    }

    /** Whether the search can be done. */
    public boolean areReadable() {
        return misspelled.isEmpty();
    }

    /** The query with the names that the misspelled ones may stand for. */
    public Query corrected(Query asked) {
        return misspelled.isEmpty() ? asked : asked.renamed(misspelled);
    }

    /** The error message for a misspelled name, without the question what was meant. */
    public static String error(String name) {
        return Messages.text("search.error.name", shown(name));
    }

    /** Messages for the unknown names. */
    public List<String> notices() {
        return unknown.stream()
                .limit(MOST_REPORTED)
                .map(name -> Messages.text("search.notice.name", shown(name)))
                .toList();
    }

    private static String shown(String name) {
        var readable = name.replaceAll("\\p{C}", "\uFFFD");
        var end = readable.offsetByCodePoints(0, Math.min(LONGEST, readable.codePointCount(0, readable.length())));
        return readable.length() == end ? readable : readable.substring(0, end) + "…";
    }
}
