package porchlight.place;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Snapshot;
import porchlight.search.AddressLine;
import porchlight.search.Criterion;
import porchlight.search.Param;
import porchlight.search.Vocabulary;

/**
 * How the feed spells the names that visitors search by: it compares letter by letter, they do not. A name is known when a
 * home has it or the feed's Lookup names it. Immutable.
 */
final class Spellings {
    /** The feed's fields that hold such names. */
    static final List<String> FIELDS = Stream.of(
                    Criterion.Place.Kind.TYPED.stream().map(Criterion.Place.Kind::field),
                    Criterion.School.FIELDS.stream(),
                    Stream.of(Criterion.SubTypes.FIELD))
            .flatMap(fields -> fields)
            .toList();

    /** By what stands in URLs. */
    private final Map<List<Param>, Criterion> exact = new HashMap<>();
    /** By parameter, then by the name as {@link Vocabulary#plain} writes it. */
    private final Map<String, Map<String, Criterion>> plain = new HashMap<>();
    /** The same by the name's words in the one spelling they have in addresses: "Saint Helens" is St. Helens. */
    private final Map<String, Map<String, Criterion>> alike = new HashMap<>();
    /** Parameters of which every name is known. */
    private final Set<String> known = new HashSet<>();

    private Spellings() {}

    /**
     * @param places of all entries
     * @param lookups values the feed names for its fields, empty until it was asked: until then it may have any name
     */
    static Spellings of(Collection<Criterion> places, Snapshot snapshot, Optional<Map<String, Set<String>>> lookups) {
        var spellings = new Spellings();
        places.forEach(spellings::add);
        snapshot.entries().stream()
                .map(IndexedListing::subType)
                .distinct()
                .filter(java.util.Objects::nonNull)
                .forEach(value -> spellings.add(new Criterion.SubTypes(List.of(value))));
        lookups.ifPresent(values -> spellings.add(values, snapshot.complete()));
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
        if (complete || values.keySet().containsAll(fields)) known.add(param(named.by("any")));
    }

    private void add(Criterion name) {
        exact.putIfAbsent(name.params(), name);
        var names = plain.computeIfAbsent(param(name), any -> new HashMap<>());
        names.putIfAbsent(Vocabulary.plain(name.params().get(0).value()), name);
        alike.computeIfAbsent(param(name), any -> new HashMap<>())
                .putIfAbsent(AddressLine.compact(name.params().get(0).value()), name);
        // "Multnomah County" is Multnomah.
        if (name instanceof Criterion.Place place) names.putIfAbsent(Vocabulary.plain(place.label()), name);
    }

    private static String param(Criterion name) {
        return name.params().get(0).name();
    }

    /** A typed name as the feed spells it; as it was typed where it may be one, empty where it is none. */
    Optional<Criterion> of(Criterion typed) {
        var known = exact.get(typed.params());
        if (known != null) return Optional.of(known);
        var same = plain.getOrDefault(param(typed), Map.of())
                .get(Vocabulary.plain(typed.params().get(0).value()));
        if (same != null) return Optional.of(same);
        var spelledOut = alike.getOrDefault(param(typed), Map.of())
                .get(AddressLine.compact(typed.params().get(0).value()));
        if (spelledOut != null) return Optional.of(spelledOut);
        return this.known.contains(param(typed)) ? Optional.empty() : Optional.of(typed);
    }
}
