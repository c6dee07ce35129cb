package porchlight.search.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;
import porchlight.search.Criterion;
import porchlight.search.ParameterNames;
import porchlight.search.Results;
import porchlight.search.SearchForm;
import porchlight.search.SearchQuery;
import porchlight.search.Vocabulary;
import porchlight.search.Words;

/**
 * A notice on a results page about how the search was done.
 *
 * @param way what else could be done, null for nothing
 */
public record Notice(Kind kind, String text, ResultsView.@Nullable Way way) {
    /** What a notice is about. */
    public enum Kind {
        /** Homes are shown whether or not they match a criterion. */
        IGNORED,
        /** The order differs from the requested one. */
        OTHER_ORDER,
        /** The site cannot answer the whole search yet. */
        LOADING,
        /** Where the search looked for an address. */
        ADDRESS,
        /** A name was taken for one that is nearly the same. */
        ALMOST,
        /** Words were looked for in descriptions. */
        DESCRIPTIONS,
        /** Some words were not searched. */
        UNREAD,
        /** What monthly costs are estimated with. */
        COSTS,
        /** The address names something that no search has. */
        NAME;

        /** Its name in the page's markup. */
        public String mark() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static List<Notice> of(ParameterNames names) {
        return names.notices().stream()
                .map(text -> new Notice(Kind.NAME, text, null))
                .toList();
    }

    /**
     * @param indexed whether every address in the feed is known
     * @param href the address of a search
     */
    static List<Notice> of(SearchQuery query, Results results, boolean indexed, Function<SearchQuery, String> href) {
        var notices = new ArrayList<Notice>();
        var ignored = results.tooMany() ? "search.notice.too-many" : "search.notice.ignored";
        for (var criterion : results.ignored())
            notices.add(
                    criterion instanceof Criterion.Keywords keywords
                            ? notice(
                                    Kind.IGNORED,
                                    "search.notice.descriptions.unavailable",
                                    words(keywords),
                                    Math.min(1, results.total()))
                            : notice(Kind.IGNORED, ignored, Words.quoted(criterion.label())));
        if (results.sort() != query.sort())
            notices.add(notice(
                    Kind.OTHER_ORDER,
                    "search.notice.order",
                    query.sort().label(),
                    results.sort().label()));
        if (isWaiting(query, results)) notices.add(notice(Kind.LOADING, "search.notice.loading"));
        for (var criterion : query.criteria()) {
            if (criterion instanceof Criterion.Somewhere somewhere)
                notices.add(notice(
                        Kind.ADDRESS,
                        indexed ? "search.notice.address" : "search.notice.address.loading",
                        somewhere.text()));
            if (criterion instanceof Criterion.Keywords keywords
                    && keywords.isFromLine()
                    && !results.ignored().contains(keywords))
                notices.add(notice(Kind.DESCRIPTIONS, "search.notice.descriptions", words(keywords), results.total()));
            if (criterion instanceof Criterion.Unread unread) notices.add(unread(unread));
            criterion
                    .parts()
                    .filter(Criterion.Almost.class::isInstance)
                    .map(Criterion.Almost.class::cast)
                    .forEach(almost -> notices.add(almost(query, criterion, almost, href)));
        }
        return notices;
    }

    private static String words(Criterion.Keywords keywords) {
        return String.join(" ", keywords.words());
    }

    private static Notice unread(Criterion.Unread unread) {
        var tips = new ResultsView.Way(Messages.text("search.notice.tips"), "/search-tips", null);
        var near = new ResultsView.Way(Messages.text("search.notice.near-me.link"), "#map", null);
        return new Notice(
                Kind.UNREAD,
                Messages.text("search.notice.unread." + unread.reason().key(), unread.words()),
                unread.reason() == Criterion.Unread.Reason.NEAR_ME ? near : tips);
    }

    /** @param whole the criterion of the search that contains it */
    private static Notice almost(
            SearchQuery query, Criterion whole, Criterion.Almost almost, Function<SearchQuery, String> href) {
        var words = Vocabulary.words(almost.typed());
        var instead = query.without(whole).with(List.of(Criterion.Keywords.of(words)));
        return new Notice(
                Kind.ALMOST,
                Messages.text("search.notice.almost", almost.label(), almost.typed()),
                words.size() > SearchForm.MOST_KEYWORDS
                        ? null
                        : new ResultsView.Way(
                                Messages.text("search.notice.almost.instead", almost.typed()),
                                href.apply(instead),
                                null));
    }

    private static Notice notice(Kind kind, String message, Object... values) {
        return new Notice(kind, Messages.text(message, values), null);
    }

    private static boolean isWaiting(SearchQuery query, Results results) {
        return results.loading()
                && (results.sort() != query.sort() || results.ignored().stream().anyMatch(Notice::isAnsweredLater));
    }

    /** Whether the catalog will answer it; addresses have a notice of their own. */
    static boolean isAnsweredLater(Criterion criterion) {
        return !(criterion instanceof Criterion.Keywords || criterion instanceof Criterion.Somewhere);
    }
}
