package porchlight.catalog;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Finds rows by a key that is stored elsewhere: a hash table of row numbers, eight bytes for each. Not thread-safe.
 */
final class KeyIndex {
    private static final int FREE = -1;
    private static final int REMOVED = -2;

    private int[] rows = filled(1 << 10);
    /** Slots that are not free. */
    private int taken;

    private int size;

    /** @param is whether a row has the key */
    int find(String key, IntPredicate is) {
        var mask = rows.length - 1;
        for (int slot = hash(key) & mask; rows[slot] != FREE; slot = slot + 1 & mask)
            if (rows[slot] >= 0 && is.test(rows[slot])) return rows[slot];
        return -1;
    }

    /**
     * Adds a row whose key is not there yet.
     *
     * @param keyOf the keys of the other rows
     */
    void add(String key, int row, IntFunction<String> keyOf) {
        if ((taken + 1) * 2 > rows.length) rehash(keyOf);
        insert(key, row);
        size++;
    }

    private void insert(String key, int row) {
        var mask = rows.length - 1;
        var slot = hash(key) & mask;
        while (rows[slot] >= 0) slot = slot + 1 & mask;
        if (rows[slot] == FREE) taken++;
        rows[slot] = row;
    }

    void remove(String key, int row) {
        var mask = rows.length - 1;
        for (int slot = hash(key) & mask; rows[slot] != FREE; slot = slot + 1 & mask)
            if (rows[slot] == row) {
                rows[slot] = REMOVED;
                size--;
                return;
            }
    }

    private void rehash(IntFunction<String> keyOf) {
        var old = rows;
        rows = filled(Math.max(1 << 10, Integer.highestOneBit(size + 1) * 4));
        taken = 0;
        for (var row : old) if (row >= 0) insert(keyOf.apply(row), row);
    }

    private static int[] filled(int length) {
        var slots = new int[length];
        Arrays.fill(slots, FREE);
        return slots;
    }

    private static int hash(String key) {
        var hash = key.hashCode() * 0x9e3779b9;
        return hash ^ hash >>> 15;
    }
}
