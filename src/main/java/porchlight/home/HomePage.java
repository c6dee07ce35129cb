package porchlight.home;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import porchlight.listing.Leases;
import porchlight.listing.ListingBatch;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.place.PlaceIndex;
import porchlight.search.Criterion;
import porchlight.search.Feature;
import porchlight.search.Finder;
import porchlight.search.SearchQuery;
import porchlight.search.SearchWords;
import porchlight.search.Words;
import porchlight.search.results.SearchTips;
import porchlight.seo.StructuredData;
import porchlight.site.SiteInfo;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;

/** {@code GET /} and {@code GET /open-houses}. */
public final class HomePage {
    private static final Duration FRESH_FOR = Duration.ofMinutes(1);
    private static final int NEWEST = 8;
    private static final int COMING = 4;
    private static final int MOST_PLACES = 24;

    private final Finder finder;
    private final Supplier<PlaceIndex> places;
    private final OpenHouseCalendar openHouses;
    private final MlsProfile profile;
    private final SiteInfo site;
    private final StructuredData structured;

    public HomePage(
            Finder finder,
            Supplier<PlaceIndex> places,
            OpenHouseCalendar openHouses,
            MlsProfile profile,
            SiteInfo site,
            StructuredData structured) {
        this.finder = finder;
        this.places = places;
        this.openHouses = openHouses;
        this.profile = profile;
        this.site = site;
        this.structured = structured;
    }

    /** {@code GET /}. */
    public Answer answer(Request request) {
        // The same question as the first result page asks, so that one answer serves both.
        var found = finder.newest();
        var newest = found.page();
        // What the site has: for sale, or for rent where that is all.
        var homes = SearchWords.of(found.query());
        var model = new HashMap<String, Object>();
        model.put("headline", "Find your next front door");
        model.put("lead", homes + " from " + profile.name() + ", refreshed all day, with photos and open houses.");
        model.put("all", found.query().path());
        model.put("market", found.query().params());
        model.put("quickLinks", quickLinks(found.query()));
        model.put("example", SearchTips.example(places.get().largest()));
        model.put("places", places.get().counts().stream().limit(MOST_PLACES).toList());
        model.put("structuredData", structured.home(request.origin()));
        model.put("newest", newest.listings().stream().limit(NEWEST).toList());
        var soonest = openHouses.soonest();
        model.put("coming", soonest.listings().stream().limit(COMING).toList());
        model.put("openHouses", openHouses.coming());
        var head = Head.titled(homes)
                .described("Search " + Words.lowerFirst(homes) + " from " + profile.name() + " with " + site.brokerage()
                        + ": photos, prices, open houses and full details.")
                .canonical("/")
                .styles("home.css")
                .scripts("suggest.js", "saved.js", "photo-fallback.js")
                .asOf(oldest(newest, soonest), newest.stale(), profile.timeZone());
        return Answer.page("home/home", head, model, FRESH_FOR);
    }

    /** A popular search. */
    public record QuickLink(String label, String href) {}

    private static List<QuickLink> quickLinks(SearchQuery all) {
        var links = new ArrayList<QuickLink>();
        if (all.criteria().contains(new Criterion.Type(Leases.COMMERCIAL))) return links;
        links.add(quickLink("Houses", all, new Criterion.SubTypes(List.of("Single Family Residence"))));
        links.add(quickLink("Condos", all, new Criterion.SubTypes(List.of("Condominium"))));
        links.add(quickLink("Townhouses", all, new Criterion.SubTypes(List.of("Townhouse"))));
        if (all.isForRent()) return links;
        links.add(quickLink("New construction", all, new Criterion.Has(Feature.NEW_CONSTRUCTION)));
        links.add(quickLink("Land", all, new Criterion.Type("Land")));
        links.add(quickLink("Rentals", all, new Criterion.Type(Leases.RESIDENTIAL)));
        return links;
    }

    private static QuickLink quickLink(String label, SearchQuery all, Criterion further) {
        return new QuickLink(label, all.with(List.of(further)).path());
    }

    private static java.time.Instant oldest(ListingBatch newest, ListingBatch soonest) {
        return soonest.listings().isEmpty() || newest.asOf().isBefore(soonest.asOf()) ? newest.asOf() : soonest.asOf();
    }

    /** {@code GET /open-houses}. */
    public Answer openHouses(Request request) {
        var model = new HashMap<String, Object>();
        var head = Head.titled("Open houses coming up")
                .described("Coming open houses from " + profile.name() + ", earliest first.")
                .canonical("/open-houses")
                .styles("home.css")
                .scripts("saved.js", "photo-fallback.js");
        var soonest = openHouses.soonest();
        if (!soonest.listings().isEmpty()) head = head.asOf(soonest.asOf(), soonest.stale(), profile.timeZone());
        model.put("coming", soonest.listings());
        model.put("openHouses", openHouses.coming());
        return Answer.page("search/open-houses", head, model, FRESH_FOR);
    }
}
