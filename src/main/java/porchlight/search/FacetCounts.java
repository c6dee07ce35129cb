package porchlight.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;
import porchlight.catalog.Features;
import porchlight.catalog.MapExtent;
import porchlight.catalog.Scan;
import porchlight.catalog.Selection;
import porchlight.catalog.Snapshot;
import porchlight.listing.FeatureGroup;
import porchlight.listing.PropertyType;
import porchlight.listing.Trait;

/**
 * Counts for a search over the catalog, computed in one pass: what it finds, what it would find without each criterion,
 * and how many homes each further choice in the form would leave. For each home it is enough to know whether all
 * criteria match or which single one fails.
 */
public final class FacetCounts {
    private static final int NONE = -1;
    private static final int MOST_ROOMS = 9;

    private final SearchQuery query;
    private final List<List<Criterion>> criteria;
    private final int[] failingAlone;
    private int matches;
    private final Map<String, Integer> cities;
    private final Map<String, Integer> types;
    private final Map<String, Integer> subTypes;
    private final Map<String, Integer> statuses;
    private final int[] traits = new int[Trait.values().length];
    private final int[] beds;
    private final int[] baths;
    private final int[] stories;
    private final Map<Criterion.Parking.Kind, int[]> parking = new EnumMap<>(Criterion.Parking.Kind.class);
    private final @Nullable String[] features;
    private final int[] featured;
    /** Those of the groups that the search has a criterion for, as if it had none. */
    private final Map<String, int[]> chosen = new HashMap<>();

    private final List<Prices.Bar> histogram;
    private final Optional<MapExtent> extent;

    /** A search's conditions, each with the criteria of which one must match; none for implicit conditions. */
    private record Conditions(List<List<Criterion>> criteria, List<Condition> conditions) {
        static Conditions of(SearchQuery query, Today today) {
            var all = new Conditions(new ArrayList<>(), new ArrayList<>());
            if (query.isNotUnderstood()) all.add(List.of(), Condition.nothing());
            if (!query.choosesStatus()) all.add(List.of(), SearchQuery.OF_DEFAULT_STATUS);
            if (query.isForSale()) all.add(List.of(), SearchQuery.FOR_SALE);
            for (var any : query.alternatives()) {
                var checkable = any.stream()
                        .flatMap(one -> one.condition(today).stream())
                        .toList();
                if (!checkable.isEmpty()) all.add(any, Condition.anyOf(checkable));
            }
            return all;
        }

        private void add(List<Criterion> any, Condition condition) {
            criteria.add(any);
            conditions.add(condition);
        }

        int position(Class<? extends Criterion> kind, int otherwise) {
            var at = position(kind::isInstance);
            return at == NONE ? otherwise : at;
        }

        /** {@link #NONE} if there is no such criterion: nothing can fail it. */
        int position(Predicate<Criterion> kind) {
            for (int i = 0; i < criteria.size(); i++)
                if (criteria.get(i).stream().anyMatch(kind)) return i;
            return NONE;
        }
    }

    /** Counts by a column among the homes that fail no condition but one. */
    private static final class Counter {
        private final Column column;
        private final int condition;
        private final int[] counts;
        private final long[] bits = new long[Scan.WORDS];

        Counter(Column column, int condition, int numbers) {
            this.column = column;
            this.condition = condition;
            this.counts = new int[numbers];
        }

        void count(Scan scan) {
            scan.count(column, rows(scan, condition, bits), counts);
        }

        Map<String, Integer> byName(Snapshot snapshot) {
            var names = snapshot.names(column);
            var all = new HashMap<String, Integer>();
            for (int number = 1; number < counts.length; number++)
                if (counts[number] > 0) all.merge(String.valueOf(names[number]), counts[number], Integer::sum);
            return all;
        }
    }

    private static long[] rows(Scan scan, int condition, long[] bits) {
        if (condition == NONE) return scan.matching();
        scan.matchingWithout(condition, bits);
        return bits;
    }

    private FacetCounts(SearchQuery query, Snapshot snapshot, Today today) {
        this.query = query;
        var all = Conditions.of(query, today);
        criteria = all.criteria();
        failingAlone = new int[criteria.size()];
        var city = names(snapshot, Column.CITY, all.position(FacetCounts::isCity));
        var status = names(
                snapshot, Column.STATUS, all.position(Criterion.Statuses.class, query.choosesStatus() ? NONE : 0));
        var type = names(
                snapshot,
                Column.TYPE,
                all.position(Criterion.Type.class, query.isForSale() ? (query.choosesStatus() ? 0 : 1) : NONE));
        var subType = names(snapshot, Column.SUB_TYPE, all.position(Criterion.SubTypes.class, NONE));
        var bedrooms = new Counter(Column.BEDS, all.position(Criterion.Beds.class, NONE), MOST_ROOMS + 1);
        var bathrooms = new Counter(Column.BATHS, all.position(Criterion.Baths.class, NONE), MOST_ROOMS + 1);
        var floors =
                new Counter(Column.STORIES, all.position(Criterion.Stories.class, NONE), Criterion.Stories.MANY + 1);
        var counters = new ArrayList<>(List.of(city, status, type, subType, bedrooms, bathrooms, floors));
        for (var kind : Criterion.Parking.Kind.values()) {
            var spaces = new Counter(
                    kind.column(),
                    all.position(criterion -> criterion instanceof Criterion.Parking one && one.kind() == kind),
                    MOST_ROOMS + 1);
            counters.add(spaces);
            parking.put(kind, spaces.counts);
        }
        features = snapshot.features();
        featured = new int[features.length];
        var asked = new HashMap<String, Integer>();
        for (var criterion : query.criteria())
            if (criterion instanceof Criterion.Facet facet) {
                asked.put(facet.group().name(), all.position(facet::equals));
                chosen.put(facet.group().name(), new int[features.length]);
            }
        var price = all.position(FacetCounts::isPrice);
        var found = new Selection.Builder(snapshot);
        var priced = new Selection.Builder(snapshot);
        var bits = new long[Scan.WORDS];
        snapshot.scan(all.conditions(), scan -> {
            for (var word : scan.matching()) matches += Long.bitCount(word);
            for (int condition = 0; condition < failingAlone.length; condition++)
                failingAlone[condition] += scan.missingOnly(condition);
            for (var counter : counters) counter.count(scan);
            scan.countBits(Column.TRAITS, scan.matching(), traits);
            scan.countFeatures(scan.matching(), featured);
            asked.forEach((group, condition) ->
                    scan.countFeatures(rows(scan, condition, bits), Objects.requireNonNull(chosen.get(group))));
            found.add(scan, scan.matching());
            priced.add(scan, rows(scan, price, bits));
        });
        cities = city.byName(snapshot);
        statuses = status.byName(snapshot);
        types = type.byName(snapshot);
        subTypes = subType.byName(snapshot);
        beds = bedrooms.counts;
        baths = bathrooms.counts;
        stories = floors.counts;
        histogram = Prices.histogram(priced.selection());
        extent = MapExtent.of(found.selection());
    }

    private static Counter names(Snapshot snapshot, Column column, int condition) {
        return new Counter(column, condition, snapshot.names(column).length);
    }

    private static boolean isCity(Criterion criterion) {
        return criterion instanceof Criterion.Place place && place.kind() == Criterion.Place.Kind.CITY;
    }

    private static boolean isPrice(Criterion criterion) {
        return criterion instanceof Criterion.Range range && range.quantity() == Criterion.Range.Quantity.PRICE;
    }

    /** Computes the counts; criteria that the catalog cannot check are ignored. */
    static FacetCounts of(SearchQuery query, Snapshot snapshot, Today today) {
        return new FacetCounts(query, snapshot, today);
    }

    /** The homes that a search finds. */
    static Selection matches(SearchQuery query, Snapshot snapshot, Today today) {
        return snapshot.select(Conditions.of(query, today).conditions());
    }

    /** The number of homes that the search finds. */
    public int matches() {
        return matches;
    }

    /**
     * How many homes the search would find without one of its criteria; removing one of several places does not find
     * more.
     */
    int without(Criterion criterion) {
        var at = criteria.indexOf(List.of(criterion));
        if (at < 0) return matches;
        var all = matches + failingAlone[at];
        // Without a status, the search is for homes with the default one; without the type, for those for sale.
        if (criterion instanceof Criterion.Statuses)
            return SearchQuery.DEFAULT_STATUSES.stream()
                    .mapToInt(status -> statuses.getOrDefault(status, 0))
                    .sum();
        if (!(criterion instanceof Criterion.Type) || !query.without(criterion).isForSale()) return all;
        return all
                - types.entrySet().stream()
                        .filter(type -> PropertyType.isLease(type.getKey()))
                        .mapToInt(Map.Entry::getValue)
                        .sum();
    }

    /** Whether a criterion that has no alternatives was checked. */
    boolean counts(Criterion criterion) {
        return criteria.contains(List.of(criterion));
    }

    public Map<String, Integer> cities() {
        return cities;
    }

    public Map<String, Integer> types() {
        return types;
    }

    public Map<String, Integer> subTypes() {
        return subTypes;
    }

    public Map<String, Integer> statuses() {
        return statuses;
    }

    public int with(Trait trait) {
        return traits[trait.ordinal()];
    }

    public int withBeds(int atLeast) {
        return counted(beds, new Bounds(atLeast, bedrooms().high()));
    }

    public int withBedsUpTo(int atMost) {
        return counted(beds, new Bounds(bedrooms().low(), atMost));
    }

    public int withBaths(int atLeast) {
        return counted(baths, new Bounds(atLeast, bathrooms().high()));
    }

    public int withBathsUpTo(int atMost) {
        return counted(baths, new Bounds(bathrooms().low(), atMost));
    }

    /** @param number {@link Criterion.Stories#MANY} for that many or more */
    public int withStories(int number) {
        return counted(stories, new Bounds(number, number < Criterion.Stories.MANY ? number : 0));
    }

    public int with(Criterion.Parking.Kind kind, int atLeast) {
        return counted(Objects.requireNonNull(parking.get(kind)), new Bounds(atLeast, 0));
    }

    /**
     * A feature of a group.
     *
     * @param homes how many homes have it
     */
    public record Featured(String value, int homes) {}

    /** The features in a group that some home has, the most frequent first. */
    public List<Featured> features(FeatureGroup group) {
        var counts = chosen.getOrDefault(group.name(), featured);
        var found = new ArrayList<Featured>();
        var beginning = Features.beginning(group.name());
        for (int number = 0; number < counts.length; number++) {
            var feature = features[number];
            if (counts[number] > 0 && feature != null && feature.startsWith(beginning))
                found.add(new Featured(Features.value(feature), counts[number]));
        }
        found.sort(Comparator.comparingInt(Featured::homes).reversed().thenComparing(Featured::value));
        return found;
    }

    private Bounds bedrooms() {
        return query.criteria().stream()
                .filter(Criterion.Beds.class::isInstance)
                .map(criterion -> ((Criterion.Beds) criterion).bounds())
                .findFirst()
                .orElse(Bounds.NONE);
    }

    private Bounds bathrooms() {
        return query.criteria().stream()
                .filter(Criterion.Baths.class::isInstance)
                .map(criterion -> ((Criterion.Baths) criterion).bounds())
                .findFirst()
                .orElse(Bounds.NONE);
    }

    private static int counted(int[] counts, Bounds bounds) {
        var from = Math.min(Math.max(1, bounds.low()), counts.length - 1);
        var end = bounds.high() == 0 ? counts.length : Math.min(bounds.high() + 1, counts.length);
        return from >= end ? 0 : Arrays.stream(counts, from, end).sum();
    }

    /** The map area of the homes found; empty if none has coordinates. */
    public Optional<MapExtent> extent() {
        return extent;
    }

    /** The asking prices of the homes, whatever price the search asks for. */
    public List<Prices.Bar> histogram() {
        return histogram;
    }
}
