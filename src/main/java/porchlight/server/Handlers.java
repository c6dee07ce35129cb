package porchlight.server;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.brand.Palette;
import porchlight.edge.Consent;
import porchlight.embed.OEmbed;
import porchlight.embed.WidgetBuilder;
import porchlight.home.HomePage;
import porchlight.lead.ContactPages;
import porchlight.lead.SellPages;
import porchlight.listing.MlsProfile;
import porchlight.listingpage.EmbeddedListingPage;
import porchlight.listingpage.ListingPage;
import porchlight.listingpage.ListingViews;
import porchlight.listingpage.MapPicture;
import porchlight.listingpage.OpenHouseFile;
import porchlight.listingpage.SharePages;
import porchlight.map.PinsApi;
import porchlight.ownpage.OwnPages;
import porchlight.people.PeoplePages;
import porchlight.people.Person;
import porchlight.place.PlacePage;
import porchlight.place.PlacesPage;
import porchlight.place.SimilarHomes;
import porchlight.place.SuggestApi;
import porchlight.place.Surroundings;
import porchlight.search.KnownCities;
import porchlight.search.results.AtomFeed;
import porchlight.search.results.EmbeddedSearchPage;
import porchlight.search.results.FeaturesPage;
import porchlight.search.results.NamedSearches;
import porchlight.search.results.SavedPages;
import porchlight.search.results.SearchPage;
import porchlight.search.results.SearchTips;
import porchlight.search.results.ShortlistPages;
import porchlight.seo.Manifest;
import porchlight.seo.Sitemaps;
import porchlight.settings.Settings;
import porchlight.site.Assets;
import porchlight.site.DrawnGround;
import porchlight.site.LegalPages;
import porchlight.site.PhotoProxy;
import porchlight.site.SiteInfo;

/**
 * The handlers, one for each page or file; {@link Routes} maps paths to them.
 *
 * @param dmca null if the MLS's rules name no agent for copyright complaints
 */
record Handlers(
        HomePage home,
        SearchPage search,
        ListingPage listing,
        SharePages share,
        MapPicture map,
        ContactPages contact,
        SellPages sell,
        PlacePage place,
        PlacesPage places,
        OpenHouseFile openHouse,
        SavedPages saved,
        AtomFeed feed,
        SuggestApi suggestions,
        PinsApi pins,
        SearchTips tips,
        ShortlistPages shortlists,
        NamedSearches searches,
        OwnPages pages,
        PeoplePages people,
        FeaturesPage features,
        LegalPages policies,
        MlsProfile.@Nullable Dmca dmca,
        Consent consent,
        WidgetBuilder builder,
        EmbeddedSearchPage embeddedSearch,
        EmbeddedListingPage embeddedListing,
        OEmbed oembed,
        Assets assets,
        PhotoProxy photos,
        Manifest manifest,
        Sitemaps sitemaps,
        SiteInfo site,
        Readiness readiness) {

    /** @param left how much longer pages that show the catalog may be shown */
    static Handlers of(
            Launch launch,
            Mls mls,
            Homes homes,
            Presentation show,
            LeadModule leads,
            Background behind,
            Readiness readiness,
            Supplier<Duration> left) {
        var settings = launch.settings();
        var clock = launch.clock();
        var profile = mls.profile();
        var site = show.site();
        var properties = homes.properties();
        var catalog = homes.catalog();
        var places = homes.places();
        var openHouses = homes.openHouses();
        var finder = homes.finder();
        var structured = show.structured();
        var surroundings = new Surroundings(catalog);
        Supplier<Palette> palette = show.assets()::palette;
        var ground = profile.demonstration() ? DrawnGround.read(launch.sources(), palette) : DrawnGround.none(palette);
        var search = new SearchPage(
                finder, places, openHouses, profile, tiles(settings.mapTiles()), structured, behind.beside());
        var brand = site.brand();
        var place = new PlacePage(places, catalog, finder, search, profile, brand);
        var searches = new NamedSearches(brand, search, profile);
        var pages = new OwnPages(
                brand, finder, places, openHouses, place, leads.pages(), profile, structured, homes.people());
        var people = new PeoplePages(
                homes.people(),
                openHouses,
                leads.pages(),
                profile,
                site,
                structured,
                file -> show.assets().urls().getOrDefault(file, ""));
        var views = new ListingViews(
                city -> places.get().cities().named(city).map(KnownCities.City::path),
                new SimilarHomes(catalog),
                surroundings,
                openHouses,
                catalog::seenChanges,
                homes.people()::agentOf,
                ground(settings.mapTiles()),
                ground,
                settings.costs(),
                profile,
                clock,
                behind.beside());
        return new Handlers(
                new HomePage(
                        finder,
                        places,
                        openHouses,
                        () -> homes.people().all().stream().map(Person::card).toList(),
                        profile,
                        site,
                        structured),
                search,
                new ListingPage(properties, finder, views, leads.pages(), profile, structured),
                new SharePages(properties, profile, show.cards(), launch.limit(), clock),
                new MapPicture(properties, surroundings, ground),
                leads.pages(),
                leads.sell(),
                place,
                new PlacesPage(places, catalog, profile, structured),
                new OpenHouseFile(properties, openHouses),
                new SavedPages(properties, openHouses, profile),
                new AtomFeed(search, finder, profile, site),
                new SuggestApi(places, catalog),
                new PinsApi(search, finder),
                new SearchTips(() -> places.get().largest()),
                new ShortlistPages(search, profile),
                searches,
                pages,
                people,
                new FeaturesPage(search, finder, places),
                new LegalPages(site),
                profile.dmca(),
                new Consent(SiteFacts.license(settings, profile), site::ofThisYear, show.answers()),
                new WidgetBuilder(site),
                new EmbeddedSearchPage(search, finder, properties, profile, searches),
                new EmbeddedListingPage(properties, profile),
                new OEmbed(properties, profile.sharing(), show.cards()::canDraw, site),
                show.assets(),
                show.photos(),
                new Manifest(site, palette),
                new Sitemaps(
                        catalog,
                        () -> Stream.of(
                                        place.indexable().stream(),
                                        pages.indexable(),
                                        searches.indexable(),
                                        people.indexable())
                                .flatMap(all -> all)
                                .toList(),
                        left),
                site,
                readiness);
    }

    private static SearchPage.@Nullable MapTiles tiles(Settings.MapTiles tiles) {
        return tiles.url() == null || tiles.attribution() == null
                ? null
                : new SearchPage.MapTiles(tiles.url(), tiles.attribution());
    }

    private static ListingViews.@Nullable Ground ground(Settings.MapTiles tiles) {
        return tiles.url() == null || tiles.attribution() == null
                ? null
                : new ListingViews.Ground(tiles.url(), tiles.attribution());
    }
}
