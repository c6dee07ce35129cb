package porchlight.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of consecutive rows of the catalog, of which some may be empty. Immutable: a change makes a new segment
 * and leaves all others as they are, which is what makes snapshots cheap.
 */
final class Segment {
    static final int SHIFT = 10;
    static final int ROWS = 1 << SHIFT;
    /** The row within its segment. */
    static final int MASK = ROWS - 1;

    static final int WORDS = ROWS / Long.SIZE;
    static final Segment EMPTY = new Segment(
            new Packed[Column.ALL], FeatureRows.NONE, new long[WORDS], new byte[0], new int[Text.ALL * ROWS + 1]);

    /** Texts that only one listing has. */
    enum Text {
        KEY(IndexedListing::listingKey),
        NUMBER(IndexedListing::listingId),
        STREET(home -> home.address().street()),
        PHOTO(IndexedListing::photo);

        static final int ALL = values().length;

        private final java.util.function.Function<IndexedListing, @Nullable String> of;

        Text(java.util.function.Function<IndexedListing, @Nullable String> of) {
            this.of = of;
        }
    }

    /**
     * A listing as a segment holds it.
     *
     * @param features ascending
     */
    record Row(long[] numbers, int[] features, byte[][] texts) {
        String key() {
            return new String(texts[Text.KEY.ordinal()], StandardCharsets.UTF_8);
        }

        /**
         * @param names the listing's positions in the dictionaries, by column
         * @param features its features' positions in their dictionary
         */
        static Row of(IndexedListing home, int[] names, int[] features) {
            var numbers = new long[Column.ALL];
            for (var column : Column.values())
                numbers[column.ordinal()] = column.isOfNames() ? names[column.ordinal()] : column.number(home);
            var texts = new byte[Text.ALL][];
            for (var text : Text.values()) {
                var value = text.of.apply(home);
                texts[text.ordinal()] = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
            }
            return new Row(numbers, features, texts);
        }
    }

    private final Packed[] columns;
    private final FeatureRows features;
    private final long[] used;
    private final byte[] texts;
    /** Where each text ends; the texts of a row follow each other. */
    private final int[] ends;

    private Segment(Packed[] columns, FeatureRows features, long[] used, byte[] texts, int[] ends) {
        this.columns = columns;
        this.features = features;
        this.used = used;
        this.texts = texts;
        this.ends = ends;
    }

    /** This segment with other rows, by their position; null removes one. */
    Segment with(Map<Integer, @Nullable Row> changes) {
        var nowUsed = used.clone();
        changes.forEach((index, row) -> {
            if (row == null) nowUsed[index / Long.SIZE] &= ~(1L << index);
            else nowUsed[index / Long.SIZE] |= 1L << index;
        });
        var packed = new Packed[Column.ALL];
        var numbers = new long[ROWS];
        for (int column = 0; column < packed.length; column++) {
            var at = column;
            if (columns[at] == null) Arrays.fill(numbers, 0);
            else columns[at].unpack(numbers);
            changes.forEach((index, row) -> numbers[index] = row == null ? 0 : row.numbers[at]);
            fillUnused(numbers, nowUsed);
            packed[at] = new Packed(numbers, Column.values()[at] == Column.TRAITS);
        }
        return withTexts(packed, nowUsed, changes);
    }

    /** Unused rows repeat a used one, so that they do not widen the range. */
    private static void fillUnused(long[] numbers, long[] used) {
        long any = 0;
        for (int word = 0; word < WORDS; word++)
            if (used[word] != 0) {
                any = numbers[word * Long.SIZE + Long.numberOfTrailingZeros(used[word])];
                break;
            }
        for (int index = 0; index < ROWS; index++)
            if ((used[index / Long.SIZE] & 1L << index) == 0) numbers[index] = any;
    }

    private Segment withTexts(Packed[] packed, long[] nowUsed, Map<Integer, @Nullable Row> changes) {
        var length = 0;
        for (int index = 0; index < ROWS; index++) {
            if (changes.containsKey(index)) {
                var row = changes.get(index);
                if (row != null) for (var text : row.texts) length += text.length;
            } else length += ends[(index + 1) * Text.ALL] - ends[index * Text.ALL];
        }
        var bytes = new byte[length];
        var newEnds = new int[ends.length];
        var at = 0;
        for (int index = 0; index < ROWS; index++) {
            var changed = changes.containsKey(index);
            var row = changes.get(index);
            for (int text = 0; text < Text.ALL; text++) {
                var slot = index * Text.ALL + text;
                if (!changed) {
                    var size = ends[slot + 1] - ends[slot];
                    System.arraycopy(texts, ends[slot], bytes, at, size);
                    at += size;
                } else if (row != null) {
                    System.arraycopy(row.texts[text], 0, bytes, at, row.texts[text].length);
                    at += row.texts[text].length;
                }
                newEnds[slot + 1] = at;
            }
        }
        return new Segment(packed, features.with(changes), nowUsed, bytes, newEnds);
    }

    boolean isUsed(int index) {
        return (used[index / Long.SIZE] & 1L << index) != 0;
    }

    /** One bit for each row; not to be changed. */
    long[] used() {
        return used;
    }

    boolean isEmpty() {
        for (var word : used) if (word != 0) return false;
        return true;
    }

    FeatureRows features() {
        return features;
    }

    /** Of a segment that is not empty. */
    Packed column(Column column) {
        return columns[column.ordinal()];
    }

    long number(Column column, int index) {
        return columns[column.ordinal()].at(index);
    }

    /** Null if there is none. */
    @Nullable
    String text(Text text, int index) {
        var slot = index * Text.ALL + text.ordinal();
        return ends[slot] == ends[slot + 1]
                ? null
                : new String(texts, ends[slot], ends[slot + 1] - ends[slot], StandardCharsets.UTF_8);
    }

    /** Empty if there is none. */
    byte[] bytes(Text text, int index) {
        var slot = index * Text.ALL + text.ordinal();
        return Arrays.copyOfRange(texts, ends[slot], ends[slot + 1]);
    }

    boolean isText(Text text, int index, byte[] value) {
        var slot = index * Text.ALL + text.ordinal();
        return Arrays.equals(texts, ends[slot], ends[slot + 1], value, 0, value.length);
    }

    /** Whether a text begins like this, ignoring case and signs; true if it has letters beyond ASCII. */
    boolean begins(Text text, int index, byte[] beginning) {
        var slot = index * Text.ALL + text.ordinal();
        return begins(ends[slot], ends[slot + 1], beginning);
    }

    private boolean begins(int from, int end, byte[] beginning) {
        var matched = 0;
        for (int at = from; at < end && matched < beginning.length; at++) {
            if (texts[at] < 0) return true;
            var character = Character.toLowerCase(texts[at]);
            if (character == beginning[matched]) matched++;
            else if (Character.isLetterOrDigit(character)) return false;
        }
        return matched == beginning.length;
    }

    /** Whether a row is the same in another segment, with the same dictionaries, whatever its features. */
    boolean isSame(int index, Segment other) {
        if (isUsed(index) != other.isUsed(index)) return false;
        if (!isUsed(index)) return true;
        for (int column = 0; column < Column.ALL; column++)
            if (columns[column].at(index) != other.columns[column].at(index)) return false;
        var from = index * Text.ALL;
        for (int slot = from; slot < from + Text.ALL; slot++)
            if (!Arrays.equals(texts, ends[slot], ends[slot + 1], other.texts, other.ends[slot], other.ends[slot + 1]))
                return false;
        return true;
    }

    /** Whether a row has exactly these data. */
    boolean isSame(int index, Row row) {
        for (int column = 0; column < Column.ALL; column++)
            if (columns[column].at(index) != row.numbers[column]) return false;
        if (!Arrays.equals(features.of(index), row.features)) return false;
        for (var text : Text.values()) if (!isText(text, index, row.texts[text.ordinal()])) return false;
        return true;
    }
}
