package porchlight.search.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Features;
import porchlight.listing.FeatureGroup;
import porchlight.search.Criterion;
import porchlight.search.FacetCounts;
import porchlight.search.Option;
import porchlight.search.SearchQuery;

/**
 * The choices in one group of features: those that the search has, and the most frequent others.
 *
 * @param more how many further ones there are
 */
record FeatureOptions(FeatureGroup group, List<Option> options, int more) {
    /** Decides whether a feature is offered. */
    interface Wanted {
        boolean test(FeatureGroup group, String value);
    }

    private record Candidate(String value, @Nullable Integer homes) {}

    /**
     * The groups in which there is anything to choose.
     *
     * @param known what homes of the feed have, or may have, by group
     * @param tally counts for the search, null if it cannot be counted
     * @param wanted features that the search has are offered even so
     * @param most how many of a group
     */
    static List<FeatureOptions> of(
            SearchQuery query,
            Map<FeatureGroup, List<String>> known,
            @Nullable FacetCounts tally,
            Wanted wanted,
            int most) {
        var groups = new ArrayList<FeatureOptions>();
        known.forEach((group, values) -> {
            var candidates = tally == null
                    ? values.stream().map(value -> new Candidate(value, null)).toList()
                    : tally.features(group).stream()
                            .map(each -> new Candidate(each.value(), each.homes()))
                            .toList();
            var options = of(group, chosen(query, group), candidates, value -> wanted.test(group, value), most);
            if (!options.options.isEmpty()) groups.add(options);
        });
        return groups;
    }

    private static Set<String> chosen(SearchQuery query, FeatureGroup group) {
        var chosen = new TreeSet<String>();
        for (var criterion : query.criteria())
            if (criterion instanceof Criterion.Facet facet && facet.group().equals(group))
                chosen.addAll(facet.values());
        return chosen;
    }

    private static FeatureOptions of(
            FeatureGroup group, Set<String> chosen, List<Candidate> candidates, Predicate<String> wanted, int most) {
        var options = new ArrayList<Option>();
        var missing = new TreeSet<>(chosen);
        var more = 0;
        for (var each : candidates) {
            var isChosen = missing.remove(each.value());
            if (!isChosen && !wanted.test(each.value())) continue;
            if (isChosen || options.size() < most) options.add(option(group, each, isChosen));
            else more++;
        }
        for (var value : missing) options.add(option(group, new Candidate(value, null), true));
        return new FeatureOptions(group, List.copyOf(options), more);
    }

    private static Option option(FeatureGroup group, Candidate each, boolean chosen) {
        return new Option(Features.of(group.name(), List.of(each.value())).get(0), each.value(), chosen, each.homes());
    }
}
