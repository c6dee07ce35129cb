package porchlight.listingpage;

import java.util.List;
import org.jspecify.annotations.Nullable;
import porchlight.lead.ContactForm;
import porchlight.listing.Listing;
import porchlight.listing.Room;
import porchlight.listing.Unit;
import porchlight.search.results.CardView;
import porchlight.search.results.SearchPager;
import porchlight.site.AgentCard;
import porchlight.web.View;

/**
 * A listing's own page.
 *
 * @param place the page of its city, null for none
 * @param trail the search that led here, null for none
 * @param onMarket formatted listing date
 * @param history null if the MLS does not allow it to be shown
 * @param costs null if it is for rent, sold, or has no price
 * @param map null if it has no known location
 * @param agent who lists it, if it is our own; null for all others
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
        @Nullable AgentCard agent,
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
     * What is shown beside the price.
     *
     * @param priceNote how the price changed or when it was paid, null for none
     * @param payment the estimated monthly payment, null for none
     * @param feeLeftOut whether the payment excludes an association fee
     */
    public record Summary(
            List<KeyFacts.KeyFact> keyFacts,
            @Nullable String priceNote,
            @Nullable String payment,
            boolean feeLeftOut) {
        public Summary {
            keyFacts = List.copyOf(keyFacts);
        }

        /** Whether any of the key facts is this site's own figure; the page says so then. */
        public boolean computes() {
            return keyFacts.stream().anyMatch(KeyFacts.KeyFact::computed);
        }
    }

    /** @param notes whether any room has details other than level and size */
    public record Rooms(List<Room> rows, boolean notes) {
        static Rooms of(List<Room> rows) {
            return new Rooms(rows, rows.stream().anyMatch(room -> room.description() != null));
        }
    }

    /**
     * @param counts whether any kind of unit occurs more than once
     * @param garages whether any unit has a garage
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
     * @param search the search that led here, null for none
     * @param landLease dollars per month for leased land, null for none
     * @param askingPrice formatted
     */
    public record CostsView(
            Costs costs,
            List<CostField> fields,
            String action,
            @Nullable String search,
            @Nullable Long landLease,
            String askingPrice) {}

    /**
     * The map of its location.
     *
     * @param label the marker's text
     * @param ground the owner's tiles, null for the bundled map of the demonstration
     * @param drawn address of this site's own map picture, without its extension; null for none
     * @param tiles a static map of the owner's tiles, null without such tiles
     */
    public record PlaceMap(
            LocationMap at,
            String label,
            ListingViews.@Nullable Ground ground,
            @Nullable String drawn,
            @Nullable TileMap tiles) {}

    /**
     * The source of the listing.
     *
     * @param office the listing office, in a sentence
     * @param updated formatted time of the MLS's last change to the record
     */
    public record Origin(
            String office,
            @Nullable String updated,
            @Nullable SourceBadge badge) {}
}
