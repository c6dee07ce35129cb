package porchlight.demomls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import porchlight.demomls.manners.Field;
import porchlight.demomls.manners.Resource;
import porchlight.demomls.town.Market;

/** The market in Data Dictionary terms, for a service that imitates another vendor. */
final class MarketResources {
    /**
     * The schema declares these as strings, as Spark does; for other vendors they are enumerations.
     */
    private static final Set<String> ENUMERATED = Set.of("City", "StateOrProvince", "CountyOrParish");

    private final Schema schema;
    private final DemoOptions.Role role;
    private final Market market;
    private final boolean numericKeys;

    private MarketResources(Schema schema, DemoOptions.Role role, Market market, boolean numericKeys) {
        this.schema = schema;
        this.role = role;
        this.market = market;
        this.numericKeys = numericKeys;
    }

    /** @param numericKeys whether listing keys have few enough digits to fit into a number */
    static List<Resource> of(Schema schema, DemoOptions.Role role, Market market, boolean numericKeys) {
        return new MarketResources(schema, role, market, numericKeys).all();
    }

    private List<Resource> all() {
        var properties = new ArrayList<Map<String, Object>>();
        var media = new ArrayList<Map<String, Object>>();
        var openHouses = new ArrayList<Map<String, Object>>();
        var rooms = new ArrayList<Map<String, Object>>();
        for (int number = 0; number < market.size(); number++) {
            var key = numericKeys ? Integer.toString(2_000_000 + number) : Market.listingKey(number);
            var property = row("Property", market.property(number));
            property.put("ListingKey", key);
            if (!"Active".equals(property.get("StandardStatus")))
                schema.type("Property").fields().values().stream()
                        .filter(field -> field.isBuyers() && role != DemoOptions.Role.PRIVATE)
                        .forEach(field -> property.remove(field.name()));
            properties.add(property);
            add(media, "Media", market.media(number), "ResourceRecordKey", key);
            add(openHouses, "OpenHouse", market.openHouses(number), "ListingKey", key);
            add(rooms, "PropertyRooms", market.rooms(number), "ListingKey", key);
        }
        return List.of(
                new Resource("Property", fields("Property"), properties),
                new Resource("Media", fields("Media"), media),
                new Resource("OpenHouse", fields("OpenHouse"), openHouses),
                new Resource("PropertyRooms", withListingKey(fields("PropertyRooms")), rooms),
                resource("Member", market.members()),
                resource("Office", market.offices()),
                resource("Teams", market.teams()));
    }

    private Resource resource(String name, List<ObjectNode> rows) {
        return new Resource(
                name, fields(name), rows.stream().map(row -> row(name, row)).toList());
    }

    private void add(
            List<Map<String, Object>> rows, String type, Iterable<JsonNode> nodes, String foreignKey, String key) {
        for (var node : nodes) {
            var row = row(type, (ObjectNode) node);
            row.put(foreignKey, key);
            rows.add(row);
        }
    }

    private static List<Field> withListingKey(List<Field> fields) {
        var all = new ArrayList<>(fields);
        all.add(new Field("ListingKey", Field.Kind.STRING));
        return all;
    }

    private List<Field> fields(String type) {
        return schema.type(type).fields().values().stream()
                .filter(field -> field.isDeclared(role))
                .map(field -> new Field(field.name(), kind(field)))
                .toList();
    }

    private static Field.Kind kind(Schema.Field field) {
        return switch (field.type()) {
            case "Collection" -> Field.Kind.MANY;
            case "Decimal" -> Field.Kind.DECIMAL;
            case "Int64" -> Field.Kind.INT;
            case "Boolean" -> Field.Kind.BOOL;
            case "Date" -> Field.Kind.DATE;
            case "DateTimeOffset" -> Field.Kind.INSTANT;
            default -> field.isLookup() || ENUMERATED.contains(field.name()) ? Field.Kind.ONE : Field.Kind.STRING;
        };
    }

    private Map<String, Object> row(String type, ObjectNode node) {
        var row = new HashMap<String, Object>();
        for (var field : schema.type(type).fields().values()) {
            var value = field.isDeclared(role) ? value(field, node.path(field.name())) : null;
            if (value != null) row.put(field.name(), value);
        }
        return row;
    }

    private static @Nullable Object value(Schema.Field field, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) return null;
        return switch (field.type()) {
            case "Collection" -> {
                var items = new ArrayList<String>();
                value.forEach(item -> items.add(item.asText()));
                yield List.copyOf(items);
            }
            case "Decimal", "Int64" -> value.decimalValue();
            case "Boolean" -> value.booleanValue();
            case "Date" -> LocalDate.parse(value.asText());
            case "DateTimeOffset" -> Instant.parse(value.asText());
            default -> value.asText();
        };
    }
}
