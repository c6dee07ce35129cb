package porchlight.listing;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What visitors search by and cards do not show.
 *
 * @param schools names of the schools of every level
 * @param monthlyFee association fee brought to a month, in dollars and rounded up; 0 for no association; null when not
 *     told or not due again and again
 * @param converted fields that feeds are searched by and whose number this listing has in another unit or another
 *     field, as {@link PropertyParser} turned it into that of the site
 */
public record Traits(
        Set<Trait> has, List<String> schools, @Nullable Long monthlyFee, Set<String> converted) {
    public Traits {
        // Sets of constants are gone through faster than others, for every home of a search.
        has = Collections.unmodifiableSet(has.isEmpty() ? EnumSet.noneOf(Trait.class) : EnumSet.copyOf(has));
        schools = List.copyOf(schools);
        converted = Set.copyOf(converted);
    }
}
