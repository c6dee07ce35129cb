package porchlight.search;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import porchlight.listing.DeclaredFields;
import porchlight.odata.Filter;

/**
 * What the feed can be asked, and the day it is asked on.
 *
 * @param property fields of Property
 * @param converted fields whose numbers are in another unit, or in another field, for some listings
 * @param addressField the field that is false where the seller hides the address
 * @param today in the MLS's time zone
 */
public record Capabilities(
        boolean in,
        boolean contains,
        boolean startsWith,
        boolean lambda,
        boolean geo,
        DeclaredFields property,
        Set<String> converted,
        String addressField,
        LocalDate today) {

    boolean declares(String field) {
        return property.has(field);
    }

    /** A condition on a field, empty when the feed has no such field or other numbers in it. */
    Optional<Filter> on(String field, Filter condition) {
        return declares(field) && !converted.contains(field) ? Optional.of(condition) : Optional.empty();
    }

    /** A condition that would tell where a home is, kept from those whose place is not to be known. */
    Filter withoutHiddenAddresses(Filter condition) {
        return declares(addressField) ? Filter.and(List.of(condition, Filter.ne(addressField, false))) : condition;
    }

    /** {@code field in (…)}, or the same in equalities where the feed has no {@code in}. */
    public Optional<Filter> oneOf(String field, Collection<String> values) {
        if (!declares(field)) return Optional.empty();
        if (in || values.size() == 1) return Optional.of(Filter.in(field, values));
        return Optional.of(
                Filter.or(values.stream().map(value -> Filter.eq(field, value)).toList()));
    }
}
