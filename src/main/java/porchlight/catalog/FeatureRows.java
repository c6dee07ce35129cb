package porchlight.catalog;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a {@link Segment} have which feature. A frequent feature has one bit for each row, a rare one the list
 * of its rows, so that a row's feature takes two bytes at most. Immutable.
 */
final class FeatureRows {
    /** Of no row. */
    static final FeatureRows NONE = new FeatureRows(new TreeMap<>());

    /** With as many rows, a list takes as much as bits. */
    private static final int FREQUENT = Segment.ROWS / Short.SIZE;

    /** Ascending. */
    private final int[] features;

    private final short[] counts;
    /** Where the rows of each feature begin, in one of the arrays below. */
    private final int[] from;

    private final short[] lists;
    private final long[] bits;

    private FeatureRows(TreeMap<Integer, long[]> rows) {
        features = rows.keySet().stream().mapToInt(Integer::intValue).toArray();
        counts = new short[features.length];
        from = new int[features.length];
        var listed = 0;
        var marked = 0;
        for (int i = 0; i < features.length; i++) {
            counts[i] = (short) count(rows.get(features[i]));
            from[i] = isList(i) ? listed : marked;
            if (isList(i)) listed += counts[i];
            else marked += Segment.WORDS;
        }
        lists = new short[listed];
        bits = new long[marked];
        for (int i = 0; i < features.length; i++) {
            var its = rows.get(features[i]);
            if (!isList(i)) System.arraycopy(its, 0, bits, from[i], Segment.WORDS);
            else {
                var at = from[i];
                for (int word = 0; word < Segment.WORDS; word++)
                    for (long left = its[word]; left != 0; left &= left - 1)
                        lists[at++] = (short) (word * Long.SIZE + Long.numberOfTrailingZeros(left));
            }
        }
    }

    private static int count(long[] bits) {
        var count = 0;
        for (var word : bits) count += Long.bitCount(word);
        return count;
    }

    private boolean isList(int at) {
        return counts[at] < FREQUENT;
    }

    /** These rows with the features of others, by row; null for none. */
    FeatureRows with(Map<Integer, Segment.@Nullable Row> changes) {
        var kept = new long[Segment.WORDS];
        Arrays.fill(kept, -1);
        changes.keySet().forEach(row -> kept[row / Long.SIZE] &= ~(1L << row));
        var rows = new TreeMap<Integer, long[]>();
        for (int i = 0; i < features.length; i++) {
            var its = new long[Segment.WORDS];
            mark(i, its);
            for (int word = 0; word < Segment.WORDS; word++) its[word] &= kept[word];
            rows.put(features[i], its);
        }
        changes.forEach((row, data) -> {
            if (data == null) return;
            for (var feature : data.features())
                rows.computeIfAbsent(feature, none -> new long[Segment.WORDS])[row / Long.SIZE] |= 1L << row;
        });
        rows.values().removeIf(its -> count(its) == 0);
        return rows.isEmpty() ? NONE : new FeatureRows(rows);
    }

    /** Adds the bits of the rows that have one of these features. */
    void mark(int[] wanted, long[] marked) {
        for (var feature : wanted) {
            var at = Arrays.binarySearch(features, feature);
            if (at >= 0) mark(at, marked);
        }
    }

    private void mark(int at, long[] marked) {
        var begin = from[at];
        if (isList(at)) for (int i = begin; i < begin + counts[at]; i++) marked[lists[i] / Long.SIZE] |= 1L << lists[i];
        else for (int word = 0; word < Segment.WORDS; word++) marked[word] |= bits[begin + word];
    }

    /** Counts how many of some rows have each feature. */
    void count(long[] rows, int[] into) {
        for (int at = 0; at < features.length; at++) {
            var begin = from[at];
            var count = 0;
            if (isList(at))
                for (int i = begin; i < begin + counts[at]; i++)
                    count += (int) (rows[lists[i] / Long.SIZE] >>> lists[i] & 1);
            else
                for (int word = 0; word < Segment.WORDS; word++)
                    count += Long.bitCount(rows[word] & bits[begin + word]);
            into[features[at]] += count;
        }
    }

    /** A row's features, ascending. */
    int[] of(int row) {
        var its = new int[8];
        var count = 0;
        for (int at = 0; at < features.length; at++) {
            if (!has(at, row)) continue;
            if (count == its.length) its = Arrays.copyOf(its, count * 2);
            its[count++] = features[at];
        }
        return Arrays.copyOf(its, count);
    }

    private boolean has(int at, int row) {
        return isList(at)
                ? Arrays.binarySearch(lists, from[at], from[at] + counts[at], (short) row) >= 0
                : (bits[from[at] + row / Long.SIZE] & 1L << row) != 0;
    }
}
