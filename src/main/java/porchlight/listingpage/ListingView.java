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
import porchlight.listing.Dates;
import porchlight.listing.Listing;
import porchlight.listing.ListingBatch;
import porchlight.listing.MlsProfile;
import porchlight.listing.OpenHouse;
import porchlight.listing.OpenHouseCalendar;
import porchlight.place.SimilarHomes;
import porchlight.place.Surroundings;
import porchlight.site.DrawnGround;

/** Puts together what stands on a listing's page beside the listing itself. */
public final class ListingView {
    private static final int SIMILAR = 8;

    private final PlacePages places;
    private final SimilarHomes similar;
    private final Surroundings surroundings;
    private final OpenHouseCalendar openHouses;
    private final Function<String, List<SeenChange>> seenChanges;
    private final @Nullable Ground ground;
    private final DrawnGround basemap;
    private final MlsProfile profile;
    private final InstantSource clock;
    private final Executor beside;

    /** Finds the page of a city. */
    public interface PlacePages {
        /** Its path, empty when it has none. */
        Optional<String> path(String city);
    }

    /** A link to a place's page. */
    public record PlaceLink(String name, String path) {}

    /** Raster tiles under the map of the place, and the credit their owner wants. */
    public record Ground(String url, String attribution) {}

    /**
     * @param seenChanges what this site itself saw change in the listing of a key
     * @param ground null for the bundled ground of the demonstration
     * @param beside reads the catalog while the MLS is asked
     */
    public ListingView(
            PlacePages places,
            SimilarHomes similar,
            Surroundings surroundings,
            OpenHouseCalendar openHouses,
            Function<String, List<SeenChange>> seenChanges,
            @Nullable Ground ground,
            DrawnGround basemap,
            MlsProfile profile,
            InstantSource clock,
            Executor beside) {
        this.places = places;
        this.similar = similar;
        this.surroundings = surroundings;
        this.openHouses = openHouses;
        this.seenChanges = seenChanges;
        this.ground = ground;
        this.basemap = basemap;
        this.profile = profile;
        this.clock = clock;
        this.beside = beside;
    }

    /**
     * What the templates show.
     *
     * @param asOf when the oldest MLS data on the page were sent
     * @param costs null for what is rented
     * @param history null where the MLS wants none shown
     * @param location null where it cannot be placed
     * @param drawn whether this site draws the ground around the location
     * @param tiles a still map of the owner's tiles; null without such
     * @param priceChanged day of the last change of price, in words
     * @param updated when the MLS last changed the record, in words
     * @param otherOpenHouses of the similar homes, by ListingKey
     */
    public record Shown(
            Instant asOf,
            List<KeyFacts.KeyFact> keyFacts,
            @Nullable Costs costs,
            @Nullable PriceHistory history,
            @Nullable LocationMap location,
            @Nullable Ground ground,
            boolean drawn,
            @Nullable TileMap tiles,
            @Nullable SourceBadge badge,
            List<Listing> similar,
            Map<String, OpenHouse> otherOpenHouses,
            @Nullable PlaceLink place,
            @Nullable String priceChanged,
            @Nullable String onMarket,
            @Nullable String updated) {
        /** Whether any of its units is told to have a garage. */
        public boolean hasGarages(Listing listing) {
            return listing.units().stream().anyMatch(unit -> unit.garageSpaces() != null);
        }

        /** Whether there are several of a kind of unit. */
        public boolean hasUnitCounts(Listing listing) {
            return listing.units().stream().anyMatch(unit -> unit.units() != null && unit.units() > 1);
        }

        /** Whether any room has something told of it besides level and size. */
        public boolean hasRoomNotes(Listing listing) {
            return listing.rooms().stream().anyMatch(room -> room.description() != null);
        }

        /** Whether any of the key facts is this site's own figure, which the page then says. */
        public boolean computes() {
            return keyFacts.stream().anyMatch(KeyFacts.KeyFact::computed);
        }
    }

    /** Similar homes that are being looked for, and what they are to be similar to. */
    record Begun(SimilarHomes.Subject subject, CompletableFuture<ListingBatch> similar) {}

    /** Begins with what the catalog has, before the MLS is asked; null when that does not know the home. */
    @Nullable
    Begun begin(String listingKey) {
        return similar.subject(listingKey)
                .map(subject ->
                        new Begun(subject, CompletableFuture.supplyAsync(() -> similar.to(subject, SIMILAR), beside)))
                .orElse(null);
    }

    /** Whether the catalog has a home of this key. */
    boolean isKnown(String listingKey) {
        return similar.subject(listingKey).isPresent();
    }

    /**
     * @param sent when the feed sent the listing
     * @param begun null for nothing
     */
    Shown of(Listing listing, Instant sent, CostForm form, CostAssumptions assumptions, @Nullable Begun begun) {
        var subject = SimilarHomes.Subject.of(listing);
        var like = begun != null && begun.subject().equals(subject)
                ? begun.similar().join()
                : similar.to(subject, SIMILAR);
        var onMarket = listing.onMarketDate();
        var location = LocationMap.of(listing, surroundings).orElse(null);
        return new Shown(
                sent.isBefore(like.asOf()) ? sent : like.asOf(),
                KeyFacts.of(listing),
                Costs.of(listing, form, assumptions).orElse(null),
                listing.history().isEmpty() ? null : history(listing),
                location,
                ground,
                ground == null && location != null && location.isOn(basemap),
                ground == null || location == null ? null : TileMap.of(location, ground.url()),
                SourceBadge.of(listing).orElse(null),
                like.listings(),
                openHouses.coming(),
                place(listing),
                day(listing.price().changedAt()),
                onMarket == null ? null : Dates.day(onMarket),
                listing.modified() == null ? null : Dates.minute(listing.modified(), profile.timeZone()));
    }

    private PriceHistory history(Listing listing) {
        var told = listing.history();
        var whole = WholeHistory.of(told, seenChanges.apply(listing.listingKey()), profile.timeZone());
        return PriceHistory.of(whole, !whole.equals(told), today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), profile.timeZone());
    }

    private @Nullable String day(@Nullable Instant instant) {
        return instant == null ? null : Dates.day(LocalDate.ofInstant(instant, profile.timeZone()));
    }

    private @Nullable PlaceLink place(Listing listing) {
        var city = listing.address().city();
        if (city == null) return null;
        return new PlaceLink(city, places.path(city).orElse("/homes?city=" + encoded(city)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
