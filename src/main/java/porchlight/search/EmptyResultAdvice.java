package porchlight.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * Suggestions for a search that finds nothing.
 *
 * @param cause in a sentence: the one filter that excludes most homes, or that several together do; null if the catalog
 *     cannot tell
 * @param changes the most helpful changes, most homes first
 */
public record EmptyResultAdvice(@Nullable String cause, List<Change> changes) {
    private static final int MOST = 4;

    public EmptyResultAdvice {
        changes = List.copyOf(changes);
    }

    /**
     * A less restrictive search.
     *
     * @param count the number of homes it finds
     */
    public record Change(String label, long count, SearchQuery query) {}

    /**
     * @param tally of the search
     * @param count the number of homes that another search finds
     */
    static EmptyResultAdvice of(SearchQuery query, FacetCounts tally, ToLongFunction<SearchQuery> count) {
        // Unless the catalog knows all descriptions, counts for a search with keywords are only known without them.
        var uncounted = query.criteria().stream()
                .filter(criterion -> criterion instanceof Criterion.Keywords && !tally.counts(criterion))
                .toList();
        var blamed = (uncounted.isEmpty() ? query.criteria() : uncounted)
                .stream()
                        .filter(criterion -> tally.without(criterion) > 0)
                        .sorted(Comparator.comparingInt(tally::without).reversed())
                        .toList();
        var without = blamed.stream()
                .map(criterion -> new Change(
                        Messages.text("search.empty.without", Words.quoted(Words.lowerFirst(criterion.label()))),
                        tally.without(criterion),
                        query.without(criterion)));
        var wider = uncounted.isEmpty()
                ? Relaxation.of(query).stream()
                        .map(change -> new Change(change.label(), count.applyAsLong(change.query()), change.query()))
                        .filter(change -> change.count() > 0)
                : Stream.<Change>empty();
        var changes = new ArrayList<>(Stream.concat(wider, without)
                .sorted(Comparator.comparingLong(Change::count).reversed())
                .limit(MOST)
                .toList());
        if (changes.isEmpty() && query.criteria().size() > 1) {
            var places = query.onlyPlaces();
            var found = count.applyAsLong(places);
            if (found > 0) changes.add(new Change(all(places), found, places));
        }
        if (changes.isEmpty() && query.isForSale())
            for (var rentals : SearchQuery.RENTALS) {
                var search = query.with(rentals.criteria());
                var found = count.applyAsLong(search);
                if (found > 0) changes.add(new Change(rentals.criteria().get(0).label(), found, search));
            }
        return new EmptyResultAdvice(cause(query, blamed, tally, uncounted.isEmpty()), changes);
    }

    private static String all(SearchQuery places) {
        return places.places().isEmpty()
                ? Messages.text("search.advice.all")
                : Messages.text("search.advice.places", places.places());
    }

    private static @Nullable String cause(
            SearchQuery query, List<Criterion> blamed, FacetCounts tally, boolean allAreCounted) {
        if (blamed.isEmpty())
            return allAreCounted && query.criteria().size() > 1 ? Messages.text("search.advice.several") : null;
        var worst = blamed.get(0);
        return Messages.text("search.advice.cause", Words.quoted(worst.label()), tally.without(worst));
    }
}
