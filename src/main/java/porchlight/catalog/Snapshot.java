package porchlight.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalog at a moment. Immutable. */
public final class Snapshot {
    private final List<IndexedListing> entries;
    private final boolean complete;
    private final Instant asOf;
    private final long version;
    /** Where each entry stands, apart from the entries: a look through these finds a small area quickly. */
    private final double[] latitudes;

    private final double[] longitudes;
    private final List<IndexedListing> unplaced;
    private final Set<String> converted;

    Snapshot(List<IndexedListing> told, boolean complete, Instant asOf, long version) {
        var respelled = new HashSet<String>();
        this.entries = List.copyOf(OneSpelling.of(told, respelled));
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

    /** The same moment with only some of the entries. */
    public Snapshot with(List<IndexedListing> some) {
        return new Snapshot(some, complete, asOf, version);
    }

    /** Whether every displayable listing of the feed is in it: false until the first sweep was through. */
    public boolean complete() {
        return complete;
    }

    /** When the feed last confirmed the entry that was confirmed longest ago. */
    public Instant asOf() {
        return asOf;
    }

    /** The same for snapshots that tell the same of their listings, however often those were confirmed. */
    public long version() {
        return version;
    }

    /** The entries whose place is hidden or not told. */
    public List<IndexedListing> unplaced() {
        return unplaced;
    }

    /** Fields whose number in the feed is not that of the site, for some entry: the feed would compare and sort others. */
    public Set<String> converted() {
        return converted;
    }

    /** The entries placed in a rectangle, its edges included. */
    public List<IndexedListing> within(double west, double south, double east, double north) {
        var found = new ArrayList<IndexedListing>();
        for (int i = 0; i < latitudes.length; i++)
            if (latitudes[i] >= south && latitudes[i] <= north && longitudes[i] >= west && longitudes[i] <= east)
                found.add(entries.get(i));
        return found;
    }
}
