package porchlight.search.results;

import io.javalin.http.NotFoundResponse;
import java.util.List;
import porchlight.listing.MlsProfile;
import porchlight.message.Messages;
import porchlight.search.Shortlist;
import porchlight.seo.StructuredData;
import porchlight.web.Answer;
import porchlight.web.Handler;
import porchlight.web.Request;

/**
 * {@code GET /new}, {@code GET /price-cuts}, {@code GET /back-on-market}, and {@code GET /our-listings}: what searches
 * with these criteria find. With further filters, they go on at {@code /homes}.
 */
public final class ShortlistPages {
    private final SearchPage search;
    private final MlsProfile profile;

    public ShortlistPages(SearchPage search, MlsProfile profile) {
        this.search = search;
        this.profile = profile;
    }

    /** The page of a list; 404 if the MLS allows no such list, or there is nothing for it. */
    public Handler of(Shortlist list) {
        return request -> answer(request, list);
    }

    private Answer answer(Request request, Shortlist list) {
        if (Shortlist.of(profile).noneMatch(list::equals)) throw new NotFoundResponse();
        return search.answer(
                request,
                new SearchPage.Landing(
                        list.query(),
                        list.path(),
                        list.title(),
                        list.title(),
                        results -> results.ignored().isEmpty() ? list.heading(results.total()) : results.heading(),
                        list.description(profile.name()),
                        List.of(new StructuredData.Crumb(Messages.text("place.home"), "/")),
                        null,
                        null,
                        null));
    }
}
