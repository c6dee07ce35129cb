package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Filter;
import porchlight.odata.ODataQuery;

/**
 * Finds out how enumerated values are spelled in string fields, from a sample and from the Lookup
 * resource.
 */
final class WordProbes {
    private static final int PAGE = 200;

    private final ProbedFeed feed;
    private final BehaviorDraft draft;
    private final FeedModel model;

    WordProbes(ProbedFeed feed, BehaviorDraft draft, FeedModel model) {
        this.feed = feed;
        this.draft = draft;
        this.model = model;
    }

    void learn(List<JsonNode> rows) {
        var values = rows.stream()
                .flatMap(row -> PropertyFields.ENUMERATED.stream()
                        .filter(field -> !model.spellings().containsKey(field))
                        .map(field -> row.path(field).asText("")))
                .toList();
        draft.separator = separator(values);
        var own = new HashMap<String, String>();
        for (var row : rows) {
            var type = row.path("PropertyType").asText("");
            if (PropertyType.isLease(type)
                    && PropertyType.of(type).isEmpty()
                    && !model.spellings().containsKey("PropertyType"))
                own.put(type, Spelling.term("PropertyType", type));
        }
        if (!own.isEmpty()) draft.values = Map.of("PropertyType", own);
        if (" ".equals(draft.separator)
                || !feed.plan().hasLookup()
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
                .top(PAGE);
        var page = feed.ask(draft.count ? query.counted() : query);
        var values = new HashMap<String, Map<String, String>>();
        for (int pages = 0, seen = 0; page != null && pages < 4; pages++) {
            for (var row : page.value()) note(values, row);
            seen += page.value().size();
            var next = page.nextLink();
            var more = page.count() != null
                    ? page.count() > seen
                    : !page.value().isEmpty() && page.value().size() < PAGE;
            if (next == null && !more) break;
            var rest = query.skip(seen);
            page = next != null ? feed.follow(next) : feed.ask(draft.count ? rest.counted() : rest);
        }
        draft.values = values;
    }

    private static void note(Map<String, Map<String, String>> values, JsonNode row) {
        var field = row.path("LookupName").asText("");
        var value = row.path("LookupValue").asText("");
        var standard = row.path("StandardLookupValue").asText("");
        var legacy = row.path("LegacyODataValue").asText("");
        if (field.isEmpty() || value.isEmpty()) return;
        var wording = Spelling.term(
                field, standard.isBlank() || standard.equals("null") ? Enumerations.label(value) : standard);
        var known = values.computeIfAbsent(field, any -> new HashMap<>());
        known.put(value, wording);
        if (!legacy.isBlank() && !legacy.equals("null") && !value.contains(" ")) known.putIfAbsent(legacy, wording);
    }
}
