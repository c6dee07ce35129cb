package porchlight.catalog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Segment.Text;

/** The catalog at one moment. Immutable. */
public final class Snapshot {
    /** Nothing, and not complete. */
    public static final Snapshot NONE = new ColumnStore().snapshot(false, Instant.MAX, 0);

    private final Segment[] segments;
    private final @Nullable String[][] names;
    private final @Nullable String[] features;
    private final ToIntFunction<String> latestRow;
    private final int size;
    private final boolean complete;
    private final Instant asOf;
    private final long version;
    private final Set<String> converted;

    /**
     * @param names by number, for each column of names
     * @param features by number
     * @param latestRow where a listing is now, by its key, which may have changed since; -1 if it is unknown
     */
    Snapshot(
            Segment[] segments,
            @Nullable String[][] names,
            @Nullable String[] features,
            ToIntFunction<String> latestRow,
            int size,
            boolean complete,
            Instant asOf,
            long version,
            Set<String> converted) {
        this.segments = segments;
        this.names = names;
        this.features = features;
        this.latestRow = latestRow;
        this.size = size;
        this.complete = complete;
        this.asOf = asOf;
        this.version = version;
        this.converted = Set.copyOf(converted);
    }

    /** A snapshot of a catalog with these listings, which have no features. */
    static Snapshot of(List<IndexedListing> homes, boolean complete, Instant asOf, long version) {
        var store = new ColumnStore();
        store.put(homes.stream()
                .map(home -> new ColumnStore.Seen(home, List.of(), 1, asOf))
                .toList());
        return store.snapshot(complete, asOf, version);
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Every listing, made one by one from the columns, which takes about a microsecond each. */
    public Stream<IndexedListing> homes() {
        return rows().mapToObj(this::home);
    }

    /** The numbers of the rows that have a listing. */
    public IntStream rows() {
        return IntStream.range(0, segments.length << Segment.SHIFT).filter(this::isUsed);
    }

    private boolean isUsed(int row) {
        return segments[row >> Segment.SHIFT].isUsed(row & Segment.MASK);
    }

    public IndexedListing home(int row) {
        return IndexedListing.of(
                segments[row >> Segment.SHIFT],
                row & Segment.MASK,
                (column, number) -> names[column.ordinal()][(int) number]);
    }

    /** A row's number in a column. */
    public long number(Column column, int row) {
        return segments[row >> Segment.SHIFT].number(column, row & Segment.MASK);
    }

    /** A row's name in a column of names. */
    public @Nullable String name(Column column, int row) {
        return names[column.ordinal()][(int) number(column, row)];
    }

    /** The names in a column, by their numbers; not to be changed. Several numbers may have the same name. */
    public @Nullable String[] names(Column column) {
        return names[column.ordinal()];
    }

    /**
     * Every feature that some listing has or had, by its number, as {@link Features} writes it; not to be changed.
     * Numbers without a feature are null.
     */
    public @Nullable String[] features() {
        return features;
    }

    /** A row's features. */
    public List<String> features(int row) {
        return Arrays.stream(segments[row >> Segment.SHIFT].features().of(row & Segment.MASK))
                .mapToObj(number -> Objects.requireNonNull(features[number]))
                .toList();
    }

    /** A row's ListingKey. */
    public String key(int row) {
        return Objects.requireNonNullElse(segments[row >> Segment.SHIFT].text(Text.KEY, row & Segment.MASK), "");
    }

    /** The row with this ListingKey; -1 if there is none. */
    public int row(String listingKey) {
        var row = latestRow.applyAsInt(listingKey);
        if (row < 0 || row >> Segment.SHIFT >= segments.length) return -1;
        var key = listingKey.getBytes(StandardCharsets.UTF_8);
        var isHere = isUsed(row) && segments[row >> Segment.SHIFT].isText(Text.KEY, row & Segment.MASK, key);
        return isHere ? row : -1;
    }

    /** The listings that meet all of these conditions. */
    public Selection select(List<Condition> conditions) {
        var found = new Selection.Builder(this);
        // As one condition: nobody asks which single one is missed, so none is checked where no row is left.
        scan(List.of(Condition.allOf(conditions)), scan -> found.add(scan, scan.matching()));
        return found.selection();
    }

    /** Goes through all listings, see {@link Scan}. */
    public void scan(List<Condition> conditions, Consumer<Scan> visitor) {
        Scan.of(this, conditions, visitor);
    }

    /** Receives a listing before and after a change; null if it was not there, or is not there any more. */
    public interface Change {
        void of(@Nullable IndexedListing before, @Nullable IndexedListing after);
    }

    /**
     * Reports every listing that is not the same in an earlier snapshot of the same catalog. Takes as long as the
     * changes are many, not the listings.
     */
    public void changesSince(Snapshot earlier, Change change) {
        var respelled = isRespelledSince(earlier);
        for (int number = 0; number < Math.max(segments.length, earlier.segments.length); number++) {
            var now = number < segments.length ? segments[number] : Segment.EMPTY;
            var before = number < earlier.segments.length ? earlier.segments[number] : Segment.EMPTY;
            if (now == before && !respelled) continue;
            for (int index = 0; index < Segment.ROWS; index++) {
                if (!respelled && now.isSame(index, before)) continue;
                var row = (number << Segment.SHIFT) + index;
                var old = before.isUsed(index) ? earlier.home(row) : null;
                var current = now.isUsed(index) ? home(row) : null;
                if (!Objects.equals(old, current)) change.of(old, current);
            }
        }
    }

    private boolean isRespelledSince(Snapshot earlier) {
        for (var column : List.of(Column.CITY, Column.COUNTY)) {
            var now = names(column);
            var before = earlier.names(column);
            for (int number = 0; number < Math.min(now.length, before.length); number++)
                if (now[number] != null && before[number] != null && !now[number].equals(before[number])) return true;
        }
        return false;
    }

    /** Whether each row has the same listing, with the same data, as in another snapshot of the same catalog. */
    public boolean hasSameRows(Snapshot other) {
        return segments == other.segments;
    }

    /** Whether it contains every displayable listing of the feed: false until the first sweep is finished. */
    public boolean complete() {
        return complete;
    }

    /** When the feed confirmed the listing with the oldest confirmation. */
    public Instant asOf() {
        return asOf;
    }

    /** Equal for snapshots with the same listing data, however often the listings were confirmed. */
    public long version() {
        return version;
    }

    /**
     * Fields whose value in the feed differs from the site's for at least one listing: the feed would filter and sort
     * by other values.
     */
    public Set<String> converted() {
        return converted;
    }

    Segment[] segments() {
        return segments;
    }
}
