package porchlight.demomls.town;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Comparator;

/** A home's room and unit tables, consistent with its bedrooms and area. */
final class Rooms {
    private final long seed;

    Rooms(long seed) {
        this.seed = seed;
    }

    ArrayNode rooms(int number, Home home) {
        var rooms = JsonNodeFactory.instance.arrayNode();
        if (!hasTable(home)) return rooms;
        var levels = new ArrayList<>(Plan.of(seed, number, home).levels());
        // In reading order: the main floor first.
        levels.sort(Comparator.comparingInt(level -> level.name().equals("Main") ? 0 : 1));
        for (var level : levels) {
            for (var room : level.rooms()) if (room.listed()) room(rooms, number, level, room);
        }
        return rooms;
    }

    /**
     * Whether its rooms are listed; for buildings with several homes, they are in its units and
     * plans.
     */
    static boolean hasTable(Home home) {
        return home.isDwelling() && !home.kind().isIncome();
    }

    private static void room(ArrayNode rooms, int number, Plan.Level level, Plan.Room room) {
        rooms.addObject()
                .put("RoomKey", "7" + Digits.of(number, 22) + Digits.of(rooms.size(), 3))
                .put("RoomType", room.type())
                .put("RoomLevel", level.name())
                .put("RoomLength", feet(Math.max(room.width(), room.depth())))
                .put("RoomWidth", feet(Math.min(room.width(), room.depth())))
                .put("RoomDescription", room.note());
    }

    private static long feet(double feet) {
        return Math.round(feet);
    }

    ArrayNode units(int number, Home home) {
        var units = JsonNodeFactory.instance.arrayNode();
        if (!home.kind().isIncome()) return units;
        var draw = new Draw(seed, number, "units");
        for (var unit : Units.of(home)) {
            units.addObject()
                    .put("UnitTypeKey", "6" + Digits.of(number, 22) + Digits.of(unit.number(), 3))
                    .put("UnitTypeType", "Unit " + unit.number())
                    .put("UnitTypeBedsTotal", unit.beds())
                    .put("UnitTypeBathsTotal", 1)
                    .put("UnitTypeBathsFull", 1)
                    .put("UnitTypeBathsHalf", 0)
                    .put("UnitTypeSqFt", unit.squareFeet())
                    .put("UnitTypeActualRent", (double) (draw.between(11, 16) * 100 + unit.beds() * 250))
                    .put("UnitTypeUnitsTotal", 1);
        }
        return units;
    }
}
