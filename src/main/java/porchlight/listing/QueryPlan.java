package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Expand;
import porchlight.odata.Filter;
import porchlight.odata.Metadata.EntityType;
import porchlight.odata.ODataQuery;
import porchlight.odata.OrderBy;

/**
 * How to query one feed. Every request is built here: conditions arrive in Data Dictionary terms
 * and are translated to the form this feed understands, and rows are translated back to Dictionary
 * names and wording. Immutable.
 */
public final class QueryPlan {
    static final String KEY = "ListingKey";
    /** The Media field that orders photos. */
    static final String ORDER = "Order";
    /**
     * The number of URL characters that a query by keys needs for everything except the keys:
     * fields, conditions, and the expansions of a card.
     */
    private static final int BESIDE_KEYS = 1_500;

    private static final int BESIDE_RELATED_KEYS = 500;

    private static final int MOST_KEYS = 100;

    private final FeedModel model;
    private final Behavior behavior;
    private final String key;
    private final boolean numericKey;
    private final DeclaredFields property;
    /** Spellings of enumerated fields that differ from the Dictionary, by field. */
    private final Map<String, Spelling> spellings;
    /** Whether rows need no translation. */
    private final boolean plain;

    QueryPlan(FeedModel model, Behavior behavior) {
        this.model = model;
        this.behavior = behavior;
        this.key = model.key();
        this.numericKey = model.numericKey();
        this.property = model.fields();
        var spellings = new HashMap<>(model.spellings());
        behavior.values().forEach((field, terms) -> spellings.putIfAbsent(field, Spelling.of(terms)));
        this.spellings = Map.copyOf(spellings);
        this.plain = spellings.isEmpty() && key.equals(KEY);
    }

    /** A feed with these fields, in Dictionary terms, that supports everything. */
    public static QueryPlan of(Set<String> fields) {
        return new QueryPlan(
                new FeedModel(
                        fields.isEmpty() ? null : new EntityType(fields, Set.of()),
                        new Expansions(null, null, null, null),
                        Set.of(),
                        Map.of(),
                        Map.of()),
                FeedProbes.optimistic(new Expansions(null, null, null, null)));
    }

    /** This plan without functions, the operator {@code in}, and lambda expressions. */
    public QueryPlan comparingOnly() {
        var draft = new BehaviorDraft(behavior);
        draft.in = draft.contains = draft.startsWith = draft.lambda = draft.geo = false;
        return new QueryPlan(model, draft.behavior());
    }

    FeedModel model() {
        return model;
    }

    Behavior behavior() {
        return behavior;
    }

    // Capabilities.

    /** The fields of Property. */
    public DeclaredFields property() {
        return property;
    }

    /** Whether homes can be filtered by a field. */
    public boolean filters(String field) {
        return declares(field) && !behavior.unfilterable().contains(fieldName(field));
    }

    /** Whether homes can be sorted by a field. */
    public boolean sorts(String field) {
        return declares(field) && !behavior.unsortable().contains(fieldName(field));
    }

    private boolean declares(String field) {
        return property.has(fieldName(field));
    }

    public boolean contains() {
        return behavior.contains();
    }

    /** Whether texts are searched in any case; otherwise only as words are usually written. */
    public boolean ignoresCase() {
        return behavior.lowers();
    }

    /** Whether names can be searched by prefix. */
    public boolean startsWith() {
        return behavior.startsWith();
    }

    public boolean geo() {
        return behavior.geo();
    }

    /** Whether lambda expressions such as {@code View/any()} work on a field. */
    public boolean lambda(String field) {
        return behavior.lambda() && model.isCollection(field) && filters(field);
    }

    /** Whether the feed returns total counts. */
    public boolean counts() {
        return behavior.count();
    }

    /** Whether {@code $skip} works. */
    public boolean skips() {
        return behavior.skip();
    }

    /** The parts of a listing that do not come with it: photos, open houses, rooms, or units. */
    public Set<RelatedData> lacking() {
        var lacking = EnumSet.noneOf(RelatedData.class);
        if (behavior.media() == RelatedDelivery.NONE) lacking.add(RelatedData.PHOTOS);
        if (behavior.openHouses() == RelatedDelivery.NONE) lacking.add(RelatedData.OPEN_HOUSES);
        if (behavior.rooms() == RelatedDelivery.NONE) lacking.add(RelatedData.ROOMS);
        if (behavior.units() == RelatedDelivery.NONE) lacking.add(RelatedData.UNITS);
        return lacking;
    }

    boolean hasOpenHouses() {
        return model.sets().containsKey("OpenHouse") || model.property() == null;
    }

    boolean hasLookup() {
        return model.sets().containsKey("Lookup");
    }

    /** How many listing keys fit in one query; 0 if the feed cannot filter by key. */
    public int keysAtOnce() {
        return filters(KEY) ? keysIn(behavior.longestUrl() - BESIDE_KEYS) : 0;
    }

    /** How many listing keys fit in one query to a related entity set. */
    int relatedAtOnce() {
        return keysIn(behavior.longestUrl() - BESIDE_RELATED_KEYS);
    }

    private int keysIn(int characters) {
        var each = behavior.in() ? 40 : 50 + key.length();
        return Math.max(5, Math.min(MOST_KEYS, characters / each));
    }

    /** A page size that the feed accepts. */
    int top(int wanted) {
        return Math.min(wanted, behavior.largestTop());
    }

    /** The most rows that the feed has been seen to return on a page. */
    public int pageSize() {
        return behavior.pageSize();
    }

    private String fieldName(String field) {
        return field.equals(KEY) ? key : field;
    }

    // Conditions.

    /** Whether the feed supports a condition, given in Dictionary terms. */
    public boolean answers(Filter condition) {
        return translated(condition).isPresent();
    }

    /**
     * Translates a condition from Dictionary terms; {@link Filter.Constant} if its result is known without asking; empty if
     * the feed does not support it.
     */
    public Optional<Filter> translated(Filter condition) {
        if (condition instanceof Filter.Comparison comparison) return compared(comparison);
        if (condition instanceof Filter.In in) return oneOf(in.field(), in.literals());
        if (condition instanceof Filter.TextMatch match) return matched(match);
        if (condition instanceof Filter.Any any) return among(any.field(), any.literal());
        if (condition instanceof Filter.Intersects) return behavior.geo() ? Optional.of(condition) : Optional.empty();
        if (condition instanceof Filter.IsNull empty)
            return filters(empty.field()) ? Optional.of(new Filter.IsNull(fieldName(empty.field()))) : Optional.empty();
        if (condition instanceof Filter.Junction junction) return joined(junction);
        if (condition instanceof Filter.Not not)
            return translated(not.operand())
                    .map(operand -> operand instanceof Filter.Constant decided
                            ? new Filter.Constant(!decided.value())
                            : Filter.not(operand));
        return Optional.of(condition);
    }

    private Optional<Filter> joined(Filter.Junction junction) {
        var and = junction.word().equals("and");
        var operands = new ArrayList<Filter>();
        for (var operand : junction.operands()) {
            var translated = translated(operand);
            if (translated.isEmpty()) return Optional.empty();
            if (translated.get() instanceof Filter.Constant decided) {
                if (decided.value() != and) return Optional.of(decided);
            } else operands.add(translated.get());
        }
        if (operands.isEmpty()) return Optional.of(new Filter.Constant(and));
        return Optional.of(and ? Filter.and(operands) : Filter.or(operands));
    }

    private Optional<Filter> compared(Filter.Comparison comparison) {
        var field = comparison.field();
        if (!filters(field)) return Optional.empty();
        var equal = comparison.operator() == Filter.Operator.EQ;
        if (comparison.literal() instanceof String term && (equal || comparison.operator() == Filter.Operator.NE)) {
            if (model.isCollection(field) || isFlags(field)) return Optional.empty();
            var literals = literals(field, term);
            if (literals.isEmpty()) return Optional.empty();
            if (equal) return Optional.of(equalToAny(field, literals.get()));
            var unequal = literals.get().stream()
                    .map(literal -> Filter.ne(fieldName(field), literal))
                    .toList();
            return Optional.of(unequal.isEmpty() ? new Filter.Constant(true) : Filter.and(unequal));
        }
        var literal = fitting(field, comparison.literal());
        return literal.map(value -> {
            var comparable = new Filter.Comparison(fieldName(field), comparison.operator(), value);
            var apart =
                    behavior.nullsApart() && comparison.operator() == Filter.Operator.NE && value instanceof Boolean;
            return apart ? Filter.or(List.of(comparable, new Filter.IsNull(fieldName(field)))) : comparable;
        });
    }

    private Optional<Filter> oneOf(String field, List<Object> values) {
        if (!filters(field) || model.isCollection(field) || isFlags(field)) return Optional.empty();
        var literals = new LinkedHashSet<Object>();
        for (var value : values) {
            var fitting = value instanceof String term
                    ? literals(field, term)
                    : fitting(field, value).map(List::of);
            if (fitting.isEmpty()) return Optional.empty();
            literals.addAll(fitting.get());
        }
        return Optional.of(equalToAny(field, List.copyOf(literals)));
    }

    private Filter equalToAny(String field, List<Object> literals) {
        if (literals.isEmpty()) return new Filter.Constant(false);
        if (behavior.in()) return Filter.in(fieldName(field), literals);
        return Filter.or(literals.stream()
                .map(literal -> Filter.eq(fieldName(field), literal))
                .toList());
    }

    private Optional<Filter> matched(Filter.TextMatch match) {
        var known = match.function().equals("startswith") ? behavior.startsWith() : behavior.contains();
        var type = model.type(match.field());
        var isText = (type.isEmpty() || type.equals("Edm.String"))
                && !model.spellings().containsKey(match.field());
        if (!known || !isText || !filters(match.field())) return Optional.empty();
        var small = match.text().toLowerCase(Locale.ROOT);
        if (behavior.lowers()) return Optional.of(new Filter.TextMatch(match.function(), match.field(), small, true));
        // Without tolower() the comparison is case-sensitive, so try the usual ways of writing a word.
        var written = new LinkedHashSet<>(
                List.of(match.text(), small, capital(small), match.text().toUpperCase(Locale.ROOT)));
        return Optional.of(Filter.or(written.stream()
                .<Filter>map(text -> new Filter.TextMatch(match.function(), match.field(), text))
                .toList()));
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** A condition on a field with several values. */
    private Optional<Filter> among(String field, Object value) {
        if (!filters(field) || !(value instanceof String term)) return Optional.empty();
        var literals = literals(field, term);
        if (literals.isEmpty()) return Optional.empty();
        if (literals.get().isEmpty()) return Optional.of(new Filter.Constant(false));
        var each = new ArrayList<Filter>();
        for (var literal : literals.get()) {
            if (isFlags(field) && literal instanceof Filter.EnumMember member) each.add(new Filter.Has(field, member));
            else if (model.isCollection(field) && behavior.lambda()) each.add(Filter.any(field, literal));
            else return Optional.empty();
        }
        return Optional.of(Filter.or(each));
    }

    private boolean isFlags(String field) {
        var spelling = model.spellings().get(field);
        return spelling != null && spelling.flags();
    }

    /** The literals for a term: an empty list if the feed has no such value; empty if the field cannot be compared with it. */
    private Optional<List<Object>> literals(String field, String term) {
        if (field.equals(KEY)) return key(term).map(List::of).or(() -> Optional.of(List.of()));
        var declared = model.spellings().get(field);
        if (declared != null) {
            var type = declared.type();
            return Optional.of(declared.values(term).stream()
                    .map(member -> behavior.qualifiedMembers() && type != null
                            ? (Object) new Filter.EnumMember(type, member)
                            : member)
                    .toList());
        }
        var type = model.type(field);
        if (!type.isEmpty() && !type.equals("Edm.String")) return Optional.empty();
        if (!PropertyFields.ENUMERATED.contains(field))
            return Optional.of(List.copyOf(FeatureGroup.isEnumerated(field) ? respelled(term) : List.of(term)));
        var learned = spellings.get(field);
        var values = new LinkedHashSet<Object>();
        if (learned != null) values.addAll(learned.values(term));
        // The sample may not have shown every spelling.
        if (values.isEmpty() || PropertyType.isLease(term)) values.addAll(respelled(term));
        return Optional.of(List.copyOf(values));
    }

    /** The likely spellings of a term: two if the sample did not show how words are joined. */
    private Set<String> respelled(String term) {
        var words = term.replaceAll("[^A-Za-z0-9]+", " ").strip();
        if (words.indexOf(' ') < 0 || " ".equals(behavior.separator())) return Set.of(term);
        var separator = behavior.separator();
        if (separator != null) return Set.of(words.replace(" ", separator));
        return new LinkedHashSet<>(List.of(term, words.replace(" ", "")));
    }

    /** The literal for a listing's key; empty if no listing of this feed can have it. */
    Optional<Object> key(String listingKey) {
        if (!numericKey) return Optional.of(listingKey);
        return listingKey.matches("\\d{1,18}") ? Optional.of(Long.valueOf(listingKey)) : Optional.empty();
    }

    /** A literal of the field's declared type; empty if the types are not comparable. */
    private Optional<Object> fitting(String field, Object literal) {
        var type = model.type(field);
        if (type.isEmpty()) return Optional.of(literal);
        if (literal instanceof Boolean) return type.equals("Edm.Boolean") ? Optional.of(literal) : Optional.empty();
        if (literal instanceof Integer || literal instanceof Long || literal instanceof BigDecimal)
            return FeedModel.isNumber(type) ? Optional.of(whole(type, literal)) : Optional.empty();
        if (literal instanceof LocalDate date)
            return switch (type) {
                case "Edm.Date" -> Optional.of(date);
                case "Edm.DateTimeOffset" ->
                    Optional.of(date.atStartOfDay(ZoneOffset.UTC).toInstant());
                default -> Optional.empty();
            };
        if (literal instanceof Instant instant)
            return switch (type) {
                case "Edm.DateTimeOffset" -> Optional.of(instant);
                case "Edm.Date" -> Optional.of(LocalDate.ofInstant(instant, ZoneOffset.UTC));
                default -> Optional.empty();
            };
        return type.equals("Edm.String") ? Optional.of(literal) : Optional.empty();
    }

    private static Object whole(String type, Object literal) {
        return literal instanceof BigDecimal number
                        && number.stripTrailingZeros().scale() <= 0
                        && type.contains("Int")
                ? (Object) number.longValueExact()
                : literal;
    }

    // Ranges, for reading pages by what comes after the last row.

    /**
     * The field by which a collection can be read in ranges, unique for each listing; empty if
     * there is none.
     */
    Optional<String> ranged() {
        return Stream.of(KEY, "ListingId")
                .filter(field -> filters(field) && sorts(field))
                .findFirst();
    }

    /** The key of a related entity set; null if it is not declared. */
    @Nullable
    String keyOf(String set) {
        if (set.equals("Property")) return fieldName(KEY);
        var type = model.sets().get(set);
        return type != null && type.declares(set + "Key") ? set + "Key" : null;
    }

    /**
     * The condition that a listing comes after another in the order of {@link #ranged}, in the
     * feed's terms.
     */
    Filter after(String last) {
        var field = ranged().orElseThrow();
        return Filter.gt(fieldName(field), field.equals(KEY) ? key(last).orElse(last) : last);
    }

    /** The value of a field in a row from the feed; null if it has none. */
    @Nullable
    String text(JsonNode row, String field) {
        var value = row.path(fieldName(field));
        return value.isNull() || value.isMissingNode() ? null : value.asText();
    }

    // Requests.

    /** The sort keys that the feed supports. */
    List<OrderBy> order(List<OrderBy> order) {
        return order.stream()
                .filter(by -> sorts(by.field()))
                .map(by -> new OrderBy(fieldName(by.field()), by.descending()))
                .toList();
    }

    /** The given fields of Property, as {@code $select} names them. */
    List<String> select(List<String> fields) {
        return property.of(fields.stream().map(this::fieldName).distinct().toList());
    }

    /** The query for the card of each listing. */
    ODataQuery cards(List<String> fields) {
        return shaped(fields, photos(true).map(List::of).orElse(List.of()), true);
    }

    /** The query for everything about a listing that comes with Property itself. */
    ODataQuery detail(List<String> fields, boolean history) {
        var names = model.expansions();
        var expand = new ArrayList<Expand>();
        photos(false).ifPresent(expand::add);
        expanded(names.openHouses(), behavior.openHouses()).ifPresent(expand::add);
        expanded(names.rooms(), behavior.rooms()).ifPresent(expand::add);
        expanded(names.units(), behavior.units()).ifPresent(expand::add);
        if (history && names.history() != null && behavior.history().isExpanded()) expand.add(history(names.history()));
        return shaped(fields, expand, false);
    }

    /**
     * The query for open houses expanded on their homes; empty if the feed does not support it.
     */
    Optional<ODataQuery> openHousesOfHomes() {
        var name = model.expansions().openHouses();
        if (name == null) return Optional.empty();
        var expand = expanded(name, behavior.openHouses());
        if (expand.isEmpty() && behavior.openHouses() != RelatedDelivery.INLINE) return Optional.empty();
        var select = new ArrayList<>(select(List.of(KEY)));
        if (expand.isEmpty() || behavior.selectsExpanded()) select.add(name);
        return Optional.of(ODataQuery.of("Property")
                .select(select)
                .expand(expand.map(List::of).orElse(List.of())));
    }

    private static Optional<Expand> expanded(@Nullable String name, RelatedDelivery delivery) {
        return name != null && delivery.isExpanded() ? Optional.of(Expand.of(name, List.of())) : Optional.empty();
    }

    private ODataQuery shaped(List<String> fields, List<Expand> expand, boolean card) {
        var select = new ArrayList<>(select(fields));
        var names = model.expansions();
        inline(names.media(), behavior.media()).ifPresent(select::add);
        if (!card) {
            inline(names.openHouses(), behavior.openHouses()).ifPresent(select::add);
            inline(names.rooms(), behavior.rooms()).ifPresent(select::add);
            inline(names.units(), behavior.units()).ifPresent(select::add);
        }
        if (behavior.selectsExpanded()) expand.forEach(each -> select.add(each.navigation()));
        return ODataQuery.of("Property")
                .select(List.copyOf(new LinkedHashSet<>(select)))
                .expand(expand);
    }

    private static Optional<String> inline(@Nullable String name, RelatedDelivery delivery) {
        return delivery == RelatedDelivery.INLINE ? Optional.ofNullable(name) : Optional.empty();
    }

    private Optional<Expand> photos(boolean card) {
        var name = model.expansions().media();
        if (name == null || behavior.media() != RelatedDelivery.EXPANDED_WITH_OPTIONS)
            return expanded(name, behavior.media());
        var all = Expand.of(name, model.related(name).of(PropertyFields.MEDIA));
        if (!card || !filtersPhotos()) return Optional.of(all);
        var first = Filter.or(List.of(Filter.eq("PreferredPhotoYN", true), Filter.le(ORDER, behavior.firstPhoto())));
        return Optional.of(new Expand(
                name, all.select(), Filter.and(List.of(nested("MediaCategory", "Photo"), first)), List.of(), null));
    }

    /** Whether cards are requested with only the photo that is marked as the first. */
    private boolean filtersPhotos() {
        return behavior.nestedFilter()
                && behavior.media() == RelatedDelivery.EXPANDED_WITH_OPTIONS
                && model.expansions().media() != null
                && filters(KEY);
    }

    /**
     * Whether a listing has photos that {@link #cards} did not return because none is marked as the
     * first: photos may be numbered from two, or their category spelled differently.
     * @param row as the feed sent it
     */
    boolean lacksPhoto(JsonNode row) {
        if (!filtersPhotos() || "0".equals(row.path("PhotosCount").asText())) return false;
        return row.path(String.valueOf(model.expansions().media())).isArray()
                && new Fields(row)
                        .expanded(model.expansions().media()).stream()
                                .noneMatch(media -> media.text("MediaURL") != null);
    }

    /**
     * The query for all photos of listings whose cards lack one; empty if the feed cannot be
     * queried by key.
     */
    Optional<ODataQuery> allPhotos(List<String> keys) {
        return translated(Filter.in(KEY, keys))
                .map(named -> shaped(List.of(KEY), photos(false).map(List::of).orElse(List.of()), true)
                        .filter(named)
                        .top(top(keys.size())));
    }

    /** Price and status history, and nothing else where nested filters work. */
    private Expand history(String name) {
        var wanted = HistoryParser.CHANGES.stream()
                .map(field -> Filter.eq("FieldName", field))
                .toList();
        return new Expand(name, List.of(), behavior.nestedFilter() ? Filter.or(wanted) : null, List.of(), null);
    }

    /** A condition on a field of a related row. */
    private Filter nested(String field, String term) {
        var spelling = model.spellings().get(field);
        var type = spelling == null ? null : spelling.type();
        if (spelling == null || type == null || spelling.values(term).isEmpty()) return Filter.eq(field, term);
        var member = spelling.values(term).iterator().next();
        return Filter.eq(field, behavior.qualifiedMembers() ? new Filter.EnumMember(type, member) : member);
    }

    /** Whether a Media row matches the nested filter of {@link #cards}. */
    boolean isCardMedia(Fields row) {
        var order = row.count(ORDER);
        return "Photo".equals(row.text("MediaCategory"))
                && (row.isTrue("PreferredPhotoYN") || order != null && order <= behavior.firstPhoto());
    }

    /** A related entity set that is queried separately, for many listings at once. */
    record RelatedSet(String set, String foreignKey, String name) {}

    /** Related sets needed for cards. */
    List<RelatedSet> cardSets() {
        return Stream.of(set(
                        behavior.media(), List.of("Media"), model.expansions().media(), "Media"))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Related sets needed for a listing page. */
    List<RelatedSet> detailSets() {
        var names = model.expansions();
        return Stream.of(
                        set(behavior.media(), List.of("Media"), names.media(), "Media"),
                        set(behavior.openHouses(), List.of("OpenHouse"), names.openHouses(), "OpenHouse"),
                        set(behavior.rooms(), FeedModel.ROOM_SETS, names.rooms(), "Rooms"),
                        set(behavior.units(), FeedModel.UNIT_SETS, names.units(), "UnitTypes"))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<RelatedSet> set(
            RelatedDelivery delivery, List<String> sets, @Nullable String name, String otherwise) {
        if (delivery != RelatedDelivery.SET) return Optional.empty();
        return model.set(sets)
                .flatMap(set -> model.foreignKey(set)
                        .map(foreign -> new RelatedSet(set, foreign, name == null ? otherwise : name)));
    }

    /**
     * The condition that a field of another entity set has one of these values; empty if it can have none of them.
     */
    Optional<Filter> oneOf(EntityType type, String field, List<String> values) {
        var isNumber = FeedModel.isNumber(type.valueType(field));
        var literals = values.stream()
                .filter(value -> !isNumber || value.matches("\\d{1,18}"))
                .map(value -> isNumber ? Long.valueOf(value) : (Object) value)
                .toList();
        if (!type.declares(field) || literals.isEmpty()) return Optional.empty();
        return Optional.of(
                behavior.in()
                        ? Filter.in(field, literals)
                        : Filter.or(literals.stream()
                                .map(literal -> Filter.eq(field, literal))
                                .toList()));
    }

    /** The query for the rows of a related set that belong to some listings. */
    ODataQuery related(RelatedSet related, List<Object> keys) {
        var fields = new DeclaredFields(model.sets().get(related.set()).properties());
        var type = model.sets().get(related.set()).valueType(related.foreignKey());
        var literals = keys.stream()
                .map(each -> FeedModel.isNumber(type) ? Long.valueOf(each.toString()) : (Object) each.toString())
                .toList();
        var filter = behavior.in()
                ? Filter.in(related.foreignKey(), literals)
                : Filter.or(literals.stream()
                        .map(each -> Filter.eq(related.foreignKey(), each))
                        .toList());
        var rows = ODataQuery.of(related.set()).filter(filter).top(behavior.setPageSize());
        // Without next links, only the count shows that there is another page.
        var query = behavior.countsSets() && behavior.count() && !behavior.nextLinks() ? rows.counted() : rows;
        if (!related.set().equals("Media")) return query;
        var select = new ArrayList<>(fields.of(PropertyFields.MEDIA));
        select.add(related.foreignKey());
        // The first photo of each listing comes before the second of any.
        return query.select(select)
                .orderBy(fields.has(ORDER) && isOrdered() ? List.of(OrderBy.ascending(ORDER)) : List.of());
    }

    /** Whether Media rows come in photo order. */
    boolean isOrdered() {
        return !behavior.unsortable().contains(ORDER);
    }

    /** How many rows of a related set to request at once. */
    int relatedPage() {
        return behavior.setPageSize();
    }

    /**
     * Drops the least important fields, which come last, until the URL is short enough for the
     * feed.
     */
    ODataQuery fitted(ODataQuery query, ToIntFunction<ODataQuery> length) {
        if (behavior.longestUrl() == Behavior.NO_LIMIT) return query;
        var shorter = query;
        var fields = new ArrayList<>(query.select());
        var expanded = query.expand().stream().map(Expand::navigation).collect(Collectors.toSet());
        var related = Stream.of(
                        model.expansions().media(),
                        model.expansions().openHouses(),
                        model.expansions().rooms(),
                        model.expansions().units())
                .filter(name -> name != null)
                .collect(Collectors.toSet());
        for (int last = fields.size() - 1; last > 0 && length.applyAsInt(shorter) > behavior.longestUrl(); last--) {
            if (expanded.contains(fields.get(last)) || related.contains(fields.get(last))) continue;
            fields.remove(last);
            shorter = query.select(List.copyOf(fields));
        }
        return shorter;
    }

    // Rows.

    /** The names under which {@link #read} puts related data of a listing. */
    Expansions expansions() {
        var names = model.expansions();
        return new Expansions(
                named(names.media(), behavior.media(), "Media"),
                named(names.openHouses(), behavior.openHouses(), "OpenHouse"),
                named(names.rooms(), behavior.rooms(), "Rooms"),
                named(names.units(), behavior.units(), "UnitTypes"),
                names.history());
    }

    private static @Nullable String named(@Nullable String name, RelatedDelivery delivery, String otherwise) {
        return name == null && delivery == RelatedDelivery.SET ? otherwise : name;
    }

    /** Translates a row to Dictionary names and wording. */
    JsonNode read(JsonNode row) {
        if (plain || !(row instanceof ObjectNode sent)) return row;
        var own = sent.path(key);
        if (!key.equals(KEY) && own.isValueNode() && !own.isNull() && !sent.hasNonNull(KEY))
            sent.put(KEY, own.asText());
        for (var name : (Iterable<String>) () -> names(sent)) {
            var value = sent.path(name);
            if (value instanceof ArrayNode array
                    && !array.isEmpty()
                    && array.get(0).isObject()) array.forEach(this::worded);
        }
        worded(sent);
        return sent;
    }

    private static java.util.Iterator<String> names(ObjectNode row) {
        var names = new ArrayList<String>();
        row.fieldNames().forEachRemaining(names::add);
        return names.iterator();
    }

    private void worded(JsonNode node) {
        if (!(node instanceof ObjectNode row)) return;
        for (var name : (Iterable<String>) () -> names(row)) {
            var spelling = spellings.get(name);
            if (spelling == null) continue;
            var value = row.path(name);
            if (value instanceof ArrayNode several) {
                for (int i = 0; i < several.size(); i++)
                    if (several.get(i).isTextual())
                        several.set(
                                i,
                                TextNode.valueOf(spelling.wording(several.get(i).asText())));
            } else if (value.isTextual()
                    && !spelling.wordings().containsKey(value.asText())
                    && value.asText().contains(",")) {
                // Members of a flags enumeration, and of lists sent as one string.
                var several = row.putArray(name);
                for (var part : value.asText().split(",")) several.add(spelling.wording(part.strip()));
            } else if (value.isTextual()) row.put(name, spelling.wording(value.asText()));
        }
    }

    @Override
    public String toString() {
        return behavior.toString();
    }
}
