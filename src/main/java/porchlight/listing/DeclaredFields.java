package porchlight.listing;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The fields of a resource that {@code $metadata} declares. Asking for another may refuse the whole query.
 *
 * @param names empty when {@code $metadata} tells none, which then count as all
 * @param except those that may not be used all the same
 */
public record DeclaredFields(Set<String> names, Set<String> except) {
    public DeclaredFields {
        names = Set.copyOf(names);
        except = Set.copyOf(except);
    }

    public DeclaredFields(Set<String> names) {
        this(names, Set.of());
    }

    public boolean has(String field) {
        return (names.isEmpty() || names.contains(field)) && !except.contains(field);
    }

    /** Whether a field is known to be there, not only to be tried. */
    public boolean declares(String field) {
        return names.contains(field) && has(field);
    }

    /** The same without some. */
    public DeclaredFields without(Collection<String> fields) {
        var fewer = new HashSet<>(except);
        fewer.addAll(fields);
        return new DeclaredFields(names, fewer);
    }

    /** Those out of a list. */
    List<String> of(List<String> fields) {
        return fields.stream().filter(this::has).toList();
    }
}
