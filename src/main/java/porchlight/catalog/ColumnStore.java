package porchlight.catalog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Segment.Row;
import porchlight.catalog.Segment.Text;
import porchlight.listing.ListingWithTraits;

/**
 * The catalog's listings in memory, in {@link Segment segments}, with the time when the feed last confirmed each of
 * them. Thread-safe; the {@link Snapshot snapshots} that it makes do not change.
 */
final class ColumnStore {
    private final Dictionary[] dictionaries = new Dictionary[Column.NAMES];
    /** Each as {@link Features} writes it. */
    private final Dictionary features = new Dictionary(false);

    private final KeyIndex index = new KeyIndex();
    private Segment[] segments = {};
    private long[] confirmed = {};
    private long[] passes = {};
    /** Rows below this number are used or free. */
    private int rows;

    private int[] free = {};
    private int freed;

    /**
     * A listing, the sweep's pass that saw it last, and when the feed confirmed it.
     *
     * @param features as {@link Features} writes them
     */
    record Seen(IndexedListing home, List<String> features, long pass, Instant at) {
        static Seen of(ListingWithTraits indexed, long pass, Instant at) {
            return new Seen(IndexedListing.of(indexed), Features.of(indexed.features()), pass, at);
        }
    }

    ColumnStore() {
        for (var column : Column.ofNames())
            dictionaries[column.ordinal()] = new Dictionary(column == Column.CITY || column == Column.COUNTY);
    }

    synchronized int size() {
        return rows - freed;
    }

    /**
     * Adds listings, or replaces those with the same key.
     *
     * @return whether any of them differs from before
     */
    synchronized boolean put(Collection<Seen> seen) {
        var changes = new Changes();
        for (var each : lastOfEach(seen)) {
            var home = each.home();
            changes.put(
                    home.listingKey(),
                    Row.of(home, numbered(home), features(each.features())),
                    each.pass(),
                    each.at().toEpochMilli());
        }
        return changes.apply();
    }

    /** Adds another process's listings, or replaces those with the same key. */
    synchronized void put(Block block) {
        var names = new int[block.names().size()][];
        for (int column = 0; column < names.length; column++)
            names[column] = numbers(dictionaries[column], block.names().get(column));
        // The features of a row have no number for none.
        var numbers = Arrays.copyOfRange(
                numbers(features, block.features()), 1, block.features().size() + 1);
        var changes = new Changes();
        for (int i = 0; i < block.rows().size(); i++) {
            var row = block.rows().get(i);
            var its = row.numbers().clone();
            for (int column = 0; column < names.length; column++) {
                its[column] = names[column][(int) its[column]];
                dictionaries[column].add((int) its[column]);
            }
            var featured = Arrays.stream(row.features())
                    .map(at -> numbers[at])
                    .sorted()
                    .toArray();
            for (var feature : featured) features.add(feature);
            changes.put(row.key(), new Row(its, featured, row.texts()), block.passes()[i], block.confirmed()[i]);
        }
        changes.apply();
    }

    /** Their numbers here, after a 0. */
    private static int[] numbers(Dictionary dictionary, List<String> names) {
        var numbers = new int[names.size() + 1];
        for (int at = 0; at < names.size(); at++) numbers[at + 1] = dictionary.number(names.get(at));
        return numbers;
    }

    /** Rows that are written together, by segment. Their names are counted before. */
    private final class Changes {
        private final Map<Integer, Map<Integer, @Nullable Row>> rows = new TreeMap<>();
        private final Map<String, Integer> added = new HashMap<>();

        void put(String key, Row data, long pass, long confirmation) {
            var row = row(key);
            if (row >= 0) {
                forgetNames(row);
                note(row, pass, confirmation);
                if (segments[row >> Segment.SHIFT].isSame(row & Segment.MASK, data)) return;
            } else {
                row = newRow();
                added.put(key, row);
                note(row, pass, confirmation);
            }
            change(rows, row, data);
        }

        /** @return whether anything differs from before */
        boolean apply() {
            ColumnStore.this.apply(rows);
            added.forEach((key, row) -> index.add(key, row, ColumnStore.this::key));
            return !rows.isEmpty();
        }
    }

    /** How many segments there are, of which some may be empty. */
    synchronized int blocks() {
        return segments.length;
    }

    /** The segment with a number: the same object as long as none of its listings changes. */
    synchronized Segment segment(int number) {
        return segments[number];
    }

    /** What a {@link Block} is made of. */
    synchronized Block.Source source(int number) {
        var names = new String[Column.NAMES][];
        for (var column : Column.ofNames()) names[column.ordinal()] = dictionaries[column.ordinal()].spellings();
        var from = number << Segment.SHIFT;
        return new Block.Source(
                segments[number],
                names,
                features.spellings(),
                Arrays.copyOfRange(passes, from, from + Segment.ROWS),
                Arrays.copyOfRange(confirmed, from, from + Segment.ROWS));
    }

    private static Collection<Seen> lastOfEach(Collection<Seen> seen) {
        var byKey = new LinkedHashMap<String, Seen>();
        for (var each : seen) byKey.put(each.home().listingKey(), each);
        return byKey.values();
    }

    private int[] numbered(IndexedListing home) {
        var numbers = new int[Column.NAMES];
        for (var column : Column.ofNames())
            numbers[column.ordinal()] = dictionaries[column.ordinal()].add(column.name(home));
        return numbers;
    }

    private int[] features(List<String> names) {
        return names.stream().mapToInt(features::add).sorted().toArray();
    }

    private void forgetNames(int row) {
        for (var feature : segments[row >> Segment.SHIFT].features().of(row & Segment.MASK)) features.remove(feature);
        for (var column : Column.ofNames())
            dictionaries[column.ordinal()].remove(
                    (int) segments[row >> Segment.SHIFT].number(column, row & Segment.MASK));
    }

    private int newRow() {
        if (freed > 0) return free[--freed];
        var row = rows++;
        if (row == confirmed.length) {
            var length = Math.max(Segment.ROWS, row + (row >> 2));
            confirmed = Arrays.copyOf(confirmed, length);
            passes = Arrays.copyOf(passes, length);
        }
        return row;
    }

    private static void change(Map<Integer, Map<Integer, @Nullable Row>> changes, int row, @Nullable Row data) {
        changes.computeIfAbsent(row >> Segment.SHIFT, none -> new HashMap<>()).put(row & Segment.MASK, data);
    }

    private void apply(Map<Integer, Map<Integer, @Nullable Row>> changes) {
        if (changes.isEmpty()) return;
        var next = Arrays.copyOf(segments, (rows + Segment.MASK) >> Segment.SHIFT);
        changes.forEach((number, of) -> next[number] = (next[number] == null ? Segment.EMPTY : next[number]).with(of));
        segments = next;
    }

    private void note(int row, long pass, long confirmation) {
        passes[row] = pass;
        confirmed[row] = confirmation;
    }

    /** Notes that the feed confirmed listings, as far as they are here. */
    synchronized void confirm(Collection<String> keys, long pass, Instant at) {
        for (var key : keys) {
            var row = row(key);
            if (row >= 0) note(row, pass, at.toEpochMilli());
        }
    }

    /** @return whether any of them was here */
    synchronized boolean remove(Collection<String> keys) {
        var gone = new HashSet<Integer>();
        for (var key : keys) {
            var row = row(key);
            if (row >= 0) gone.add(row);
        }
        return removeRows(gone);
    }

    /**
     * Removes the listings whose last confirmation is no longer good enough.
     *
     * @param isKept by milliseconds since 1970
     * @return whether any was removed
     */
    synchronized boolean removeUnless(LongPredicate isKept) {
        var gone = new HashSet<Integer>();
        for (int row = 0; row < rows; row++) if (isUsed(row) && !isKept.test(confirmed[row])) gone.add(row);
        return removeRows(gone);
    }

    private boolean removeRows(Set<Integer> gone) {
        if (gone.isEmpty()) return false;
        var changes = new TreeMap<Integer, Map<Integer, @Nullable Row>>();
        for (var row : gone) {
            forgetNames(row);
            index.remove(key(row), row);
            if (freed == free.length) free = Arrays.copyOf(free, Math.max(64, freed * 2));
            free[freed++] = row;
            change(changes, row, null);
        }
        apply(changes);
        return true;
    }

    synchronized void clear() {
        removeUnless(confirmation -> false);
    }

    /** The keys of listings that no pass since this one has seen. */
    synchronized List<String> unseenSince(long pass) {
        var keys = new ArrayList<String>();
        for (int row = 0; row < rows; row++) if (isUsed(row) && passes[row] < pass) keys.add(key(row));
        return keys;
    }

    /** The keys of all listings. */
    synchronized List<String> keys() {
        return unseenSince(Long.MAX_VALUE);
    }

    synchronized boolean has(String key) {
        return row(key) >= 0;
    }

    /** When the feed last confirmed a listing; null if it is unknown. */
    synchronized @Nullable Instant confirmed(String key) {
        var row = row(key);
        return row < 0 ? null : Instant.ofEpochMilli(confirmed[row]);
    }

    /** A listing under its feed's own spelling; null if it is unknown. */
    synchronized @Nullable IndexedListing find(String key) {
        var row = row(key);
        if (row < 0) return null;
        return IndexedListing.of(
                segments[row >> Segment.SHIFT],
                row & Segment.MASK,
                (column, number) -> dictionaries[column.ordinal()].name((int) number));
    }

    /** Forgets the names that only removed listings had. */
    synchronized void forgetUnusedNames() {
        for (var dictionary : dictionaries) dictionary.forgetUnused();
        features.forgetUnused();
    }

    /**
     * The current listings.
     *
     * @param asOf used if there are none
     */
    synchronized Snapshot snapshot(boolean complete, Instant asOf, long version) {
        var names = new String[Column.NAMES][];
        var converted = new HashSet<String>();
        for (var column : Column.ofNames()) names[column.ordinal()] = dictionaries[column.ordinal()].names();
        if (dictionaries[Column.CITY.ordinal()].isUnified()) converted.add("City");
        if (dictionaries[Column.COUNTY.ordinal()].isUnified()) converted.add("CountyOrParish");
        for (var joined : dictionaries[Column.CONVERTED.ordinal()].used()) converted.addAll(Column.names(joined));
        return new Snapshot(segments, names, features.names(), this::rowOf, size(), complete, asOf, version, converted);
    }

    /** When the feed confirmed the listings, from the earliest to the latest; null if there are none. */
    synchronized @Nullable Span confirmations() {
        var earliest = Long.MAX_VALUE;
        var latest = Long.MIN_VALUE;
        for (int row = 0; row < rows; row++) {
            if (!isUsed(row)) continue;
            earliest = Math.min(earliest, confirmed[row]);
            latest = Math.max(latest, confirmed[row]);
        }
        return earliest > latest ? null : new Span(Instant.ofEpochMilli(earliest), Instant.ofEpochMilli(latest));
    }

    record Span(Instant earliest, Instant latest) {}

    private boolean isUsed(int row) {
        return segments[row >> Segment.SHIFT].isUsed(row & Segment.MASK);
    }

    private synchronized int rowOf(String key) {
        return row(key);
    }

    private int row(String key) {
        var bytes = key.getBytes(StandardCharsets.UTF_8);
        return index.find(key, row -> segments[row >> Segment.SHIFT].isText(Text.KEY, row & Segment.MASK, bytes));
    }

    private String key(int row) {
        return Objects.requireNonNullElse(segments[row >> Segment.SHIFT].text(Text.KEY, row & Segment.MASK), "");
    }
}
