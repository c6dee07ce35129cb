package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Filter;
import porchlight.odata.ODataQuery;
import porchlight.odata.OrderBy;

/**
 * Finds the fields and functions that homes can be filtered and sorted by, using bisection when all
 * of them together are refused.
 */
final class SearchProbes {
    private static final double AROUND_DEGREES = 0.01;

    /** Tried first, because requests may run out. */
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

    private final ProbedFeed feed;
    private final BehaviorDraft draft;
    private final FeedModel model;
    private final DisplayFilter rules;
    private final Supported supported;
    private final List<String> offices;
    private final Set<String> triedFields = new HashSet<>();
    private final List<String> unsortedYet = new ArrayList<>(SORTED);
    /** Whether some search condition was refused and not all were tried since. */
    private boolean refusedFilters = true;

    private boolean functionsUntried;
    private boolean geoTried;

    /** @param offices fields that name offices, if homes are searched by them */
    SearchProbes(
            ProbedFeed feed,
            BehaviorDraft draft,
            FeedModel model,
            DisplayFilter rules,
            Supported supported,
            List<String> offices) {
        this.feed = feed;
        this.draft = draft;
        this.model = model;
        this.rules = rules;
        this.supported = supported;
        this.offices = offices;
        this.functionsUntried = supported.contains() == null;
    }

    static Filter notLeased() {
        return Filter.and(PropertyType.LEASES.stream()
                .map(type -> Filter.ne("PropertyType", type.value()))
                .toList());
    }

    /** Finds which of the mandatory conditions is refused. */
    void conditions() {
        var status = Filter.eq("StandardStatus", "Active");
        if (feed.asks(status) == null) {
            draft.qualifiedMembers = false;
            if (!model.spellings().containsKey("StandardStatus") || feed.asks(status) == null) {
                draft.qualifiedMembers = true;
                draft.unfilterable.add("StandardStatus");
            }
        }
        if (supported.in() == null
                && feed.plan().filters("StandardStatus")
                && feed.asks(new Filter.In("StandardStatus", List.of("Active", "Pending"))) == null) draft.in = false;
        var others = new LinkedHashMap<String, Filter>();
        for (var rule : rules.rules(feed.plan())) fields(rule).forEach(field -> others.putIfAbsent(field, rule));
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

    /** Bisects a refused condition to find the fields that cannot be filtered. */
    private void refuse(Map<String, Filter> conditions) {
        var askable = new LinkedHashMap<String, Filter>();
        conditions.forEach((field, condition) -> {
            if (feed.sends(condition)) askable.put(field, condition);
        });
        if (askable.isEmpty()) return;
        var all = Filter.and(List.copyOf(askable.values()));
        var tooLong = askable.size() > 1 && feed.isTooLong(all);
        if (!tooLong && feed.asks(all) != null) {
            triedFields.addAll(askable.keySet());
            return;
        }
        refusedFilters = true;
        if (askable.size() == 1) {
            draft.unfilterable.add(feed.name(askable.keySet().iterator().next()));
            return;
        }
        // Many services name the offending field in their message.
        var named = tooLong
                ? Optional.<String>empty()
                : askable.keySet().stream()
                        .filter(field -> feed.refusal().matches("(?s).*\\b" + feed.name(field) + "\\b.*"))
                        .findFirst();
        if (named.isPresent() && askable.size() > 1) {
            draft.unfilterable.add(feed.name(named.get()));
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
        for (var field : offices) all.put(field, Filter.eq(field, "0"));
        all.put("PropertySubType", Filter.eq("PropertySubType", PropertySubType.CONDOMINIUM.value()));
        for (var field : List.of(
                "ListPrice",
                "BedroomsTotal",
                "BathroomsTotalInteger",
                "LivingArea",
                "LotSizeAcres",
                "YearBuilt",
                "Stories",
                "GarageSpaces",
                "ParkingTotal",
                "Latitude",
                "Longitude",
                "DaysOnMarket")) all.put(field, Filter.ge(field, 1));
        all.put("OnMarketDate", Filter.ge("OnMarketDate", LocalDate.EPOCH));
        all.put("ModificationTimestamp", Filter.ge("ModificationTimestamp", Instant.EPOCH));
        for (var flag : Trait.flags()) all.put(flag, Filter.eq(flag, true));
        all.put("AssociationYN", Filter.eq("AssociationYN", true));
        // Used instead when a field is missing.
        if (!model.fields().has("BathroomsTotalInteger"))
            all.put("BathroomsTotalDecimal", Filter.ge("BathroomsTotalDecimal", 1));
        if (!model.fields().has("ViewYN") && feed.plan().lambda("View"))
            all.put("View", new Filter.Verbatim("View/any()"));
        all.put("MajorChangeType", Filter.eq("MajorChangeType", "Price Reduced"));
        all.put("AssociationFee", Filter.le("AssociationFee", 1));
        all.put("AssociationFeeFrequency", Filter.eq("AssociationFeeFrequency", "Monthly"));
        return all;
    }

    void filters() {
        var searches = searches();
        var functions = List.of(Filter.contains("UnparsedAddress", "0"), Filter.contains("PublicRemarks", "0"));
        var plan = feed.plan();
        var conditions = Stream.concat(searches.values().stream(), functions.stream())
                .filter(feed::sends)
                .toList();
        var sorted = plan.order(SORTED.stream().map(OrderBy::ascending).toList());
        var all =
                feed.key().filter(translated(plan, conditions)).orderBy(sorted).top(1);
        var whole = plan.skips() ? all.skip(1) : all;
        if (feed.length(whole, null) <= draft.longestUrl && feed.ask(whole) != null) {
            unsortedYet.clear();
            refusedFilters = false;
            functionsUntried = false;
        } else inParts(searches, functions.get(0), sorted);
        lowers(functions.get(1));
    }

    private void inParts(Map<String, Filter> searches, Filter function, List<OrderBy> sorted) {
        if (draft.skip && feed.ask(feed.key().top(1).skip(1)) == null) draft.skip = false;
        if (sorted.isEmpty() || feed.ask(feed.key().orderBy(sorted).top(1)) != null) unsortedYet.clear();
        else sorts(sorted);
        if (functionsUntried && feed.asks(function) == null) noFunctions();
        functionsUntried = false;
        var needed = new LinkedHashMap<String, Filter>();
        for (var field : NEEDED) needed.put(field, searches.remove(field));
        refuse(needed);
        refuse(searches);
        refusedFilters = false;
    }

    /** Tries sort fields one at a time; a service that refuses the first two supports none. */
    private void sorts(List<OrderBy> sorted) {
        for (int tried = 0; tried < sorted.size(); tried++) {
            if (tried == 2 && draft.unsortable.containsAll(fields(sorted.subList(0, 2)))) break;
            if (feed.ask(feed.key().orderBy(List.of(sorted.get(tried))).top(1)) == null)
                draft.unsortable.add(sorted.get(tried).field());
            unsortedYet.remove(sorted.get(tried).field());
        }
        draft.unsortable.addAll(unsortedYet);
        unsortedYet.clear();
    }

    private static List<String> fields(List<OrderBy> order) {
        return order.stream().map(OrderBy::field).toList();
    }

    private static @Nullable Filter translated(QueryPlan plan, List<Filter> conditions) {
        if (conditions.isEmpty()) return null;
        return plan.translated(Filter.and(conditions))
                .filter(condition -> !(condition instanceof Filter.Constant))
                .orElse(null);
    }

    private void lowers(Filter function) {
        if (!draft.contains) return;
        draft.lowers = true;
        try {
            if (!feed.plan().answers(function) || feed.asks(function) == null) draft.lowers = false;
        } catch (ProbedFeed.Spent spent) {
            draft.lowers = false;
            throw spent;
        }
    }

    private void noFunctions() {
        draft.contains = false;
        draft.startsWith = false;
    }

    /** Counts everything not yet tried as unsupported, unless the feed is merely slow and has refused nothing. */
    void giveUp() {
        if (!feed.hasRefused()) return;
        if (functionsUntried) noFunctions();
        if (!geoTried && supported.geo() == null) draft.geo = false;
        draft.unsortable.addAll(unsortedYet);
        if (refusedFilters)
            searches().keySet().stream()
                    .filter(field -> !triedFields.contains(field))
                    .forEach(field -> draft.unfilterable.add(feed.name(field)));
    }

    void geo(List<JsonNode> rows) {
        if (supported.geo() != null) return;
        for (var row : rows) {
            var longitude = row.path("Longitude").asDouble();
            var latitude = row.path("Latitude").asDouble();
            if (longitude == 0 || latitude == 0) continue;
            geoTried = true;
            var ring = square(longitude, latitude);
            var page = feed.ask(ODataQuery.of("Property")
                    .select(feed.plan().select(List.of(QueryPlan.KEY, "Latitude", "Longitude")))
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
        draft.geo = false;
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

    /**
     * Checks whether {@code field ne false} leaves out listings in which the field is null, as SQL does; OData includes them.
     * One such listing among the rows settles it.
     *
     * @return whether null has to be asked for explicitly from now on
     */
    boolean emptiness(List<JsonNode> rows) {
        var flags = rules.rules(feed.plan()).stream()
                .filter(rule -> rule instanceof Filter.Comparison flag && flag.literal() instanceof Boolean)
                .filter(feed.plan()::answers)
                .map(Filter.Comparison.class::cast)
                .toList();
        if (flags.isEmpty() || rows.stream().anyMatch(row -> flags.stream().anyMatch(flag -> isEmpty(row, flag))))
            return false;
        var flag = flags.get(0);
        var both = feed.ask(feed.key()
                .filter(Filter.and(List.of(flag, new Filter.IsNull(flag.field()))))
                .top(1));
        if (both == null || !both.value().isEmpty()) return false;
        draft.nullsApart = true;
        return true;
    }

    private static boolean isEmpty(JsonNode row, Filter.Comparison flag) {
        return row.has(flag.field()) && row.path(flag.field()).isNull();
    }
}
