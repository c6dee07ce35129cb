package porchlight.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.MapExtent;
import porchlight.listing.Trait;

/**
 * Counts for a search over the catalog, computed in one pass: what it finds, what it would find without each criterion,
 * and how many homes each further choice in the form would leave. For each home it is enough to know whether all
 * criteria match or which single one fails.
 */
public final class FacetCounts {
    private static final int NONE = -1;
    private static final int SEVERAL = -2;

    private final List<List<Criterion>> criteria = new ArrayList<>();
    private final List<Predicate<IndexedListing>> tests = new ArrayList<>();
    private final int[] failingAlone;
    private int matches;
    private final Map<String, Integer> cities = new HashMap<>();
    private final Map<String, Integer> types = new HashMap<>();
    private final Map<String, Integer> subTypes = new HashMap<>();
    private final Map<String, Integer> statuses = new HashMap<>();
    private final int[] traits = new int[Trait.values().length];
    private final int[] beds = new int[10];
    private final int[] baths = new int[10];
    private final Prices prices = new Prices();
    private final List<IndexedListing> placed = new ArrayList<>();

    private FacetCounts(SearchQuery query, Today today) {
        if (!query.choosesStatus()) add(List.of(), SearchQuery::isOfDefaultStatus);
        if (query.isForSale()) add(List.of(), entry -> !entry.isLease());
        for (var any : query.alternatives())
            any.stream()
                    .flatMap(one -> one.test(today).stream())
                    .reduce(Predicate::or)
                    .ifPresent(test -> add(any, test));
        failingAlone = new int[tests.size()];
    }

    /** @param any criteria of which one must match; empty for implicit conditions */
    private void add(List<Criterion> any, Predicate<IndexedListing> test) {
        criteria.add(any);
        tests.add(test);
    }

    /** Computes the counts; criteria that the catalog cannot check are ignored. */
    static FacetCounts of(SearchQuery query, List<IndexedListing> entries, Today today) {
        var tally = new FacetCounts(query, today);
        var status = tally.position(Criterion.Statuses.class, query.choosesStatus() ? NONE : 0);
        var type = tally.position(Criterion.Type.class, query.isForSale() ? (query.choosesStatus() ? 0 : 1) : NONE);
        var subType = tally.position(Criterion.SubTypes.class, NONE);
        var bed = tally.position(Criterion.Beds.class, NONE);
        var bath = tally.position(Criterion.Baths.class, NONE);
        var city = tally.position(
                criterion -> criterion instanceof Criterion.Place place && place.kind() == Criterion.Place.Kind.CITY);
        var price = tally.position(criterion ->
                criterion instanceof Criterion.Range range && range.quantity() == Criterion.Range.Quantity.PRICE);
        for (var entry : entries) {
            var failing = tally.failing(entry);
            if (failing == SEVERAL) continue;
            if (failing == NONE) tally.match(entry);
            else tally.failingAlone[failing]++;
            if (failing == NONE || failing == city)
                count(tally.cities, entry.address().city());
            if (failing == NONE || failing == status) count(tally.statuses, entry.status());
            if (failing == NONE || failing == type) count(tally.types, entry.type());
            if (failing == NONE || failing == subType) count(tally.subTypes, entry.subType());
            if (failing == NONE || failing == bed) tally.beds[Math.min(entry.beds(), 9)]++;
            if (failing == NONE || failing == bath) tally.baths[Math.min(entry.baths(), 9)]++;
            if ((failing == NONE || failing == price) && entry.price() > 0) tally.prices.add(entry.price());
        }
        return tally;
    }

    /** The homes that a search finds. */
    static List<IndexedListing> matches(SearchQuery query, List<IndexedListing> entries, Today today) {
        var tally = new FacetCounts(query, today);
        var found = new ArrayList<IndexedListing>();
        for (var entry : entries) if (tally.failing(entry) == NONE) found.add(entry);
        return found;
    }

    private int failing(IndexedListing entry) {
        int failing = NONE;
        for (int i = 0; i < tests.size(); i++) {
            if (tests.get(i).test(entry)) continue;
            if (failing != NONE) return SEVERAL;
            failing = i;
        }
        return failing;
    }

    private void match(IndexedListing entry) {
        matches++;
        for (var trait : entry.traits().has()) traits[trait.ordinal()]++;
        if (entry.isPlaced()) placed.add(entry);
    }

    private static void count(Map<String, Integer> counts, @Nullable String value) {
        if (value != null) counts.merge(value, 1, Integer::sum);
    }

    private int position(Class<? extends Criterion> kind, int otherwise) {
        var at = position(kind::isInstance);
        return at == SEVERAL && otherwise != NONE ? otherwise : at;
    }

    /** {@link #SEVERAL} if there is no such criterion: nothing can fail it. */
    private int position(Predicate<Criterion> kind) {
        for (int i = 0; i < criteria.size(); i++) {
            if (criteria.get(i).stream().anyMatch(kind)) return i;
        }
        return SEVERAL;
    }

    int matches() {
        return matches;
    }

    /**
     * How many homes the search would find without one of its criteria; removing one of several places does not find
     * more.
     */
    int without(Criterion criterion) {
        var at = criteria.indexOf(List.of(criterion));
        return at < 0 ? matches : matches + failingAlone[at];
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
        return Arrays.stream(beds, Math.min(atLeast, 9), 10).sum();
    }

    public int withBaths(int atLeast) {
        return Arrays.stream(baths, Math.min(atLeast, 9), 10).sum();
    }

    /** The map area of the homes found; empty if none has coordinates. */
    public Optional<MapExtent> extent() {
        return MapExtent.of(placed);
    }

    public Prices prices() {
        return prices;
    }
}
