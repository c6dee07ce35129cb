package porchlight.demomls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.olingo.server.api.uri.UriResourceNavigation;
import org.apache.olingo.server.api.uri.UriResourceProperty;
import org.apache.olingo.server.api.uri.queryoption.CountOption;
import org.apache.olingo.server.api.uri.queryoption.ExpandItem;
import org.apache.olingo.server.api.uri.queryoption.ExpandOption;
import org.apache.olingo.server.api.uri.queryoption.OrderByOption;
import org.apache.olingo.server.api.uri.queryoption.SelectItem;
import org.apache.olingo.server.api.uri.queryoption.SelectOption;
import org.apache.olingo.server.api.uri.queryoption.expression.Member;
import org.jspecify.annotations.Nullable;

/** Rows in wire format: selected, masked by role, expanded, with their {@code @odata.id} last. */
final class Entities {
    private final Schema schema;
    private final DemoOptions.Role role;
    private final Listings listings;

    Entities(Schema schema, DemoOptions.Role role, Listings listings) {
        this.schema = schema;
        this.role = role;
        this.listings = listings;
    }

    /** @param number row number of a Property, used to get its expansions from the market */
    ObjectNode entity(
            Schema.EntityType type,
            ObjectNode row,
            int number,
            @Nullable SelectOption select,
            @Nullable ExpandOption expand,
            String url) {
        var entity = JsonNodeFactory.instance.objectNode();
        for (var field : selected(type, select)) {
            if (isMasked(type, field, row)) {
                entity.put(field.name() + "@Core.Permissions", "None");
            } else {
                entity.set(field.name(), value(field, row));
            }
        }
        if (expand != null) {
            for (var item : expand.getExpandItems()) expand(entity, type, number, item, url);
        }
        entity.put("@odata.id", url);
        return entity;
    }

    /** A collection is empty rather than null (OData 4.01 JSON format, 7.1). */
    private static JsonNode value(Schema.Field field, ObjectNode row) {
        var value = row.path(field.name());
        if (!value.isMissingNode() && !value.isNull()) return value;
        return field.isCollection() ? row.arrayNode() : row.nullNode();
    }

    /** The contents of the collections in a table's rows. */
    SqlFilter.Members members(EntityTable table) {
        return new SqlFilter.Members() {
            @Override
            public int rows() {
                return table.size();
            }

            @Override
            public JsonNode of(int row, String collection) {
                return table.type().navigation().containsKey(collection)
                        ? listings.expanded(table.type().name(), row, collection)
                        : table.row(row).path(collection);
            }
        };
    }

    /** The rows of a containment path such as {@code /Property('k')/Media}. */
    ArrayNode contained(Schema.EntityType owner, int number, String navigation, String url) {
        var type = schema.type(Objects.requireNonNull(owner.navigation().get(navigation)));
        var rows = JsonNodeFactory.instance.arrayNode();
        for (var row : listings.expanded(owner.name(), number, navigation)) {
            var key = row.path(type.key()).asText();
            rows.add(entity(type, (ObjectNode) row, -1, null, null, url + "('" + key + "')"));
        }
        return rows;
    }

    private void expand(ObjectNode entity, Schema.EntityType owner, int number, ExpandItem item, String url) {
        var part = item.getResourcePath() == null
                ? null
                : item.getResourcePath().getUriResourceParts().get(0);
        if (!(part instanceof UriResourceNavigation navigation))
            throw new RequestRefused(400, "Only navigation properties can be expanded");
        var name = navigation.getProperty().getName();
        var type = schema.type(Objects.requireNonNull(owner.navigation().get(name)));
        var rows = new ArrayList<JsonNode>();
        listings.expanded(owner.name(), number, name).forEach(rows::add);
        if (item.getFilterOption() != null)
            rows.removeIf(row -> !JsonFilter.accepts(item.getFilterOption().getExpression(), row));
        if (item.getOrderByOption() != null) rows.sort(order(item.getOrderByOption()));
        var skip = item.getSkipOption() == null ? 0 : item.getSkipOption().getValue();
        var top =
                item.getTopOption() == null ? rows.size() : item.getTopOption().getValue();
        var expanded = entity.putArray(name);
        rows.stream().skip(skip).limit(top).forEach(row -> {
            var key = row.path(type.key()).asText();
            expanded.add(entity(
                    type, (ObjectNode) row, -1, item.getSelectOption(), null, url + "/" + name + "('" + key + "')"));
        });
        CountOption count = item.getCountOption();
        if (count != null && count.getValue()) entity.put(name + "@odata.count", rows.size());
    }

    private static Comparator<JsonNode> order(OrderByOption option) {
        Comparator<JsonNode> order = (a, b) -> 0;
        for (var key : option.getOrders()) {
            if (!(key.getExpression() instanceof Member member)
                    || member.getResourcePath().getUriResourceParts().size() != 1
                    || !(member.getResourcePath().getUriResourceParts().get(0) instanceof UriResourceProperty property))
                throw new RequestRefused(400, "$orderby in $expand takes fields only");
            var field = property.getProperty().getName();
            Comparator<JsonNode> next = Comparator.comparing(
                    (JsonNode row) -> row.path(field),
                    (a, b) -> a.isNumber() && b.isNumber()
                            ? a.decimalValue().compareTo(b.decimalValue())
                            : a.asText().compareTo(b.asText()));
            order = order.thenComparing(key.isDescending() ? next.reversed() : next);
        }
        return order;
    }

    /** The requested fields, in the requested order. */
    private static Collection<Schema.Field> selected(Schema.EntityType type, @Nullable SelectOption select) {
        if (select == null || select.getSelectItems().stream().anyMatch(SelectItem::isStar))
            return type.fields().values();
        return select.getSelectItems().stream()
                .flatMap(item -> Stream.ofNullable(type.fields()
                        .get(item.getResourcePath().getUriResourceParts().get(0).getSegmentValue())))
                .toList();
    }

    /**
     * Whether a field is hidden from an IDX key and replaced by an annotation. Some fields are
     * hidden only on listings under contract.
     */
    private boolean isMasked(Schema.EntityType type, Schema.Field field, ObjectNode row) {
        if (role == DemoOptions.Role.PRIVATE || !type.name().equals("Property")) return false;
        if (field.isBuyers()) return !"Active".equals(row.path("StandardStatus").asText());
        return !field.isDeclared(role);
    }
}
