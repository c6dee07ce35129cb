package porchlight.search.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import porchlight.message.Messages;
import porchlight.search.Criterion;
import porchlight.search.ParameterNames;
import porchlight.search.Results;
import porchlight.search.SearchQuery;
import porchlight.search.Words;

/** A notice on a results page about how the search was done. */
public record Notice(Kind kind, String text) {
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
        /** Some words were not understood. */
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

    /** Whether it is about words that were not understood. */
    public boolean isUnread() {
        return kind == Kind.UNREAD;
    }

    static List<Notice> of(ParameterNames names) {
        return names.notices().stream().map(text -> new Notice(Kind.NAME, text)).toList();
    }

    /** @param indexed whether every address in the feed is known */
    static List<Notice> of(SearchQuery query, Results results, boolean indexed) {
        var notices = new ArrayList<Notice>();
        var ignored = results.tooMany() ? "search.notice.too-many" : "search.notice.ignored";
        for (var criterion : results.ignored())
            notices.add(notice(Kind.IGNORED, ignored, Words.quoted(criterion.label())));
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
            if (criterion instanceof Criterion.Unread unread)
                notices.add(notice(Kind.UNREAD, "search.notice.unread", unread.words()));
        }
        return notices;
    }

    private static Notice notice(Kind kind, String message, Object... values) {
        return new Notice(kind, Messages.text(message, values));
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
