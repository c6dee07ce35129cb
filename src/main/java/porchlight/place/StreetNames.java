package porchlight.place;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The streets homes are in, found by any words of their names. Immutable. */
final class StreetNames {
    private static final int SHORTEST = 3;
    private static final Set<String> COMPASS = Set.of("n", "ne", "e", "se", "s", "sw", "w", "nw");
    /** Words that are in the names of most streets. */
    private static final Set<String> KINDS = Set.of(
            "street",
            "ave",
            "avenue",
            "road",
            "drive",
            "lane",
            "court",
            "place",
            "blvd",
            "boulevard",
            "way",
            "ter",
            "terrace",
            "hwy",
            "highway",
            "cir",
            "circle",
            "pkwy",
            "parkway",
            "loop",
            "trl",
            "trail");

    /** What is left of each name from each of its words on, in order. */
    private final String[] endings;

    private StreetNames(String[] endings) {
        this.endings = endings;
    }

    /** @param names as {@link porchlight.search.Vocabulary#plain} writes them, without numbers of houses */
    static StreetNames of(Collection<String> names) {
        return new StreetNames(
                names.stream().flatMap(StreetNames::endings).distinct().sorted().toArray(String[]::new));
    }

    private static Stream<String> endings(String name) {
        return Stream.iterate(name, rest -> !rest.isEmpty(), rest -> {
            var blank = rest.indexOf(' ');
            return blank < 0 ? "" : rest.substring(blank + 1);
        });
    }

    /**
     * Whether a street's name holds these words, whole and one after the other. Short words and those that most streets have
     * say nothing by themselves, but for a point of the compass.
     */
    boolean hold(String plainWords) {
        var words = List.of(plainWords.split(" "));
        var saysSomething = words.size() == 1 && COMPASS.contains(plainWords)
                || words.stream().anyMatch(word -> word.length() >= SHORTEST && !KINDS.contains(word));
        if (!saysSomething) return false;
        // Two searches: "division" is before "division hill" and "divisions", and what is between does not matter.
        var at = Arrays.binarySearch(endings, plainWords);
        if (at >= 0) return true;
        var longer = -1 - Arrays.binarySearch(endings, plainWords + " ");
        return longer >= 0 && longer < endings.length && endings[longer].startsWith(plainWords + " ");
    }
}
