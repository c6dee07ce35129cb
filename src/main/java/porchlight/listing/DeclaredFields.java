package porchlight.listing;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The fields of a resource that {@code $metadata} declares. Requesting any other may get the whole
 * query refused.
 * @param names empty when {@code $metadata} lists none, which means that every field may be tried
 * @param except fields that must not be used even so
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

    /** Whether a field is known to exist, rather than merely worth trying. */
    public boolean declares(String field) {
        return names.contains(field) && has(field);
    }

    /** These fields without some. */
    public DeclaredFields without(Collection<String> fields) {
        var fewer = new HashSet<>(except);
        fewer.addAll(fields);
        return new DeclaredFields(names, fewer);
    }

    /** The fields in a list that may be requested. */
    List<String> of(List<String> fields) {
        return fields.stream().filter(this::has).toList();
    }
}
