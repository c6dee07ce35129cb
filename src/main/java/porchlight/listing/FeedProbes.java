package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Filter;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.ODataPage;
import porchlight.odata.ODataQuery;
import porchlight.odata.OrderBy;

/**
 * Finds out how a feed behaves by sending the site's own requests: first one that uses everything at once, then, only if it
 * is refused, its parts. Whatever could not be tried before requests or time ran out counts as refused, so the site never
 * depends on it.
 */
final class FeedProbes {
    /** Listings per page of results. */
    static final int PAGE = 24;

    private static final List<Integer> TOPS = List.of(200, 100, 50);

    private final FeedModel model;
    private final DisplayFilter rules;
    private final List<String> cardFields;
    private final Supported supported;
    private final int maxTop;
    private final BehaviorDraft draft;
    private final ProbedFeed feed;
    private final SearchProbes searches;
    private final RelatedProbes related;
    private final WordProbes words;
    /** Whether to look at homes for sale, which the home page shows. */
    private boolean forSale = true;

    FeedProbes(
            ODataClient client,
            FeedModel model,
            DisplayFilter rules,
            MlsProfile profile,
            Supported supported,
            int maxTop) {
        this.model = model;
        this.rules = rules;
        this.cardFields = PropertyFields.card(profile);
        this.supported = supported;
        this.maxTop = maxTop;
        this.draft = new BehaviorDraft(optimistic(model.expansions()));
        this.feed = new ProbedFeed(client, model, draft);
        this.searches = new SearchProbes(
                feed, draft, model, rules, supported, profile.ours().searched());
        this.related = new RelatedProbes(feed, draft, model, profile, maxTop);
        this.words = new WordProbes(feed, draft, model);
        assumeFromMetadata();
    }

    /** A service that supports everything this site would use. */
    static Behavior optimistic(Expansions names) {
        return new Behavior(
                true,
                true,
                true,
                false,
                true,
                true,
                true,
                true,
                true,
                true,
                1,
                false,
                true,
                false,
                PAGE,
                PAGE,
                RelatedProbes.SET_PAGES.get(0),
                true,
                Behavior.NO_LIMIT,
                Set.of(),
                Set.of(),
                names.media() == null ? RelatedDelivery.NONE : RelatedDelivery.EXPANDED_WITH_OPTIONS,
                expandedIf(names.openHouses()),
                expandedIf(names.rooms()),
                expandedIf(names.units()),
                expandedIf(names.history()),
                " ",
                Map.of());
    }

    private static RelatedDelivery expandedIf(@Nullable String name) {
        return name == null ? RelatedDelivery.NONE : RelatedDelivery.EXPANDED;
    }

    /** The behavior that {@code $metadata} and settings declare. */
    Behavior assumed() {
        return draft.behavior();
    }

    private void assumeFromMetadata() {
        draft.separator = null;
        draft.largestTop = maxTop;
        var property = model.property();
        if (property != null) {
            var limits = property.limits();
            draft.count = limits.countable();
            draft.skip = limits.skip();
            draft.unfilterable.addAll(limits.filterable() ? limits.nonFilterable() : property.properties());
            draft.unsortable.addAll(limits.sortable() ? limits.nonSortable() : property.properties());
        }
        var names = model.expansions();
        draft.media = assumed(names.media(), RelatedDelivery.EXPANDED_WITH_OPTIONS, List.of("Media"));
        draft.openHouses = assumed(names.openHouses(), RelatedDelivery.EXPANDED, List.of("OpenHouse"));
        draft.rooms = assumed(names.rooms(), RelatedDelivery.EXPANDED, FeedModel.ROOM_SETS);
        draft.units = assumed(names.units(), RelatedDelivery.EXPANDED, FeedModel.UNIT_SETS);
        draft.history = assumed(names.history(), RelatedDelivery.EXPANDED, List.of());
        draft.nestedFilter = draft.media == RelatedDelivery.EXPANDED_WITH_OPTIONS;
        if (supported.in() != null) draft.in = supported.in();
        if (supported.contains() != null) draft.contains = supported.contains();
        if (supported.startsWith() != null) draft.startsWith = supported.startsWith();
        if (supported.lambda() != null) draft.lambda = supported.lambda();
        if (supported.geo() != null) draft.geo = supported.geo();
        if (supported.count() != null) draft.count = supported.count();
    }

    private RelatedDelivery assumed(@Nullable String name, RelatedDelivery expanded, List<String> sets) {
        var property = model.property();
        var expandable = name != null
                && model.navigates(name)
                && (property == null
                        || property.limits().expandable()
                                && !property.limits().nonExpandable().contains(name));
        if (expandable) return expanded;
        return model.withoutExpansion(name, sets);
    }

    int requests() {
        return feed.requests();
    }

    /** Whether time ran out before everything was tried. */
    boolean ranOutOfTime() {
        return feed.ranOutOfTime();
    }

    /** @throws ODataException if the feed does not answer at all */
    Behavior behavior() {
        try {
            var page = cards();
            if (!page.value().isEmpty()) {
                words.learn(page.value());
                related.detail(page.value());
                related.sets(page.value());
            }
            top();
            searches.filters();
            searches.geo(page.value());
            skip(page.value());
        } catch (ProbedFeed.Spent spent) {
            searches.giveUp();
        }
        return draft.behavior();
    }

    private ODataPage<JsonNode> cards() {
        var plan = feed.plan();
        var whole = feed.ask(results(plan, PAGE));
        if (whole == null) whole = cardsInParts();
        var page = whole;
        // First, because on some feeds it leaves no homes to look at.
        if (searches.emptiness(page.value())) {
            var again = feed.ask(results(feed.plan(), PAGE));
            if (again != null) page = again;
        }
        if (page.value().isEmpty()) {
            // If nothing is for sale, rentals are just as informative.
            forSale = false;
            var rentals = feed.ask(results(feed.plan(), PAGE));
            if (rentals != null) page = rentals;
        }
        draft.count = supported.count() != null ? supported.count() : draft.count && page.count() != null;
        var size = page.value().size();
        var count = page.count();
        draft.nextLinks = page.nextLink() != null;
        if (size > 0 && size < PAGE && (page.nextLink() != null || count != null && count > size))
            draft.pageSize = size;
        related.photos(page.value());
        return page;
    }

    /** Some services accept {@code $skip} and send the first page again. */
    private void skip(List<JsonNode> rows) {
        if (!draft.skip || rows.size() < 2) return;
        var first = rows.get(0).path(model.key());
        var second = feed.ask(results(feed.plan(), 1).skip(1));
        draft.skip = second != null
                && second.value().stream()
                        .noneMatch(row -> row.path(model.key()).equals(first));
    }

    private void top() {
        if (maxTop <= PAGE || feed.ask(feed.key().top(maxTop)) != null) return;
        draft.largestTop = PAGE;
        for (var rows : TOPS)
            if (rows < maxTop && feed.ask(feed.key().top(rows)) != null) {
                draft.largestTop = rows;
                return;
            }
    }

    private ODataQuery results(QueryPlan plan, int top) {
        var active = Filter.eq("StandardStatus", "Active");
        var query = plan.cards(cardFields)
                .filter(forSale ? asked(plan, active, SearchProbes.notLeased()) : asked(plan, active))
                .orderBy(plan.order(List.of(OrderBy.descending("OnMarketDate"), OrderBy.ascending(QueryPlan.KEY))))
                .top(top);
        return plan.fitted(draft.count ? query.counted() : query, each -> feed.length(each, null));
    }

    /** The mandatory conditions, plus those of the given ones that the feed supports; null for none. */
    private @Nullable Filter asked(QueryPlan plan, Filter... conditions) {
        var all = new ArrayList<Filter>();
        for (var condition : conditions) if (plan.answers(condition)) all.add(condition);
        var whole = rules.displayable(plan, all.isEmpty() ? null : Filter.and(all));
        return whole == null || whole instanceof Filter.Constant ? null : whole;
    }

    private ODataPage<JsonNode> cardsInParts() {
        if (feed.ask(feed.key()
                        .filter(asked(feed.plan(), Filter.eq("StandardStatus", "Active"), SearchProbes.notLeased()))
                        .top(1))
                == null) searches.conditions();
        var ordered = feed.key()
                .orderBy(feed.plan()
                        .order(List.of(OrderBy.descending("OnMarketDate"), OrderBy.ascending(QueryPlan.KEY))))
                .top(1);
        if (!ordered.orderBy().isEmpty() && feed.ask(ordered) == null) {
            var fields = List.of(QueryPlan.KEY, "OnMarketDate");
            for (var field : fields)
                if (feed.ask(feed.key()
                                .orderBy(feed.plan().order(List.of(OrderBy.ascending(field))))
                                .top(1))
                        == null) draft.unsortable.add(feed.name(field));
            var property = model.property();
            // A service that can sort by neither cannot sort at all.
            if (property != null && fields.stream().map(feed::name).allMatch(draft.unsortable::contains)) {
                draft.unsortable.addAll(property.properties());
                draft.unsortable.add(QueryPlan.ORDER);
            }
        }
        if (draft.count
                && supported.count() == null
                && feed.ask(feed.key().top(1).counted()) == null) draft.count = false;
        var page = feed.ask(results(feed.plan(), PAGE));
        if (page != null) return page;
        if (feed.length(results(feed.plan(), PAGE), null) > 1_024) {
            for (var length : RelatedProbes.URL_LENGTHS) {
                if (length >= feed.length(results(feed.plan(), PAGE), null)) continue;
                draft.longestUrl = length;
                page = feed.ask(results(feed.plan(), PAGE));
                if (page != null) return page;
            }
            draft.longestUrl = Behavior.NO_LIMIT;
        }
        for (var media : related.mediaWays()) {
            media.take();
            page = feed.ask(results(feed.plan(), PAGE));
            if (page != null) return page;
        }
        draft.media = RelatedDelivery.NONE;
        page = feed.ask(results(feed.plan(), 10));
        if (page != null) {
            draft.pageSize = 10;
            return page;
        }
        // The simplest query decides whether the feed works at all.
        return feed.insist(feed.key().top(1));
    }
}
