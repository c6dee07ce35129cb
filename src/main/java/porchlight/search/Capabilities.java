package porchlight.search;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import porchlight.odata.Filter;

/**
 * What the feed can be asked, and the day it is asked on.
 *
 * @param declaredFields fields of Property that {@code $metadata} declares; empty when it tells none, which then count
 *     as all
 * @param today in the MLS's time zone
 */
public record Capabilities(
        boolean in,
        boolean contains,
        boolean startsWith,
        boolean lambda,
        boolean geo,
        Set<String> declaredFields,
        LocalDate today) {

    public Capabilities {
        declaredFields = Set.copyOf(declaredFields);
    }

    boolean declares(String field) {
        return declaredFields.isEmpty() || declaredFields.contains(field);
    }

    /** A condition on a field, empty when the feed has no such field. */
    Optional<Filter> on(String field, Filter condition) {
        return declares(field) ? Optional.of(condition) : Optional.empty();
    }

    /** {@code field in (…)}, or the same in equalities where the feed has no {@code in}. */
    public Optional<Filter> oneOf(String field, Collection<String> values) {
        if (!declares(field)) return Optional.empty();
        if (in || values.size() == 1) return Optional.of(Filter.in(field, values));
        return Optional.of(
                Filter.or(values.stream().map(value -> Filter.eq(field, value)).toList()));
    }
}
