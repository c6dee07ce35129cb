package porchlight.place;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.IndexedListing;
import porchlight.listing.Money;
import porchlight.listing.Trait;
import porchlight.search.Words;

/**
 * A place's market figures, computed by this site from what is for sale there now. Texts are formatted for people; null
 * if there are too few homes.
 *
 * @param medianPerSquareFoot of the homes with a known living area
 * @param cutShare of the homes whose last price change was a reduction
 */
record PlaceFigures(
        int homes,
        @Nullable String medianPrice,
        @Nullable String medianPerSquareFoot,
        @Nullable String medianDays,
        @Nullable String cutShare,
        List<TypeRow> types,
        @Nullable Histogram prices,
        @Nullable Histogram days) {
    /** A median of fewer would reveal single homes. */
    private static final int FEWEST = 3;

    private static final int SMALLEST_AREA = 100;

    /**
     * One kind of home.
     *
     * @param median asking price, null for few homes
     */
    record TypeRow(
            String label,
            int count,
            @Nullable String median,
            @Nullable String medianPerSquareFoot) {}

    /** @param today in the MLS's time zone */
    static PlaceFigures of(List<IndexedListing> homes, LocalDate today) {
        var prices = prices(homes);
        var days = homes.stream()
                .map(home -> days(home, today))
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        var cut = homes.stream().filter(home -> home.has(Trait.PRICE_CUT)).count();
        return new PlaceFigures(
                homes.size(),
                dollars(prices),
                perSquareFoot(homes),
                days.length < FEWEST ? null : String.format(Locale.US, "%,d", Histogram.median(days)),
                homes.size() < FEWEST ? null : Math.round(100.0 * cut / homes.size()) + "%",
                types(homes),
                Histogram.ofPrices(prices),
                Histogram.ofDays(days));
    }

    private static List<TypeRow> types(List<IndexedListing> homes) {
        var groups = new TreeMap<String, List<IndexedListing>>();
        for (var home : homes) {
            var kind = home.subType() != null ? home.subType() : home.type();
            if (kind != null)
                groups.computeIfAbsent(Words.capital(Words.plural(kind)), none -> new java.util.ArrayList<>())
                        .add(home);
        }
        return groups.entrySet().stream()
                .sorted(Comparator.comparingInt(group -> -group.getValue().size()))
                .map(group -> new TypeRow(
                        group.getKey(),
                        group.getValue().size(),
                        dollars(prices(group.getValue())),
                        perSquareFoot(group.getValue())))
                .toList();
    }

    /** Of the homes that have a price. */
    private static long[] prices(List<IndexedListing> homes) {
        return homes.stream()
                .mapToLong(IndexedListing::price)
                .filter(price -> price > 0)
                .sorted()
                .toArray();
    }

    private static @Nullable String dollars(long[] sorted) {
        return sorted.length < FEWEST ? null : Money.dollars(Histogram.median(sorted));
    }

    private static @Nullable String perSquareFoot(List<IndexedListing> homes) {
        return dollars(homes.stream()
                .filter(home -> home.area() >= SMALLEST_AREA && home.price() > 0)
                .flatMapToLong(home -> LongStream.of(Math.round((double) home.price() / home.area())))
                .sorted()
                .toArray());
    }

    private static @Nullable Long days(IndexedListing home, LocalDate today) {
        if (home.onMarketDate() != null) return Math.max(0, ChronoUnit.DAYS.between(home.onMarketDate(), today));
        return home.daysOnMarket() == null ? null : home.daysOnMarket().longValue();
    }
}
