package porchlight.search.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import porchlight.message.Messages;
import porchlight.search.Criterion;
import porchlight.search.Results;
import porchlight.search.SearchQuery;
import porchlight.search.Words;

/** Something a page of results says about how it was searched. */
public record Notice(Kind kind, String text) {
    /** What a notice is about. */
    public enum Kind {
        /** Homes are shown whether or not they match a criterion. */
        IGNORED,
        /** They are in another order than was asked for. */
        OTHER_ORDER,
        /** The site cannot answer all of it yet. */
        LOADING,
        /** Where an address was looked for. */
        ADDRESS,
        /** Words were not understood. */
        UNREAD;

        /** As in the page's markup. */
        public String mark() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether it is about words that were not understood. */
    public boolean isUnread() {
        return kind == Kind.UNREAD;
    }

    /** @param indexed whether every address of the feed is known */
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
                && (results.sort() != query.sort() || results.ignored().stream().anyMatch(Notice::isKnownLater));
    }

    /** Whether the catalog answers it; of addresses it is said apart. */
    static boolean isKnownLater(Criterion criterion) {
        return !(criterion instanceof Criterion.Keywords || criterion instanceof Criterion.Somewhere);
    }
}
