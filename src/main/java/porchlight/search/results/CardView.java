package porchlight.search.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Listing;
import porchlight.listing.Money;
import porchlight.listing.OpenHouse;

/**
 * The view of {@code fragments/card.html}.
 *
 * @param openHouse the home's next open house, null for none
 * @param monthly the estimated monthly cost in dollars, null unless it was searched by
 * @param href the home's page
 * @param target of that link, null for the same window
 * @param eager whether its photo is loaded immediately because it may be visible without scrolling
 * @param first whether it is the first card of a page's first list, whose photo is loaded before all others
 */
public record CardView(
        Listing listing,
        @Nullable OpenHouse openHouse,
        @Nullable Long monthly,
        String href,
        @Nullable String target,
        boolean eager,
        boolean first) {

    /** The cards of a page's first list, some of which are visible without scrolling. */
    public static List<CardView> first(List<Listing> listings, Map<String, OpenHouse> coming, int eager) {
        return of(listings, coming, Listing::path, null, eager);
    }

    /** The cards of a list further down the page. */
    public static List<CardView> further(List<Listing> listings, Map<String, OpenHouse> coming) {
        return of(listings, coming, Listing::path, null, 0);
    }

    /** "$2,950"; empty unless the home was searched by it. */
    public String monthlyText() {
        return monthly == null ? "" : Money.dollars(monthly);
    }

    /** The same cards with monthly costs, by ListingKey. */
    static List<CardView> with(Map<String, Long> monthly, List<CardView> cards) {
        if (monthly.isEmpty()) return cards;
        return cards.stream()
                .map(card -> new CardView(
                        card.listing,
                        card.openHouse,
                        monthly.get(card.listing.listingKey()),
                        card.href,
                        card.target,
                        card.eager,
                        card.first))
                .toList();
    }

    /** The cards of a page's first list, with custom links. */
    static List<CardView> of(
            List<Listing> listings,
            Map<String, OpenHouse> coming,
            Function<Listing, String> href,
            @Nullable String target,
            int eager) {
        var cards = new ArrayList<CardView>(listings.size());
        for (var listing : listings) {
            var index = cards.size();
            cards.add(new CardView(
                    listing,
                    coming.get(listing.listingKey()),
                    null,
                    href.apply(listing),
                    target,
                    index < eager,
                    index == 0 && eager > 0));
        }
        return cards;
    }
}
