package porchlight.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;
import porchlight.catalog.IndexedListing;
import porchlight.listing.PropertyType;
import porchlight.odata.Filter;

/**
 * A search: its criteria in canonical order, the sort order, and the page of results.
 *
 * @param page 1-based
 * @param map whether results are shown on a map ({@code view=map})
 */
public record SearchQuery(List<Criterion> criteria, Sort sort, int page, boolean map) {
    public static final String PATH = "/homes";
    /** Used unless visitors choose other statuses. */
    static final List<String> DEFAULT_STATUSES = List.of("Active");

    /** Between the parts of a search line. */
    public static final String LINE_SEPARATOR = ", ";

    public static final SearchQuery ALL = new SearchQuery(List.of(), Sort.NEWEST, 1, false);

    /** All homes for rent, residential first. */
    static final List<SearchQuery> RENTALS = PropertyType.LEASES.stream()
            .map(type -> new SearchQuery(List.of(Criterion.Type.of(type)), Sort.NEWEST, 1, false))
            .toList();

    public SearchQuery {
        var byCost = sort == Sort.MONTHLY
                || criteria.stream()
                        .anyMatch(
                                criterion -> criterion instanceof Criterion.Monthly monthly && monthly.most() != null);
        criteria = criteria.stream()
                .filter(criterion -> byCost || !(criterion instanceof Criterion.Monthly))
                .distinct()
                .sorted(Comparator.comparing(Criterion::field)
                        .thenComparing(criterion -> criterion.params().get(0).value()))
                .toList();
    }

    /** The homes for sale in a city. */
    public static SearchQuery in(KnownCities.City city) {
        return new SearchQuery(
                List.of(new Criterion.Place(Criterion.Place.Kind.CITY, city.name())), Sort.NEWEST, 1, false);
    }

    /** The URL's parameters without defaults, in canonical order. */
    public List<Param> params() {
        var params = new ArrayList<Param>();
        criteria.forEach(criterion -> params.addAll(criterion.params()));
        // The search line is one parameter, whatever it still contains.
        var line = params.stream()
                .filter(param -> param.field() == SearchField.LINE)
                .map(Param::value)
                .toList();
        if (line.size() > 1) {
            params.removeIf(param -> param.field() == SearchField.LINE);
            params.add(0, new Param(SearchField.LINE, String.join(LINE_SEPARATOR, line)));
        }
        if (sort != Sort.NEWEST) params.add(new Param(SearchField.SORT, sort.value()));
        if (page > 1) params.add(new Param(SearchField.PAGE, Integer.toString(page)));
        if (map) params.add(new Param(SearchField.VIEW, "map"));
        return params;
    }

    /** The canonical path and query. */
    public String path() {
        var query = Param.query(params());
        return query.isEmpty() ? PATH : PATH + "?" + query;
    }

    public SearchQuery page(int number) {
        return new SearchQuery(criteria, sort, number, map);
    }

    /** The same search in another order, starting at page one. */
    public SearchQuery sort(Sort order) {
        return new SearchQuery(criteria, order, 1, map);
    }

    /** The same search on a map, or as a list. */
    public SearchQuery map(boolean wanted) {
        return new SearchQuery(criteria, sort, page, wanted);
    }

    /** The search without one criterion, starting at page one. */
    public SearchQuery without(Criterion criterion) {
        return new SearchQuery(
                criteria.stream().filter(other -> !other.equals(criterion)).toList(), sort, 1, map);
    }

    /** The search with further criteria, which replace those of the same kind. */
    public SearchQuery with(List<Criterion> further) {
        var replaced = further.stream().flatMap(SearchQuery::subjects).toList();
        var kept = criteria.stream()
                .filter(criterion -> subjects(criterion).noneMatch(replaced::contains))
                .toList();
        return new SearchQuery(Stream.concat(kept.stream(), further.stream()).toList(), sort, page, map);
    }

    /** A search for anything in the same places. */
    SearchQuery onlyPlaces() {
        return new SearchQuery(criteria.stream().filter(Criterion::isPlace).toList(), sort, 1, map);
    }

    /** What a criterion is about: a search has one about each. */
    private static Stream<Object> subjects(Criterion criterion) {
        if (criterion instanceof Criterion.Facet facet) return Stream.of(facet.group());
        return criterion instanceof Criterion.Beds || criterion instanceof Criterion.Baths
                ? Stream.of(criterion.getClass())
                : criterion.params().stream().map(Param::field);
    }

    /**
     * Whether it is a search for homes to buy: the default, unless a market is chosen or it is for an address, which
     * may be in any market.
     */
    boolean isForSale() {
        return criteria.stream()
                .map(criterion -> criterion instanceof Criterion.Almost almost ? almost.meant() : criterion)
                .noneMatch(criterion -> criterion instanceof Criterion.Type
                        || criterion instanceof Criterion.AnyOf choice
                                && choice.any().stream().anyMatch(SearchQuery::isLease)
                        || criterion instanceof Criterion.Somewhere somewhere && !somewhere.isCompass());
    }

    private static boolean isLease(Criterion criterion) {
        return criterion instanceof Criterion.Type type && PropertyType.isLease(type.value());
    }

    /** Whether it is only for homes to rent. */
    public boolean isForRent() {
        var types = params().stream()
                .filter(param -> param.field() == SearchField.TYPE)
                .toList();
        return !types.isEmpty() && types.stream().allMatch(param -> PropertyType.isLease(param.value()));
    }

    boolean choosesStatus() {
        return criteria.stream().anyMatch(Criterion.Statuses.class::isInstance);
    }

    /** What a search without a status shows. */
    public static final Condition OF_DEFAULT_STATUS = Condition.named(Column.STATUS, DEFAULT_STATUSES);

    public static final Condition FOR_SALE = Condition.named(Column.TYPE, type -> !PropertyType.isLease(type));

    /** What a search without criteria finds: homes for sale. */
    public static final List<Condition> SHOWN_BY_DEFAULT = List.of(OF_DEFAULT_STATUS, FOR_SALE);

    /** Whether a search without criteria finds it: a home for sale. */
    public static boolean isShownByDefault(IndexedListing entry) {
        return isOfDefaultStatus(entry) && !entry.isLease();
    }

    /** Whether a search without a status shows it. */
    public static boolean isOfDefaultStatus(IndexedListing entry) {
        return DEFAULT_STATUSES.contains(entry.status());
    }

    /** Its open-house criterion. */
    public Optional<Criterion.Open> open() {
        return only(Criterion.Open.class);
    }

    /** Whether it depends on open houses, which change without the catalog. */
    public boolean dependsOnOpenHouses() {
        return hasPart(Criterion.Open.class);
    }

    /** Its criterion for an address, street, or neighborhood by name. */
    Optional<Criterion.Somewhere> address() {
        return only(Criterion.Somewhere.class);
    }

    /** Whether it is for features that only the catalog knows well, see {@link Criterion.Facet#filter}. */
    boolean hasFeatures() {
        return hasPart(Criterion.Facet.class);
    }

    /** What the MLS is asked about homes that the catalog found: an address and features are settled. */
    SearchQuery amongFound() {
        return new SearchQuery(
                criteria.stream()
                        .filter(criterion ->
                                !(criterion instanceof Criterion.Facet || criterion instanceof Criterion.Somewhere))
                        .toList(),
                sort,
                page,
                map);
    }

    /** Its criteria for words in descriptions, or that such words are a part of. */
    List<Criterion> keywords() {
        return criteria.stream()
                .filter(criterion -> criterion.parts().anyMatch(Criterion.Keywords.class::isInstance))
                .toList();
    }

    private boolean hasPart(Class<? extends Criterion> kind) {
        return criteria.stream().flatMap(Criterion::parts).anyMatch(kind::isInstance);
    }

    /** Its criterion for the monthly cost. */
    public Optional<Criterion.Monthly> monthly() {
        return only(Criterion.Monthly.class);
    }

    private <T extends Criterion> Optional<T> only(Class<T> kind) {
        return criteria.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /**
     * The condition for the feed: all criteria that the feed supports, and the statuses; always true if it supports
     * none.
     */
    public Filter filter(Capabilities feed) {
        var all = new ArrayList<Filter>();
        if (isNotUnderstood()) return new Filter.Constant(false);
        if (!choosesStatus())
            feed.condition(new Criterion.Statuses(DEFAULT_STATUSES)).ifPresent(all::add);
        alternatives().forEach(any -> {
            var filters =
                    any.stream().flatMap(one -> feed.condition(one).stream()).toList();
            if (filters.size() == any.size()) all.add(Filter.or(filters));
        });
        if (isForSale() && feed.plan().answers(feed.forSale())) all.add(feed.forSale());
        if (all.isEmpty()) return new Filter.Constant(true);
        return Filter.and(all.stream()
                .flatMap(part ->
                        part instanceof Filter.Junction both && both.word().equals("and")
                                ? both.operands().stream()
                                : Stream.of(part))
                .toList());
    }

    /** The criteria, grouped by alternatives: one of several places of one kind is enough. */
    List<List<Criterion>> alternatives() {
        var all = new ArrayList<List<Criterion>>();
        var places = new EnumMap<SearchField, List<Criterion>>(SearchField.class);
        for (var criterion : criteria) {
            var group = criterion
                    .placeField()
                    .map(field -> places.computeIfAbsent(field, any -> new ArrayList<>()))
                    .orElseGet(ArrayList::new);
            if (group.isEmpty()) all.add(group);
            group.add(criterion);
        }
        return all;
    }

    /** Whether there is nothing in it that could be searched for: it finds no homes then, rather than all of them. */
    public boolean isNotUnderstood() {
        return !criteria.isEmpty() && criteria.stream().allMatch(Criterion.Unread.class::isInstance);
    }

    /** Whether the feed supports the implicit conditions: the statuses, and that homes are for sale. */
    boolean isAnswered(Capabilities feed) {
        return feed.exact()
                && (choosesStatus()
                        || feed.condition(new Criterion.Statuses(DEFAULT_STATUSES))
                                .isPresent())
                && (!isForSale()
                        || !feed.converted().contains("PropertyType")
                                && feed.plan().answers(feed.forSale()));
    }

    /** Criteria that the feed does not support; they are reported to the visitor. */
    public List<Criterion> unsupported(Capabilities feed) {
        return criteria.stream()
                .filter(criterion -> !(criterion instanceof Criterion.Open
                        || criterion instanceof Criterion.Unread
                        || criterion instanceof Criterion.Monthly monthly && monthly.most() == null))
                .filter(criterion -> feed.condition(criterion).isEmpty())
                .toList();
    }

    /** Its bounding rectangle. */
    public Optional<Criterion.Area> bounds() {
        return criteria.stream()
                .filter(Criterion.Area.class::isInstance)
                .map(Criterion.Area.class::cast)
                .filter(area -> area.kind() == Criterion.Area.Kind.BOUNDS)
                .findFirst();
    }

    /** Its range of asking prices. */
    public Optional<Criterion.Range> prices() {
        return criteria.stream()
                .filter(Criterion.Range.class::isInstance)
                .map(Criterion.Range.class::cast)
                .filter(range -> range.quantity() == Criterion.Range.Quantity.PRICE)
                .findFirst();
    }

    /** Names of its places, "Portland or Beaverton, 97214"; empty for none. */
    public String places() {
        return alternatives().stream()
                .filter(any -> any.get(0).isPlace())
                .map(any -> Words.or(any.stream().map(Criterion::label).toList()))
                .collect(Collectors.joining(", "));
    }

    public Optional<String> city() {
        return criteria.stream()
                .filter(Criterion.Place.class::isInstance)
                .map(Criterion.Place.class::cast)
                .filter(place -> place.kind() == Criterion.Place.Kind.CITY)
                .map(Criterion.Place::value)
                .findFirst();
    }
}
