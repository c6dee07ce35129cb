package porchlight.place;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import porchlight.search.AddressLine;
import porchlight.search.Criterion;
import porchlight.search.Param;
import porchlight.search.SearchField;
import porchlight.search.Vocabulary;

/**
 * The feed's spelling of the names that visitors search for: the feed compares exactly, visitors do not. A name is
 * known if a home has it or the feed's Lookup resource lists it. Immutable.
 */
final class Spellings {
    /** The feed's fields with such names. */
    static final List<String> FIELDS = Stream.of(
                    Criterion.Place.Kind.TYPED.stream().map(Criterion.Place.Kind::field),
                    Criterion.School.FIELDS.stream(),
                    Stream.of(Criterion.SubTypes.FIELD))
            .flatMap(fields -> fields)
            .toList();

    /** Keyed by URL parameters. */
    private final Map<List<Param>, Criterion> exact = new HashMap<>();
    /** Keyed by field, then by the name as {@link Vocabulary#plain} writes it. */
    private final Map<SearchField, Map<String, Criterion>> plain = new HashMap<>();
    /** The same, keyed by the normalized spelling of addresses: "Saint Helens" equals St. Helens. */
    private final Map<SearchField, Map<String, Criterion>> alike = new HashMap<>();
    /** Fields whose names are all known. */
    private final Set<SearchField> known = new HashSet<>();

    private Spellings() {}

    /**
     * @param counts of all homes
     * @param lookups the feed's own values for its fields, empty until they have been read: until then any name may
     *     exist
     */
    static Spellings of(PlaceCounts counts, boolean complete, Optional<Map<String, Set<String>>> lookups) {
        var spellings = new Spellings();
        counts.places().forEach((place, named) -> spellings.add(place, named.words()));
        counts.subTypes().keySet().forEach(value -> spellings.add(new Criterion.SubTypes(List.of(value))));
        lookups.ifPresent(values -> spellings.add(values, complete));
        return spellings;
    }

    private void add(Map<String, Set<String>> values, boolean complete) {
        for (var kind : Criterion.Place.Kind.TYPED)
            add(values, complete, List.of(kind.field()), value -> new Criterion.Place(kind, value));
        add(values, complete, Criterion.School.FIELDS, Criterion.School::new);
        add(values, complete, List.of(Criterion.SubTypes.FIELD), value -> new Criterion.SubTypes(List.of(value)));
    }

    private interface Named {
        Criterion by(String value);
    }

    private void add(Map<String, Set<String>> values, boolean complete, List<String> fields, Named named) {
        for (var field : fields) for (var value : values.getOrDefault(field, Set.of())) add(named.by(value));
        if (complete || values.keySet().containsAll(fields))
            known.add(named.by("any").field());
    }

    private void add(Criterion name) {
        add(name, Suggestions.Words.of(name.params().get(0).value()));
        // "Multnomah County" equals Multnomah.
        if (name instanceof Criterion.Place place)
            plain.get(name.field()).putIfAbsent(Vocabulary.plain(place.label()), name);
    }

    private void add(Criterion name, Suggestions.Words words) {
        exact.putIfAbsent(name.params(), name);
        plain.computeIfAbsent(name.field(), any -> new HashMap<>()).putIfAbsent(words.plain(), name);
        alike.computeIfAbsent(name.field(), any -> new HashMap<>()).putIfAbsent(words.compact(), name);
    }

    /** A typed name in the feed's spelling; unchanged if it may exist, empty if it does not. */
    Optional<Criterion> of(Criterion typed) {
        var known = exact.get(typed.params());
        if (known != null) return Optional.of(known);
        var same = plain.getOrDefault(typed.field(), Map.of())
                .get(Vocabulary.plain(typed.params().get(0).value()));
        if (same != null) return Optional.of(same);
        var spelledOut = alike.getOrDefault(typed.field(), Map.of())
                .get(AddressLine.compact(typed.params().get(0).value()));
        if (spelledOut != null) return Optional.of(spelledOut);
        return this.known.contains(typed.field()) ? Optional.empty() : Optional.of(typed);
    }
}
