package porchlight.demomls.town;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Distributes the pictures of a style over its homes, so that no page of results in any of the
 * usual orders, for the whole market or a city, shows the same one twice.
 */
final class Covers {
    /** Larger markets are distributed by number alone: sorting them would delay startup. */
    private static final int SORTED = 20_000;

    private static final int PAGE = 24;
    /** The number of pages that one search shows. */
    private static final int PAGES = 21;

    private static final int WHOLE_MARKET = 100;

    private static final Comparator<Entry> NEWEST = Comparator.comparingInt(Entry::daysOnMarket);
    private static final List<Comparator<Entry>> ORDERS = List.of(
            NEWEST,
            Comparator.comparingLong(Entry::price),
            Comparator.comparingLong(Entry::price).reversed(),
            Comparator.comparingInt(Entry::beds).reversed(),
            Comparator.comparingInt(Entry::squareFeet).reversed(),
            Comparator.comparingDouble(Entry::acres).reversed(),
            Comparator.comparingInt(Entry::yearBuilt).reversed());

    private final int[] turns;

    private Covers(int[] turns) {
        this.turns = turns;
    }

    /**
     * What determines a home's positions in lists of results.
     * @param pictures the pictures it may be shown with: homes with different ones never look alike
     * @param ways how many ways there are to show those pictures that are clearly different; the
     * second half repeats the pictures of the first
     * @param listed whether results show it by default
     */
    record Entry(
            String pictures,
            int ways,
            boolean listed,
            String city,
            int daysOnMarket,
            long price,
            int beds,
            int squareFeet,
            double acres,
            int yearBuilt) {}

    /**
     * A page of one of the lists, limited to certain pictures.
     * @param weight how important it is that none of them is shown twice there
     */
    private record Spot(String list, int weight, int page, String pictures) {}

    static Covers of(int size, IntFunction<Entry> entries) {
        if (size > SORTED) return new Covers(new int[0]);
        var all = IntStream.range(0, size).mapToObj(entries).toList();
        var spots = spots(all);
        var shown = new HashMap<Spot, int[]>();
        var pictures = new HashMap<String, Use>();
        var turns = new int[size];
        for (int number : sorted(all, NEWEST)) {
            var entry = all.get(number);
            var pages = spots.get(number).stream()
                    .map(spot -> shown.computeIfAbsent(spot, page -> new int[entry.ways()]))
                    .toList();
            var use = pictures.computeIfAbsent(entry.pictures(), first -> new Use(entry.ways()));
            var way = use.choose(pages);
            for (var spot : spots.get(number)) shown.get(spot)[way] += spot.weight();
            turns[number] = way + entry.ways() * use.take(way);
        }
        return new Covers(turns);
    }

    /** How a style's pictures have been used so far, newest homes first. */
    private static final class Use {
        private final int[] times;
        private final int[] latest;
        private int homes;

        Use(int ways) {
            this.times = new int[ways];
            this.latest = new int[ways / 2];
        }

        /**
         * A way that none of the pages has. Among those, one that was not used just before and
         * whose mirror image is not on a page; among those, the one used longest ago.
         */
        int choose(List<int[]> pages) {
            var half = latest.length;
            return IntStream.range(0, times.length)
                    .boxed()
                    .min(Comparator.comparingInt((Integer way) -> on(pages, way))
                            .thenComparingInt(way -> times[way] / Photos.LIGHTS)
                            .thenComparing(way -> homes > half && latest[way % half] > homes - half / 2)
                            .thenComparingInt(way -> on(pages, (way + half) % times.length))
                            .thenComparingInt(way -> latest[way % half]))
                    .orElseThrow();
        }

        private static int on(List<int[]> pages, int way) {
            return pages.stream().mapToInt(page -> page[way]).sum();
        }

        /** How often it was used before. */
        int take(int way) {
            latest[way % latest.length] = ++homes;
            return times[way]++;
        }
    }

    /** Where each home is seen. */
    private static List<List<Spot>> spots(List<Entry> all) {
        var spots = new ArrayList<List<Spot>>();
        for (int number = 0; number < all.size(); number++) spots.add(new ArrayList<>());
        for (var order : ORDERS) {
            var at = new HashMap<String, Integer>();
            for (int number : sorted(all, order)) {
                var entry = all.get(number);
                if (!entry.listed()) continue;
                add(spots.get(number), "all by " + ORDERS.indexOf(order), WHOLE_MARKET, at, entry);
                if (order == NEWEST) add(spots.get(number), entry.city(), 1, at, entry);
            }
        }
        return spots;
    }

    private static void add(List<Spot> spots, String list, int weight, HashMap<String, Integer> at, Entry entry) {
        var page = (at.merge(list, 1, Integer::sum) - 1) / PAGE;
        if (page < PAGES) spots.add(new Spot(list, weight, page, entry.pictures()));
    }

    /** The numbers of the homes in an order; ties are broken by lower number. */
    private static List<Integer> sorted(List<Entry> all, Comparator<Entry> order) {
        return IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparing(all::get, order))
                .toList();
    }

    /**
     * The way in which a home shows its pictures; those beyond {@link Entry#ways} differ in light
     * and crop.
     */
    int turn(int number) {
        return number < turns.length ? turns[number] : number;
    }
}
