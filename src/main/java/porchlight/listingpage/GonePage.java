package porchlight.listingpage;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import porchlight.catalog.Catalog;
import porchlight.catalog.Condition;
import porchlight.catalog.IndexedListing;
import porchlight.listing.ListingKey;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.message.Messages;
import porchlight.place.PlaceIndex;
import porchlight.place.SimilarHomes;
import porchlight.search.KnownCities;
import porchlight.search.results.CardView;
import porchlight.web.Answer;
import porchlight.web.Head;
import porchlight.web.Lifetime;
import porchlight.web.View;

/**
 * The page for a listing that may no longer be shown. Only a hash of its key is stored, so everything known comes from
 * the requested address itself: if the same home is listed again under another key, it redirects there (301); otherwise
 * the page is gone (410) and shows homes in the same place.
 */
public final class GonePage {
    private static final Pattern PATH = Pattern.compile("/listing/([^/]+)/([a-z0-9-]{1,200})(?:/photos)?");
    private static final int SIMILAR = 8;

    private final Catalog catalog;
    private final Supplier<PlaceIndex> places;
    private final SimilarHomes similar;
    private final OpenHouseCalendar openHouses;
    private final MlsProfile profile;

    public GonePage(
            Catalog catalog,
            Supplier<PlaceIndex> places,
            SimilarHomes similar,
            OpenHouseCalendar openHouses,
            MlsProfile profile) {
        this.catalog = catalog;
        this.places = places;
        this.similar = similar;
        this.openHouses = openHouses;
        this.profile = profile;
    }

    /** The answer for a listing that is gone; empty if its address names neither a home nor a place. */
    public Optional<Answer> answer(String path) {
        var asked = PATH.matcher(path);
        if (!asked.matches()) return Optional.empty();
        var slug = asked.group(2);
        var listedAgain = relisted(ListingKey.ofSegment(asked.group(1)), slug);
        // The catalog may remove it a second later.
        if (listedAgain.isPresent())
            return Optional.of(new Answer.Redirect(
                    301, new Lifetime.Confirmed(), Map.of(), listedAgain.get().path()));
        return city(slug).map(city -> gone(city, slug));
    }

    /** The home at an address under another key; if it is listed twice, the one changed last. */
    private Optional<IndexedListing> relisted(Optional<ListingKey> key, String slug) {
        var number = slug.replaceFirst("-.*", "");
        if (number.isEmpty() || !Character.isDigit(number.charAt(0))) return Optional.empty();
        return catalog.snapshot()
                .select(List.of(Condition.streetBeginning(number)))
                .homes()
                .filter(entry ->
                        key.filter(is -> is.value().equals(entry.listingKey())).isEmpty()
                                && entry.address().slug().equals(slug))
                .max(Comparator.comparing(IndexedListing::modified));
    }

    /** The city at the end of a slug: "1247-se-division-st-portland-or-97214". */
    private Optional<KnownCities.City> city(String slug) {
        var place = slug.replaceFirst("-\\d{5}(-\\d{4})?$", "");
        return places.get().cities().cities().stream()
                .filter(city ->
                        ("-" + place).endsWith("-" + city.slug() + "-" + porchlight.listing.Slug.of(city.state())))
                .findFirst();
    }

    private Answer gone(KnownCities.City city, String slug) {
        var code = slug.matches(".*-\\d{5}") ? slug.substring(slug.length() - 5) : null;
        var found = similar.to(SimilarHomes.Subject.in(city.name(), city.state(), code), SIMILAR);
        var view = new GoneView(city.name(), city.path(), CardView.further(found.listings(), openHouses.coming()));
        var head = Head.titled(Messages.text("listing.gone"))
                .robots("noindex")
                .styles("home.css")
                .scripts("suggest.js", "saved.js", "photo-fallback.js");
        return Answer.refusal(
                410, view, found.listings().isEmpty() ? head : head.asOf(found.asOf(), false, profile.timeZone()));
    }

    /** @param path of the city's homes */
    private record GoneView(String city, String path, List<CardView> similar) implements View {
        @Override
        public String template() {
            return "listing/gone";
        }
    }
}
