package porchlight.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import porchlight.catalog.Column;
import porchlight.catalog.Scan;
import porchlight.catalog.Selection;

/**
 * Homes by squares of the map: their number, center, and bounds for each square that has any, in a hash table of
 * primitive numbers, which one pass over the homes fills. All sums are exact.
 *
 * <p>Squares are numbered from the northwest; at zoom level {@code z} there are 2<sup>z + 2</sup> of them from west to
 * east, {@value #PIXELS} pixels each.
 */
final class Cells {
    static final int PIXELS = 64;
    /** More clusters would slow down the map, and nobody could tell them apart: squares become larger then. */
    private static final int MOST = 20_000;
    /** The bits of {@link Column#MAP}, less those that number the squares of zoom level 0. */
    private static final int SHIFT = 30 - 2;

    private static final long HALF = (long) (180 * Column.PER_DEGREE);
    private static final int FREE = -1;

    /** The zoom level of squares so small that homes in one are at the same place. */
    static final int FINEST = SHIFT;

    private int shift;
    private int homes;
    private int unplaced;

    /** Places in the arrays below, by hash. */
    private int[] slots = free(1 << 8);

    private int size;
    private long[] keys = new long[1 << 7];
    private int[] first = new int[1 << 7];
    private int[] count = new int[1 << 7];
    private long[] latitudes = new long[1 << 7];
    private long[] longitudes = new long[1 << 7];
    private long[] down = new long[1 << 7];
    /** West, south, east, and north of each. */
    private int[] edges = new int[4 << 7];

    private Cells(int zoom) {
        this.shift = SHIFT - zoom;
    }

    /**
     * Those of the homes found that are on some tiles.
     *
     * @param zoom of the squares; too many of them are those of a lower one
     */
    static Cells of(Selection found, Tiles tiles, int zoom) {
        var cells = new Cells(zoom);
        found.scan(scan -> cells.add(scan, tiles));
        return cells;
    }

    private static int[] free(int length) {
        var slots = new int[length];
        Arrays.fill(slots, FREE);
        return slots;
    }

    /** The distance from the west end of the map, in parts of {@link Column#MAP}, as {@link Column#MAP_Y} from the north. */
    static long across(long longitude) {
        return ((longitude + HALF) << 30) / (2 * HALF);
    }

    /** The size of a square in the same parts. */
    static long side(int zoom) {
        return 1L << SHIFT - zoom;
    }

    private void add(Scan scan, Tiles tiles) {
        var rows = scan.matching();
        var north = scan.numbers(Column.LATITUDE);
        var east = scan.numbers(Column.LONGITUDE);
        var south = scan.numbers(Column.MAP_Y);
        for (int word = 0; word < rows.length; word++)
            for (long left = rows[word]; left != 0; left &= left - 1) {
                var row = word * Long.SIZE + Long.numberOfTrailingZeros(left);
                var x = across(east[row]);
                if (north[row] == Column.NOWHERE) unplaced++;
                else if (tiles.have(x, south[row]))
                    add(scan.firstRow() + row, x, (int) north[row], (int) east[row], south[row]);
            }
    }

    private void add(int row, long x, int latitude, int longitude, long y) {
        var at = at(x >> shift << 32 | y >> shift, row);
        homes++;
        count[at]++;
        latitudes[at] += latitude;
        longitudes[at] += longitude;
        down[at] += y;
        widen(at, longitude, latitude, longitude, latitude);
        if (size > MOST) enlarge();
    }

    /** How many homes are in them. */
    int homes() {
        return homes;
    }

    /** How many of the homes found are on no map. */
    int unplaced() {
        return unplaced;
    }

    /** The zoom level of the squares. */
    int zoom() {
        return SHIFT - shift;
    }

    /** A group for each square, in no particular order. */
    List<Group> groups(int zoom) {
        var groups = new ArrayList<Group>(size);
        for (int at = 0; at < size; at++)
            groups.add(new Group(
                    zoom,
                    first[at],
                    count[at],
                    latitudes[at],
                    longitudes[at],
                    down[at],
                    Arrays.copyOfRange(edges, 4 * at, 4 * at + 4)));
        return groups;
    }

    private void widen(int at, int west, int south, int east, int north) {
        var edge = 4 * at;
        edges[edge] = Math.min(edges[edge], west);
        edges[edge + 1] = Math.min(edges[edge + 1], south);
        edges[edge + 2] = Math.max(edges[edge + 2], east);
        edges[edge + 3] = Math.max(edges[edge + 3], north);
    }

    /** A square's place in the arrays; a new one begins with this row. */
    private int at(long key, int row) {
        var mask = slots.length - 1;
        var slot = hash(key) & mask;
        for (; slots[slot] != FREE; slot = slot + 1 & mask) if (keys[slots[slot]] == key) return slots[slot];
        if (size == keys.length) grow();
        keys[size] = key;
        first[size] = row;
        edges[4 * size] = edges[4 * size + 1] = Integer.MAX_VALUE;
        edges[4 * size + 2] = edges[4 * size + 3] = Integer.MIN_VALUE;
        slots[slot] = size;
        size++;
        if (size * 2 > slots.length) rehash();
        return size - 1;
    }

    private static int hash(long key) {
        var hash = key * 0x9e3779b97f4a7c15L;
        return (int) (hash >>> 32);
    }

    private void rehash() {
        slots = free(slots.length * 2);
        var mask = slots.length - 1;
        for (int at = 0; at < size; at++) {
            var slot = hash(keys[at]) & mask;
            while (slots[slot] != FREE) slot = slot + 1 & mask;
            slots[slot] = at;
        }
    }

    private void grow() {
        var length = size * 2;
        keys = Arrays.copyOf(keys, length);
        first = Arrays.copyOf(first, length);
        count = Arrays.copyOf(count, length);
        latitudes = Arrays.copyOf(latitudes, length);
        longitudes = Arrays.copyOf(longitudes, length);
        down = Arrays.copyOf(down, length);
        edges = Arrays.copyOf(edges, length * 4);
    }

    /** Makes the squares of the next lower zoom level of these. */
    private void enlarge() {
        var larger = new Cells(SHIFT - shift - 1);
        for (int at = 0; at < size; at++) {
            var to = larger.at(keys[at] >> 33 << 32 | (int) keys[at] >> 1, first[at]);
            larger.count[to] += count[at];
            larger.latitudes[to] += latitudes[at];
            larger.longitudes[to] += longitudes[at];
            larger.down[to] += down[at];
            var edge = 4 * at;
            larger.widen(to, edges[edge], edges[edge + 1], edges[edge + 2], edges[edge + 3]);
        }
        shift = larger.shift;
        slots = larger.slots;
        size = larger.size;
        keys = larger.keys;
        first = larger.first;
        count = larger.count;
        latitudes = larger.latitudes;
        longitudes = larger.longitudes;
        down = larger.down;
        edges = larger.edges;
        if (size > MOST) enlarge();
    }
}
