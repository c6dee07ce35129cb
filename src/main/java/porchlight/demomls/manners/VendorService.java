package porchlight.demomls.manners;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.olingo.commons.core.edm.EdmProviderImpl;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.uri.UriInfo;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.UriResourceEntitySet;
import org.apache.olingo.server.api.uri.UriResourceProperty;
import org.apache.olingo.server.api.uri.queryoption.ExpandItem;
import org.apache.olingo.server.api.uri.queryoption.OrderByOption;
import org.apache.olingo.server.api.uri.queryoption.SelectOption;
import org.apache.olingo.server.api.uri.queryoption.expression.Expression;
import org.apache.olingo.server.api.uri.queryoption.expression.Member;
import org.apache.olingo.server.core.uri.parser.Parser;
import org.apache.olingo.server.core.uri.parser.UriParserException;
import org.apache.olingo.server.core.uri.validator.UriValidationException;
import org.jspecify.annotations.Nullable;

/**
 * Answers GET requests as a vendor's OData service does, and refuses what that service refuses.
 */
public final class VendorService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern GEO =
            Pattern.compile("geo\\.intersects\\(Location,geography'POLYGON\\(\\(([^)]*)\\)\\)'\\)");

    private final Manners manners;
    private final Model model;
    private final EdmProviderImpl edm;
    private final Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
    /** Rows of the other sets by the key of their listing. */
    private final Map<String, Map<Object, List<Map<String, Object>>>> byListing = new HashMap<>();

    private final InstantSource clock;
    private final ArrayDeque<Instant> recent = new ArrayDeque<>();

    /** @param refused the reason for refusal; null if it was answered */
    public record Answer(
            int status,
            String contentType,
            String body,
            @Nullable String refused) {}

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String reason) {
            super(reason);
            this.status = status;
        }
    }

    public VendorService(Manners manners, List<Resource> resources, InstantSource clock) {
        this.manners = manners;
        this.clock = clock;
        this.model = new Model(manners, resources);
        this.edm = new EdmProviderImpl(model);
        for (var resource : resources) {
            var kinds = new HashMap<String, Field>();
            for (var field : resource.fields()) kinds.put(field.name(), field);
            rows.put(
                    resource.name(),
                    resource.rows().stream()
                            .map(row -> written(resource.name(), kinds, row))
                            .toList());
        }
        if (manners.lookups) rows.put("Lookup", lookups());
        for (var set : List.of("Media", "OpenHouse", "PropertyRooms"))
            byListing.put(
                    set,
                    rows.getOrDefault(set, List.of()).stream()
                            .filter(row -> row.get(foreignKey(set)) != null)
                            .collect(Collectors.groupingBy(row -> row.get(foreignKey(set)))));
    }

    private Map<String, Object> written(String set, Map<String, Field> kinds, Map<String, Object> canonical) {
        var row = new HashMap<String, Object>();
        canonical.forEach((name, value) -> {
            var field = Model.keyed(manners, name);
            var kind = kinds.get(name);
            if (value instanceof String text)
                row.put(
                        field,
                        kind != null && kind.isEnumerated()
                                ? manners.written(name, text)
                                : manners.numericKey && !field.equals(name) ? new BigDecimal(text) : text);
            else if (value instanceof List<?> many) {
                var written = many.stream()
                        .map(each -> manners.written(name, String.valueOf(each)))
                        .toList();
                row.put(
                        field,
                        manners.several == Manners.Several.COMMAS ? String.join(",", written) : (Object) written);
            } else row.put(field, value);
        });
        if (set.equals("Property"))
            manners.extra.forEach(name -> row.put(name, name.endsWith("View") ? "true" : "zoo"));
        return row;
    }

    private List<Map<String, Object>> lookups() {
        var lookups = new ArrayList<Map<String, Object>>();
        model.values().forEach((field, values) -> {
            for (var value : values) {
                if (Manners.isName(field)) continue;
                lookups.add(Map.of(
                        "LookupKey",
                        field + "-" + manners.member(value),
                        "LookupName",
                        field,
                        "LookupValue",
                        manners.member(value),
                        "StandardLookupValue",
                        value,
                        "LegacyODataValue",
                        manners.member(value)));
            }
        });
        return lookups;
    }

    /**
     * The answer to a request.
     * @param root the service root as the client wrote it, with a trailing slash
     * @param path path under the service root, percent-encoded, without a leading slash
     * @param query query string, percent-encoded; spaces may be plus signs
     */
    public Answer get(String root, String path, String query) {
        try {
            pace();
            var url = URI.create(root).getRawPath() + path + "?" + query;
            if (url.length() > manners.maxUrl) throw new Refused(414, "URI Too Long");
            var resource = decode(path);
            if (resource.equals("$metadata")) return new Answer(200, "application/xml", model.xml(), null);
            return new Answer(
                    200, "application/json", answer(root, resource, query).toString(), null);
        } catch (Refused no) {
            return refusal(no.status, String.valueOf(no.getMessage()));
        } catch (UnsupportedOperationException | ClassCastException notEvaluated) {
            return refusal(501, "this expression is not supported");
        }
    }

    private static Answer refusal(int status, String reason) {
        var body = JSON.createObjectNode();
        body.putObject("error").put("code", Integer.toString(status)).put("message", reason);
        return new Answer(status, "application/json", body.toString(), reason);
    }

    private void pace() {
        if (manners.perSecond == 0) return;
        synchronized (recent) {
            var now = clock.instant();
            while (!recent.isEmpty() && !recent.getFirst().isAfter(now.minusSeconds(1))) recent.removeFirst();
            if (recent.size() >= manners.perSecond) throw new Refused(429, "over " + manners.perSecond + " a second");
            recent.addLast(now);
        }
    }

    private ObjectNode answer(String serviceRoot, String resource, String query) {
        var root = JsonNodeFactory.instance.objectNode();
        if (resource.isEmpty()) {
            var sets = root.putArray("value");
            for (var set : rows.keySet())
                if (model.hasSet(set)) sets.addObject().put("name", set).put("kind", "EntitySet");
            return root;
        }
        var parameters = parameters(query);
        var ring = ring(parameters);
        var token = parameters.remove("$skiptoken");
        var uri = parse(resource, parameters);
        if (!(uri.getUriResourceParts().get(0) instanceof UriResourceEntitySet set)) throw new Refused(404, "no set");
        applyRefusals(set.getEntitySet().getName(), uri, parameters);
        var name = set.getEntitySet().getName();
        if (!set.getKeyPredicates().isEmpty()) {
            var key = set.getKeyPredicates()
                    .get(0)
                    .getText()
                    .replaceAll("^'|'$", "")
                    .replace("''", "'");
            var field = set.getKeyPredicates().get(0).getName();
            return rows.get(name).stream()
                    .filter(row -> String.valueOf(row.get(field)).equals(key))
                    .findFirst()
                    .map(row -> entity(name, row, uri))
                    .orElseThrow(() -> new Refused(404, "no such " + name));
        }
        return collection(serviceRoot, name, uri, parameters, token, ring);
    }

    private ObjectNode collection(
            String serviceRoot,
            String set,
            UriInfo uri,
            Map<String, String> parameters,
            @Nullable String token,
            List<double[]> ring) {
        var matching = rows.get(set).stream()
                .filter(row -> uri.getFilterOption() == null
                        || RowFilter.matches(uri.getFilterOption().getExpression(), row, manners.sqlNulls))
                .filter(row -> ring.isEmpty() || isIn(ring, row))
                .sorted(order(uri.getOrderByOption()))
                .toList();
        var top = uri.getTopOption() == null
                ? manners.defaultTop
                : uri.getTopOption().getValue();
        if (manners.refusesLargerTop && top > manners.maxTop) throw new Refused(400, "$top is over " + manners.maxTop);
        var size = Math.min(top, manners.maxTop);
        var skip = token != null
                ? Integer.parseInt(token)
                : uri.getSkipOption() == null || manners.ignoresSkip
                        ? 0
                        : uri.getSkipOption().getValue();
        var page = matching.stream().skip(skip).limit(size).toList();
        var answer = JsonNodeFactory.instance.objectNode();
        if (uri.getCountOption() != null
                && uri.getCountOption().getValue()
                && manners.count
                && (manners.countOnEmptyPage || !page.isEmpty())) answer.put("@odata.count", matching.size());
        var value = answer.putArray("value");
        page.forEach(row -> value.add(entity(set, row, uri)));
        var more = matching.size() > skip + page.size();
        var linked = switch (manners.links) {
            case NEVER -> false;
            case WHEN_CAPPED -> more && size < top;
            case WHEN_MORE -> more;
            case FULL_PAGES -> page.size() == size && size > 0;
        };
        if (linked)
            answer.put("@odata.nextLink", link(serviceRoot, set, parameters, skip + page.size(), top - page.size()));
        return answer;
    }

    private String link(String serviceRoot, String set, Map<String, String> parameters, int skip, int left) {
        var next = new LinkedHashMap<>(parameters);
        if (manners.links == Manners.Links.WHEN_CAPPED) next.put("$top", Integer.toString(left));
        next.remove("$skip");
        next.put(manners.shape == Manners.Shape.ABSOLUTE_TOKEN ? "$skiptoken" : "$skip", Integer.toString(skip));
        var query = next.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return (manners.shape == Manners.Shape.RELATIVE ? "" : serviceRoot) + set + "?" + query;
    }

    private Comparator<Map<String, Object>> order(@Nullable OrderByOption option) {
        Comparator<Map<String, Object>> order = (one, other) -> 0;
        if (option == null) return order;
        for (var item : option.getOrders()) {
            var field = field((Member) item.getExpression());
            Comparator<Map<String, Object>> by = Comparator.comparing(
                    row -> comparable(row.get(field)), Comparator.nullsFirst(Comparator.naturalOrder()));
            order = order.thenComparing(item.isDescending() ? by.reversed() : by);
        }
        return order;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Comparable<Object> comparable(@Nullable Object value) {
        return (Comparable<Object>) value;
    }

    private static String field(Member member) {
        return ((UriResourceProperty)
                        member.getResourcePath().getUriResourceParts().get(0))
                .getProperty()
                .getName();
    }

    private void applyRefusals(String set, UriInfo uri, Map<String, String> parameters) {
        var filter = parameters.getOrDefault("$filter", "");
        if (!manners.in && filter.matches("(?s).*\\w in \\(.*"))
            throw new Refused(400, "the operator 'in' is not known");
        if (!manners.contains && filter.matches("(?s).*(contains|startswith)\\(.*"))
            throw new Refused(400, "functions are not supported");
        if (!manners.toLower && filter.contains("tolower(")) throw new Refused(400, "tolower is not known");
        var filterable = manners.filterable;
        if (filterable != null && set.equals("Property") && uri.getFilterOption() != null)
            for (var field : fields(uri.getFilterOption().getExpression()))
                if (!filterable.contains(field)) throw new Refused(400, field + " is not a searchable field");
        if (!manners.orderBy && uri.getOrderByOption() != null) throw new Refused(400, "$orderby is not supported");
        if (!manners.skip && uri.getSkipOption() != null) throw new Refused(400, "$skip is not supported");
        if (uri.getSkipOption() != null && uri.getSkipOption().getValue() > manners.maxSkip)
            throw new Refused(400, "$skip is over " + manners.maxSkip);
        if (uri.getExpandOption() == null) return;
        for (var item : uri.getExpandOption().getExpandItems())
            if (!manners.nestedOptions && hasOptions(item))
                throw new Refused(400, "options inside $expand are not supported");
    }

    private static boolean hasOptions(ExpandItem item) {
        return item.getSelectOption() != null
                || item.getFilterOption() != null
                || item.getOrderByOption() != null
                || item.getTopOption() != null;
    }

    private static Set<String> fields(Expression filter) {
        var fields = new LinkedHashSet<String>();
        collect(filter, fields);
        return fields;
    }

    private static void collect(Expression expression, Set<String> fields) {
        if (expression instanceof Member member) {
            if (member.getResourcePath().getUriResourceParts().get(0) instanceof UriResourceProperty)
                fields.add(field(member));
        } else if (expression instanceof org.apache.olingo.server.api.uri.queryoption.expression.Binary binary) {
            collect(binary.getLeftOperand(), fields);
            if (binary.getRightOperand() != null) collect(binary.getRightOperand(), fields);
        } else if (expression instanceof org.apache.olingo.server.api.uri.queryoption.expression.Unary unary)
            collect(unary.getOperand(), fields);
        else if (expression instanceof org.apache.olingo.server.api.uri.queryoption.expression.Method method)
            method.getParameters().forEach(parameter -> collect(parameter, fields));
    }

    private UriInfo parse(String resource, Map<String, String> parameters) {
        var query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8)
                                .replace("+", "%20"))
                .collect(Collectors.joining("&"));
        try {
            return new Parser(edm, OData.newInstance())
                    .parseUri("/" + resource, query.isEmpty() ? null : query, null, "");
        } catch (UriParserException | UriValidationException invalid) {
            throw new Refused(400, String.valueOf(invalid.getMessage()));
        } catch (RuntimeException unreadable) {
            // Anything that the parser cannot read, such as a member where a string is compared.
            throw new Refused(400, unreadable.toString());
        }
    }

    /**
     * A service with geo functions supports Location, which its {@code $metadata} does not declare.
     */
    private List<double[]> ring(Map<String, String> parameters) {
        var filter = parameters.get("$filter");
        if (filter == null || !manners.geo) return List.of();
        var match = GEO.matcher(filter);
        if (!match.find()) return List.of();
        var ring = new ArrayList<double[]>();
        for (var pair : match.group(1).split(",")) {
            var parts = pair.strip().split(" ");
            ring.add(new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])});
        }
        parameters.put("$filter", match.replaceFirst("true eq true"));
        return ring;
    }

    private static boolean isIn(List<double[]> ring, Map<String, Object> row) {
        if (!(row.get("Longitude") instanceof BigDecimal longitude)
                || !(row.get("Latitude") instanceof BigDecimal latitude)) return false;
        double x = longitude.doubleValue();
        double y = latitude.doubleValue();
        var inside = false;
        for (int i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            var a = ring.get(i);
            var b = ring.get(j);
            if (a[1] > y != b[1] > y && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]) inside = !inside;
        }
        return inside;
    }

    private ObjectNode entity(String set, Map<String, Object> row, UriInfo uri) {
        var selected = selected(uri.getSelectOption());
        var node = JsonNodeFactory.instance.objectNode();
        for (var field : model.fields(set))
            if (selected.isEmpty() || selected.contains(field.name())) put(node, field, row.get(field.name()));
        if (!set.equals("Property")) return node;
        if (manners.media == Manners.MediaIs.INLINE && (selected.isEmpty() || selected.contains("Media")))
            node.set("Media", related("Media", row, null));
        if (uri.getExpandOption() == null) return node;
        for (var item : uri.getExpandOption().getExpandItems()) {
            List<UriResource> parts = item.getResourcePath().getUriResourceParts();
            var name = parts.get(parts.size() - 1).getSegmentValue();
            if (manners.media == Manners.MediaIs.SELECTED_EXPANSION && !selected.contains(name)) continue;
            node.set(name, related(model.navigation().get(name), row, item));
        }
        return node;
    }

    private static Set<String> selected(@Nullable SelectOption option) {
        if (option == null) return Set.of();
        return option.getSelectItems().stream()
                .map(item -> item.getResourcePath().getUriResourceParts().get(0).getSegmentValue())
                .collect(Collectors.toSet());
    }

    private String foreignKey(String set) {
        return Model.keyed(manners, set.equals("Media") ? "ResourceRecordKey" : "ListingKey");
    }

    private ArrayNode related(@Nullable String set, Map<String, Object> owner, @Nullable ExpandItem item) {
        var array = JsonNodeFactory.instance.arrayNode();
        if (set == null) return array;
        var key = owner.get(manners.keyField);
        var nested = item == null || item.getFilterOption() == null
                ? null
                : item.getFilterOption().getExpression();
        var select = item == null ? Set.<String>of() : selected(item.getSelectOption());
        Objects.requireNonNull(byListing.get(set)).getOrDefault(key, List.of()).stream()
                .filter(row -> nested == null || RowFilter.matches(nested, row, manners.sqlNulls))
                .sorted(order(item == null ? null : item.getOrderByOption()))
                .limit(
                        item == null || item.getTopOption() == null
                                ? 1_000
                                : item.getTopOption().getValue())
                .forEach(row -> {
                    var node = array.addObject();
                    for (var field : model.fields(set))
                        if (select.isEmpty() || select.contains(field.name())) put(node, field, row.get(field.name()));
                });
        return array;
    }

    private void put(ObjectNode node, Field field, @Nullable Object value) {
        if (value instanceof List<?> many) {
            if (manners.several == Manners.Several.FLAGS)
                node.put(
                        field.name(),
                        many.isEmpty()
                                ? null
                                : many.stream().map(String::valueOf).collect(Collectors.joining(",")));
            else {
                var array = node.putArray(field.name());
                many.forEach(each -> array.add(String.valueOf(each)));
            }
        } else if (value == null) {
            if (model.isCollection(field)) node.putArray(field.name());
            else node.putNull(field.name());
        } else if (value instanceof Boolean flag) node.put(field.name(), flag);
        else if (value instanceof BigDecimal number) node.put(field.name(), number);
        else node.put(field.name(), value.toString());
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var part : query.split("&")) {
            if (part.isEmpty()) continue;
            var pair = part.split("=", 2);
            parameters.put(decode(pair[0]), pair.length == 1 ? "" : decode(pair[1]));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
