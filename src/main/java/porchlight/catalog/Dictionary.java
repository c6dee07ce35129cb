package porchlight.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names in a column, each with a number that stays the same and the count of listings that have it. Number 0 is no
 * name. Not thread-safe; arrays that it returned do not change where they were filled.
 */
final class Dictionary {
    private final Map<String, Integer> numbers = new HashMap<>();
    /** Names that differ only in capitalization. */
    private final Map<String, List<Integer>> variants = new HashMap<>();

    private final boolean unifies;
    private @Nullable String[] names = new String[64];
    private int[] counts = new int[64];
    private int size = 1;
    private @Nullable String[] unified = names;

    /** @param unifies whether names that differ only in capitalization are the same name, see {@link #names} */
    Dictionary(boolean unifies) {
        this.unifies = unifies;
    }

    /** Counts one more listing with a name, or one without. */
    int add(@Nullable String name) {
        if (name == null) return 0;
        var number = number(name);
        counts[number]++;
        return number;
    }

    /** The number of a name, which may be new; nothing is counted. */
    int number(String name) {
        return numbers.computeIfAbsent(name, this::append);
    }

    /** Counts one more listing with a name. */
    void add(int number) {
        if (number > 0) counts[number]++;
    }

    /** Counts one listing fewer. */
    void remove(int number) {
        if (number > 0) counts[number]--;
    }

    private int append(String name) {
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        names[size] = name;
        if (unifies)
            variants.computeIfAbsent(name.toLowerCase(Locale.ROOT), none -> new ArrayList<>(1))
                    .add(size);
        return size++;
    }

    /**
     * The names by their numbers. Where a feed capitalizes a name differently ("DeKalb", "Dekalb"), all of its numbers
     * have the most frequent spelling.
     */
    @Nullable
    String[] names() {
        if (!unifies) return names;
        var better = new HashMap<Integer, Integer>();
        for (var alike : variants.values()) if (alike.size() > 1) unify(alike, better);
        if (better.isEmpty()) return unified = names;
        var spelled = names.clone();
        better.forEach((number, other) -> spelled[number] = names[other]);
        // Equal arrays are the same array, so that nothing is computed again.
        if (!Arrays.equals(spelled, unified)) unified = spelled;
        return unified;
    }

    private void unify(List<Integer> alike, Map<Integer, Integer> better) {
        var best = 0;
        for (var number : alike) {
            if (counts[number] == 0) continue;
            var more = best == 0 ? 1 : counts[number] - counts[best];
            // A stable choice among equally frequent spellings.
            if (more > 0 || more == 0 && names[number].compareTo(names[best]) < 0) best = number;
        }
        for (var number : alike) if (counts[number] > 0 && number != best) better.put(number, best);
    }

    /** Whether any listing has a name in another spelling than its own. */
    boolean isUnified() {
        return unified != names;
    }

    /** The names by their numbers, each as the feed spells it. */
    @Nullable
    String[] spellings() {
        return names;
    }

    @Nullable
    String name(int number) {
        return names[number];
    }

    /** The names that listings have. */
    List<String> used() {
        var used = new ArrayList<String>();
        for (int number = 1; number < size; number++) if (counts[number] > 0) used.add(names[number]);
        return used;
    }

    /** Forgets the names that no listing has. Their numbers are not used again. */
    void forgetUnused() {
        var kept = names.clone();
        var forgotten = false;
        for (int number = 1; number < size; number++) {
            if (counts[number] > 0 || kept[number] == null) continue;
            numbers.remove(kept[number]);
            kept[number] = null;
            forgotten = true;
        }
        if (!forgotten) return;
        names = kept;
        for (var alike : variants.values()) alike.removeIf(number -> kept[number] == null);
        variants.values().removeIf(List::isEmpty);
    }
}
