package porchlight.home;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import porchlight.brand.Content;
import porchlight.brand.Content.HomeSection;
import porchlight.brand.Prose;
import porchlight.listing.ListingBatch;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.listing.PropertySubType;
import porchlight.listing.PropertyType;
import porchlight.message.Messages;
import porchlight.place.PlaceCount;
import porchlight.place.PlaceIndex;
import porchlight.search.Criterion;
import porchlight.search.Feature;
import porchlight.search.Finder;
import porchlight.search.Param;
import porchlight.search.SearchQuery;
import porchlight.search.SearchWords;
import porchlight.search.Shortlist;
import porchlight.search.Words;
import porchlight.search.results.CardView;
import porchlight.search.results.SearchTips;
import porchlight.seo.StructuredData;
import porchlight.site.AgentCard;
import porchlight.site.SiteInfo;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;
import porchlight.web.View;

/** {@code GET /} and {@code GET /open-houses}. */
public final class HomePage {
    private static final int NEWEST = 8;
    private static final int OURS = 4;
    private static final int COMING = 4;
    /** Cards that are visible without scrolling. */
    private static final int EAGER = 2;

    private static final int MOST_PLACES = 24;
    private static final int MOST_PEOPLE = 6;

    private static final List<HomeSection> SECTIONS =
            List.of(HomeSection.NEWEST, HomeSection.OURS, HomeSection.OPEN_HOUSES, HomeSection.PLACES);

    private final Finder finder;
    private final Supplier<PlaceIndex> places;
    private final OpenHouseCalendar openHouses;
    private final Supplier<List<AgentCard>> people;
    private final MlsProfile profile;
    private final SiteInfo site;
    private final StructuredData structured;

    public HomePage(
            Finder finder,
            Supplier<PlaceIndex> places,
            OpenHouseCalendar openHouses,
            Supplier<List<AgentCard>> people,
            MlsProfile profile,
            SiteInfo site,
            StructuredData structured) {
        this.finder = finder;
        this.places = places;
        this.openHouses = openHouses;
        this.people = people;
        this.profile = profile;
        this.site = site;
        this.structured = structured;
    }

    /** {@code GET /}. */
    public Answer answer(Request request) {
        // The same query as on the first results page, so that one response serves both.
        var found = finder.newest(request.retrieval());
        var newest = found.page();
        // Homes for sale, or for rent if there are only rentals.
        var homes = SearchWords.of(found.query());
        var soonest = openHouses.soonest();
        var coming = openHouses.coming();
        var content = site.brand().get().content();
        var sections = sections(content);
        var showsPeople = sections.contains(HomeSection.PEOPLE);
        var ours = finder.known(Shortlist.OUR_LISTINGS.query(), OURS);
        var view = new HomeView(
                Messages.text("home.lead", homes, profile.name()),
                found.query().path(),
                found.query().params(),
                quickLinks(found.query()),
                SearchTips.example(places.get().largest()),
                places.get().counts().stream().limit(MOST_PLACES).toList(),
                CardView.first(newest.listings().stream().limit(NEWEST).toList(), coming, EAGER),
                CardView.further(ours.listings(), coming),
                CardView.further(soonest.listings().stream().limit(COMING).toList(), coming),
                sections,
                content.searches().stream()
                        .map(search -> new QuickLink(search.title(), search.path()))
                        .toList(),
                content.welcome().elements(),
                showsPeople ? people.get().stream().limit(MOST_PEOPLE).toList() : List.of());
        var head = Head.titled(homes)
                .described(Messages.text("home.description", Words.lowerFirst(homes), profile.name(), site.brokerage()))
                .canonical("/")
                .styles(showsPeople ? new String[] {"home.css", "people.css"} : new String[] {"home.css"})
                .scripts("suggest.js", "saved.js", "photo-fallback.js")
                .structuredData(structured.home(request.origin()))
                .asOf(oldest(newest, ours, soonest), newest.stale(), profile.timeZone());
        return Answer.page(view, head);
    }

    /**
     * @param all the page of all homes
     * @param market parameters that limit a search to what the site has
     * @param example a line that the search understands
     * @param ours the newest listings of our own
     * @param coming homes with an open house, soonest first
     * @param sections in their order
     * @param searches those of the brand folder
     * @param welcome a text of the owner's
     * @param people of the brokerage
     */
    private record HomeView(
            String lead,
            String all,
            List<Param> market,
            List<QuickLink> quickLinks,
            String example,
            List<PlaceCount> places,
            List<CardView> newest,
            List<CardView> ours,
            List<CardView> coming,
            List<HomeSection> sections,
            List<QuickLink> searches,
            List<Prose.Element> welcome,
            List<AgentCard> people)
            implements View {
        @Override
        public String template() {
            return "home/home";
        }
    }

    private static List<HomeSection> sections(Content content) {
        if (!content.home().isEmpty()) return content.home();
        // What the owner wrote must not go unseen.
        return content.welcome().elements().isEmpty() && content.searches().isEmpty()
                ? SECTIONS
                : Stream.concat(SECTIONS.stream(), Stream.of(HomeSection.SEARCHES, HomeSection.TEXT))
                        .toList();
    }

    /** A popular search. */
    public record QuickLink(String label, String href) {}

    private static List<QuickLink> quickLinks(SearchQuery all) {
        var links = new ArrayList<QuickLink>();
        if (all.criteria().contains(Criterion.Type.of(PropertyType.COMMERCIAL_LEASE))) return links;
        links.add(quickLink("home.link.houses", all, Criterion.SubTypes.of(PropertySubType.SINGLE_FAMILY_RESIDENCE)));
        links.add(quickLink("home.link.condos", all, Criterion.SubTypes.of(PropertySubType.CONDOMINIUM)));
        links.add(quickLink("home.link.townhouses", all, Criterion.SubTypes.of(PropertySubType.TOWNHOUSE)));
        if (all.isForRent()) return links;
        links.add(quickLink("home.link.new", all, new Criterion.Has(Feature.NEW_CONSTRUCTION)));
        links.add(quickLink("home.link.land", all, Criterion.Type.of(PropertyType.LAND)));
        links.add(quickLink("home.link.rentals", all, Criterion.Type.of(PropertyType.RESIDENTIAL_LEASE)));
        return links;
    }

    private static QuickLink quickLink(String message, SearchQuery all, Criterion further) {
        return new QuickLink(Messages.text(message), all.with(List.of(further)).path());
    }

    /** Of batches that are empty, nothing is shown, except of the first. */
    private static Instant oldest(ListingBatch newest, ListingBatch... others) {
        return Stream.concat(
                        Stream.of(newest),
                        Stream.of(others).filter(batch -> !batch.listings().isEmpty()))
                .map(ListingBatch::asOf)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** @param homes with an open house, soonest first */
    private record OpenHousesView(List<CardView> homes) implements View {
        @Override
        public String template() {
            return "search/open-houses";
        }
    }

    /** {@code GET /open-houses}. */
    public Answer openHouses(Request request) {
        var head = Head.titled(Messages.text("search.open-houses.heading"))
                .described(Messages.text("search.open-houses.description", profile.name()))
                .canonical("/open-houses")
                .menu(Head.Menu.OPEN_HOUSES)
                .styles("home.css")
                .scripts("saved.js", "photo-fallback.js");
        var soonest = openHouses.soonest();
        if (!soonest.listings().isEmpty()) head = head.asOf(soonest.asOf(), soonest.stale(), profile.timeZone());
        return Answer.page(new OpenHousesView(CardView.first(soonest.listings(), openHouses.coming(), 1)), head);
    }
}
