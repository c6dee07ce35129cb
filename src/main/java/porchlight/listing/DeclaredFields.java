package porchlight.listing;

import java.util.List;
import java.util.Set;

/**
 * The fields of a resource that {@code $metadata} declares. Asking for another may refuse the whole query.
 *
 * @param names empty when {@code $metadata} tells none, which then count as all
 */
public record DeclaredFields(Set<String> names) {
    public DeclaredFields {
        names = Set.copyOf(names);
    }

    public boolean has(String field) {
        return names.isEmpty() || names.contains(field);
    }

    /** Those out of a list. */
    List<String> of(List<String> fields) {
        return fields.stream().filter(this::has).toList();
    }
}
