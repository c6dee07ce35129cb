package porchlight.search;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import porchlight.listing.OurOffices;
import porchlight.listing.PropertyType;
import porchlight.listing.QueryPlan;
import porchlight.odata.Filter;

/**
 * What the feed can be queried for, and the date of the query.
 *
 * @param exact whether the feed's counts are exactly what may be shown
 * @param converted fields whose values are in another unit, or in another field, for some listings, and those that
 *     visitors may not know
 * @param addressField the field that is false if the seller hides the address
 * @param offices those of the site's own brokerage
 * @param today in the MLS's time zone
 */
public record Capabilities(
        QueryPlan plan,
        boolean exact,
        Set<String> converted,
        String addressField,
        OurOffices offices,
        LocalDate today) {

    /** Whether homes can be filtered by a field. */
    boolean declares(String field) {
        return plan.filters(field);
    }

    boolean contains() {
        return plan.contains();
    }

    boolean startsWith() {
        return plan.startsWith();
    }

    boolean geo() {
        return plan.geo();
    }

    /** The condition for a criterion; empty if the feed does not support it. */
    Optional<Filter> condition(Criterion criterion) {
        return criterion.filter(this).filter(plan::answers);
    }

    /** A condition on a field; empty if the feed does not support it or its values are in other units. */
    Optional<Filter> on(String field, Filter condition) {
        return declares(field) && !converted.contains(field) ? Optional.of(condition) : Optional.empty();
    }

    /** A condition that would reveal a home's location, limited to homes whose location may be known. */
    Filter withoutHiddenAddresses(Filter condition) {
        // If the feed cannot be queried for that, it cannot be queried for the condition.
        return plan.property().has(addressField)
                ? Filter.and(List.of(condition, Filter.ne(addressField, false)))
                : condition;
    }

    /** The condition that a field has one of several values. */
    public Optional<Filter> oneOf(String field, Collection<String> values) {
        return declares(field) ? Optional.of(Filter.in(field, values)) : Optional.empty();
    }

    /** The condition that a field has a value, or has it among others. */
    Optional<Filter> has(String field, String value) {
        return Stream.of(Filter.any(field, value), Filter.eq(field, value))
                .filter(plan::answers)
                .findFirst();
    }

    /** The condition that a home is a listing of our own. */
    Optional<Filter> ours() {
        return offices.condition(plan);
    }

    /** The condition that a home is for sale. */
    Filter forSale() {
        return Filter.and(PropertyType.LEASES.stream()
                .map(lease -> Filter.ne("PropertyType", lease.value()))
                .toList());
    }
}
