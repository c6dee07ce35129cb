package porchlight.ownpage;

import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.brand.Brand;
import porchlight.brand.OwnPage;
import porchlight.brand.Prose;
import porchlight.lead.ContactPages;
import porchlight.listing.ListingBatch;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.message.Messages;
import porchlight.people.OurPeople;
import porchlight.place.PlacePage;
import porchlight.search.Finder;
import porchlight.search.SearchForm;
import porchlight.search.SearchQuery;
import porchlight.search.SearchWords;
import porchlight.search.Shortlist;
import porchlight.search.Vocabulary;
import porchlight.search.results.CardView;
import porchlight.search.results.SearchTips;
import porchlight.seo.Sitemaps;
import porchlight.seo.StructuredData;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Query;
import porchlight.web.Request;

/** {@code GET /{page}}: a page of the brand folder, with the site's own blocks in it. Its homes come from the catalog. */
public final class OwnPages {
    private static final int HOMES = 8;

    private final Supplier<Brand> brand;
    private final Finder finder;
    private final Supplier<? extends Vocabulary> names;
    private final OpenHouseCalendar openHouses;
    private final PlacePage places;
    private final ContactPages contact;
    private final MlsProfile profile;
    private final StructuredData structured;
    private final OurPeople people;

    public OwnPages(
            Supplier<Brand> brand,
            Finder finder,
            Supplier<? extends Vocabulary> names,
            OpenHouseCalendar openHouses,
            PlacePage places,
            ContactPages contact,
            MlsProfile profile,
            StructuredData structured,
            OurPeople people) {
        this.brand = brand;
        this.finder = finder;
        this.names = names;
        this.openHouses = openHouses;
        this.places = places;
        this.contact = contact;
        this.profile = profile;
        this.structured = structured;
        this.people = people;
    }

    /** {@code GET /{page}}. */
    public Answer answer(Request request) {
        var page = brand.get().content().pages().get(request.variable("page"));
        if (page == null) throw new NotFoundResponse();
        var parts = parts(page.text());
        var head = Head.titled(page.title())
                .described(page.description().isEmpty() ? null : page.description())
                .robots(page.isIndexed() ? null : "noindex, follow")
                .canonical(page.path())
                .styles("home.css", "people.css", "place.css", "listing.css", "ownpage.css")
                .scripts("suggest.js", "contact.js", "saved.js", "photo-fallback.js")
                .structuredData(structured.page(
                        request.origin(),
                        page.path(),
                        List.of(
                                new StructuredData.Crumb(Messages.text("place.home"), "/"),
                                new StructuredData.Crumb(page.title(), null))));
        var oldest = parts.stream()
                .map(OwnPageView.Part::asOf)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
        if (oldest.isPresent()) head = head.asOf(oldest.get(), false, profile.timeZone());
        return Answer.page(new OwnPageView(page, parts), head);
    }

    /** The pages that search engines may list. */
    public Stream<Sitemaps.Page> indexable() {
        return brand.get().content().pages().values().stream()
                .filter(OwnPage::isIndexed)
                .map(page -> new Sitemaps.Page(page.path(), null));
    }

    /** A text in parts: what stands between the blocks, and the blocks. */
    private List<OwnPageView.Part> parts(Prose text) {
        var parts = new ArrayList<OwnPageView.Part>();
        var open = new ArrayList<Prose.Element>();
        for (var element : text.elements()) {
            var block = element.block();
            if (block == null) {
                open.add(element);
                continue;
            }
            if (!open.isEmpty()) parts.add(OwnPageView.Part.of(List.copyOf(open)));
            open.clear();
            var part = part(block);
            if (part != null) parts.add(part);
        }
        if (!open.isEmpty()) parts.add(OwnPageView.Part.of(List.copyOf(open)));
        return parts;
    }

    private OwnPageView.@Nullable Part part(Prose.Block block) {
        var title = block.options().get("title");
        return switch (block.kind()) {
            case SEARCH -> block.parameters().isEmpty() ? searchBox() : homes(query(block), title, SearchQuery::path);
            case OURS ->
                profile.ours().isNone()
                        ? null
                        : homes(
                                Shortlist.OUR_LISTINGS.query(),
                                title == null ? Shortlist.OUR_LISTINGS.title() : title,
                                query -> Shortlist.OUR_LISTINGS.path());
            case AGENT ->
                people.card(block.options().getOrDefault("name", ""))
                        .map(agent -> OwnPageView.Part.of(agent, people.asOf()))
                        .orElse(null);
            case CONTACT -> OwnPageView.Part.of(contact.onPage(title));
            case MARKET ->
                places.market(block.options().getOrDefault("city", ""))
                        .map(OwnPageView.Part::of)
                        .orElse(null);
        };
    }

    private OwnPageView.Part searchBox() {
        return OwnPageView.Part.of(new OwnPageView.SearchBox(
                SearchTips.example(names.get().cities().cities().stream().findFirst())));
    }

    private SearchQuery query(Prose.Block block) {
        var asked = Query.parse(block.parameters()).asMap();
        return SearchForm.parse(asked, names.get(), finder.costs()).query();
    }

    private OwnPageView.@Nullable Part homes(
            SearchQuery query, @Nullable String title, Function<SearchQuery, String> path) {
        ListingBatch found = finder.known(query, HOMES);
        if (found.listings().isEmpty()) return null;
        return OwnPageView.Part.of(
                new OwnPageView.Homes(
                        title == null ? SearchWords.of(query) : title,
                        path.apply(query),
                        CardView.further(found.listings(), openHouses.coming())),
                found.asOf());
    }
}
