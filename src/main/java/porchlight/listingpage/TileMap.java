package porchlight.listingpage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A static map of raster tiles around a place (Web Mercator, tiles of 256 pixels), for browsers without scripts.
 *
 * @param circle radius in pixels of the area that contains the place; 0 for the exact place
 */
public record TileMap(List<Tile> tiles, long circle) {
    /** Pixels of the view box; the place is at its center. */
    static final int WIDTH = 768;

    static final int HEIGHT = 384;
    private static final int SIZE = 256;
    private static final int CLOSEST = 15;
    private static final double METRES_PER_PIXEL = 156_543.03;

    /** A tile and its position. */
    public record Tile(String href, long x, long y) {}

    /** @param template with {@code {z}}, {@code {x}}, and {@code {y}} */
    static TileMap of(LocationMap at, String template) {
        var narrowing = Math.cos(Math.toRadians(at.degreesNorth()));
        int zoom = CLOSEST;
        while (zoom > 1 && at.radius() * 2 / (METRES_PER_PIXEL * narrowing / (1 << zoom)) > HEIGHT * 0.9) zoom--;
        var across = 1 << zoom;
        var sine = Math.sin(Math.toRadians(at.degreesNorth()));
        var x = (at.degreesEast() + 180) / 360 * across * SIZE - WIDTH / 2.0;
        var y = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * across * SIZE - HEIGHT / 2.0;
        var tiles = new ArrayList<Tile>();
        for (var row = (int) Math.floor(y / SIZE); row * SIZE < y + HEIGHT; row++)
            for (var column = (int) Math.floor(x / SIZE); column * SIZE < x + WIDTH; column++) {
                if (row < 0 || row >= across) continue;
                tiles.add(new Tile(
                        address(template, zoom, Math.floorMod(column, across), row),
                        Math.round(column * SIZE - x),
                        Math.round(row * SIZE - y)));
            }
        return new TileMap(List.copyOf(tiles), Math.round(at.radius() / (METRES_PER_PIXEL * narrowing / across)));
    }

    private static String address(String template, int zoom, int x, int y) {
        return template.replace("{z}", text(zoom))
                .replace("{x}", text(x))
                .replace("{y}", text(y))
                .replace("{s}", "a")
                .replace("{r}", "");
    }

    private static String text(int number) {
        return String.format(Locale.ROOT, "%d", number);
    }
}
