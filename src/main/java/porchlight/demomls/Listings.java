package porchlight.demomls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import porchlight.demomls.town.Market;
import porchlight.demomls.town.Plan;

/** The market's listings with the changes made since the start. */
final class Listings {
    private final Market market;
    private final Map<Integer, ObjectNode> changes = new ConcurrentHashMap<>();

    Listings(Market market) {
        this.market = market;
    }

    int size() {
        return market.size();
    }

    ObjectNode property(int number) {
        var row = market.property(number);
        var change = changes.get(number);
        if (change != null) row.setAll(change);
        return row;
    }

    /** @param owner name of the type the navigation belongs to */
    ArrayNode expanded(String owner, int number, String navigation) {
        if (owner.equals("Member") || owner.equals("Office")) return market.drawings(owner, number);
        return switch (navigation) {
            case "Media" -> market.media(number);
            case "OpenHouse" -> market.openHouses(number);
            case "Room" -> market.rooms(number);
            case "Unit" -> market.units(number);
            case "GreenVerification" -> market.greenVerification(number);
            case "HistoryTransactional" -> market.history(number);
            default -> throw new RequestRefused(400, "No such expansion: " + navigation);
        };
    }

    Optional<Plan> plan(int number) {
        return market.plan(number);
    }

    /** Overrides fields of one listing. */
    void change(int number, JsonNode fields) {
        changes.merge(number, (ObjectNode) fields.deepCopy(), (before, after) -> {
            var both = before.deepCopy();
            both.setAll(after);
            return both;
        });
    }
}
