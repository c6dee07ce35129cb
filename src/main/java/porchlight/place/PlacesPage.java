package porchlight.place;

import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Catalog;
import porchlight.catalog.IndexedListing;
import porchlight.listing.Listing;
import porchlight.listing.MlsProfile;
import porchlight.listing.Slug;
import porchlight.listing.States;
import porchlight.message.Messages;
import porchlight.seo.StructuredData;
import porchlight.seo.StructuredData.Crumb;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Request;
import porchlight.web.View;

/** {@code GET /places}, every place with homes, and below it {@link HomeIndex every home}, by street. */
public final class PlacesPage {

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

    /** @param complete whether every listing has been read; if not, more places will follow */
    private record PlacesView(List<State> states, List<Link> elsewhere, boolean complete) implements View {
        @Override
        public String template() {
            return "place/places";
        }
    }

    record Link(String path, String label) {}

    /** A state's cities; the anchor is its two-letter code. */
    record State(String name, String anchor, List<CityParts> cities) {}

    /** A city, and the index pages of its homes. */
    record CityParts(String path, String name, int homes, String anchor, List<Link> parts) {
        static CityParts of(Place city, HomeIndex homes) {
            return new CityParts(
                    city.path(),
                    city.name(),
                    city.homes(),
                    HomeIndex.anchor(city.city()),
                    homes.of(city.city()).stream()
                            .map(part -> new Link(part.path(), part.label()))
                            .toList());
        }
    }

    /**
     * @param city the city's page, null for none
     * @param part this page's name below its city
     * @param siblings this page and those with the remaining homes, empty for none
     * @param area the page with photos of the homes for sale, null for none
     */
    private record IndexView(
            String heading,
            @Nullable Link city,
            String part,
            int homes,
            @Nullable PlaceLink area,
            List<Sibling> siblings,
            List<Street> streets)
            implements View {
        @Override
        public String template() {
            return "place/index";
        }
    }

    /** @param current whether it is this page */
    record Sibling(String path, String label, boolean current) {}

    /** The homes on one street. */
    record Street(String name, List<Home> homes) {}

    /**
     * A line of the index.
     *
     * @param facts "3 bd · Condominium · Active"
     * @param firm the listing firm
     */
    record Home(String path, String address, String price, String facts, String firm) {
        static Home of(Listing listing) {
            return new Home(
                    listing.path(), listing.address().line(), listing.price().text(), facts(listing), firm(listing));
        }

        private static String facts(Listing listing) {
            var size = listing.dimensions();
            return size.beds() == null
                    ? Messages.text("place.home.facts", listing.kind(), listing.statusText())
                    : Messages.text(
                            "place.home.facts.beds", size.bedsText("bd", "bd"), listing.kind(), listing.statusText());
        }

        private static String firm(Listing listing) {
            var by = listing.attribution();
            return by.office() == null
                    ? Messages.text("place.home.number", listing.listingId())
                    : Messages.text("place.home.number.firm", listing.listingId(), by.officeLabel(), by.office());
        }
    }

    /** {@code GET /places}. */
    public Answer answer(Request request) {
        var index = places.get();
        var states = new TreeMap<String, List<CityParts>>();
        for (var city : index.directory().cities())
            states.computeIfAbsent(city.city().state(), none -> new ArrayList<>())
                    .add(CityParts.of(city, index.homes()));
        return Answer.page(
                new PlacesView(
                        states.entrySet().stream()
                                .map(state -> new State(
                                        States.name(state.getKey()),
                                        state.getKey().toLowerCase(Locale.ROOT),
                                        state.getValue()))
                                .toList(),
                        elsewhere(index.homes()),
                        index.isComplete()),
                Head.titled(Messages.text("place.all.title", index.terms().postalCode()))
                        .described(Messages.text(
                                "place.all.description", index.terms().postalCode(), profile.name()))
                        .canonical("/places")
                        .structuredData(structured.page(
                                request.origin(),
                                "/places",
                                List.of(
                                        new Crumb(Messages.text("place.home"), "/"),
                                        new Crumb(Messages.text("place.all"), null))))
                        .styles("place.css"));
    }

    private static List<Link> elsewhere(HomeIndex homes) {
        return homes.all().stream()
                .filter(part -> part.city() == null)
                .map(part -> new Link(
                        part.path(),
                        part.of() == 1
                                ? Messages.text("place.no-city")
                                : Messages.text("place.no-city.part", part.number())))
                .toList();
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
        var heading = heading(part);
        return Answer.page(
                new IndexView(
                        heading,
                        city(part),
                        part.name(),
                        keys.size(),
                        areaOf(part),
                        part.of() == 1 ? List.of() : siblings(part),
                        streets(part.homes(), cards)),
                Head.titled(heading)
                        .described(Messages.text("place.index.description", heading, profile.name()))
                        .robots("noindex, follow")
                        .canonical(part.path())
                        .styles("place.css")
                        .asOf(catalog.asOf(keys), false, profile.timeZone()));
    }

    private static String heading(HomeIndex.Part part) {
        var heading = whole(part);
        return part.of() == 1 ? heading : Messages.text("place.index.heading.span", heading, part.span());
    }

    private static String whole(HomeIndex.Part part) {
        var city = part.city();
        if (city == null) return Messages.text("place.no-city");
        return part.code() == null
                ? Messages.text("place.index.heading.no-code", city.name(), city.state())
                : Messages.text("place.index.heading", part.code(), city.name(), city.state());
    }

    private @Nullable Link city(HomeIndex.Part part) {
        var city = part.city();
        if (city == null) return null;
        return places.get()
                .directory()
                .at(city.path())
                .map(place -> new Link(place.path(), Messages.text("place.city", city.name(), city.state())))
                .orElse(null);
    }

    private @Nullable PlaceLink areaOf(HomeIndex.Part part) {
        if (part.city() == null || part.code() == null) return null;
        return places.get()
                .directory()
                .at(part.city().path() + "/" + Slug.of(part.code()))
                .map(Place::link)
                .orElse(null);
    }

    private List<Sibling> siblings(HomeIndex.Part part) {
        return places.get().homes().all().stream()
                .filter(other -> Objects.equals(other.city(), part.city()) && Objects.equals(other.code(), part.code()))
                .sorted(Comparator.comparingInt(HomeIndex.Part::number))
                .map(other -> new Sibling(other.path(), other.span(), other.number() == part.number()))
                .toList();
    }

    private static List<Street> streets(List<IndexedListing> homes, Map<String, Listing> cards) {
        var streets = new ArrayList<Street>();
        for (var entry : homes) {
            // It may have been removed while the page was made.
            var card = cards.get(entry.listingKey());
            if (card == null) continue;
            var name = HomeIndex.streetLabel(entry);
            if (streets.isEmpty() || !streets.get(streets.size() - 1).name().equals(name))
                streets.add(new Street(name, new ArrayList<>()));
            streets.get(streets.size() - 1).homes().add(Home.of(card));
        }
        return streets;
    }
}
