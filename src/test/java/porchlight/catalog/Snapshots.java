package porchlight.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Snapshots of complete catalogs. */
public final class Snapshots {
    private Snapshots() {}

    public static Snapshot of(List<IndexedListing> homes) {
        return Snapshot.of(homes, true, Instant.EPOCH, 1);
    }

    /** Of homes with features, as {@link Features} writes them. */
    public static Snapshot of(Map<IndexedListing, List<String>> homes) {
        var store = new ColumnStore();
        store.put(homes.entrySet().stream()
                .map(home -> new ColumnStore.Seen(home.getKey(), home.getValue(), 1, Instant.EPOCH))
                .toList());
        return store.snapshot(true, Instant.EPOCH, 1);
    }

    public static Selection all(List<IndexedListing> homes) {
        return of(homes).select(List.of());
    }
}
