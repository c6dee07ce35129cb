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
import java.util.LinkedHashSet;
import java.util.List;
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
 * How one feed is asked: every request of the site is shaped here, from conditions in the Data Dictionary's words to what
 * this feed understands, and every row is read back here into the Dictionary's names and words. Immutable.
 */
public final class QueryPlan {
    static final String KEY = "ListingKey";
    /** What the longest question of keys needs besides them: fields, conditions and expansions of a card. */
    private static final int BESIDE_KEYS = 1_500;

    private static final int MOST_KEYS = 100;

    private final FeedModel model;
    private final Behavior behavior;
    private final String key;
    private final boolean numericKey;
    private final DeclaredFields property;
    /** Whether rows come in the Dictionary's names and words, and need no reading back. */
    private final boolean plain;

    QueryPlan(FeedModel model, Behavior behavior) {
        this.model = model;
        this.behavior = behavior;
        this.key = model.key();
        this.numericKey = model.numericKey();
        this.property = model.fields();
        this.plain = model.spellings().isEmpty() && behavior.values().isEmpty() && key.equals(KEY);
    }

    /** A feed with these fields, in the Dictionary's words, that can be asked everything there is. */
    public static QueryPlan of(Set<String> fields) {
        return new QueryPlan(
                new FeedModel(
                        fields.isEmpty() ? null : new EntityType(fields, Set.of()),
                        new Expansions(null, null, null, null),
                        Map.of(),
                        Map.of()),
                FeedProbes.optimistic(new Expansions(null, null, null, null)));
    }

    /** The same without functions, the operator {@code in} and lambda expressions. */
    public QueryPlan comparingOnly() {
        var draft = new FeedProbes.Draft(behavior);
        draft.in = draft.contains = draft.startsWith = draft.lambda = draft.geo = false;
        return new QueryPlan(model, draft.behavior());
    }

    FeedModel model() {
        return model;
    }

    Behavior behavior() {
        return behavior;
    }

    // What can be asked.

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

    public boolean geo() {
        return behavior.geo();
    }

    /** Whether {@code View/any()} and the like can be asked of a field. */
    public boolean lambda(String field) {
        return behavior.lambda() && model.isCollection(field) && filters(field);
    }

    /** Whether the feed tells how many listings a question finds. */
    public boolean counts() {
        return behavior.count();
    }

    /** Whether a page after the first can be asked for. */
    public boolean skips() {
        return behavior.skip();
    }

    boolean hasOpenHouses() {
        return model.sets().containsKey("OpenHouse") || model.property() == null;
    }

    boolean hasLookup() {
        return model.sets().containsKey("Lookup");
    }

    /** How many listings one question may name by their keys. */
    public int keysAtOnce() {
        if (!filters(KEY)) return 0;
        var each = behavior.in() ? 40 : 40 + key.length() + 10;
        return Math.max(5, Math.min(MOST_KEYS, (behavior.longestUrl() - BESIDE_KEYS) / each));
    }

    /** Rows that the feed sends at most on one page, as far as was seen. */
    public int pageSize() {
        return behavior.pageSize();
    }

    private String fieldName(String field) {
        return field.equals(KEY) ? key : field;
    }

    // Conditions.

    /** Whether a condition in the Dictionary's words can be asked. */
    public boolean answers(Filter condition) {
        return translated(condition).isPresent();
    }

    /**
     * A condition as this feed understands it; {@link Filter.Constant} where it is decided without asking; empty where it
     * cannot be asked.
     */
    public Optional<Filter> translated(Filter condition) {
        if (condition instanceof Filter.Comparison comparison) return compared(comparison);
        if (condition instanceof Filter.In in) return oneOf(in.field(), in.literals());
        if (condition instanceof Filter.TextMatch match) return matched(match);
        if (condition instanceof Filter.Any any) return among(any.field(), any.literal());
        if (condition instanceof Filter.Intersects) return behavior.geo() ? Optional.of(condition) : Optional.empty();
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
        return literal.map(value -> new Filter.Comparison(fieldName(field), comparison.operator(), value));
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
        return known && isText && filters(match.field()) ? Optional.of(match) : Optional.empty();
    }

    /** One of the values of a field with several. */
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

    /** The literals that mean a term in a field: none where the feed has no such value; empty where it cannot be asked. */
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
        if (!PropertyFields.ENUMERATED.contains(field)) return Optional.of(List.of(term));
        var learned = behavior.values().get(field);
        if (learned != null) {
            var values = Spelling.of(learned).values(term);
            if (!values.isEmpty()) return Optional.of(List.copyOf(values));
        }
        return Optional.of(List.copyOf(respelled(term)));
    }

    /** A term as this feed probably writes it: both ways where no sample told how words are joined. */
    private Set<String> respelled(String term) {
        var words = term.replaceAll("[^A-Za-z0-9]+", " ").strip();
        if (words.indexOf(' ') < 0 || " ".equals(behavior.separator())) return Set.of(term);
        var separator = behavior.separator();
        if (separator != null) return Set.of(words.replace(" ", separator));
        return new LinkedHashSet<>(List.of(term, words.replace(" ", "")));
    }

    /** The literal of a listing's key; empty where no listing of this feed can have it. */
    Optional<Object> key(String listingKey) {
        if (!numericKey) return Optional.of(listingKey);
        return listingKey.matches("\\d{1,18}") ? Optional.of(Long.valueOf(listingKey)) : Optional.empty();
    }

    /** A literal of the declared type; empty where a field of that type cannot be compared with it. */
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

    // Requests.

    /** Those keys of an order that the feed has. */
    List<OrderBy> order(List<OrderBy> order) {
        return order.stream()
                .filter(by -> sorts(by.field()))
                .map(by -> new OrderBy(fieldName(by.field()), by.descending()))
                .toList();
    }

    /** Fields of Property out of a list, as {@code $select} names them. */
    List<String> select(List<String> fields) {
        return property.of(fields.stream().map(this::fieldName).distinct().toList());
    }

    /** The query for a card of each listing. */
    ODataQuery cards(List<String> fields) {
        return shaped(fields, photos(true).map(List::of).orElse(List.of()), true);
    }

    /** The query for all of a listing that the feed gives in one answer. */
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

    private static Optional<Expand> expanded(@Nullable String name, Delivery delivery) {
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

    private static Optional<String> inline(@Nullable String name, Delivery delivery) {
        return delivery == Delivery.INLINE ? Optional.ofNullable(name) : Optional.empty();
    }

    private Optional<Expand> photos(boolean card) {
        var name = model.expansions().media();
        if (name == null || behavior.media() != Delivery.EXPANDED_WITH_OPTIONS) return expanded(name, behavior.media());
        var all = Expand.of(name, model.related(name).of(PropertyFields.MEDIA));
        if (!card || !behavior.nestedFilter()) return Optional.of(all);
        var first = Filter.or(List.of(Filter.eq("PreferredPhotoYN", true), Filter.le("Order", 1)));
        return Optional.of(new Expand(
                name, all.select(), Filter.and(List.of(nested("MediaCategory", "Photo"), first)), List.of(), null));
    }

    /** What tells prices and statuses of the past, and nothing else where the server can be asked so. */
    private Expand history(String name) {
        var wanted = HistoryParser.CHANGES.stream()
                .map(field -> Filter.eq("FieldName", field))
                .toList();
        return new Expand(name, List.of(), behavior.nestedFilter() ? Filter.or(wanted) : null, List.of(), null);
    }

    /** A term in a field of a related row. */
    private Filter nested(String field, String term) {
        var spelling = model.spellings().get(field);
        var type = spelling == null ? null : spelling.type();
        if (spelling == null || type == null || spelling.values(term).isEmpty()) return Filter.eq(field, term);
        var member = spelling.values(term).iterator().next();
        return Filter.eq(field, behavior.qualifiedMembers() ? new Filter.EnumMember(type, member) : member);
    }

    /** Whether a Media row answers the nested filter of {@link #cards}. */
    static boolean isCardMedia(Fields row) {
        var order = row.count("Order");
        return "Photo".equals(row.text("MediaCategory"))
                && (row.isTrue("PreferredPhotoYN") || order != null && order <= 1);
    }

    /** A related entity set, which is asked for the rows of many listings at once. */
    record RelatedSet(String set, String foreignKey, String name) {}

    /** The related sets to be asked for the cards of a page. */
    List<RelatedSet> cardSets() {
        return Stream.of(set(
                        behavior.media(), List.of("Media"), model.expansions().media(), "Media"))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The related sets to be asked for a listing's own page. */
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

    private Optional<RelatedSet> set(Delivery delivery, List<String> sets, @Nullable String name, String otherwise) {
        if (delivery != Delivery.SET) return Optional.empty();
        return model.set(sets)
                .flatMap(set -> model.foreignKey(set)
                        .map(foreign -> new RelatedSet(set, foreign, name == null ? otherwise : name)));
    }

    /** The question for the rows of a related set that belong to some listings. */
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
        var query = ODataQuery.of(related.set()).filter(filter).top(behavior.setPageSize());
        if (!related.set().equals("Media")) return query;
        var select = new ArrayList<>(fields.of(PropertyFields.MEDIA));
        select.add(related.foreignKey());
        // The first photo of each listing comes before the second of any.
        return query.select(select).orderBy(fields.has("Order") ? List.of(OrderBy.ascending("Order")) : List.of());
    }

    /** The query with as many of its fields, which come most important first, as the feed's longest URL has room for. */
    ODataQuery fitted(ODataQuery query, ToIntFunction<ODataQuery> length) {
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

    /** The names under which {@link #read} leaves what belongs to a listing. */
    Expansions expansions() {
        var names = model.expansions();
        return new Expansions(
                named(names.media(), behavior.media(), "Media"),
                named(names.openHouses(), behavior.openHouses(), "OpenHouse"),
                named(names.rooms(), behavior.rooms(), "Rooms"),
                named(names.units(), behavior.units(), "UnitTypes"),
                names.history());
    }

    private static @Nullable String named(@Nullable String name, Delivery delivery, String otherwise) {
        return name == null && delivery == Delivery.SET ? otherwise : name;
    }

    /** A row in the Dictionary's names and words. */
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
            var declared = model.spellings().get(name);
            var learned = behavior.values().get(name);
            if (declared == null && learned == null) continue;
            var spelling = declared != null ? declared : Spelling.of(learned);
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

    /** The Dictionary's wordings of the PropertyTypes this feed has of things to rent. */
    public Set<String> leaseTypes() {
        var types = new LinkedHashSet<>(Leases.TYPES);
        var declared = model.spellings().get("PropertyType");
        if (declared != null)
            declared.wordings().values().stream().filter(Leases::isLease).forEach(types::add);
        var learned = behavior.values().get("PropertyType");
        if (learned != null) learned.values().stream().filter(Leases::isLease).forEach(types::add);
        return types;
    }
}
