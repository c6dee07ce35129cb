package porchlight.catalog;

import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Some of a snapshot's listings. Not to be changed. */
public record Selection(Snapshot snapshot, BitSet rows) {
    /** Collects rows segment by segment. */
    public static final class Builder {
        private final Snapshot snapshot;
        private final long[] words;

        public Builder(Snapshot snapshot) {
            this.snapshot = snapshot;
            this.words = new long[snapshot.segments().length * Segment.WORDS];
        }

        /** Adds rows of a scan's current segment. */
        public void add(Scan scan, long[] bits) {
            System.arraycopy(bits, 0, words, scan.firstRow() / Long.SIZE, Segment.WORDS);
        }

        public Selection selection() {
            return new Selection(snapshot, BitSet.valueOf(words));
        }
    }

    public int size() {
        return rows.cardinality();
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Goes through the listings, which are those that match. */
    public void scan(Consumer<Scan> visitor) {
        snapshot.scan(List.of(Condition.rows(rows)), visitor);
    }

    /** The listings, in no particular order. */
    public Stream<IndexedListing> homes() {
        return rows.stream().mapToObj(snapshot::home);
    }

    /** Those that also meet a condition. */
    public Selection and(Condition condition) {
        return snapshot.select(List.of(Condition.rows(rows), condition));
    }

    public Selection without(int row) {
        var others = (BitSet) rows.clone();
        others.clear(row);
        return new Selection(snapshot, others);
    }

    /** Every so-manieth of the listings. */
    public Selection sample(int step) {
        if (step == 1) return this;
        var words = rows.toLongArray();
        var some = new BitSet();
        // How many rows are left out before the next one.
        var skip = 0;
        for (int word = 0; word < words.length; word++) {
            var left = words[word];
            for (int count = Long.bitCount(left); count > skip; count = Long.bitCount(left)) {
                for (; skip > 0; skip--) left &= left - 1;
                some.set(word * Long.SIZE + Long.numberOfTrailingZeros(left));
                skip = step;
            }
            skip -= Long.bitCount(left);
        }
        return new Selection(snapshot, some);
    }

    /** The listings; for few of them. */
    public List<IndexedListing> toList() {
        return homes().toList();
    }
}
