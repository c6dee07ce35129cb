package porchlight.place;

import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Catalog;
import porchlight.catalog.IndexedListing;
import porchlight.listing.Listing;
import porchlight.listing.MlsProfile;
import porchlight.seo.StructuredData;
import porchlight.seo.StructuredData.Crumb;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;

/** {@code GET /places}, every place with homes; and below it {@link HomeIndex every home}, street by street. */
public final class PlacesPage {
    private static final Duration FRESH_FOR = Duration.ofMinutes(1);

    private final Supplier<PlaceIndex> places;
    private final Catalog catalog;
    private final MlsProfile profile;
    private final StructuredData structured;

    public PlacesPage(Supplier<PlaceIndex> places, Catalog catalog, MlsProfile profile, StructuredData structured) {
        this.places = places;
        this.catalog = catalog;
        this.profile = profile;
        this.structured = structured;
    }

    /** A state's cities in two letters. */
    record State(String name, String anchor, List<CityParts> cities) {}

    /** A city, and the pages of the index of its homes. */
    record CityParts(Place city, String anchor, List<HomeIndex.Part> parts) {}

    /** Homes of one street. */
    record Street(String name, List<Home> homes) {}

    /** @param listing null when it left while the page was made */
    record Home(IndexedListing entry, Listing listing) {}

    /** {@code GET /places}. */
    public Answer answer(Request request) {
        var index = places.get();
        var states = new TreeMap<String, List<CityParts>>();
        for (var city : index.directory().cities())
            states.computeIfAbsent(city.city().state(), none -> new ArrayList<>())
                    .add(new CityParts(
                            city, HomeIndex.anchor(city.city()), index.homes().of(city.city())));
        var model = new HashMap<String, Object>();
        model.put(
                "states",
                states.entrySet().stream()
                        .map(state -> new State(
                                name(state.getKey()), state.getKey().toLowerCase(Locale.ROOT), state.getValue()))
                        .toList());
        model.put(
                "elsewhere",
                index.homes().all().stream().filter(part -> part.city() == null).toList());
        model.put("complete", index.isComplete());
        return Answer.page(
                "place/places",
                Head.titled("All places with homes for sale")
                        .described("Every city, " + index.terms().postalCode() + " and neighborhood with homes from "
                                + profile.name() + ", and every home by its street.")
                        .canonical("/places")
                        .structuredData(structured.page(
                                request.origin(),
                                "/places",
                                List.of(new Crumb("Home", "/"), new Crumb("All places", null))))
                        .styles("place.css"),
                model,
                FRESH_FOR);
    }

    private static String name(String state) {
        return StateNames.name(state);
    }

    /** {@code GET /places/{state}/{city}/{code}} and its further pages. */
    public Answer index(Request request) {
        var part = places.get().homes().at(request.path());
        if (part == null) throw new NotFoundResponse();
        var keys = part.homes().stream()
                .map(IndexedListing::listingKey)
                .filter(catalog::isShown)
                .toList();
        var cards = new HashMap<String, Listing>();
        catalog.listings(keys).forEach(listing -> cards.put(listing.listingKey(), listing));
        var city = part.city();
        var where = city == null ? "elsewhere" : part.name() + ", " + city.name() + ", " + city.state();
        var title = "Every home in " + where + (part.of() == 1 ? "" : ": " + part.span());
        var model = new HashMap<String, Object>();
        model.put("part", part);
        model.put("heading", title);
        model.put("count", keys.size());
        model.put("streets", streets(part.homes(), cards));
        model.put(
                "cityPlace",
                city == null ? null : places.get().directory().at(city.path()).orElse(null));
        model.put("area", areaOf(part));
        model.put("siblings", part.of() == 1 ? List.of() : siblings(part));
        return Answer.page(
                "place/index",
                Head.titled(title)
                        .described("Every home on the market in " + where + ", street by street, from " + profile.name()
                                + ".")
                        .robots("noindex, follow")
                        .canonical(part.path())
                        .styles("place.css")
                        .asOf(catalog.asOf(keys), false, profile.timeZone()),
                model,
                FRESH_FOR);
    }

    private @Nullable Place areaOf(HomeIndex.Part part) {
        if (part.city() == null || part.code() == null) return null;
        return places.get()
                .directory()
                .at(part.city().path() + "/" + porchlight.listing.Slug.of(part.code()))
                .orElse(null);
    }

    private List<HomeIndex.Part> siblings(HomeIndex.Part part) {
        return places.get().homes().all().stream()
                .filter(other -> java.util.Objects.equals(other.city(), part.city())
                        && java.util.Objects.equals(other.code(), part.code()))
                .sorted(java.util.Comparator.comparingInt(HomeIndex.Part::number))
                .toList();
    }

    private static List<Street> streets(List<IndexedListing> homes, java.util.Map<String, Listing> cards) {
        var streets = new ArrayList<Street>();
        for (var entry : homes) {
            var card = cards.get(entry.listingKey());
            if (card == null) continue;
            var name = HomeIndex.street(entry);
            if (streets.isEmpty() || !streets.get(streets.size() - 1).name().equals(name))
                streets.add(new Street(name, new ArrayList<>()));
            streets.get(streets.size() - 1).homes().add(new Home(entry, card));
        }
        return streets;
    }
}
