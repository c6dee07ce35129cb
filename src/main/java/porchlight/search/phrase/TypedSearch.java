package porchlight.search.phrase;

import org.jspecify.annotations.Nullable;
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
        return reading == null ? form.query() : form.query().with(reading.criteria());
    }
}
