package porchlight.listing;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What visitors search by and cards do not show.
 *
 * @param schools names of the schools of every level
 * @param monthlyFee association fee in whole dollars a month, 0 for no association; null when not told or told by
 *     another period
 */
public record Traits(
        Set<Trait> has, List<String> schools, @Nullable Long monthlyFee) {
    public Traits {
        has = Set.copyOf(has);
        schools = List.copyOf(schools);
    }
}
