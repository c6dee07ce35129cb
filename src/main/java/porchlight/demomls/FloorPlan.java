package porchlight.demomls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan drawn from a listing's rooms: each to scale, in rows, with its name and size. */
final class FloorPlan {
    private static final int PIXELS_PER_FOOT = 12;
    private static final int ROW_FEET = 44;
    private static final int MARGIN = 40;

    private FloorPlan() {}

    private record Box(String name, double x, double y, double width, double depth) {}

    static String svg(ArrayNode rooms) {
        var boxes = arrange(rooms);
        var width =
                boxes.stream().mapToDouble(box -> box.x() + box.width()).max().orElse(10);
        var depth =
                boxes.stream().mapToDouble(box -> box.y() + box.depth()).max().orElse(10);
        var svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" text-anchor=\"middle\">"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>",
                pixels(width) + 2 * MARGIN,
                pixels(depth) + 2 * MARGIN + 30));
        for (var box : boxes) draw(svg, box);
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %dh%d\" stroke=\"#333\" stroke-width=\"3\"/><text x=\"%d\" y=\"%d\" font-size=\"14\">10 ft</text></svg>",
                MARGIN,
                pixels(depth) + MARGIN + 34,
                10 * PIXELS_PER_FOOT,
                MARGIN + 5 * PIXELS_PER_FOOT,
                pixels(depth) + MARGIN + 26));
        return svg.toString();
    }

    private static List<Box> arrange(ArrayNode rooms) {
        var boxes = new ArrayList<Box>();
        var x = 0.0;
        var y = 0.0;
        var rowDepth = 0.0;
        for (JsonNode room : rooms) {
            var width = room.path("RoomLength").asDouble();
            var depth = room.path("RoomWidth").asDouble();
            if (x > 0 && x + width > ROW_FEET) {
                y += rowDepth;
                x = 0;
                rowDepth = 0;
            }
            boxes.add(new Box(room.path("RoomType").asText(), x, y, width, depth));
            x += width;
            rowDepth = Math.max(rowDepth, depth);
        }
        return boxes;
    }

    private static void draw(StringBuilder svg, Box box) {
        var x = MARGIN + pixels(box.x());
        var y = MARGIN + pixels(box.y());
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#f7f4ec\" stroke=\"#333\" stroke-width=\"4\"/>"
                        + "<text x=\"%d\" y=\"%d\" font-size=\"16\">%s</text><text x=\"%d\" y=\"%d\" font-size=\"13\" fill=\"#555\">%.0f × %.0f ft</text>",
                x,
                y,
                pixels(box.width()),
                pixels(box.depth()),
                x + pixels(box.width()) / 2,
                y + pixels(box.depth()) / 2,
                box.name(),
                x + pixels(box.width()) / 2,
                y + pixels(box.depth()) / 2 + 20,
                box.width(),
                box.depth()));
    }

    private static int pixels(double feet) {
        return (int) Math.round(feet * PIXELS_PER_FOOT);
    }
}
