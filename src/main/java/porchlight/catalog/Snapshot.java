package porchlight.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalog at one moment. Immutable. */
public final class Snapshot {
    private final List<IndexedListing> entries;
    private final boolean complete;
    private final Instant asOf;
    private final long version;
    /** Each entry's coordinates in arrays of their own, which makes scanning for a small area fast. */
    private final double[] latitudes;

    private final double[] longitudes;
    private final List<IndexedListing> unplaced;
    private final Set<String> converted;

    Snapshot(List<IndexedListing> listings, boolean complete, Instant asOf, long version) {
        var respelled = new HashSet<String>();
        this.entries = List.copyOf(OneSpelling.of(listings, respelled));
        this.complete = complete;
        this.asOf = asOf;
        this.version = version;
        this.latitudes = entries.stream().mapToDouble(IndexedListing::latitude).toArray();
        this.longitudes =
                entries.stream().mapToDouble(IndexedListing::longitude).toArray();
        this.unplaced = entries.stream().filter(entry -> !entry.isPlaced()).toList();
        this.converted = Stream.concat(
                        respelled.stream(),
                        entries.stream()
                                .map(entry -> entry.traits().converted())
                                .distinct()
                                .flatMap(Set::stream))
                .collect(Collectors.toUnmodifiableSet());
    }

    public List<IndexedListing> entries() {
        return entries;
    }

    /** A copy with only some of the entries. */
    public Snapshot with(List<IndexedListing> some) {
        return new Snapshot(some, complete, asOf, version);
    }

    /** Whether it contains every displayable listing of the feed: false until the first sweep is finished. */
    public boolean complete() {
        return complete;
    }

    /** When the feed confirmed the entry with the oldest confirmation. */
    public Instant asOf() {
        return asOf;
    }

    /** Equal for snapshots with the same listing data, however often the listings were confirmed. */
    public long version() {
        return version;
    }

    /** The entries without a location, or with a hidden one. */
    public List<IndexedListing> unplaced() {
        return unplaced;
    }

    /**
     * Fields whose value in the feed differs from the site's for at least one entry: the feed would filter and sort by
     * other values.
     */
    public Set<String> converted() {
        return converted;
    }

    /** The entries located in a rectangle, including its edges. */
    public List<IndexedListing> within(double west, double south, double east, double north) {
        var found = new ArrayList<IndexedListing>();
        for (int i = 0; i < latitudes.length; i++)
            if (latitudes[i] >= south && latitudes[i] <= north && longitudes[i] >= west && longitudes[i] <= east)
                found.add(entries.get(i));
        return found;
    }
}
