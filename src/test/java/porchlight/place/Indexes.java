package porchlight.place;

import porchlight.catalog.Snapshot;
import porchlight.listing.MlsProfiles;

/** The site's index of a catalog, for tests of other packages. */
public final class Indexes {
    private Indexes() {}

    public static PlaceIndex of(Snapshot snapshot) {
        var counts = new PlaceCounts();
        counts.follow(Snapshot.NONE, snapshot);
        return PlaceIndex.of(snapshot, counts, MlsProfiles.load("demo"), java.util.Optional.empty());
    }
}
