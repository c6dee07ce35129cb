package porchlight.place;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.brand.Brand;
import porchlight.brand.OwnPage;
import porchlight.catalog.Catalog;
import porchlight.catalog.Condition;
import porchlight.catalog.IndexedListing;
import porchlight.listing.Dates;
import porchlight.listing.MlsProfile;
import porchlight.message.Messages;
import porchlight.search.Finder;
import porchlight.search.Shortlist;
import porchlight.search.results.CardView;
import porchlight.search.results.SearchPage;
import porchlight.seo.Sitemaps;
import porchlight.seo.StructuredData;
import porchlight.web.Answer;
import porchlight.web.Request;
import porchlight.web.View;

/**
 * {@code GET /homes/{state}/{city}} and {@code GET /homes/{state}/{city}/{area}}: a place's homes, and market figures
 * computed by this site. The figures cost no MLS request.
 */
public final class PlacePage {
    /** Pages with fewer homes are not worth indexing. */
    private static final int FEWEST = 3;

    private static final int NEIGHBORS = 8;
    private static final int OPEN = 4;
    private static final int MOST_FIGURES = 500;
    /** More neighborhoods than this are collapsed. */
    private static final int MANY = 24;

    private final Supplier<PlaceIndex> places;
    private final Catalog catalog;
    private final Finder finder;
    private final SearchPage search;
    private final MlsProfile profile;
    private final Supplier<Brand> brand;
    private final Cache<Key, PlaceFigures> figures =
            Caffeine.newBuilder().maximumSize(MOST_FIGURES).build();

    private record Key(String path, long version, LocalDate today) {}

    public PlacePage(
            Supplier<PlaceIndex> places,
            Catalog catalog,
            Finder finder,
            SearchPage search,
            MlsProfile profile,
            Supplier<Brand> brand) {
        this.places = places;
        this.catalog = catalog;
        this.finder = finder;
        this.search = search;
        this.profile = profile;
        this.brand = brand;
    }

    /**
     * What a place's page shows besides its homes.
     *
     * @param words what the owner says about the place; null for nothing
     * @param asOf the date of the figures
     * @param open homes with an open house
     * @param many whether there are too many neighborhoods to show at once
     * @param index the page that lists every home of the place by street, named by city or postal code
     */
    private record AboutView(
            @Nullable OwnPage words,
            String name,
            String where,
            boolean forRent,
            PlaceFigures figures,
            String asOf,
            List<CardView> open,
            List<PlaceLink> codes,
            List<PlaceLink> types,
            List<PlaceLink> neighborhoods,
            boolean many,
            List<PlaceLink> near,
            PlacesPage.Link index)
            implements View {
        @Override
        public String template() {
            return "place/about";
        }
    }

    /** {@code GET /homes/{state}}: the places of a state are a section of the page of all places. */
    public Answer state(Request request) {
        var state = request.variable("state");
        if (places.get().directory().cities().stream()
                .noneMatch(place -> place.city().state().equalsIgnoreCase(state))) throw missing();
        return Answer.moved("/places#" + state);
    }

    /** The page of a city or of an area in it. */
    public Answer answer(Request request) {
        var index = places.get();
        var place = index.directory().at(request.path()).orElseThrow(this::missing);
        return search.answer(
                request,
                new SearchPage.Landing(
                        place.query(),
                        place.path(),
                        place.title(),
                        place.where(),
                        SearchPage.Heading.in(place.where()),
                        null,
                        way(place),
                        place.homes() < FEWEST ? "noindex, follow" : null,
                        null,
                        index.isComplete() ? about(index, place) : null));
    }

    private static List<StructuredData.Crumb> way(Place place) {
        var way = new ArrayList<StructuredData.Crumb>();
        way.add(new StructuredData.Crumb(Messages.text("place.home"), "/"));
        way.add(new StructuredData.Crumb(Messages.text("place.all"), "/places"));
        var city = place.city();
        if (place.kind() != Place.Kind.CITY)
            way.add(new StructuredData.Crumb(Messages.text("place.city", city.name(), city.state()), city.path()));
        return way;
    }

    /** The pages worth indexing: the site's own, and those of places, dated by the newest listing on them. */
    public List<Sitemaps.Page> indexable() {
        var directory = places.get().directory();
        var lists = Shortlist.of(profile)
                .filter(list -> finder.matches(list.query()).size() > 0)
                .map(Shortlist::path);
        return Stream.concat(
                        Stream.concat(Stream.of("/", "/homes", "/places", "/open-houses", "/sell"), lists)
                                .map(path -> new Sitemaps.Page(path, null)),
                        directory.all().stream()
                                .filter(place -> place.homes() >= FEWEST)
                                .map(place -> new Sitemaps.Page(place.path(), known(directory.latest(place)))))
                .toList();
    }

    private static @Nullable Instant known(Instant modified) {
        return modified.isAfter(Instant.EPOCH) ? modified : null;
    }

    private RuntimeException missing() {
        // The place may be among the listings not read yet.
        return places.get().isComplete() ? new NotFoundResponse() : new ServiceUnavailableResponse();
    }

    private AboutView about(PlaceIndex index, Place place) {
        var directory = index.directory();
        var areas = place.kind() == Place.Kind.CITY ? directory.areas(place.city()) : List.<Place>of();
        var neighborhoods = of(areas, Place.Kind.NEIGHBORHOOD);
        return new AboutView(
                brand.get().content().places().get(place.path()),
                place.name(),
                place.where(),
                place.isForRent(),
                figures(index, place),
                Dates.minute(catalog.snapshot().asOf(), profile.timeZone()),
                open(directory, place),
                of(areas, Place.Kind.POSTAL_CODE),
                of(areas, Place.Kind.HOME_TYPE),
                neighborhoods,
                neighborhoods.size() > MANY,
                directory.near(place, NEIGHBORS).stream()
                        .map(other -> other.linkFrom(place))
                        .toList(),
                index(place));
    }

    /**
     * Figures of a city's market.
     *
     * @param path of the city's page
     * @param asOf the date of the figures
     * @param moment the same for programs
     */
    public record Market(String where, String path, PlaceFigures figures, String asOf, Instant moment) {}

    /** The market of a city; empty while the catalog is incomplete, and if there are too few homes for figures. */
    public Optional<Market> market(String city) {
        var index = places.get();
        if (!index.isComplete()) return Optional.empty();
        return index.cities()
                .named(city)
                .flatMap(known -> index.directory().at(known.path()))
                .map(place -> market(index, place))
                .filter(market -> market.figures().medianPrice() != null);
    }

    private Market market(PlaceIndex index, Place place) {
        var moment = catalog.snapshot().asOf();
        return new Market(
                place.where(), place.path(), figures(index, place), Dates.minute(moment, profile.timeZone()), moment);
    }

    private PlaceFigures figures(PlaceIndex index, Place place) {
        var today = finder.today().date();
        return figures.get(
                new Key(place.path(), index.snapshot().version(), today),
                key -> PlaceFigures.of(index.directory().homes(place), today));
    }

    private static PlacesPage.Link index(Place place) {
        return place.kind() == Place.Kind.POSTAL_CODE
                ? new PlacesPage.Link(HomeIndex.path(place.city(), place.name()), place.name())
                : new PlacesPage.Link(
                        HomeIndex.path(place.city(), null), place.city().name());
    }

    private static List<PlaceLink> of(List<Place> areas, Place.Kind kind) {
        return areas.stream()
                .filter(area -> area.kind() == kind)
                .map(Place::link)
                .toList();
    }

    /** Homes here with an open house, soonest first. */
    private List<CardView> open(PlaceDirectory directory, Place place) {
        var coming = finder.today().openHouses().apply(openHouse -> true);
        var here = directory
                .homes(place)
                .and(Condition.keys(coming.keySet()))
                .homes()
                .map(IndexedListing::listingKey)
                .collect(Collectors.toSet());
        var keys = coming.keySet().stream().filter(here::contains).limit(OPEN).toList();
        return CardView.further(catalog.listings(keys), coming);
    }
}
