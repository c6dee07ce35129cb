package porchlight.place;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Catalog;
import porchlight.catalog.IndexedListing;
import porchlight.listing.Dates;
import porchlight.listing.MlsProfile;
import porchlight.search.Finder;
import porchlight.search.results.CardView;
import porchlight.search.results.SearchPage;
import porchlight.seo.Sitemaps;
import porchlight.web.Answer;
import porchlight.web.Request;

/**
 * {@code GET /homes/{state}/{city}} and {@code GET /homes/{state}/{city}/{area}}: the homes of a place, and what this site
 * computes of its market. The figures cost no MLS request.
 */
public final class PlacePage {
    /** Pages of fewer homes are not worth finding. */
    private static final int FEWEST = 3;

    private static final int NEIGHBORS = 8;
    private static final int OPEN = 4;
    private static final int MOST_FIGURES = 500;
    /** More neighborhoods are shown when asked for. */
    private static final int MANY = 24;

    private final Supplier<PlaceIndex> places;
    private final Catalog catalog;
    private final Finder finder;
    private final SearchPage search;
    private final MlsProfile profile;
    private final Cache<Key, PlaceFigures> figures =
            Caffeine.newBuilder().maximumSize(MOST_FIGURES).build();

    private record Key(String path, PlaceIndex index, LocalDate today) {}

    public PlacePage(
            Supplier<PlaceIndex> places, Catalog catalog, Finder finder, SearchPage search, MlsProfile profile) {
        this.places = places;
        this.catalog = catalog;
        this.finder = finder;
        this.search = search;
        this.profile = profile;
    }

    /** What a place's page tells besides its homes. */
    record About(
            Place place,
            PlaceFigures figures,
            String asOf,
            List<CardView> open,
            List<Place> codes,
            List<Place> types,
            List<Place> neighborhoods,
            boolean many,
            List<Place> near,
            String index) {}

    /** {@code GET /homes/{state}}: the places of a state are a part of the page of all places. */
    public Answer state(Request request) {
        var state = request.variable("state");
        if (places.get().directory().cities().stream()
                .noneMatch(place -> place.city().state().equalsIgnoreCase(state))) throw missing();
        return Answer.moved("/places#" + state);
    }

    /** A city's page, or that of an area in it. */
    public Answer answer(Request request) {
        var index = places.get();
        var place = index.directory().at(request.path()).orElseThrow(this::missing);
        var way = new LinkedHashMap<String, String>();
        way.put("/", "Home");
        way.put("/places", "All places");
        if (place.kind() != Place.Kind.CITY)
            way.put(
                    place.city().path(),
                    place.city().name() + ", " + place.city().state());
        return search.answer(
                request,
                new SearchPage.Landing(
                        place.query(),
                        place.path(),
                        place.title(),
                        place.where(),
                        way,
                        place.homes() < FEWEST ? "noindex, follow" : null,
                        more(index, place)));
    }

    /** The pages that are worth finding: the site's own, and those of places, as new as the newest listing on them. */
    public List<Sitemaps.Page> indexable() {
        var directory = places.get().directory();
        return Stream.concat(
                        Stream.of("/", "/homes", "/places", "/open-houses").map(path -> new Sitemaps.Page(path, null)),
                        directory.all().stream()
                                .filter(place -> place.homes() >= FEWEST)
                                .map(place -> new Sitemaps.Page(place.path(), newest(directory.homes(place)))))
                .toList();
    }

    private static @Nullable Instant newest(List<IndexedListing> homes) {
        return homes.stream()
                .map(IndexedListing::modified)
                .max(Comparator.naturalOrder())
                .filter(told -> told.isAfter(Instant.EPOCH))
                .orElse(null);
    }

    private RuntimeException missing() {
        // A place may still be among the listings not read yet.
        return places.get().isComplete() ? new NotFoundResponse() : new ServiceUnavailableResponse();
    }

    private Map<String, Object> more(PlaceIndex index, Place place) {
        if (!index.isComplete()) return Map.of();
        var directory = index.directory();
        var homes = directory.homes(place);
        var today = finder.today().date();
        var told = figures.get(new Key(place.path(), index, today), key -> PlaceFigures.of(homes, today));
        var areas = place.kind() == Place.Kind.CITY ? directory.areas(place.city()) : List.<Place>of();
        var neighborhoods = of(areas, Place.Kind.NEIGHBORHOOD);
        var more = new HashMap<String, Object>();
        more.put(
                "about",
                new About(
                        place,
                        told,
                        Dates.minute(catalog.snapshot().asOf(), profile.timeZone()),
                        open(directory, place),
                        of(areas, Place.Kind.POSTAL_CODE),
                        of(areas, Place.Kind.HOME_TYPE),
                        neighborhoods,
                        neighborhoods.size() > MANY,
                        directory.near(place, NEIGHBORS),
                        HomeIndex.path(place.city(), code(place))));
        return more;
    }

    private static List<Place> of(List<Place> areas, Place.Kind kind) {
        return areas.stream().filter(area -> area.kind() == kind).toList();
    }

    private static @Nullable String code(Place place) {
        return place.kind() == Place.Kind.POSTAL_CODE ? place.name() : null;
    }

    /** Homes here with an open house, soonest first. */
    private List<CardView> open(PlaceDirectory directory, Place place) {
        var here = new java.util.HashSet<String>();
        directory.homes(place).forEach(home -> here.add(home.listingKey()));
        var coming = finder.today().openHouses().apply(openHouse -> true);
        var keys = coming.keySet().stream().filter(here::contains).limit(OPEN).toList();
        return CardView.further(catalog.listings(keys), coming);
    }
}
