package porchlight.catalog;

import java.time.Instant;
import java.util.List;

/** Snapshots of complete catalogs. */
public final class Snapshots {
    private Snapshots() {}

    public static Snapshot of(List<IndexedListing> homes) {
        return Snapshot.of(homes, true, Instant.EPOCH, 1);
    }

    public static Selection all(List<IndexedListing> homes) {
        return of(homes).select(List.of());
    }
}
