package porchlight.demomls;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.olingo.commons.core.edm.EdmProviderImpl;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.uri.UriInfo;
import org.apache.olingo.server.api.uri.UriInfoKind;
import org.apache.olingo.server.api.uri.UriParameter;
import org.apache.olingo.server.api.uri.UriResourceEntitySet;
import org.apache.olingo.server.api.uri.UriResourceNavigation;
import org.apache.olingo.server.api.uri.queryoption.OrderByItem;
import org.apache.olingo.server.core.uri.parser.Parser;
import org.apache.olingo.server.core.uri.parser.UriParserException;
import org.apache.olingo.server.core.uri.validator.UriValidationException;

/**
 * Answers GET requests under the service root: parses the URI with Olingo, queries the tables, and
 * builds the payload.
 */
final class ODataService {
    private static final int DEFAULT_TOP = 10;
    private static final List<String> UNSUPPORTED = List.of("$search", "$apply", "$deltatoken", "$id");

    private final EdmProviderImpl edm;
    private final Map<String, EntityTable> tables;
    private final Entities entities;
    private final DemoOptions options;
    private final InstantSource clock;

    ODataService(
            Csdl csdl, Map<String, EntityTable> tables, Entities entities, DemoOptions options, InstantSource clock) {
        this.edm = new EdmProviderImpl(csdl);
        this.tables = Map.copyOf(tables);
        this.entities = entities;
        this.options = options;
        this.clock = clock;
    }

    /**
     * The JSON of a resource.
     * @param root the service root as the client wrote it, with a trailing slash
     * @param path path under the service root, percent-encoded, without a leading slash
     * @param query query string, percent-encoded; spaces may be plus signs
     */
    ObjectNode get(String root, String path, String query) {
        var parameters = parameters(query);
        refuseUnsupported(parameters);
        var token = parameters.remove("$skiptoken");
        var uri = parse(path, parameters);
        if (uri.getKind() == UriInfoKind.service) return serviceDocument();
        if (uri.getKind() != UriInfoKind.resource) throw new RequestRefused(404, "Not found");
        var parts = uri.getUriResourceParts();
        if (!(parts.get(0) instanceof UriResourceEntitySet set)) throw new RequestRefused(404, "Not found");
        var table = Objects.requireNonNull(tables.get(set.getEntitySet().getName()));
        if (set.getKeyPredicates().isEmpty()) {
            if (parts.size() > 1) throw new RequestRefused(404, "Not found");
            return new Collection(root, table, uri, parameters, token).answer();
        }
        var number = number(table, set.getKeyPredicates());
        var url = root + table.type().name() + "('" + key(set.getKeyPredicates()) + "')";
        if (parts.size() == 1) {
            var entity = context(root, table.type().name() + "/$entity");
            entity.setAll(entities.entity(
                    table.type(), table.row(number), number, uri.getSelectOption(), uri.getExpandOption(), url));
            return entity;
        }
        if (!(parts.get(1) instanceof UriResourceNavigation navigation)) throw new RequestRefused(404, "Not found");
        return contained(root, table.type(), number, navigation, url);
    }

    private ObjectNode contained(
            String root, Schema.EntityType owner, int number, UriResourceNavigation navigation, String url) {
        var name = navigation.getProperty().getName();
        var rows = entities.contained(owner, number, name, url + "/" + name);
        if (navigation.getKeyPredicates().isEmpty()) {
            var answer = context(root, owner.name() + "/" + name);
            answer.set("value", rows);
            return answer;
        }
        var id = url + "/" + name + "('" + key(navigation.getKeyPredicates()) + "')";
        for (var row : rows) {
            if (!row.path("@odata.id").asText().equals(id)) continue;
            var answer = context(root, owner.name() + "/" + name + "/$entity");
            answer.setAll((ObjectNode) row);
            return answer;
        }
        throw new RequestRefused(404, "Not found");
    }

    /**
     * A service must fail on system query options that it does not support (OData 4.01 part 1,
     * 11.2.1).
     */
    private static void refuseUnsupported(Map<String, String> parameters) {
        for (var option : UNSUPPORTED)
            if (parameters.containsKey(option)) throw new RequestRefused(501, 1053, option + " is not supported");
        var format = parameters.get("$format");
        if (format == null) return;
        var type = format.split(";", 2)[0].strip();
        if (!type.equals("json") && !type.equals("application/json"))
            throw new RequestRefused(415, 1053, "$format may be json only");
    }

    private UriInfo parse(String path, Map<String, String> parameters) {
        var query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(Polygon.normalize(entry.getValue())))
                .collect(Collectors.joining("&"));
        try {
            return new Parser(edm, OData.newInstance()).parseUri("/" + path, query.isEmpty() ? null : query, null, "");
        } catch (UriParserException unreadable) {
            var unknownPath = !path.isEmpty() && query.isEmpty();
            throw new RequestRefused(
                    unknownPath || unreadable.getClass().getSimpleName().contains("Semantic") && isUnknownPath(path)
                            ? 404
                            : 400,
                    unknownPath ? "Not found" : String.valueOf(unreadable.getMessage()));
        } catch (UriValidationException invalid) {
            throw new RequestRefused(400, String.valueOf(invalid.getMessage()));
        } catch (RuntimeException beyondParser) {
            // The parser fails on some valid expressions that it does not know.
            throw new RequestRefused(501, 1053, "This request is not supported");
        }
    }

    private boolean isUnknownPath(String path) {
        var set = path.split("[(/]", 2)[0];
        return !tables.containsKey(set);
    }

    /** Query options in alphabetical order, decoded. */
    private static Map<String, String> parameters(String query) {
        var parameters = new TreeMap<String, String>();
        for (var pair : query.split("&")) {
            if (pair.isEmpty()) continue;
            var parts = pair.split("=", 2);
            var name = decode(parts[0]);
            if (parameters.put(name, parts.length > 1 ? decode(parts[1]) : "") != null)
                throw new RequestRefused(400, 1053, "The option " + name + " is given twice");
        }
        return parameters;
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unreadable) {
            throw new RequestRefused(400, 1053, "The query string is not percent-encoded");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private ObjectNode serviceDocument() {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("@odata.context", "$metadata");
        var sets = document.putArray("value");
        for (var set : Schema.ENTITY_SETS)
            sets.addObject().put("name", set).put("kind", "EntitySet").put("url", set);
        return document;
    }

    private static ObjectNode context(String root, String fragment) {
        return JsonNodeFactory.instance.objectNode().put("@odata.context", root + "$metadata#" + fragment);
    }

    private static int number(EntityTable table, List<UriParameter> key) {
        var condition = new SqlFilter.Sql(table.type().key() + " = ?", List.of(key(key)));
        return table.find(condition, "NUMBER", 0, 1).stream()
                .findFirst()
                .orElseThrow(() -> new RequestRefused(404, "Not found"));
    }

    private static String key(List<UriParameter> predicates) {
        var literal = String.valueOf(predicates.get(0).getText());
        return literal.startsWith("'")
                ? literal.substring(1, literal.length() - 1).replace("''", "'")
                : literal;
    }

    /** One request on an entity set. */
    private final class Collection {
        private final String root;
        private final EntityTable table;
        private final UriInfo uri;
        private final Map<String, String> parameters;
        private final @org.jspecify.annotations.Nullable String token;

        Collection(
                String root,
                EntityTable table,
                UriInfo uri,
                Map<String, String> parameters,
                @org.jspecify.annotations.Nullable String token) {
            this.root = root;
            this.table = table;
            this.uri = uri;
            this.parameters = parameters;
            this.token = token;
        }

        ObjectNode answer() {
            var condition = uri.getFilterOption() == null
                    ? SqlFilter.Sql.of("TRUE")
                    : new SqlFilter(table::has, entities.members(table), options.features(), clock.instant())
                            .translate(uri.getFilterOption().getExpression());
            var page = token == null || token.isEmpty() ? condition : after(condition, token);
            var top = top();
            var skip = uri.getSkipOption() == null ? 0 : uri.getSkipOption().getValue();
            // One more than wanted shows whether there is a next page.
            var numbers = table.find(page, order(), skip, top + 1);
            var answer = context(root, table.type().name());
            if (uri.getCountOption() != null && uri.getCountOption().getValue())
                answer.put("@odata.count", table.count(condition));
            var rows = numbers.stream().limit(top).toList();
            if (numbers.size() > top) answer.put("@odata.nextLink", nextLink(rows, skip + top));
            answer.set("value", value(rows));
            return answer;
        }

        private SqlFilter.Sql after(SqlFilter.Sql condition, String key) {
            return SqlFilter.Sql.join(
                    "",
                    " AND ",
                    "",
                    List.of(condition, new SqlFilter.Sql(table.type().key() + " > ?", List.of(key))));
        }

        private int top() {
            if (uri.getTopOption() == null) return DEFAULT_TOP;
            var top = uri.getTopOption().getValue();
            if (top < 1) throw new RequestRefused(400, 1053, "$top must be greater than 0");
            if (top <= options.maxTop()) return top;
            if (options.refuseLargeTop())
                throw new RequestRefused(400, 1053, "$top must not be greater than " + options.maxTop());
            return options.maxTop();
        }

        private String order() {
            if (uri.getOrderByOption() == null) return "NUMBER";
            var filter = new SqlFilter(table::has, entities.members(table), options.features(), clock.instant());
            return uri.getOrderByOption().getOrders().stream()
                            .map(item -> key(filter, item))
                            .collect(Collectors.joining(", "))
                    + ", NUMBER";
        }

        private static String key(SqlFilter filter, OrderByItem item) {
            var sql = filter.translate(item.getExpression());
            if (!sql.values().isEmpty()) throw new RequestRefused(400, "$orderby takes fields only");
            // OData 4.01, 11.2.6.2: null comes before any value in ascending order.
            return sql.text() + (item.isDescending() ? " DESC NULLS LAST" : " NULLS FIRST");
        }

        private ArrayNode value(List<Integer> numbers) {
            var value = JsonNodeFactory.instance.arrayNode();
            for (int number : numbers) {
                var row = table.row(number);
                var key = row.path(table.type().key()).asText();
                value.add(entities.entity(
                        table.type(),
                        row,
                        number,
                        uri.getSelectOption(),
                        uri.getExpandOption(),
                        root + table.type().name() + "('" + key + "')"));
            }
            return value;
        }

        /**
         * Absolute, with options in alphabetical order, names percent-encoded, and spaces as plus
         * signs, as Spark sends it.
         */
        private String nextLink(List<Integer> rows, int skip) {
            var next = new TreeMap<>(parameters);
            if (uri.getOrderByOption() == null && uri.getSkipOption() == null) {
                var last = table.row(rows.get(rows.size() - 1));
                next.put("$skiptoken", last.path(table.type().key()).asText());
            } else {
                next.put("$skip", Integer.toString(skip));
            }
            return root + table.type().name() + "?"
                    + next.entrySet().stream()
                            .map(entry -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
                                    + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                            .collect(Collectors.joining("&"));
        }
    }
}
