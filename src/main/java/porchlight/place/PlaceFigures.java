package porchlight.place;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Column;
import porchlight.catalog.Selection;
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
public record PlaceFigures(
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
    public record TypeRow(
            String label,
            int count,
            @Nullable String median,
            @Nullable String medianPerSquareFoot) {}

    /** @param today in the MLS's time zone */
    static PlaceFigures of(Selection homes, LocalDate today) {
        var day = Column.day(today);
        var all = new Numbers();
        var byLabel = new TreeMap<String, Numbers>();
        var byKind = new HashMap<String, Numbers>();
        var days = LongStream.builder();
        var cut = 0;
        var snapshot = homes.snapshot();
        for (int row = homes.rows().nextSetBit(0); row >= 0; row = homes.rows().nextSetBit(row + 1)) {
            var price = snapshot.number(Column.PRICE, row);
            var area = snapshot.number(Column.AREA, row);
            all.add(price, area);
            var subType = snapshot.name(Column.SUB_TYPE, row);
            var kind = subType != null ? subType : snapshot.name(Column.TYPE, row);
            if (kind != null)
                byKind.computeIfAbsent(
                                kind,
                                none -> byLabel.computeIfAbsent(
                                        Words.capital(Words.plural(kind)), first -> new Numbers()))
                        .add(price, area);
            var listed = snapshot.number(Column.ON_MARKET, row);
            var onMarket = listed != 0 ? Math.max(0, day - listed) : snapshot.number(Column.DAYS_ON_MARKET, row);
            if (onMarket >= 0) days.add(onMarket);
            if ((snapshot.number(Column.TRAITS, row) & Column.bit(Trait.PRICE_CUT)) != 0) cut++;
        }
        var prices = all.prices();
        var sortedDays = days.build().sorted().toArray();
        return new PlaceFigures(
                all.homes,
                dollars(prices),
                dollars(all.perSquareFoot()),
                sortedDays.length < FEWEST ? null : String.format(Locale.US, "%,d", Histogram.median(sortedDays)),
                all.homes < FEWEST ? null : Math.round(100.0 * cut / all.homes) + "%",
                types(byLabel),
                Histogram.ofPrices(prices),
                Histogram.ofDays(sortedDays));
    }

    private static List<TypeRow> types(TreeMap<String, Numbers> byLabel) {
        return byLabel.entrySet().stream()
                .sorted(Comparator.comparingInt(group -> -group.getValue().homes))
                .map(group -> new TypeRow(
                        group.getKey(),
                        group.getValue().homes,
                        dollars(group.getValue().prices()),
                        dollars(group.getValue().perSquareFoot())))
                .toList();
    }

    private static @Nullable String dollars(long[] sorted) {
        return sorted.length < FEWEST ? null : Money.dollars(Histogram.median(sorted));
    }

    /** The prices of some homes, as far as they are known. */
    private static final class Numbers {
        private int homes;
        private final LongStream.Builder prices = LongStream.builder();
        private final LongStream.Builder perSquareFoot = LongStream.builder();

        void add(long price, long area) {
            homes++;
            if (price > 0) prices.add(price);
            if (price > 0 && area >= SMALLEST_AREA) perSquareFoot.add(Math.round((double) price / area));
        }

        /** Sorted; call it once. */
        long[] prices() {
            return prices.build().sorted().toArray();
        }

        /** Sorted; call it once. */
        long[] perSquareFoot() {
            return perSquareFoot.build().sorted().toArray();
        }
    }
}
