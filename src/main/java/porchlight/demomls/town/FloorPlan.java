package porchlight.demomls.town;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws one level of a {@link Plan} to scale: rooms with name and size, doors, windows, scale bar,
 * and area.
 */
public final class FloorPlan {
    private static final double PIXELS_PER_FOOT = 16;
    private static final int MARGIN = 48;
    private static final double DOOR_FEET = 2.6;

    private final StringBuilder svg = new StringBuilder();
    private final Plan.Level level;

    private FloorPlan(Plan.Level level) {
        this.level = level;
    }

    public static String svg(Plan.Level level) {
        return new FloorPlan(level).draw();
    }

    private String draw() {
        var width = px(level.width()) + 2 * MARGIN;
        var height = px(level.depth()) + 2 * MARGIN + (isNarrow() ? 106 : 70);
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" font-family=\"Helvetica, Arial, sans-serif\" text-anchor=\"middle\" fill=\"#222\">",
                width, height);
        add(
                "<title>%s, %,d square feet</title><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>",
                name(level), level.squareFeet());
        floor(level.hall(), "#f1ede4");
        for (var room : level.rooms()) floor(room, isWet(room) ? "#e6eef2" : "#faf8f3");
        for (var room : level.rooms()) walls(room);
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"%.0f\" fill=\"none\" stroke=\"#222\" stroke-width=\"9\"/>",
                MARGIN, MARGIN, px(level.width()), px(level.depth()));
        for (var room : level.rooms()) openings(room);
        hall();
        for (var room : level.rooms()) label(room);
        legend(height);
        return svg.append("</svg>").toString();
    }

    /** Such as {@code Main floor}, {@code Basement}, or {@code Unit 1, upper floor}. */
    static String name(Plan.Level level) {
        var floor = level.name().equals("Basement") ? level.name() : level.name() + " floor";
        return level.home().isEmpty() ? floor : level.home() + ", " + floor.toLowerCase(Locale.ROOT);
    }

    private static boolean isWet(Plan.Room room) {
        return room.type().contains("Bath") || room.type().equals("Laundry");
    }

    private boolean isAtBack(Plan.Room room) {
        return room.y() < level.hall().y();
    }

    private boolean isAtHall(Plan.Room room) {
        return isAtBack(room)
                ? Math.abs(room.y() + room.depth() - level.hall().y()) < .01
                : Math.abs(room.y() - level.hall().y() - level.hall().depth()) < .01;
    }

    private void floor(Plan.Room room, String fill) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                x(room.x()), x(room.y()), px(room.width()), px(room.depth()), fill);
    }

    private void walls(Plan.Room room) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"none\" stroke=\"#222\" stroke-width=\"4\"/>",
                x(room.x()), x(room.y()), px(room.width()), px(room.depth()));
    }

    private void openings(Plan.Room room) {
        doors(room);
        var outer = isAtBack(room) ? room.y() : room.y() + room.depth();
        var outside = outer < .01 || Math.abs(outer - level.depth()) < .01;
        var open = room.type().equals("Closet") || room.type().equals("Storage");
        if (outside && !open) {
            if (room.type().equals("Entry")) door(room.x() + room.width() / 2 - DOOR_FEET / 2, outer, true, true);
            else window(room.x() + room.width() / 2, outer, Math.min(6, room.width() * .5), true);
        }
        var end = room.x() < .01 ? 0 : Math.abs(room.x() + room.width() - level.width()) < .01 ? level.width() : -1;
        if (end >= 0 && room.depth() > 8 && !open)
            window(end, room.y() + room.depth() / 2, Math.min(5, room.depth() * .4), false);
    }

    private void doors(Plan.Room room) {
        if (isAtHall(room)) {
            var y = isAtBack(room) ? room.y() + room.depth() : room.y();
            // Daytime rooms are open to the hall.
            if (List.of("Living Room", "Kitchen", "Dining Room", "Entry", "Family Room")
                    .contains(room.type())) gap(room.x() + room.width() * .2, y, room.width() * .6, true);
            else door(room.x() + Math.min(.6, (room.width() - DOOR_FEET) / 2), y, isAtBack(room), false);
            return;
        }
        // Behind another small room: the door is to the adjacent room.
        var wall = room.x() > .01 ? room.x() : room.x() + room.width();
        var y = room.y() + room.depth() / 2 - DOOR_FEET / 2;
        gap(wall, y, Math.min(DOOR_FEET, room.depth() * .8), false);
    }

    /** An opening in a wall, along x or along y. */
    private void gap(double x, double y, double feet, boolean along) {
        if (along)
            add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"6\" fill=\"#f4f0e8\"/>", x(x), x(y) - 3, px(feet));
        else
            add("<rect x=\"%.1f\" y=\"%.1f\" width=\"6\" height=\"%.1f\" fill=\"#f4f0e8\"/>", x(x) - 3, x(y), px(feet));
    }

    /** A door with its swing arc, upward (into a room at the back) or downward. */
    private void door(double x, double y, boolean upwards, boolean entrance) {
        var turn = upwards ? -1 : 1;
        if (entrance)
            add(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"11\" fill=\"#fff\"/>",
                    x(x), x(y) - 5.5, px(DOOR_FEET));
        else gap(x, y, DOOR_FEET, true);
        add(
                "<path d=\"M%.1f %.1fv%.1fa%.1f %.1f 0 0 %d %.1f %.1f\" fill=\"none\" stroke=\"#666\" stroke-width=\"1.5\"/>",
                x(x),
                x(y),
                turn * px(DOOR_FEET),
                px(DOOR_FEET),
                px(DOOR_FEET),
                upwards ? 1 : 0,
                px(DOOR_FEET),
                -turn * px(DOOR_FEET));
    }

    private void window(double x, double y, double feet, boolean along) {
        var half = px(feet) / 2;
        if (along)
            add(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"9\" fill=\"#fff\" stroke=\"#222\" stroke-width=\"1.5\"/><path d=\"M%.1f %.1fh%.1f\" stroke=\"#4a7fa5\" stroke-width=\"2\"/>",
                    x(x) - half, x(y) - 4.5, half * 2, x(x) - half, x(y), half * 2);
        else
            add(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"9\" height=\"%.1f\" fill=\"#fff\" stroke=\"#222\" stroke-width=\"1.5\"/><path d=\"M%.1f %.1fv%.1f\" stroke=\"#4a7fa5\" stroke-width=\"2\"/>",
                    x(x) - 4.5, x(y) - half, half * 2, x(x), x(y) - half, half * 2);
    }

    private void hall() {
        var hall = level.hall();
        add(
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"13\" fill=\"#555\">Hall</text>",
                x(hall.width() / 2), x(hall.y() + hall.depth() / 2) + 5);
    }

    private void label(Plan.Room room) {
        var words = lines(room.type(), px(room.width()) - 12);
        var size = room.listed()
                ? String.format(Locale.ROOT, "%d × %d ft", Math.round(room.width()), Math.round(room.depth()))
                : "";
        var font = px(room.width()) < 90 ? 12 : 15;
        var y = x(room.y() + room.depth() / 2) - (words.size() - 1) * font / 2.0;
        for (var line : words) {
            add(
                    "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" font-weight=\"600\">%s</text>",
                    x(room.x() + room.width() / 2), y, font, line);
            y += font + 2;
        }
        add(
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" fill=\"#555\">%s</text>",
                x(room.x() + room.width() / 2), y + 1, font - 2, size);
    }

    /** A name, broken into as many lines as its width in pixels requires. */
    private static List<String> lines(String name, double width) {
        if (name.length() * 8.4 <= width) return List.of(name);
        return new ArrayList<>(List.of(name.split(" ")));
    }

    /** Whether the scale bar does not fit next to the text below the drawing. */
    private boolean isNarrow() {
        return px(level.width()) < 470;
    }

    private void legend(double height) {
        var y = height - (isNarrow() ? 100 : 64);
        add(
                "<text x=\"%d\" y=\"%.1f\" font-size=\"17\" font-weight=\"600\" text-anchor=\"start\">%s</text>",
                MARGIN, y, name(level));
        add(
                "<text x=\"%d\" y=\"%.1f\" font-size=\"13\" text-anchor=\"start\">%,d of %,d sq ft</text>",
                MARGIN, y + 20, level.squareFeet(), level.total());
        add(
                "<text x=\"%d\" y=\"%.1f\" font-size=\"11\" fill=\"#555\" text-anchor=\"start\">Demonstration plan. Sizes are approximate.</text>",
                MARGIN, y + 38);
        var bar = px(10);
        var right = isNarrow() ? MARGIN + bar : px(level.width()) + MARGIN;
        if (isNarrow()) y += 54;
        add(
                "<path d=\"M%.1f %.1fv8h%.1fv-8m%.1f 0v8\" fill=\"none\" stroke=\"#222\" stroke-width=\"2\"/><text x=\"%.1f\" y=\"%.1f\" font-size=\"13\">10 ft</text>",
                right - bar, y, bar, -bar / 2, right - bar / 2, y + 26);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static double px(double feet) {
        return feet * PIXELS_PER_FOOT;
    }

    private static double x(double feet) {
        return MARGIN + px(feet);
    }
}
