package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Filter;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.ODataPage;
import porchlight.odata.ODataQuery;
import porchlight.odata.OrderBy;

/**
 * Finds out how a feed behaves by asking it what the site will ask: first as much as possible at once, and only what is
 * refused in parts. What could not be tried before requests or time ran out is taken to be refused, so the site never
 * depends on it.
 */
final class FeedProbes {
    /** With {@code $metadata} no more than 25. */
    private static final int MOST_REQUESTS = 24;

    private static final Duration MOST_TIME = Duration.ofMillis(4_500);
    private static final Duration AFTER_TOO_MANY = Duration.ofMillis(250);
    private static final int PAGE = 24;
    private static final List<Integer> URL_LENGTHS = List.of(4_096, 2_048, 1_024);
    private static final List<Integer> SET_PAGES = List.of(500, 200, 100);
    private static final double AROUND_DEGREES = 0.01;
    /** A refused request that was repeated, as answers of 5xx are. */
    private static final int REPEATED = 3;

    private final ODataClient client;
    private final FeedModel model;
    private final DisplayFilter rules;
    private final List<String> cardFields;
    private final List<String> detailFields;
    private final Supported supported;
    private final int maxTop;
    private final boolean history;
    private final Draft draft;
    private final long until = System.nanoTime() + MOST_TIME.toNanos();
    private int requests;
    private boolean answered;
    private String refusal = "";

    /** Neither requests nor time are left. */
    private static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent() {
            super(null, null, false, false);
        }
    }

    FeedProbes(
            ODataClient client,
            FeedModel model,
            DisplayFilter rules,
            MlsProfile profile,
            Supported supported,
            int maxTop) {
        this.client = client;
        this.model = model;
        this.rules = rules;
        this.cardFields = PropertyFields.card(profile);
        this.detailFields = PropertyFields.detail(profile);
        this.history = profile.showsHistory();
        this.supported = supported;
        this.maxTop = maxTop;
        this.draft = new Draft(optimistic(model.expansions()));
        supposed();
    }

    /** A service that can do everything in the OData specification that this site would use. */
    static Behavior optimistic(Expansions names) {
        return new Behavior(
                true,
                true,
                true,
                true,
                true,
                true,
                true,
                true,
                true,
                false,
                true,
                PAGE,
                SET_PAGES.get(0),
                Behavior.NO_LIMIT,
                Set.of(),
                Set.of(),
                names.media() == null ? Delivery.NONE : Delivery.EXPANDED_WITH_OPTIONS,
                expandedIf(names.openHouses()),
                expandedIf(names.rooms()),
                expandedIf(names.units()),
                expandedIf(names.history()),
                " ",
                Map.of());
    }

    private static Delivery expandedIf(@Nullable String name) {
        return name == null ? Delivery.NONE : Delivery.EXPANDED;
    }

    /** What {@code $metadata} and settings say. */
    private void supposed() {
        draft.separator = null;
        var property = model.property();
        if (property != null) {
            var limits = property.limits();
            draft.count = limits.countable();
            draft.skip = limits.skip();
            draft.unfilterable.addAll(limits.filterable() ? limits.nonFilterable() : property.properties());
            draft.unsortable.addAll(limits.sortable() ? limits.nonSortable() : property.properties());
        }
        var names = model.expansions();
        draft.media = supposed(names.media(), Delivery.EXPANDED_WITH_OPTIONS, List.of("Media"));
        draft.openHouses = supposed(names.openHouses(), Delivery.EXPANDED, List.of("OpenHouse"));
        draft.rooms = supposed(names.rooms(), Delivery.EXPANDED, FeedModel.ROOM_SETS);
        draft.units = supposed(names.units(), Delivery.EXPANDED, FeedModel.UNIT_SETS);
        draft.history = supposed(names.history(), Delivery.EXPANDED, List.of());
        draft.nestedFilter = draft.media == Delivery.EXPANDED_WITH_OPTIONS;
        if (supported.in() != null) draft.in = supported.in();
        if (supported.contains() != null) draft.contains = supported.contains();
        if (supported.startsWith() != null) draft.startsWith = supported.startsWith();
        if (supported.lambda() != null) draft.lambda = supported.lambda();
        if (supported.geo() != null) draft.geo = supported.geo();
        if (supported.count() != null) draft.count = supported.count();
    }

    private Delivery supposed(@Nullable String name, Delivery expanded, List<String> sets) {
        var property = model.property();
        var expandable = name != null
                && model.navigates(name)
                && (property == null
                        || property.limits().expandable()
                                && !property.limits().nonExpandable().contains(name));
        if (expandable) return expanded;
        return withoutExpansion(name, sets);
    }

    private Delivery withoutExpansion(@Nullable String name, List<String> sets) {
        if (model.holds(name)) return Delivery.INLINE;
        return model.set(sets).flatMap(model::foreignKey).isPresent() ? Delivery.SET : Delivery.NONE;
    }

    private QueryPlan plan() {
        return new QueryPlan(model, draft.behavior());
    }

    int requests() {
        return requests;
    }

    /** @throws ODataException if the feed does not answer at all */
    Behavior behavior() {
        try {
            var page = cards();
            if (!page.value().isEmpty()) {
                learnWords(page.value());
                detail(page.value());
                sets(page.value());
            }
            filters();
            if (!page.value().isEmpty()) geo(page.value());
        } catch (Spent spent) {
            giveUp();
        }
        if (draft.geo && supported.geo() == null && !geoTried) draft.geo = false;
        return draft.behavior();
    }

    // What a page of results asks.

    private final Set<String> triedFields = new HashSet<>();
    private boolean refusedFilters;
    private boolean geoTried;

    private ODataPage<JsonNode> cards() {
        var plan = plan();
        var whole = ask(results(plan, PAGE));
        if (whole == null) whole = cardsInParts();
        var page = whole;
        draft.count = supported.count() != null ? supported.count() : draft.count && page.count() != null;
        var size = page.value().size();
        var count = page.count();
        draft.nextLinks = page.nextLink() != null;
        if (size > 0 && size < PAGE && (page.nextLink() != null || count != null && count > size))
            draft.pageSize = size;
        photos(page.value());
        return page;
    }

    private ODataQuery results(QueryPlan plan, int top) {
        var query = plan.cards(cardFields)
                .filter(asked(plan, Filter.eq("StandardStatus", "Active"), notLeased()))
                .orderBy(plan.order(List.of(OrderBy.descending("OnMarketDate"), OrderBy.ascending(QueryPlan.KEY))))
                .top(top);
        return plan.fitted(draft.count ? query.counted() : query, each -> client.length(each, null));
    }

    private static Filter notLeased() {
        return Filter.and(Leases.TYPES.stream()
                .map(type -> Filter.ne("PropertyType", type))
                .toList());
    }

    /** The mandatory conditions and those of these that can be asked; null for none. */
    private @Nullable Filter asked(QueryPlan plan, Filter... conditions) {
        var all = new ArrayList<Filter>();
        for (var condition : conditions) if (plan.answers(condition)) all.add(condition);
        var whole = rules.displayable(plan, all.isEmpty() ? null : Filter.and(all));
        return whole == null || whole instanceof Filter.Constant ? null : whole;
    }

    private ODataPage<JsonNode> cardsInParts() {
        if (ask(key().filter(asked(plan(), Filter.eq("StandardStatus", "Active"), notLeased()))
                        .top(1))
                == null) conditions();
        var ordered = key().orderBy(
                        plan().order(List.of(OrderBy.descending("OnMarketDate"), OrderBy.ascending(QueryPlan.KEY))))
                .top(1);
        if (!ordered.orderBy().isEmpty() && ask(ordered) == null)
            for (var field : List.of(QueryPlan.KEY, "OnMarketDate"))
                if (ask(key().orderBy(plan().order(List.of(OrderBy.ascending(field))))
                                .top(1))
                        == null) draft.unsortable.add(name(field));
        if (draft.count && supported.count() == null && ask(key().top(1).counted()) == null) draft.count = false;
        var page = ask(results(plan(), PAGE));
        if (page != null) return page;
        if (client.length(results(plan(), PAGE), null) > 1_024) {
            for (var length : URL_LENGTHS) {
                if (length >= client.length(results(plan(), PAGE), null)) continue;
                draft.longestUrl = length;
                page = ask(results(plan(), PAGE));
                if (page != null) return page;
            }
            draft.longestUrl = Behavior.NO_LIMIT;
        }
        for (var media : mediaWays()) {
            media.accept();
            page = ask(results(plan(), PAGE));
            if (page != null) return page;
        }
        draft.media = Delivery.NONE;
        page = ask(results(plan(), 10));
        if (page != null) {
            draft.pageSize = 10;
            return page;
        }
        // Not even that is answered: this is no matter of manners.
        return client.page(key().top(1));
    }

    private ODataQuery key() {
        return ODataQuery.of("Property").select(plan().select(List.of(QueryPlan.KEY)));
    }

    private String name(String field) {
        return field.equals(QueryPlan.KEY) ? model.key() : field;
    }

    /** Which of the conditions of every question is refused. */
    private void conditions() {
        var status = Filter.eq("StandardStatus", "Active");
        if (asks(status) == null) {
            draft.qualifiedMembers = false;
            if (!model.spellings().containsKey("StandardStatus") || asks(status) == null) {
                draft.qualifiedMembers = true;
                draft.unfilterable.add("StandardStatus");
            }
        }
        if (supported.in() == null
                && plan().filters("StandardStatus")
                && asks(new Filter.In("StandardStatus", List.of("Active", "Pending"))) == null) draft.in = false;
        var others = new LinkedHashMap<String, Filter>();
        for (var rule : rules.rules(plan())) fields(rule).forEach(field -> others.putIfAbsent(field, rule));
        others.remove("StandardStatus");
        others.put("PropertyType", notLeased());
        refuse(others);
    }

    private static Set<String> fields(Filter condition) {
        if (condition instanceof Filter.Comparison comparison) return Set.of(comparison.field());
        if (condition instanceof Filter.In in) return Set.of(in.field());
        if (condition instanceof Filter.TextMatch match) return Set.of(match.field());
        if (condition instanceof Filter.Junction junction)
            return junction.operands().stream()
                    .flatMap(each -> fields(each).stream())
                    .collect(Collectors.toSet());
        return Set.of();
    }

    private @Nullable ODataPage<JsonNode> asks(Filter condition) {
        var translated = plan().translated(condition);
        if (translated.isEmpty() || translated.get() instanceof Filter.Constant) return EMPTY;
        return ask(key().filter(translated.get()).top(1));
    }

    private static final ODataPage<JsonNode> EMPTY = new ODataPage<>(List.of(), null, null, Instant.EPOCH, false);

    /** Halves what is refused until it is known which fields may not be asked for. */
    private void refuse(Map<String, Filter> conditions) {
        var askable = new LinkedHashMap<String, Filter>();
        conditions.forEach((field, condition) -> {
            if (plan().answers(condition)) askable.put(field, condition);
        });
        if (askable.isEmpty()) return;
        if (asks(Filter.and(List.copyOf(askable.values()))) != null) {
            triedFields.addAll(askable.keySet());
            return;
        }
        refusedFilters = true;
        if (askable.size() == 1) {
            draft.unfilterable.add(name(askable.keySet().iterator().next()));
            return;
        }
        // Many services name the field they refuse.
        var named = askable.keySet().stream()
                .filter(field -> refusal.matches("(?s).*\\b" + name(field) + "\\b.*"))
                .findFirst();
        if (named.isPresent() && askable.size() > 1) {
            draft.unfilterable.add(name(named.get()));
            askable.remove(named.get());
        }
        var fields = List.copyOf(askable.keySet());
        for (var half :
                List.of(fields.subList(0, fields.size() / 2), fields.subList(fields.size() / 2, fields.size()))) {
            var some = new LinkedHashMap<String, Filter>();
            half.forEach(field -> some.put(field, askable.get(field)));
            refuse(some);
        }
    }

    // Everything else that visitors search and sort by.

    private Map<String, Filter> searches() {
        var all = new LinkedHashMap<String, Filter>();
        for (var field : List.of(
                "ListingKey",
                "ListingId",
                "City",
                "PostalCode",
                "CountyOrParish",
                "SubdivisionName",
                "ElementarySchool",
                "MiddleOrJuniorSchool",
                "HighSchool")) all.put(field, Filter.eq(field, "0"));
        all.put("PropertySubType", Filter.eq("PropertySubType", "Condominium"));
        for (var field : List.of(
                "ListPrice",
                "BedroomsTotal",
                "BathroomsTotalInteger",
                "LivingArea",
                "LotSizeAcres",
                "YearBuilt",
                "GarageSpaces",
                "Latitude",
                "Longitude",
                "DaysOnMarket")) all.put(field, Filter.ge(field, 1));
        all.put("OnMarketDate", Filter.ge("OnMarketDate", LocalDate.EPOCH));
        all.put("ModificationTimestamp", Filter.ge("ModificationTimestamp", Instant.EPOCH));
        for (var field : List.of(
                "GarageYN",
                "PoolPrivateYN",
                "WaterfrontYN",
                "ViewYN",
                "FireplaceYN",
                "NewConstructionYN",
                "SeniorCommunityYN",
                "AssociationYN")) all.put(field, Filter.eq(field, true));
        all.put("MajorChangeType", Filter.eq("MajorChangeType", "Price Reduced"));
        all.put("AssociationFee", Filter.le("AssociationFee", 1));
        all.put("AssociationFeeFrequency", Filter.eq("AssociationFeeFrequency", "Monthly"));
        return all;
    }

    /** What is tried first where requests are few. */
    private static final List<String> NEEDED =
            List.of("ListingId", "ModificationTimestamp", "ListingKey", "City", "ListPrice", "PostalCode");

    private static final List<String> SORTED = List.of(
            "OnMarketDate",
            "ListPrice",
            "BedroomsTotal",
            "LivingArea",
            "LotSizeAcres",
            "YearBuilt",
            "PriceChangeTimestamp");

    private void filters() {
        var searches = searches();
        var functions = List.of(Filter.contains("UnparsedAddress", "0"), Filter.contains("PublicRemarks", "0"));
        var plan = plan();
        var conditions = Stream.concat(searches.values().stream(), functions.stream())
                .filter(plan::answers)
                .toList();
        var sorted = plan.order(SORTED.stream().map(OrderBy::ascending).toList());
        var all = key().filter(translated(plan, conditions)).orderBy(sorted).top(1);
        if (ask(plan.skips() ? all.skip(1) : all) != null) return;
        if (draft.skip && ask(key().top(1).skip(1)) == null) draft.skip = false;
        if (!sorted.isEmpty() && ask(key().orderBy(sorted).top(1)) == null) {
            unsortedYet.addAll(sorted.stream().map(OrderBy::field).toList());
            for (var by : sorted) {
                if (ask(key().orderBy(List.of(by)).top(1)) == null) draft.unsortable.add(by.field());
                unsortedYet.remove(by.field());
                // Services that refuse two orders refuse them all.
                if (draft.unsortable.size() >= 2
                        && draft.unsortable.containsAll(
                                sorted.stream().limit(2).map(OrderBy::field).toList())) {
                    draft.unsortable.addAll(unsortedYet);
                    break;
                }
            }
            unsortedYet.clear();
        }
        if (supported.contains() == null && draft.contains && asks(functions.get(0)) == null) {
            draft.contains = false;
            draft.startsWith = false;
        }
        refusedFilters = true;
        var needed = new LinkedHashMap<String, Filter>();
        for (var field : NEEDED) needed.put(field, searches.remove(field));
        refuse(needed);
        refuse(searches);
        refusedFilters = false;
    }

    private final List<String> unsortedYet = new ArrayList<>();

    private static @Nullable Filter translated(QueryPlan plan, List<Filter> conditions) {
        if (conditions.isEmpty()) return null;
        return plan.translated(Filter.and(conditions))
                .filter(condition -> !(condition instanceof Filter.Constant))
                .orElse(null);
    }

    /** What was not tried is not depended on. */
    private void giveUp() {
        draft.unsortable.addAll(unsortedYet);
        if (refusedFilters)
            searches().keySet().stream()
                    .filter(field -> !triedFields.contains(field))
                    .forEach(field -> draft.unfilterable.add(name(field)));
    }

    private void geo(List<JsonNode> rows) {
        if (supported.geo() != null) return;
        for (var row : rows) {
            var longitude = row.path("Longitude").asDouble();
            var latitude = row.path("Latitude").asDouble();
            if (longitude == 0 || latitude == 0) continue;
            geoTried = true;
            var ring = square(longitude, latitude);
            var page = ask(ODataQuery.of("Property")
                    .select(plan().select(List.of(QueryPlan.KEY, "Latitude", "Longitude")))
                    .filter(Filter.intersects("Location", ring))
                    .top(3));
            draft.geo = page != null
                    && !page.value().isEmpty()
                    && page.value().stream()
                            .allMatch(found -> Math.abs(found.path("Latitude").asDouble() - latitude)
                                            < 3 * AROUND_DEGREES
                                    && Math.abs(found.path("Longitude").asDouble() - longitude) < 3 * AROUND_DEGREES);
            return;
        }
    }

    private static List<Filter.Position> square(double longitude, double latitude) {
        var southWest = Filter.Position.of(longitude - AROUND_DEGREES, latitude - AROUND_DEGREES);
        var northEast = Filter.Position.of(longitude + AROUND_DEGREES, latitude + AROUND_DEGREES);
        return List.of(
                southWest,
                new Filter.Position(northEast.longitude(), southWest.latitude()),
                northEast,
                new Filter.Position(southWest.longitude(), northEast.latitude()),
                southWest);
    }

    // What belongs to a listing.

    private interface Way {
        void accept();
    }

    /** The ways by which photos may come, likely ones first. */
    private List<Way> mediaWays() {
        var name = model.expansions().media();
        var ways = new ArrayList<Way>();
        if (model.navigates(name)) {
            ways.add(() -> media(Delivery.EXPANDED_WITH_OPTIONS, false));
            ways.add(() -> media(Delivery.EXPANDED, false));
            ways.add(() -> media(Delivery.EXPANDED, true));
        }
        if (model.holds(name)) ways.add(() -> media(Delivery.INLINE, false));
        if (model.set(List.of("Media")).flatMap(model::foreignKey).isPresent())
            ways.add(() -> media(Delivery.SET, false));
        return ways;
    }

    private void media(Delivery delivery, boolean selected) {
        draft.media = delivery;
        draft.nestedFilter = false;
        draft.selectsExpanded = selected;
    }

    /** Tries the ways of photos until they come. */
    private void photos(List<JsonNode> cards) {
        var name = model.expansions().media();
        if (arePhotos(cards, name)) {
            var wanted = plan();
            if (draft.nestedFilter)
                draft.nestedFilter = cards.stream()
                        .flatMap(row -> new Fields(wanted.read(row)).expanded(name).stream())
                        .allMatch(QueryPlan::isCardMedia);
            return;
        }
        var have = cards.stream()
                .filter(row -> row.path("PhotosCount").asInt(0) > 0)
                .toList();
        if (draft.media == Delivery.NONE || have.isEmpty() && cards.stream().anyMatch(row -> row.has("PhotosCount"))) {
            // Nobody has a photo, so nobody can tell.
            draft.nestedFilter = false;
            return;
        }
        var first = new Draft(draft.behavior());
        for (var way : mediaWays()) {
            way.accept();
            if (draft.media == Delivery.SET) {
                if (mediaSet(have.isEmpty() ? cards : have)) return;
                continue;
            }
            var page = ask(plan().cards(List.of(QueryPlan.KEY, "PhotosCount")).top(PAGE));
            if (page != null && arePhotos(page.value(), name)) return;
        }
        draft.media = first.media;
        draft.selectsExpanded = first.selectsExpanded;
        draft.nestedFilter = false;
    }

    private static boolean arePhotos(List<JsonNode> rows, @Nullable String name) {
        return name != null
                && rows.stream()
                        .flatMap(row -> new Fields(row).expanded(name).stream())
                        .anyMatch(media -> media.text("MediaURL") != null);
    }

    private boolean mediaSet(List<JsonNode> rows) {
        var sets = plan().cardSets();
        if (sets.isEmpty()) return false;
        var keys = rows.stream()
                .map(row -> (Object) row.path(model.key()).asText())
                .limit(3)
                .toList();
        for (var size : Stream.concat(SET_PAGES.stream(), Stream.of(maxTop)).toList()) {
            draft.setPageSize = size;
            var page = ask(plan().related(sets.get(0), keys));
            if (page != null) return page.value().stream().anyMatch(row -> row.hasNonNull("MediaURL"));
        }
        return false;
    }

    private void detail(List<JsonNode> rows) {
        var key = plan().key(rows.get(0).path(model.key()).asText());
        if (key.isEmpty()) return;
        var listing = one(key.get());
        if (listing == null) listing = shorter(key.get());
        if (listing == null) listing = withoutExpansions(key.get());
        if (listing == null) return;
        // An expansion may be left out without a word unless $select names it.
        var sent = listing;
        if (draft.selectsExpanded || expanded().allMatch(sent::has)) return;
        draft.selectsExpanded = true;
        var again = one(key.get());
        if (again == null || !expanded().allMatch(again::has)) draft.selectsExpanded = false;
    }

    /** Whether the sets beside Property can be asked by key, and for how many rows. */
    private void sets(List<JsonNode> rows) {
        var keys = rows.stream()
                .map(row -> (Object) row.path(model.key()).asText())
                .limit(2)
                .toList();
        for (var set : plan().detailSets()) {
            if (set.set().equals("Media")) continue;
            var answered = false;
            for (var size : Stream.concat(SET_PAGES.stream(), Stream.of(maxTop)).toList()) {
                if (size > draft.setPageSize && size != maxTop) continue;
                draft.setPageSize = size;
                answered = ask(plan().related(set, keys)) != null;
                if (answered) break;
            }
            if (answered) continue;
            if (set.set().equals("OpenHouse")) draft.openHouses = Delivery.NONE;
            else if (FeedModel.ROOM_SETS.contains(set.set())) draft.rooms = Delivery.NONE;
            else draft.units = Delivery.NONE;
        }
    }

    private Stream<String> expanded() {
        return plan().detail(List.of(QueryPlan.KEY), false).expand().stream().map(each -> each.navigation());
    }

    private @Nullable JsonNode one(Object key) {
        var plan = plan();
        var query = plan.fitted(plan.detail(detailFields, history), each -> client.length(each, key));
        return call(() -> client.entity(query, key))
                .map(porchlight.odata.ODataEntity::value)
                .orElse(null);
    }

    /** Whether a URL with fewer fields is accepted. */
    private @Nullable JsonNode shorter(Object key) {
        var length = client.length(plan().detail(detailFields, history), key);
        var before = draft.longestUrl;
        JsonNode found = null;
        for (var limit : URL_LENGTHS.stream().sorted().toList()) {
            if (limit >= Math.min(length, before)) break;
            draft.longestUrl = limit;
            var listing = one(key);
            if (listing == null && found == null && limit > 1_024) break;
            if (listing == null) {
                if (found != null) break;
                continue;
            }
            found = listing;
            accepted = limit;
        }
        draft.longestUrl = found == null ? before : accepted;
        return found;
    }

    private int accepted;

    private @Nullable JsonNode withoutExpansions(Object key) {
        var names = model.expansions();
        if (draft.history.isExpanded()) {
            draft.history = Delivery.NONE;
            var listing = one(key);
            if (listing != null) return listing;
        }
        draft.openHouses = refusedExpansion(key, names.openHouses(), draft.openHouses, List.of("OpenHouse"));
        draft.rooms = refusedExpansion(key, names.rooms(), draft.rooms, FeedModel.ROOM_SETS);
        draft.units = refusedExpansion(key, names.units(), draft.units, FeedModel.UNIT_SETS);
        return one(key);
    }

    private Delivery refusedExpansion(Object key, @Nullable String name, Delivery delivery, List<String> sets) {
        if (name == null || !delivery.isExpanded()) return delivery;
        var query = key().expand(List.of(porchlight.odata.Expand.of(name, List.of())));
        return call(() -> client.entity(query, key)).isPresent() ? delivery : withoutExpansion(name, sets);
    }

    // The words of string fields.

    private void learnWords(List<JsonNode> rows) {
        var values = rows.stream()
                .flatMap(row -> PropertyFields.ENUMERATED.stream()
                        .filter(field -> !model.spellings().containsKey(field))
                        .map(field -> row.path(field).asText("")))
                .toList();
        draft.separator = separator(values);
        if (" ".equals(draft.separator)
                || !plan().hasLookup()
                || model.spellings().containsKey("StandardStatus")) return;
        lookup();
    }

    static @Nullable String separator(List<String> values) {
        if (values.stream().anyMatch(value -> value.matches("[A-Za-z]+( [A-Za-z]+)+"))) return " ";
        if (values.stream().anyMatch(value -> value.matches("[A-Z][a-z]+([A-Z][a-z]+)+"))) return "";
        return values.stream().anyMatch(value -> value.matches("[A-Za-z]+(_[A-Za-z]+)+")) ? "_" : null;
    }

    private void lookup() {
        var fields = new DeclaredFields(model.sets().get("Lookup").properties());
        if (!fields.has("LookupName") || !fields.has("LookupValue")) return;
        var query = ODataQuery.of("Lookup")
                .select(fields.of(List.of("LookupName", "LookupValue", "StandardLookupValue", "LegacyODataValue")))
                .filter(Filter.or(PropertyFields.ENUMERATED.stream()
                        .map(field -> Filter.eq("LookupName", field))
                        .toList()))
                .top(SET_PAGES.get(1));
        var page = ask(draft.count ? query.counted() : query);
        var values = new HashMap<String, Map<String, String>>();
        for (int pages = 0, seen = 0; page != null && pages < 4; pages++) {
            for (var row : page.value()) note(values, row);
            seen += page.value().size();
            var next = page.nextLink();
            var more = page.count() != null
                    ? page.count() > seen
                    : !page.value().isEmpty() && page.value().size() < SET_PAGES.get(1);
            if (next == null && !more) break;
            var rest = query.skip(seen);
            page = next != null
                    ? call(() -> Optional.of(client.next(next))).orElse(null)
                    : ask(draft.count ? rest.counted() : rest);
        }
        draft.values = values;
    }

    private static void note(Map<String, Map<String, String>> values, JsonNode row) {
        var field = row.path("LookupName").asText("");
        var value = row.path("LookupValue").asText("");
        var standard = row.path("StandardLookupValue").asText("");
        var legacy = row.path("LegacyODataValue").asText("");
        if (field.isEmpty() || value.isEmpty()) return;
        var wording = standard.isBlank() || standard.equals("null") ? Enumerations.label(value) : standard;
        var known = values.computeIfAbsent(field, any -> new HashMap<>());
        known.put(value, wording);
        if (!legacy.isBlank() && !legacy.equals("null") && !value.contains(" ")) known.putIfAbsent(legacy, wording);
    }

    // Requests.

    private @Nullable ODataPage<JsonNode> ask(ODataQuery query) {
        return call(() -> Optional.of(client.page(query))).orElse(null);
    }

    private interface Call<T> {
        Optional<T> get();
    }

    /** Empty when it is refused. */
    private <T> Optional<T> call(Call<T> call) {
        while (true) {
            if (requests >= MOST_REQUESTS || System.nanoTime() > until) throw new Spent();
            requests++;
            try {
                var result = call.get();
                answered = true;
                return result;
            } catch (ODataException fault) {
                switch (fault.kind()) {
                    case RATE_LIMITED -> {
                        // Where the site's own budget is spent, nothing was sent.
                        if (fault.status() == 0) requests--;
                        LockSupport.parkNanos(AFTER_TOO_MANY.toNanos());
                    }
                    case UNREACHABLE -> throw fault;
                    case UNAVAILABLE -> {
                        if (!answered) throw fault;
                        requests += REPEATED - 1;
                        refusal = String.valueOf(fault.getMessage());
                        return Optional.empty();
                    }
                    case UNAUTHORIZED -> {
                        if (!answered) throw fault;
                        return Optional.empty();
                    }
                    case REFUSED, MALFORMED -> {
                        refusal = reason(fault);
                        return Optional.empty();
                    }
                }
            }
        }
    }

    /** What the service says, without the URL, which names every field. */
    private static String reason(ODataException fault) {
        var message = String.valueOf(fault.getMessage());
        return message.substring(message.lastIndexOf(": ") + 1);
    }

    static final class Draft {
        boolean qualifiedMembers;
        boolean in;
        boolean contains;
        boolean startsWith;
        boolean lambda;
        boolean geo;
        boolean count;
        boolean skip;
        boolean nestedFilter;
        boolean selectsExpanded;
        boolean nextLinks;
        int pageSize;
        int setPageSize;
        int longestUrl;
        final Set<String> unfilterable;
        final Set<String> unsortable;
        Delivery media;
        Delivery openHouses;
        Delivery rooms;
        Delivery units;
        Delivery history;

        @Nullable
        String separator;

        Map<String, Map<String, String>> values;

        Draft(Behavior known) {
            qualifiedMembers = known.qualifiedMembers();
            in = known.in();
            contains = known.contains();
            startsWith = known.startsWith();
            lambda = known.lambda();
            geo = known.geo();
            count = known.count();
            skip = known.skip();
            nestedFilter = known.nestedFilter();
            selectsExpanded = known.selectsExpanded();
            nextLinks = known.nextLinks();
            pageSize = known.pageSize();
            setPageSize = known.setPageSize();
            longestUrl = known.longestUrl();
            unfilterable = new HashSet<>(known.unfilterable());
            unsortable = new HashSet<>(known.unsortable());
            media = known.media();
            openHouses = known.openHouses();
            rooms = known.rooms();
            units = known.units();
            history = known.history();
            separator = known.separator();
            values = known.values();
        }

        Behavior behavior() {
            return new Behavior(
                    qualifiedMembers,
                    in,
                    contains,
                    startsWith,
                    lambda,
                    geo,
                    count,
                    skip,
                    nestedFilter,
                    selectsExpanded,
                    nextLinks,
                    pageSize,
                    setPageSize,
                    longestUrl,
                    unfilterable,
                    unsortable,
                    media,
                    openHouses,
                    rooms,
                    units,
                    history,
                    separator,
                    values);
        }
    }
}
