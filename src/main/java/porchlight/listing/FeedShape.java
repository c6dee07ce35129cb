package porchlight.listing;

import java.util.List;
import java.util.Set;

/**
 * What a feed turned out to offer.
 *
 * @param declaredFields fields of Property in {@code $metadata}; empty when it tells none, which then count as all
 * @param nestedMediaFilter whether {@code $expand=Media($filter=…)} is answered rightly, so that a card's photo costs
 *     one row instead of all of the listing's media
 */
public record FeedShape(Set<String> declaredFields, Expansions expansions, boolean nestedMediaFilter) {
    public FeedShape {
        declaredFields = Set.copyOf(declaredFields);
    }

    public boolean declares(String field) {
        return declaredFields.isEmpty() || declaredFields.contains(field);
    }

    /** The fields out of a list that the feed declares: asking for another may refuse the whole query. */
    List<String> declared(List<String> fields) {
        return fields.stream().filter(this::declares).toList();
    }
}
