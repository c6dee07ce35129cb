package porchlight.listingpage;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.SeenChange;
import porchlight.lead.ContactForm;
import porchlight.listing.Attribution;
import porchlight.listing.CostAssumptions;
import porchlight.listing.Dates;
import porchlight.listing.Listing;
import porchlight.listing.ListingBatch;
import porchlight.listing.ListingKey;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouseCalendar;
import porchlight.message.Messages;
import porchlight.place.SimilarHomes;
import porchlight.place.Surroundings;
import porchlight.search.results.CardView;
import porchlight.search.results.SearchPager;
import porchlight.site.AgentCard;
import porchlight.site.DrawnGround;

/** Builds listing pages. */
public final class ListingViews {
    private static final int SIMILAR = 8;

    private final PlacePages places;
    private final SimilarHomes similar;
    private final Surroundings surroundings;
    private final OpenHouseCalendar openHouses;
    private final Function<String, List<SeenChange>> seenChanges;
    private final Function<Listing, Optional<AgentCard>> agents;
    private final @Nullable Ground ground;
    private final DrawnGround basemap;
    private final CostAssumptions assumptions;
    private final MlsProfile profile;
    private final InstantSource clock;
    private final Executor beside;

    /** Finds a city's page. */
    public interface PlacePages {
        /** Its path, empty if it has none. */
        Optional<String> path(String city);
    }

    /** Raster tiles for the location map, and the credit that their owner requires. */
    public record Ground(String url, String attribution) {}

    /**
     * @param seenChanges the changes that this site saw in a listing, by key
     * @param ground null for the bundled map of the demonstration
     * @param agents who lists a home of our own
     * @param beside reads the catalog while the MLS is queried
     */
    public ListingViews(
            PlacePages places,
            SimilarHomes similar,
            Surroundings surroundings,
            OpenHouseCalendar openHouses,
            Function<String, List<SeenChange>> seenChanges,
            Function<Listing, Optional<AgentCard>> agents,
            @Nullable Ground ground,
            DrawnGround basemap,
            CostAssumptions assumptions,
            MlsProfile profile,
            InstantSource clock,
            Executor beside) {
        this.places = places;
        this.similar = similar;
        this.surroundings = surroundings;
        this.openHouses = openHouses;
        this.seenChanges = seenChanges;
        this.agents = agents;
        this.ground = ground;
        this.basemap = basemap;
        this.assumptions = assumptions;
        this.profile = profile;
        this.clock = clock;
        this.beside = beside;
    }

    /** A search for similar homes in progress, and its subject. */
    record Begun(SimilarHomes.Subject subject, CompletableFuture<ListingBatch> similar) {}

    /** Starts with the catalog's data before the MLS is queried; null if the catalog does not have the home. */
    @Nullable
    Begun begin(ListingKey key) {
        return similar.subject(key.value())
                .map(subject ->
                        new Begun(subject, CompletableFuture.supplyAsync(() -> similar.to(subject, SIMILAR), beside)))
                .orElse(null);
    }

    /** Whether the catalog has a home with this key. */
    boolean isKnown(ListingKey key) {
        return similar.subject(key.value()).isPresent();
    }

    /** Homes similar to a listing. */
    ListingBatch similar(Listing listing, @Nullable Begun begun) {
        var subject = SimilarHomes.Subject.of(listing);
        return begun != null && begun.subject().equals(subject)
                ? begun.similar().join()
                : similar.to(subject, SIMILAR);
    }

    /**
     * A listing's page.
     *
     * @param form the calculator's input
     * @param trail the search that led here, null for none
     */
    ListingView of(
            Listing listing, CostForm form, @Nullable SearchPager trail, List<Listing> similar, ContactForm contact) {
        var costs = Costs.of(listing, form, assumptions).orElse(null);
        var onMarket = listing.onMarketDate();
        return new ListingView(
                listing,
                listing.path() + "/photos",
                place(listing),
                trail,
                new ListingView.Summary(
                        KeyFacts.of(listing),
                        priceNote(listing),
                        costs == null ? null : costs.totalText(),
                        listing.charges().associationLeftOut()),
                onMarket == null ? null : Dates.day(onMarket),
                ListingMedia.of(listing),
                ListingView.Rooms.of(listing.rooms()),
                ListingView.Units.of(listing.units()),
                listing.history().isEmpty() ? null : history(listing),
                costs == null ? null : calculator(listing, costs, trail),
                map(listing),
                origin(listing),
                agents.apply(listing).orElse(null),
                CardView.further(similar, openHouses.coming()),
                contact);
    }

    private static ListingView.CostsView calculator(Listing listing, Costs costs, @Nullable SearchPager trail) {
        return new ListingView.CostsView(
                costs,
                CostField.all(costs.fields(), Map.of()),
                listing.path() + "#costs",
                trail == null ? null : trail.search(),
                listing.charges().landLeaseMonthly(),
                listing.price().text());
    }

    private @Nullable String priceNote(Listing listing) {
        var price = listing.price();
        if (price.closed() != null) return Messages.text("listing.price.closed", price.closedText());
        var changed = day(price.changedAt());
        if (price.isCut()) return changed == null ? null : Messages.text("listing.price.cut", changed);
        if (!price.isRaised()) return null;
        return changed == null
                ? Messages.text("listing.price.raised", price.beforeText())
                : Messages.text("listing.price.raised.on", price.beforeText(), changed);
    }

    private ListingView.@Nullable PlaceMap map(Listing listing) {
        var at = LocationMap.of(listing, surroundings).orElse(null);
        if (at == null) return null;
        return new ListingView.PlaceMap(
                at,
                listing.price().text(),
                ground,
                ground == null && at.isWithin(basemap) ? listing.path() + "/map" : null,
                ground == null ? null : TileMap.of(at, ground.url()));
    }

    private ListingView.Origin origin(Listing listing) {
        return new ListingView.Origin(
                office(listing.attribution()),
                listing.modified() == null ? null : Dates.minute(listing.modified(), profile.timeZone()),
                SourceBadge.of(listing).orElse(null));
    }

    private static String office(Attribution by) {
        if (by.office() == null)
            return by.contact() == null
                    ? Messages.text("listing.origin.office.unknown", by.officeLabel())
                    : Messages.text("listing.origin.office.unknown.contact", by.officeLabel(), by.contact());
        return by.contact() == null
                ? Messages.text("listing.origin.office", by.officeLabel(), by.office())
                : Messages.text("listing.origin.office.contact", by.officeLabel(), by.office(), by.contact());
    }

    private PriceHistory history(Listing listing) {
        var listed = listing.history();
        var whole = WholeHistory.of(listed, seenChanges.apply(listing.listingKey()), profile.timeZone());
        return PriceHistory.of(whole, !whole.equals(listed), today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), profile.timeZone());
    }

    private @Nullable String day(@Nullable Instant instant) {
        return instant == null ? null : Dates.day(LocalDate.ofInstant(instant, profile.timeZone()));
    }

    private ListingView.@Nullable PlaceLink place(Listing listing) {
        var city = listing.address().city();
        if (city == null) return null;
        return new ListingView.PlaceLink(city, places.path(city).orElse("/homes?city=" + encoded(city)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
