package porchlight.demomls.town;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The layout of a home: its rooms as rectangles that fill each level, so that room table, floor
 * plan, and living area agree. Rooms are in two rows along a hall.
 * @param levels from the lowest to the highest
 */
public record Plan(List<Level> levels) {
    private static final double HALL_FEET = 3.8;
    /** Below this weight, two rooms share a part of the row, one behind the other. */
    private static final double SMALL = 82;

    /**
     * A floor; the hall lies between the rows.
     * @param home which of several homes in a building it belongs to, such as {@code Units 1 to 3};
     * otherwise empty
     * @param total living area of the home, square feet
     * @param width feet along the street
     * @param depth feet from front to back
     */
    public record Level(String home, String name, int total, double width, double depth, Room hall, List<Room> rooms) {
        long squareFeet() {
            return Math.round(width * depth);
        }

        /** Its name in URLs. */
        public String slug() {
            return (home + " " + name).strip().toLowerCase(Locale.ROOT).replace(' ', '-');
        }

        private Level in(String its, String level) {
            return new Level(its, level.isEmpty() ? name : level, total, width, depth, hall, rooms);
        }
    }

    /**
     * A rectangle in feet, measured from the left and from the back.
     * @param listed whether it is in the room table; closets and halls are not
     * @param note its description in the room table
     */
    record Room(
            String type,
            double x,
            double y,
            double width,
            double depth,
            boolean listed,
            @org.jspecify.annotations.Nullable String note) {}

    /** A room that has not been placed yet; the weight is its usual area. */
    private record Wish(
            String type,
            double weight,
            boolean listed,
            @org.jspecify.annotations.Nullable String note) {}

    boolean has(String room) {
        return levels.stream()
                .flatMap(level -> level.rooms().stream())
                .anyMatch(it -> it.type().equals(room));
    }

    /** The plan of a home, or of each type of home in a building with several. */
    static Plan of(long seed, int number, Home home) {
        if (!home.kind().isIncome()) return single(new Draw(seed, number, "rooms"), home);
        var levels = new ArrayList<Level>();
        for (var type : Units.types(home))
            for (var level : single(new Draw(seed, number, "rooms"), home.unit(type.first()))
                    .levels()) levels.add(level.in(type.label(), type.first().level()));
        return new Plan(List.copyOf(levels));
    }

    private static Plan single(Draw draw, Home home) {
        var lower = new ArrayList<Wish>();
        var main = new ArrayList<Wish>();
        var upper = home.stories() > 1 ? new ArrayList<Wish>() : main;
        var entrance = home.stories() > 2 ? lower : main;
        day(main, home, draw);
        if (!home.kind().isStacked() && (home.beds() > 2 || home.stories() > 2))
            entrance.add(wish(draw, "Entry", 84, "Coat closet"));
        night(upper, home, draw);
        if (home.basement() || home.stories() > 2) {
            lower.add(wish(draw, "Family Room", home.basement() ? 300 : 190, "Daylight"));
            lower.add(wish(draw, "Laundry", 70, null));
            if (home.basement()) lower.add(new Wish("Storage", 130, false, null));
        } else if (home.beds() > 1)
            main.add(wish(draw, "Laundry", 52, home.kind().isStacked() ? "Stacked" : null));
        var levels = new ArrayList<Level>();
        double left = home.squareFeet();
        var weights = weight(main) + (upper == main ? 0 : weight(upper)) + weight(lower);
        if (!lower.isEmpty())
            left -= add(
                    levels,
                    home.basement() ? "Basement" : "Lower",
                    home.squareFeet() * weight(lower) / weights,
                    lower,
                    home);
        if (upper != main) {
            left -= add(levels, "Main", home.squareFeet() * weight(main) / weights, main, home);
            add(levels, "Upper", left, upper, home);
        } else add(levels, "Main", left, main, home);
        return new Plan(List.copyOf(levels));
    }

    private static void day(List<Wish> rooms, Home home, Draw draw) {
        rooms.add(wish(draw, "Living Room", 255, home.fireplace() ? "Fireplace" : "Picture window"));
        rooms.add(wish(draw, "Kitchen", 172, home.remodeled() ? "Updated, island" : "Island"));
        if (home.beds() > 1) rooms.add(wish(draw, "Dining Room", 138, null));
        if (home.beds() > 2 && draw.chance(.5)) rooms.add(wish(draw, "Office", 112, "Built-in shelves"));
        if (home.bathsHalf() > 0) rooms.add(wish(draw, "Half Bath", 30, null));
    }

    private static void night(List<Wish> rooms, Home home, Draw draw) {
        var own = home.bathsFull() > 1;
        rooms.add(wish(draw, "Primary Bedroom", 208, own ? "Private bathroom" : null));
        if (own) rooms.add(wish(draw, "Primary Bathroom", 80, home.palette() % 2 == 0 ? "Tub" : "Shower"));
        for (int bed = 2; bed <= home.beds(); bed++) rooms.add(wish(draw, "Bedroom " + bed, 136, "Closet"));
        for (int bath = own ? 2 : 1; bath <= home.bathsFull(); bath++)
            rooms.add(wish(draw, bath == 1 ? "Bathroom" : "Bathroom " + bath, 54, null));
    }

    private static Wish wish(Draw draw, String type, double weight, @org.jspecify.annotations.Nullable String note) {
        return new Wish(type, weight * draw.between(.94, 1.06), true, note);
    }

    // A loop rather than a stream: adding up weights took longer than anything else in generating a
    // market's listings.
    private static double weight(List<Wish> rooms) {
        var sum = 0.0;
        for (var room : rooms) sum += room.weight();
        return sum;
    }

    /** Lays out a level; returns its area. */
    private static double add(List<Level> levels, String name, double area, List<Wish> wishes, Home home) {
        var columns = columns(wishes);
        // A few rooms in a row would be long and narrow in a wide house.
        var shape = Math.min(home.kind().isStacked() ? 1.15 : 1.4, columns.size() * .21 + .2);
        var depth = Math.sqrt(area / shape);
        var width = area / depth;
        var front = new ArrayList<List<Wish>>();
        var back = new ArrayList<List<Wish>>();
        share(columns, front, back);
        var rowDepth = depth - HALL_FEET;
        var frontDepth = rowDepth * share(front) / (share(front) + share(back));
        var rooms = new ArrayList<Room>();
        row(rooms, back, width, 0, rowDepth - frontDepth, false);
        row(rooms, front, width, rowDepth - frontDepth + HALL_FEET, frontDepth, true);
        var hall = new Room("Hall", 0, rowDepth - frontDepth, width, HALL_FEET, false, null);
        levels.add(new Level("", name, home.squareFeet(), width, depth, hall, List.copyOf(rooms)));
        return area;
    }

    /** Large rooms alone, small ones in pairs; a remaining small one gets a closet. */
    private static List<List<Wish>> columns(List<Wish> wishes) {
        var columns = new ArrayList<List<Wish>>();
        var small = new ArrayList<Wish>();
        for (var wish : wishes) {
            if (wish.weight() >= SMALL || wish.type().equals("Entry")) columns.add(List.of(wish));
            else small.add(wish);
        }
        for (int i = 0; i < small.size(); i += 2)
            columns.add(
                    i + 1 < small.size()
                            ? List.of(small.get(i), small.get(i + 1))
                            : List.of(small.get(i), new Wish("Closet", 34, false, null)));
        return columns;
    }

    /**
     * Assigns columns to the front or the back, so that both rows have about the same weight; the
     * living room faces the street.
     */
    private static void share(List<List<Wish>> columns, List<List<Wish>> front, List<List<Wish>> back) {
        for (var column : columns) {
            var street = column.get(0).type().equals("Entry")
                    || share(front) <= share(back) && !column.get(0).type().equals("Kitchen");
            (street ? front : back).add(column);
        }
        if (back.isEmpty()) back.add(List.of(new Wish("Closet", 60, false, null)));
    }

    private static double share(List<List<Wish>> columns) {
        var sum = 0.0;
        for (var column : columns) sum += weight(column);
        return sum;
    }

    private static void row(
            List<Room> rooms, List<List<Wish>> columns, double width, double y, double depth, boolean front) {
        var x = 0.0;
        var whole = share(columns);
        for (var column : columns) {
            var weight = weight(column);
            var w = width * weight / whole;
            var at = y;
            // The first room of a column is next to the hall.
            for (int i = 0; i < column.size(); i++) {
                var wish = column.get(front ? i : column.size() - 1 - i);
                var d = depth * wish.weight() / weight;
                rooms.add(new Room(wish.type(), x, at, w, d, wish.listed(), wish.note()));
                at += d;
            }
            x += w;
        }
    }
}
