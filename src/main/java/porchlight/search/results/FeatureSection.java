package porchlight.search.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;
import porchlight.search.Option;
import porchlight.search.SearchQuery;

/**
 * One group of features in the form.
 *
 * @param name of the group
 * @param more the label of the link to the others, null if there are none
 * @param href where the others are
 */
record FeatureSection(
        String name,
        String label,
        List<Option> options,
        @Nullable String more,
        String href) {
    static FeatureSection of(FeatureOptions group, SearchQuery query) {
        return new FeatureSection(
                group.group().name(),
                group.group().label(),
                group.options(),
                group.more() == 0 ? null : Messages.text("search.features.more", group.more()),
                FeaturesPage.path(query, group.group()));
    }
}
