package porchlight.search.results;

import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import porchlight.brand.Brand;
import porchlight.brand.NamedSearch;
import porchlight.listing.MlsProfile;
import porchlight.message.Messages;
import porchlight.search.SearchQuery;
import porchlight.seo.Sitemaps;
import porchlight.seo.StructuredData;
import porchlight.web.Answer;
import porchlight.web.Query;
import porchlight.web.Request;

/** {@code GET /searches/{slug}}: a search that the owner named. With further filters, it goes on at {@code /homes}. */
public final class NamedSearches {
    private final Supplier<Brand> brand;
    private final SearchPage search;
    private final MlsProfile profile;

    public NamedSearches(Supplier<Brand> brand, SearchPage search, MlsProfile profile) {
        this.brand = brand;
        this.search = search;
        this.profile = profile;
    }

    public Answer answer(Request request) {
        var named = named(request.variable("slug"));
        return search.answer(
                request,
                new SearchPage.Landing(
                        query(named),
                        named.path(),
                        named.title(),
                        named.title(),
                        results -> Messages.text("ownpage.search.heading", named.title(), results.total()),
                        named.text() == null
                                ? Messages.text("ownpage.search.description", named.title(), profile.name())
                                : named.text(),
                        List.of(new StructuredData.Crumb(Messages.text("place.home"), "/")),
                        null,
                        named.text(),
                        null));
    }

    private NamedSearch named(String slug) {
        return brand.get().content().search(slug).orElseThrow(NotFoundResponse::new);
    }

    /**
     * The search with this slug.
     *
     * @throws NotFoundResponse if there is none
     */
    SearchQuery query(String slug) {
        return query(named(slug));
    }

    /** By the feed's names, as its address means it. */
    private SearchQuery query(NamedSearch named) {
        return search.typed(Query.parse(named.search()).asMap()).query().page(1).map(false);
    }

    /** The pages that search engines may list. */
    public Stream<Sitemaps.Page> indexable() {
        return brand.get().content().searches().stream().map(named -> new Sitemaps.Page(named.path(), null));
    }
}
