package porchlight.listingpage;

import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.lead.ContactForm;
import porchlight.listing.Listing;
import porchlight.listing.Room;
import porchlight.listing.Unit;
import porchlight.search.results.CardView;
import porchlight.search.results.SearchPager;
import porchlight.web.View;

/**
 * A listing's own page.
 *
 * @param place the page of its city, null where it names none
 * @param trail the search that led here, null where none did
 * @param onMarket when it was listed, in words
 * @param history null where the MLS wants none shown
 * @param costs null for what is rented, sold or has no price
 * @param map null where it cannot be placed
 */
public record ListingView(
        Listing listing,
        String photosPath,
        @Nullable PlaceLink place,
        @Nullable SearchPager trail,
        Summary summary,
        @Nullable String onMarket,
        ListingMedia media,
        Rooms rooms,
        Units units,
        @Nullable PriceHistory history,
        @Nullable CostsView costs,
        @Nullable PlaceMap map,
        Origin source,
        List<CardView> similar,
        ContactForm contact)
        implements View {
    public ListingView {
        similar = List.copyOf(similar);
    }

    @Override
    public String template() {
        return "listing/listing";
    }

    /** A link to a place's page. */
    public record PlaceLink(String name, String path) {}

    /**
     * What stands beside the price.
     *
     * @param priceNote how the price changed or when it was paid, null for nothing
     * @param payment the estimated monthly payment, null where there is none
     * @param feeLeftOut whether the payment leaves out a fee of the association
     */
    public record Summary(
            List<KeyFacts.KeyFact> keyFacts,
            @Nullable String priceNote,
            @Nullable String payment,
            boolean feeLeftOut) {
        public Summary {
            keyFacts = List.copyOf(keyFacts);
        }

        /** Whether any of the key facts is this site's own figure, which the page then says. */
        public boolean computes() {
            return keyFacts.stream().anyMatch(KeyFacts.KeyFact::computed);
        }
    }

    /** @param notes whether any room has more to it than level and size */
    public record Rooms(List<Room> rows, boolean notes) {
        static Rooms of(List<Room> rows) {
            return new Rooms(rows, rows.stream().anyMatch(room -> room.description() != null));
        }
    }

    /**
     * @param counts whether there are several of a kind of unit
     * @param garages whether any of them has a garage
     */
    public record Units(List<Unit> rows, boolean counts, boolean garages) {
        static Units of(List<Unit> rows) {
            return new Units(
                    rows,
                    rows.stream().anyMatch(unit -> unit.units() != null && unit.units() > 1),
                    rows.stream().anyMatch(unit -> unit.garageSpaces() != null));
        }
    }

    /**
     * The calculator.
     *
     * @param action where its form is sent
     * @param search the search that led here, null where none did
     * @param landLease dollars a month for leased land, null for none
     * @param askingPrice in words
     */
    public record CostsView(
            Costs costs,
            List<CostField> fields,
            String action,
            @Nullable String search,
            @Nullable Long landLease,
            String askingPrice) {}

    /**
     * The map of its place.
     *
     * @param label what the marker says
     * @param ground the owner's tiles, null for the bundled ground of the demonstration
     * @param drawn where this site's own picture of the map is, without its ending; null where there is none
     * @param tiles a still map of the owner's tiles, null without such
     */
    public record PlaceMap(
            LocationMap at,
            String label,
            ListingViews.@Nullable Ground ground,
            @Nullable String drawn,
            @Nullable TileMap tiles) {}

    /**
     * Where the listing comes from.
     *
     * @param office who lists it, in a sentence
     * @param updated when the MLS last changed the record, in words
     */
    public record Origin(
            String office,
            @Nullable String updated,
            @Nullable SourceBadge badge) {}
}
