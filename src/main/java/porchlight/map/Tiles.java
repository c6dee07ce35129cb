package porchlight.map;

import java.util.List;
import porchlight.catalog.Column;
import porchlight.catalog.Condition;

/**
 * The square parts of the map that a view touches, numbered from the northwest as the tiles of a Web Mercator map.
 *
 * @param size in shares of the world
 */
record Tiles(int west, int north, int east, int south, double size) {
    private static final int PIXELS = 1_024;
    private static final int WORLD = 256;

    /** The tiles around a rectangle in degrees. */
    static Tiles around(double west, double south, double east, double north, int zoom) {
        var size = PIXELS / (WORLD * Math.pow(2, zoom));
        return new Tiles(
                (int) Math.floor((west + 180) / 360 / size),
                (int) Math.floor(Column.mercator(north) / size),
                (int) Math.floor((east + 180) / 360 / size),
                (int) Math.floor(Column.mercator(south) / size),
                size);
    }

    /** On these tiles. */
    Condition area() {
        return Condition.allOf(List.of(
                Condition.within(west * size * 360 - 180, -90, (east + 1) * size * 360 - 180, 90),
                Condition.between(
                        Column.MAP_Y, (long) (north * size * Column.MAP), (long) ((south + 1) * size * Column.MAP))));
    }
}
