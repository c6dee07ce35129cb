package porchlight.listing;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Data that visitors search by and cards do not show.
 * @param schools names of the schools of every level
 * @param monthlyFee association fee converted to a monthly amount, in dollars and rounded up; 0 for
 * no association; null when unknown or not recurring
 * @param converted searchable fields whose number this listing has in another unit or another
 * field, so that {@link PropertyParser} converted it
 * @param backOnMarket when it returned to the market after it had left; null if it never did or that
 * must not be shown
 * @param stories floors of the home itself, not of its building; 0 if unknown
 * @param garage whole spaces; 0 for none or unknown
 * @param parking spaces of any kind; 0 for none or unknown
 */
public record Traits(
        Set<Trait> has,
        List<String> schools,
        @Nullable Long monthlyFee,
        Set<String> converted,
        @Nullable LocalDate backOnMarket,
        int stories,
        int garage,
        int parking) {
    public Traits {
        // EnumSets iterate faster than other sets, and every home in a search is checked.
        has = Collections.unmodifiableSet(has.isEmpty() ? EnumSet.noneOf(Trait.class) : EnumSet.copyOf(has));
        schools = List.copyOf(schools);
        converted = Set.copyOf(converted);
    }
}
