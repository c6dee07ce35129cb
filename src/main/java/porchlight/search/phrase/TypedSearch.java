package porchlight.search.phrase;

import org.jspecify.annotations.Nullable;
import porchlight.search.Criterion;
import porchlight.search.SearchField;
import porchlight.search.SearchForm;
import porchlight.search.SearchQuery;
import porchlight.search.Vocabulary;

/**
 * A form, and what its search line means. Reading the line takes time, so it is read once for each request.
 *
 * @param reading null if the form has errors or no line
 */
public record TypedSearch(SearchForm form, QueryText.@Nullable Reading reading) {
    public static TypedSearch of(SearchForm form, Vocabulary names) {
        return new TypedSearch(
                form,
                form.errors().isEmpty() && !form.line().isEmpty()
                        ? QueryText.read(
                                form.line(),
                                names,
                                Sayings.isForRent(form.query().criteria()))
                        : null);
    }

    /** The search that it stands for if the form has no errors. */
    public SearchQuery query() {
        if (reading == null) return form.query();
        // "Near me" is understood once the browser has told where that is.
        var isNear = !form.value(SearchField.NEAR).isEmpty();
        var query = form.query()
                .with(reading.criteria().stream()
                        .filter(criterion -> !(isNear
                                && criterion instanceof Criterion.Unread unread
                                && unread.reason() == Criterion.Unread.Reason.NEAR_ME))
                        .toList());
        return reading.sort() == null ? query : query.sort(reading.sort());
    }
}
