package porchlight.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import porchlight.catalog.Features;
import porchlight.catalog.Snapshot;
import porchlight.listing.Enumerations;
import porchlight.listing.FeatureGroup;
import porchlight.search.Criterion;
import porchlight.search.TypoDistance;
import porchlight.search.Vocabulary;

/**
 * The features that visitors may search by: those that a home has, and those that the feed's Lookup resource lists.
 * Immutable.
 */
final class KnownFeatures {
    private static final int MOST_MEANT = 3;
    /** Of the letters of a value, one in so many may be wrong. */
    private static final int LETTERS_PER_TYPO = 4;

    private static final int UNLIKE = 100;

    private final Map<FeatureGroup, List<String>> values;
    /** By group, then by the letters of the value. */
    private final Map<FeatureGroup, Map<String, String>> spellings = new HashMap<>();

    private final Map<String, FeatureGroup> groups = new HashMap<>();
    /** Groups whose features are all known. */
    private final Set<FeatureGroup> whole;

    private KnownFeatures(List<FeatureGroup> offered, Collection<String> written, Set<FeatureGroup> whole) {
        this.whole = whole;
        var byGroup = new LinkedHashMap<FeatureGroup, List<String>>();
        for (var group : offered) {
            groups.put(letters(group.name()), group);
            byGroup.put(group, new ArrayList<>());
        }
        for (var feature : written) {
            var group = groups.get(letters(Features.group(feature)));
            if (group == null) continue;
            var value = Features.value(feature);
            Objects.requireNonNull(byGroup.get(group)).add(value);
            spellings.computeIfAbsent(group, none -> new HashMap<>()).putIfAbsent(letters(value), value);
        }
        byGroup.values().removeIf(List::isEmpty);
        byGroup.replaceAll((group, all) -> List.copyOf(all));
        values = Collections.unmodifiableMap(byGroup);
    }

    /**
     * @param offered the groups of the site
     * @param lookups the feed's own values for its fields, empty until they have been read
     */
    static KnownFeatures of(List<FeatureGroup> offered, Snapshot snapshot, Optional<Map<String, Set<String>>> lookups) {
        var listed = lookups.orElse(Map.of());
        var written = new TreeSet<String>();
        Arrays.stream(snapshot.features()).filter(Objects::nonNull).forEach(written::add);
        for (var group : offered)
            for (var field : group.fields())
                written.addAll(Features.of(
                        group.name(),
                        listed.getOrDefault(field, Set.of()).stream()
                                .map(Enumerations::label)
                                .toList()));
        var whole = snapshot.complete()
                ? Set.copyOf(offered)
                : offered.stream()
                        .filter(group -> listed.keySet().containsAll(group.fields()))
                        .collect(Collectors.toUnmodifiableSet());
        return new KnownFeatures(offered, written, whole);
    }

    boolean offers(FeatureGroup group) {
        return groups.containsKey(letters(group.name()));
    }

    Map<FeatureGroup, List<String>> values() {
        return values;
    }

    /** A typed feature in the feed's spelling; as typed if it may exist, empty if it does not. */
    Optional<Criterion> spelled(Criterion.Facet typed) {
        var group = groups.get(letters(typed.group().name()));
        if (group == null) return Optional.empty();
        var value = typed.values().get(0);
        var known = spellings.getOrDefault(group, Map.of()).get(letters(value));
        if (known != null) return Optional.of(new Criterion.Facet(group, List.of(known)));
        return whole.contains(group) || value.isEmpty()
                ? Optional.empty()
                : Optional.of(new Criterion.Facet(group, List.of(value)));
    }

    private record Likely(Criterion.Facet feature, int distance) {}

    /** Features that a typed one may stand for, of the same group, or else of others. */
    List<Criterion> near(Criterion.Facet typed) {
        var group = groups.get(letters(typed.group().name()));
        var value = typed.values().get(0);
        // "Finished" without its group.
        var wanted = value.isEmpty() ? typed.group().name() : value;
        var same = group == null ? List.<Criterion>of() : near(Stream.of(group), wanted);
        return same.isEmpty() ? near(values.keySet().stream(), wanted) : same;
    }

    private List<Criterion> near(Stream<FeatureGroup> among, String wanted) {
        var letters = letters(wanted);
        if (letters.isEmpty()) return List.of();
        return among.flatMap(group -> values.getOrDefault(group, List.of()).stream()
                        .map(value -> new Likely(
                                new Criterion.Facet(group, List.of(value)), distance(letters, letters(value)))))
                .filter(likely -> likely.distance < UNLIKE)
                .sorted(Comparator.comparingInt(Likely::distance)
                        .thenComparing(likely -> likely.feature.group().name())
                        .thenComparing(likely -> likely.feature.values().get(0)))
                .limit(MOST_MEANT)
                .<Criterion>map(Likely::feature)
                .toList();
    }

    /** How unlike two values are: 0 for the same, {@link #UNLIKE} for values that have nothing in common. */
    private static int distance(String typed, String value) {
        if (value.equals(typed)) return 0;
        if (typed.length() > 2 && (value.contains(typed) || value.length() > 2 && typed.contains(value)))
            return 1 + Math.min(UNLIKE - 2, Math.abs(value.length() - typed.length()));
        var typos = TypoDistance.ofPrefix(typed, value, typed.length() / LETTERS_PER_TYPO);
        return typos < 0 ? UNLIKE : 10 * typos;
    }

    private static String letters(String text) {
        return Vocabulary.plain(text).replace(" ", "");
    }
}
