package porchlight.search.results;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.FeatureGroup;
import porchlight.message.Messages;
import porchlight.search.Finder;
import porchlight.search.Option;
import porchlight.search.Param;
import porchlight.search.SearchField;
import porchlight.search.SearchQuery;
import porchlight.search.Vocabulary;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;
import porchlight.web.View;

/**
 * {@code GET /homes/filters}: all features that a search can be narrowed by, which the form of the results has only the
 * most frequent of. Scripts take what is found here into that form.
 */
public final class FeaturesPage {
    public static final String PATH = "/homes/filters";
    /** What features contain. */
    private static final String FIND = "find";
    /** The name of a group, for the features in it alone. */
    private static final String GROUP = "group";

    /** The names of all parameters. */
    public static final List<String> PARAMS =
            Stream.concat(SearchField.NAMES.stream(), Stream.of(FIND, GROUP)).toList();

    /** How many features of a group are listed; the others are found by typing. */
    private static final int MOST_OF_EACH = 12;

    private static final int MOST = 48;
    private static final int LONGEST = 100;

    private final SearchPage search;
    private final Finder finder;
    private final Supplier<? extends Vocabulary> vocabulary;

    public FeaturesPage(SearchPage search, Finder finder, Supplier<? extends Vocabulary> vocabulary) {
        this.search = search;
        this.finder = finder;
        this.vocabulary = vocabulary;
    }

    /**
     * @param find what was typed, empty for nothing
     * @param group the only group shown, null for all
     * @param kept the rest of the search
     * @param back the search without further features
     * @param all the same page with all features
     */
    private record FeaturesView(
            String find,
            @Nullable String group,
            List<FeatureSection> sections,
            List<Param> kept,
            List<Param> search,
            String back,
            String all)
            implements View {
        @Override
        public String template() {
            return "search/features";
        }
    }

    public Answer answer(Request request) {
        var asked = request.query();
        var typed = search.typed(asked.asMap());
        if (!typed.form().errors().isEmpty()) return search.refused(typed);
        var query = typed.query().page(1);
        var find = first(asked.first(FIND));
        var group = first(asked.first(GROUP));
        var words = Vocabulary.words(find);
        var groups = FeatureOptions.of(
                        query,
                        vocabulary.get().features(),
                        finder.tally(query).orElse(null),
                        (of, value) -> isWanted(of, value, group, words),
                        group.isEmpty() && words.isEmpty() ? MOST_OF_EACH : MOST)
                .stream()
                .filter(options -> options.options().stream()
                        .anyMatch(option -> isWanted(options.group(), option.label(), group, words)))
                .toList();
        var shown = groups.stream()
                .flatMap(options -> options.options().stream())
                .map(Option::value)
                .toList();
        return Answer.page(
                new FeaturesView(
                        find,
                        group.isEmpty() ? null : group,
                        groups.stream()
                                .map(options -> FeatureSection.of(options, query))
                                .toList(),
                        query.params().stream()
                                .filter(param -> !shown.contains(param.value()) || param.field() != SearchField.FEATURE)
                                .toList(),
                        query.params(),
                        query.path(),
                        path(query)),
                Head.titled(Messages.text("search.features.title")).robots("noindex"));
    }

    private static String first(@Nullable String typed) {
        return typed == null || typed.length() > LONGEST ? "" : typed.strip();
    }

    /** Whether each word begins a word of the feature or of its group. */
    private static boolean isWanted(FeatureGroup of, String value, String group, List<String> words) {
        if (!group.isEmpty() && !of.name().equals(group)) return false;
        if (words.isEmpty()) return true;
        var all = Vocabulary.words(of.label() + " " + value);
        return words.stream().allMatch(word -> all.stream().anyMatch(each -> each.startsWith(word)));
    }

    /** The page with one group's features. */
    static String path(SearchQuery query, FeatureGroup group) {
        var all = path(query.page(1));
        return all + (all.equals(PATH) ? "?" : "&") + GROUP + "=" + group.name();
    }

    private static String path(SearchQuery query) {
        var rest = Param.query(query.params());
        return rest.isEmpty() ? PATH : PATH + "?" + rest;
    }
}
