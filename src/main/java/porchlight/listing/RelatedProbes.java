package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Expand;

/** Finds how the feed delivers photos, open houses, rooms, and units, and the longest URL it accepts. */
final class RelatedProbes {
    static final List<Integer> SET_PAGES = List.of(500, 200, 100);
    static final List<Integer> URL_LENGTHS = List.of(4_096, 2_048, 1_024);
    private static final int PAGE = FeedProbes.PAGE;

    private final ProbedFeed feed;
    private final BehaviorDraft draft;
    private final FeedModel model;
    private final List<String> detailFields;
    private final boolean history;
    private final int maxTop;

    RelatedProbes(ProbedFeed feed, BehaviorDraft draft, FeedModel model, MlsProfile profile, int maxTop) {
        this.feed = feed;
        this.draft = draft;
        this.model = model;
        this.detailFields = PropertyFields.detail(profile);
        this.history = profile.showsHistory();
        this.maxTop = maxTop;
    }

    interface Way {
        void take();
    }

    /** The possible ways of getting photos, likeliest first. */
    List<Way> mediaWays() {
        var name = model.expansions().media();
        var ways = new ArrayList<Way>();
        if (model.navigates(name)) {
            ways.add(() -> media(RelatedDelivery.EXPANDED_WITH_OPTIONS, false));
            ways.add(() -> media(RelatedDelivery.EXPANDED, false));
            ways.add(() -> media(RelatedDelivery.EXPANDED, true));
        }
        if (model.holds(name)) ways.add(() -> media(RelatedDelivery.INLINE, false));
        if (model.set(List.of("Media")).flatMap(model::foreignKey).isPresent())
            ways.add(() -> media(RelatedDelivery.SET, false));
        return ways;
    }

    private void media(RelatedDelivery delivery, boolean selected) {
        draft.media = delivery;
        draft.nestedFilter = false;
        draft.selectsExpanded = selected;
    }

    /** Tries ways of getting photos until one works. */
    void photos(List<JsonNode> cards) {
        var name = model.expansions().media();
        if (arePhotos(cards, name)) {
            var wanted = feed.plan();
            if (draft.nestedFilter)
                draft.nestedFilter = cards.stream()
                        .flatMap(row -> new Fields(wanted.read(row)).expanded(name).stream())
                        .allMatch(wanted::isCardMedia);
            if (draft.nestedFilter
                    && cards.stream()
                            .map(wanted::read)
                            .filter(row -> row.path("PhotosCount").asInt(0) > 0)
                            .anyMatch(wanted::lacksPhoto)) draft.firstPhoto = 2;
            return;
        }
        var have = cards.stream()
                .filter(row -> row.path("PhotosCount").asInt(0) > 0)
                .toList();
        if (cards.isEmpty()
                || draft.media == RelatedDelivery.NONE
                || have.isEmpty() && cards.stream().anyMatch(row -> row.has("PhotosCount"))) {
            // No listing in the sample has photos, so nothing can be verified.
            draft.nestedFilter = false;
            return;
        }
        // The way assumed at first was at least accepted, so it is the safe choice if none delivers
        // photos.
        var harmless = new BehaviorDraft(draft.behavior());
        var come = false;
        try {
            come = mediaWays().stream().anyMatch(way -> {
                way.take();
                return comes(name, have.isEmpty() ? cards : have);
            });
        } finally {
            if (!come) media(harmless.media, harmless.selectsExpanded);
        }
    }

    private boolean comes(@Nullable String name, List<JsonNode> rows) {
        if (draft.media == RelatedDelivery.SET) return mediaSet(rows);
        var page = feed.ask(
                feed.plan().cards(List.of(QueryPlan.KEY, "PhotosCount")).top(PAGE));
        return page != null && arePhotos(page.value(), name);
    }

    private static boolean arePhotos(List<JsonNode> rows, @Nullable String name) {
        return name != null
                && rows.stream()
                        .flatMap(row -> new Fields(row).expanded(name).stream())
                        .anyMatch(media -> media.text("MediaURL") != null);
    }

    private boolean mediaSet(List<JsonNode> rows) {
        var sets = feed.plan().cardSets();
        if (sets.isEmpty()) return false;
        var keys = rows.stream()
                .map(row -> (Object) row.path(model.key()).asText())
                .limit(3)
                .toList();
        for (var size : Stream.concat(SET_PAGES.stream(), Stream.of(maxTop)).toList()) {
            draft.setPageSize = size;
            var page = feed.ask(feed.plan().related(sets.get(0), keys));
            if (page != null) return page.value().stream().anyMatch(row -> row.hasNonNull("MediaURL"));
        }
        // The count or the order may be what is refused. Photos are sorted here as well.
        if (draft.countsSets) {
            draft.countsSets = false;
            return mediaSet(rows);
        }
        return draft.unsortable.add(QueryPlan.ORDER) && mediaSet(rows);
    }

    void detail(List<JsonNode> rows) {
        var key = feed.plan().key(rows.get(rows.size() - 1).path(model.key()).asText());
        if (key.isEmpty()) return;
        var listing = one(key.get());
        if (listing == null) listing = shorter(key.get());
        if (listing == null) listing = withoutExpansions(key.get());
        if (listing == null) return;
        // Some services silently omit an expansion unless $select names it.
        var sent = listing;
        if (draft.selectsExpanded || expanded().allMatch(sent::has)) return;
        draft.selectsExpanded = true;
        var again = one(key.get());
        if (again == null || !expanded().allMatch(again::has)) draft.selectsExpanded = false;
    }

    /** Checks that related entity sets can be queried by key, and with which $top. */
    void sets(List<JsonNode> rows) {
        var keys = rows.stream()
                .map(row -> (Object) row.path(model.key()).asText())
                .limit(2)
                .toList();
        for (var set : feed.plan().detailSets()) {
            if (set.set().equals("Media")) continue;
            var answered = false;
            for (var size : Stream.concat(SET_PAGES.stream(), Stream.of(maxTop)).toList()) {
                if (size > draft.setPageSize && size != maxTop) continue;
                draft.setPageSize = size;
                answered = feed.ask(feed.plan().related(set, keys)) != null;
                if (answered) break;
            }
            if (!answered && draft.countsSets) {
                draft.countsSets = false;
                answered = feed.ask(feed.plan().related(set, keys)) != null;
            }
            if (answered) continue;
            if (set.set().equals("OpenHouse")) draft.openHouses = RelatedDelivery.NONE;
            else if (FeedModel.ROOM_SETS.contains(set.set())) draft.rooms = RelatedDelivery.NONE;
            else draft.units = RelatedDelivery.NONE;
        }
    }

    private Stream<String> expanded() {
        return feed.plan().detail(List.of(QueryPlan.KEY), false).expand().stream()
                .map(each -> each.navigation());
    }

    private @Nullable JsonNode one(Object key) {
        var plan = feed.plan();
        var query = plan.fitted(plan.detail(detailFields, history), each -> feed.length(each, key));
        return feed.entity(query, key).orElse(null);
    }

    /** Retries with fewer fields, to find the longest URL that is accepted. */
    private @Nullable JsonNode shorter(Object key) {
        var length = feed.length(feed.plan().detail(detailFields, history), key);
        var before = draft.longestUrl;
        var accepted = before;
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
        draft.longestUrl = accepted;
        return found;
    }

    private @Nullable JsonNode withoutExpansions(Object key) {
        var names = model.expansions();
        if (draft.history.isExpanded()) {
            draft.history = RelatedDelivery.NONE;
            var listing = one(key);
            if (listing != null) return listing;
        }
        draft.openHouses = refusedExpansion(key, names.openHouses(), draft.openHouses, List.of("OpenHouse"));
        draft.rooms = refusedExpansion(key, names.rooms(), draft.rooms, FeedModel.ROOM_SETS);
        draft.units = refusedExpansion(key, names.units(), draft.units, FeedModel.UNIT_SETS);
        return one(key);
    }

    private RelatedDelivery refusedExpansion(
            Object key, @Nullable String name, RelatedDelivery delivery, List<String> sets) {
        if (name == null || !delivery.isExpanded()) return delivery;
        var query = feed.key().expand(List.of(Expand.of(name, List.of())));
        return feed.entity(query, key).isPresent() ? delivery : model.withoutExpansion(name, sets);
    }
}
