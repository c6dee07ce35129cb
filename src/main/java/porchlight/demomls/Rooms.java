package porchlight.demomls;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** A home's room and unit tables, agreeing with its bedrooms and area. */
final class Rooms {
    private final long seed;

    Rooms(long seed) {
        this.seed = seed;
    }

    ArrayNode rooms(int number, Home home) {
        var rooms = JsonNodeFactory.instance.arrayNode();
        if (!home.isDwelling() || home.kind().isIncome()) return rooms;
        var draw = new Draw(seed, number, "rooms");
        var scale = Math.sqrt(home.squareFeet() / (820.0 + 330 * home.beds()));
        var upper = home.stories() > 1 ? "Upper" : "Main";
        room(
                rooms,
                number,
                draw,
                scale,
                "Living Room",
                "Main",
                18,
                14,
                home.fireplace() ? "Fireplace" : "Picture window");
        room(rooms, number, draw, scale, "Kitchen", "Main", 13, 12, home.remodeled() ? "Updated, island" : "Island");
        if (home.beds() > 1) room(rooms, number, draw, scale, "Dining Room", "Main", 12, 11, null);
        room(
                rooms,
                number,
                draw,
                scale,
                "Primary Bedroom",
                upper,
                15,
                13,
                home.bathsFull() > 1 ? "Private bathroom" : null);
        for (int bed = 2; bed <= home.beds(); bed++)
            room(rooms, number, draw, scale, "Bedroom " + bed, upper, 12, 11, "Closet");
        if (home.beds() > 2 && draw.chance(.5))
            room(rooms, number, draw, scale, "Office", "Main", 11, 10, "Built-in shelves");
        if (home.basement()) room(rooms, number, draw, scale, "Family Room", "Lower", 20, 14, "Daylight");
        return rooms;
    }

    private static void room(
            ArrayNode rooms,
            int number,
            Draw draw,
            double scale,
            String type,
            String level,
            int length,
            int width,
            @org.jspecify.annotations.Nullable String description) {
        rooms.addObject()
                .put("RoomKey", String.format("7%022d%03d", number, rooms.size()))
                .put("RoomType", type)
                .put("RoomLevel", level)
                // Declared Decimal, sent as strings: as on Spark.
                .put("RoomLength", Long.toString(Math.round(length * scale * draw.between(.92, 1.08))))
                .put("RoomWidth", Long.toString(Math.round(width * scale * draw.between(.92, 1.08))))
                .put("RoomDescription", description);
    }

    ArrayNode units(int number, Home home) {
        var units = JsonNodeFactory.instance.arrayNode();
        if (!home.kind().isIncome()) return units;
        var draw = new Draw(seed, number, "units");
        var left = home.beds();
        for (int unit = 1; unit <= home.units(); unit++) {
            var beds = unit == home.units() ? left : Math.max(1, home.beds() / home.units());
            left -= beds;
            units.addObject()
                    .put("UnitTypeKey", String.format("6%022d%03d", number, unit))
                    .put("UnitTypeType", "Unit " + unit)
                    .put("UnitTypeBedsTotal", beds)
                    .put("UnitTypeBathsTotal", 1)
                    .put("UnitTypeBathsFull", 1)
                    .put("UnitTypeBathsHalf", 0)
                    .put("UnitTypeSqFt", home.squareFeet() / home.units())
                    .put("UnitTypeActualRent", (double) (draw.between(11, 16) * 100 + beds * 250))
                    .put("UnitTypeUnitsTotal", 1);
        }
        return units;
    }
}
