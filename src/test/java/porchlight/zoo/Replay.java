package porchlight.zoo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

/** A vendor's OData service on loopback, over made-up homes. Keeps what it was asked and what it refused. */
final class Replay implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "/odata/";
    private static final Pattern GEO =
            Pattern.compile("geo\\.intersects\\(Location,geography'POLYGON\\(\\(([^)]*)\\)\\)'\\)");

    private final Manners manners;
    private final Model model;
    private final EdmProviderImpl edm;
    private final Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final InstantSource clock;
    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Instant> lately = new ArrayDeque<>();

    /** @param refused why it was, null if it was answered */
    record Request(
            String path, String query, int status, @Nullable String refused) {
        String resource() {
            return path.replaceFirst("\\(.*", "");
        }

        @Override
        public String toString() {
            return status + " " + path + "?" + query + (refused == null ? "" : " " + refused);
        }
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String reason) {
            super(reason);
            this.status = status;
        }
    }

    Replay(Manners manners, List<Field> property, List<Home> homes, InstantSource clock) throws IOException {
        this.manners = manners;
        this.clock = clock;
        this.model = new Model(manners, property, homes);
        this.edm = new EdmProviderImpl(model);
        for (var set : List.of("Property", "Media", "OpenHouse", "PropertyRooms", "Lookup"))
            rows.put(set, new ArrayList<>());
        for (var home : homes) {
            add("Property", home.property());
            home.media().forEach(row -> add("Media", row));
            home.openHouses().forEach(row -> add("OpenHouse", row));
            home.rooms().forEach(row -> add("PropertyRooms", row));
        }
        if (manners.lookups) lookups();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    String serviceRoot() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + ROOT;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    void forget() {
        requests.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void add(String set, Map<String, Object> canonical) {
        var row = new HashMap<String, Object>();
        canonical.forEach((name, value) -> {
            var field = Model.keyed(manners, name);
            if (value instanceof String text)
                row.put(
                        field,
                        isEnumerated(set, name)
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
        rows.get(set).add(row);
    }

    private boolean isEnumerated(String set, String name) {
        return model.fields(set).stream().anyMatch(field -> field.name().equals(name) && field.isEnumerated());
    }

    private void lookups() {
        model.values().forEach((field, values) -> {
            for (var value : values) {
                if (Manners.isName(field)) continue;
                var row = new HashMap<String, Object>();
                row.put("LookupKey", field + "-" + manners.member(value));
                row.put("LookupName", field);
                row.put("LookupValue", manners.member(value));
                row.put("StandardLookupValue", value);
                row.put("LegacyODataValue", manners.member(value));
                rows.get("Lookup").add(row);
            }
        });
    }

    private void handle(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var path = uri.getRawPath();
        var query = Objects.requireNonNullElse(uri.getRawQuery(), "");
        var resource = path.startsWith(ROOT) ? decode(path.substring(ROOT.length())) : path;
        int status = 200;
        String refused = null;
        var type = "application/json";
        String body;
        try {
            pace();
            if (!path.startsWith(ROOT)) throw new Refused(404, "no such path");
            if ((path + "?" + query).length() > manners.maxUrl) throw new Refused(414, "URI Too Long");
            if (resource.equals("$metadata")) {
                type = "application/xml";
                body = model.xml();
            } else body = JSON.writeValueAsString(answer(resource, query));
        } catch (Refused no) {
            status = no.status;
            refused = no.getMessage();
            body = JSON.writeValueAsString(
                    Map.of("error", Map.of("code", Integer.toString(status), "message", refused)));
            if (status == 429) exchange.getResponseHeaders().add("Retry-After", "1");
        } catch (RuntimeException fault) {
            status = 500;
            refused = fault.toString();
            body = "{}";
        }
        requests.add(new Request(resource, decode(query), status, refused));
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void pace() {
        if (manners.perSecond == 0) return;
        synchronized (lately) {
            var now = clock.instant();
            while (!lately.isEmpty() && !lately.getFirst().isAfter(now.minusSeconds(1))) lately.removeFirst();
            if (lately.size() >= manners.perSecond) throw new Refused(429, "over " + manners.perSecond + " a second");
            lately.addLast(now);
        }
    }

    private ObjectNode answer(String resource, String query) {
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
        refuseWhatTheVendorRefuses(set.getEntitySet().getName(), uri, parameters);
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
        return collection(name, uri, parameters, token, ring);
    }

    private ObjectNode collection(
            String set, UriInfo uri, Map<String, String> parameters, @Nullable String token, List<double[]> ring) {
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
                : uri.getSkipOption() == null ? 0 : uri.getSkipOption().getValue();
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
        if (linked) answer.put("@odata.nextLink", link(set, parameters, skip + page.size(), top - page.size()));
        return answer;
    }

    private String link(String set, Map<String, String> parameters, int skip, int left) {
        var next = new LinkedHashMap<>(parameters);
        if (manners.links == Manners.Links.WHEN_CAPPED) next.put("$top", Integer.toString(left));
        next.remove("$skip");
        next.put(manners.shape == Manners.Shape.ABSOLUTE_TOKEN ? "$skiptoken" : "$skip", Integer.toString(skip));
        var query = next.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return (manners.shape == Manners.Shape.RELATIVE ? "" : serviceRoot()) + set + "?" + query;
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

    private void refuseWhatTheVendorRefuses(String set, UriInfo uri, Map<String, String> parameters) {
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
            // What the parser cannot read at all, such as a member where a string is compared.
            throw new Refused(400, unreadable.toString());
        }
    }

    /** A service with geo functions knows Location, which its {@code $metadata} does not name. */
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

    private ArrayNode related(@Nullable String set, Map<String, Object> owner, @Nullable ExpandItem item) {
        var array = JsonNodeFactory.instance.arrayNode();
        if (set == null) return array;
        var foreign = Model.keyed(manners, set.equals("Media") ? "ResourceRecordKey" : "ListingKey");
        var key = owner.get(manners.keyField);
        var nested = item == null || item.getFilterOption() == null
                ? null
                : item.getFilterOption().getExpression();
        var select = item == null ? Set.<String>of() : selected(item.getSelectOption());
        rows.get(set).stream()
                .filter(row -> Objects.equals(row.get(foreign), key))
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
