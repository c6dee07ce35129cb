package porchlight.map;

import porchlight.catalog.Column;

/**
 * The square parts of the map that a view touches, which do not depend on where exactly it is.
 *
 * @param west the edges in parts of {@link Column#MAP}; what is on the eastern or southern one is on the next tile
 */
record Tiles(long west, long north, long east, long south) {
    static final Tiles ALL = new Tiles(Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    private static final int PIXELS = 1_024;

    /** The tiles around a rectangle in degrees. */
    static Tiles around(double west, double south, double east, double north, int zoom) {
        var side = Cells.side(zoom) * (PIXELS / Cells.PIXELS);
        return new Tiles(
                before(Cells.across(Math.round(west * Column.PER_DEGREE)), side),
                before(Math.round(Column.mercator(north) * Column.MAP), side),
                before(Cells.across(Math.round(east * Column.PER_DEGREE)), side) + side,
                before(Math.round(Column.mercator(south) * Column.MAP), side) + side);
    }

    private static long before(long place, long side) {
        return Math.floorDiv(place, side) * side;
    }

    /** Whether a place is on them, in the same parts from west and from north. */
    boolean have(long across, long down) {
        return across >= west && across < east && down >= north && down < south;
    }
}
