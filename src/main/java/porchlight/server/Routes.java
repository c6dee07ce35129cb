package porchlight.server;

import static porchlight.web.Policy.MLS_DATA;
import static porchlight.web.Policy.MLS_PAGE;
import static porchlight.web.Policy.OWN;
import static porchlight.web.Route.get;
import static porchlight.web.Route.post;

import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import porchlight.lead.SellPages;
import porchlight.listing.PhotoLinks;
import porchlight.listingpage.ListingPage;
import porchlight.map.PinsApi;
import porchlight.search.SearchField;
import porchlight.search.Shortlist;
import porchlight.search.results.EmbeddedSearchPage;
import porchlight.search.results.FeaturesPage;
import porchlight.seo.Robots;
import porchlight.site.Assets;
import porchlight.site.Embedding;
import porchlight.site.LegalPages;
import porchlight.web.Answer;
import porchlight.web.Budget;
import porchlight.web.RouteTable;

/** Everything the site serves: path, policy, handler. */
final class Routes {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration A_QUARTER = Duration.ofMinutes(15);
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration A_DAY = Duration.ofDays(1);

    private Routes() {}

    /** In matching order: the most requested first, and literal paths before others. */
    static RouteTable of(Handlers to) {
        var picture = MLS_DATA.costing(2).unindexed().freshFor(A_QUARTER);
        var script = MLS_DATA.from(Budget.ANSWERS).unindexed();
        var widget = MLS_PAGE.framed();
        var searches = MLS_PAGE.knowing(SearchField.NAMES);
        var framedSearch = widget.kept(EmbeddedSearchPage.PARAMS).knowing(EmbeddedSearchPage.PARAMS);
        var asset = OWN.from(Budget.FREE).unlogged();
        var sitemap = MLS_DATA.asHandled().costing(5).freshFor(TEN_MINUTES);
        var monitor = asset.underAnyHost();
        var table = new ArrayList<>(List.of(
                get("/", MLS_PAGE.kept(), to.home()::answer),

                // Searches.
                get("/homes", searches.keptAsSpelled(SearchField.NAMES), to.search()::answer),
                get(
                        FeaturesPage.PATH,
                        MLS_PAGE.kept(FeaturesPage.PARAMS)
                                .knowing(FeaturesPage.PARAMS)
                                .unindexed(),
                        to.features()::answer),
                get("/homes/{state}", MLS_PAGE, to.place()::state),
                get("/homes/{state}/{city}", searches.kept(SearchField.NAMES), to.place()::answer),
                get("/homes/{state}/{city}/{area}", searches.kept(SearchField.NAMES), to.place()::answer),
                get(
                        "/feed.atom",
                        MLS_DATA.costing(4).unindexed().freshFor(A_QUARTER).knowing(SearchField.NAMES),
                        to.feed()::answer),
                get("/api/suggest", script, to.suggestions()::answer),
                get("/api/pins", script.costing(2).knowing(PinsApi.PARAMS), to.pins()::answer),
                get("/search-tips", MLS_PAGE.kept().freshFor(AN_HOUR), to.tips()::answer),

                // Listings.
                get("/listing/{key}/inquiry", MLS_PAGE.asHandled(), to.contact()::inquiry),
                post("/listing/{key}/inquiry", MLS_PAGE.sent(), to.contact()::receiveInquiry),
                get("/listing/{key}", MLS_PAGE, to.listing()::answer),
                get("/listing/{key}/{slug}", MLS_PAGE.kept(ListingPage.PARAMS), to.listing()::answer),
                get("/listing/{key}/{slug}/photos", MLS_PAGE.kept(), to.listing()::photos),
                // Decoding a photo and drawing the card costs as much as ten pages.
                get("/listing/{key}/{slug}/card.jpg", MLS_DATA.costing(10).freshFor(A_QUARTER), to.share()::card),
                get("/listing/{key}/{slug}/qr.svg", picture, to.share()::qr),
                get("/listing/{key}/{slug}/map.svg", picture, to.map()::light),
                get("/listing/{key}/{slug}/map-dark.svg", picture, to.map()::dark),
                get("/mls/{listingId}", MLS_PAGE, to.listing()::number),
                get("/open-houses", MLS_PAGE.kept(), to.home()::openHouses),
                get("/open-houses/{file}", picture.freshFor(FIVE_MINUTES), to.openHouse()::answer),
                get("/saved", MLS_PAGE.kept(List.of("keys")), to.saved()::saved),
                get("/compare", MLS_PAGE.kept(List.of("keys")), to.saved()::compared),
                get(PhotoLinks.PREFIX + "/<link>", MLS_DATA.from(Budget.PHOTOS).asHandled(), to.photos()::answer),
                post(PhotoLinks.PREFIX + "/<link>", MLS_DATA.sent().from(Budget.PHOTOS), to.photos()::passBeacon),

                // Our people.
                get("/agents", MLS_PAGE.kept(), to.people()::all),
                get("/agents/{slug}", MLS_PAGE.kept(), to.people()::one),
                get("/with/{slug}", MLS_PAGE.unindexed(), to.people()::with),

                // Places.
                get("/places", MLS_PAGE.kept(), to.places()::answer),
                get("/places/elsewhere", MLS_PAGE.kept(), to.places()::index),
                get("/places/elsewhere/{page}", MLS_PAGE.kept(), to.places()::index),
                get("/places/{state}/{city}/{code}", MLS_PAGE.kept(), to.places()::index),
                get("/places/{state}/{city}/{code}/{page}", MLS_PAGE.kept(), to.places()::index),

                // On other websites.
                get("/embed", OWN.framingOurOwn(), to.builder()::answer),
                get("/embed.js", asset, to.assets()::loader),
                get("/embed/theme.css", OWN.framed().unlogged().freshFor(A_DAY), to.assets()::theme),
                get("/embed/search", framedSearch, to.embeddedSearch()::form),
                get("/embed/results", framedSearch, to.embeddedSearch()::results),
                get("/embed/listing/{key}", widget.kept(Embedding.PARAMS), to.embeddedListing()::answer),
                // A mistyped widget address shows its error inside the frame.
                get("/embed/<path>", OWN.framed(), asked -> {
                    throw new NotFoundResponse();
                }),
                get("/oembed", MLS_DATA.unindexed(), to.oembed()::answer),

                // The brokerage.
                get("/contact", OWN, to.contact()::contact),
                post("/contact", OWN.sent(), to.contact()::receiveContact),
                get(SellPages.PATH, OWN, to.sell()::answer),
                post(SellPages.PATH, OWN.sent(), to.sell()::receive),
                get("/thanks", OWN, to.contact()::thanks),
                get("/card.jpg", OWN.costing(10).freshFor(A_DAY), to.share()::siteCard),

                // Programs.
                get("/assets/{file}", asset, to.assets()::answer),
                get("/speculation-rules.json", OWN.freshFor(A_DAY), to.assets()::speculationRules),
                get("/manifest.webmanifest", OWN.freshFor(A_DAY), to.manifest()::answer),
                get(
                        "/robots.txt",
                        OWN.from(Budget.FREE),
                        asked -> Answer.text(200, Robots.text(asked.origin(), SearchField.UNLIMITED))),
                get("/sitemap.xml", sitemap, to.sitemaps()::index),
                get("/sitemaps/{file}", sitemap, to.sitemaps()::file),
                get("/healthz", monitor, asked -> Answer.text(200, "ok\n")),
                get("/readyz", monitor, asked -> {
                    var summary = to.readiness().summary();
                    return Answer.text(summary.status(), summary.text());
                })));
        for (var list : Shortlist.values())
            table.add(get(
                    list.path(),
                    searches.kept(SearchField.NAMES),
                    to.shortlists().of(list)));
        for (var name : LegalPages.names())
            table.add(get("/" + name, OWN.kept(), to.policies().page(name)));
        for (var icon : Assets.AT_ROOT) table.add(get("/" + icon, OWN.freshFor(A_DAY), to.assets()::atRoot));
        if (to.dmca() != null)
            table.add(get(
                    "/dmca",
                    OWN,
                    to.policies()
                            .copyright(
                                    to.dmca().agent() == null
                                            ? to.site().brokerage()
                                            : to.dmca().agent(),
                                    to.dmca().email() == null
                                            ? to.site().email()
                                            : to.dmca().email())));
        table.addAll(to.consent().routes());
        table.add(get("/searches/{slug}", searches.kept(SearchField.NAMES), to.searches()::answer));
        // Last: every other path of one segment may be a page of the owner's.
        table.add(get("/{page}", MLS_PAGE.kept(), to.pages()::answer));
        return new RouteTable(table);
    }
}
