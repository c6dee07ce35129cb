package porchlight.listing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/** The rows of a listing's room and unit tables (RESO PropertyRooms and PropertyUnitTypes). */
final class RoomParser {
    private RoomParser() {}

    static List<Room> rooms(List<Fields> rows) {
        var rooms = new ArrayList<Room>();
        for (var row : rows) {
            var type = label(row.text("RoomType"));
            if (type == null) continue;
            var notes = Stream.concat(
                            Stream.ofNullable(row.description("RoomDescription")), row.values("RoomFeatures").stream())
                    .collect(Collectors.joining(", "));
            rooms.add(new Room(type, label(row.text("RoomLevel")), size(row), notes.isEmpty() ? null : notes));
        }
        return rooms;
    }

    private static @Nullable String size(Fields row) {
        var length = row.measure("RoomLength", "RoomLengthWidthUnits", UnitOfMeasure.FEET);
        var width = row.measure("RoomWidth", "RoomLengthWidthUnits", UnitOfMeasure.FEET);
        if (length != null && width != null && length.signum() > 0 && width.signum() > 0)
            return Messages.text("listing.room.size", feet(length), feet(width));
        var dimensions = row.text("RoomDimensions");
        return dimensions == null
                ? squareFeet(row.wholeMeasure("RoomArea", "RoomAreaUnits", UnitOfMeasure.SQUARE_FEET))
                : dimensions;
    }

    private static String feet(BigDecimal feet) {
        return feet.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    static List<Unit> units(List<Fields> rows) {
        var units = new ArrayList<Unit>();
        for (var row : rows) {
            var type = label(row.text("UnitTypeType"));
            units.add(new Unit(
                    type == null ? Messages.text("listing.unit") : type,
                    row.smallCount("UnitTypeBedsTotal"),
                    baths(row),
                    area(row.count("UnitTypeSqFt")),
                    rent(row),
                    positive(row.smallCount("UnitTypeUnitsTotal")),
                    positive(row.smallCount("UnitTypeGarageSpaces"))));
        }
        return units;
    }

    /** Full and half baths: "1", "1.5". */
    private static @Nullable String baths(Fields row) {
        var full = row.smallCount("UnitTypeBathsFull");
        var half = row.smallCount("UnitTypeBathsHalf");
        var total = row.smallCount("UnitTypeBathsTotal");
        if (full == null) return total == null ? null : total.toString();
        return half == null || half == 0 ? full.toString() : full + (half == 1 ? ".5" : " + " + half + "×½");
    }

    private static @Nullable String rent(Fields row) {
        var rent = row.money("UnitTypeActualRent");
        return rent == null ? null : Money.dollars(rent);
    }

    private static @Nullable String squareFeet(@Nullable Long area) {
        return area == null || area == 0 ? null : Messages.text("listing.size.sqft", area);
    }

    private static @Nullable String area(@Nullable Long area) {
        return area == null || area == 0 ? null : String.format(Locale.US, "%,d", area);
    }

    private static @Nullable String label(@Nullable String value) {
        return value == null ? null : Enumerations.label(value);
    }

    private static @Nullable Integer positive(@Nullable Integer number) {
        return number == null || number == 0 ? null : number;
    }
}
