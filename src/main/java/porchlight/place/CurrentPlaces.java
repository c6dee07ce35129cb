package porchlight.place;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.catalog.Catalog;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Snapshot;
import porchlight.listing.FeedLookups;
import porchlight.listing.MlsProfile;
import porchlight.pagecache.ReadAhead;

/** The {@link PlaceIndex} of a recent catalog snapshot, rebuilt in the background. */
public final class CurrentPlaces implements Supplier<PlaceIndex>, ReadAhead {
    private static final Logger log = LoggerFactory.getLogger(CurrentPlaces.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    /** Rebuilding takes at most a twentieth of one processor. */
    private static final int REST = 20;

    private final Catalog catalog;
    private final MlsProfile profile;
    private final FeedLookups lookups;
    private volatile Snapshot indexed;
    private volatile Optional<Map<String, Set<String>>> named;
    private volatile PlaceIndex index;
    private volatile long edition;

    public CurrentPlaces(Catalog catalog, MlsProfile profile, FeedLookups lookups) {
        this.catalog = catalog;
        this.profile = profile;
        this.lookups = lookups;
        this.indexed = catalog.snapshot();
        this.named = lookups.values();
        this.index = built(indexed, named);
    }

    /** One home that cannot be indexed must not exclude all others: it is reported and skipped. */
    private PlaceIndex built(Snapshot snapshot, Optional<Map<String, Set<String>>> values) {
        try {
            return PlaceIndex.of(snapshot, profile, values);
        } catch (RuntimeException oneIsBad) {
            var usable = snapshot.homes()
                    .filter(entry -> isUsable(entry, snapshot, values))
                    .toList();
            return PlaceIndex.of(snapshot.with(usable), profile, values);
        }
    }

    private boolean isUsable(IndexedListing entry, Snapshot snapshot, Optional<Map<String, Set<String>>> values) {
        try {
            PlaceIndex.of(snapshot.with(List.of(entry)), profile, values);
            return true;
        } catch (RuntimeException fault) {
            log.warn(
                    "Listing {} is not in the index of places: {}",
                    entry.listingKey().replaceAll("\\p{Cntrl}+", " "),
                    fault.getClass().getSimpleName());
            return false;
        }
    }

    @Override
    public PlaceIndex get() {
        // Homes that are too old to be shown must not be suggested either, however soon the index is rebuilt.
        if (catalog.snapshot().isEmpty() && !indexed.isEmpty()) refresh();
        return index;
    }

    @Override
    public String what() {
        return "places";
    }

    @Override
    public long edition() {
        return edition;
    }

    /**
     * Rebuilds the index if the catalog or the feed's names changed; returns how long to wait before the next check.
     */
    @Override
    public Duration refresh() {
        var now = catalog.snapshot();
        var values = lookups.values();
        if (now.version() == indexed.version() && values.equals(named)) return SHORTEST_PAUSE;
        var began = System.nanoTime();
        index = built(now, values);
        indexed = now;
        named = values;
        edition++;
        var rest = Duration.ofNanos(System.nanoTime() - began).multipliedBy(REST);
        return rest.compareTo(SHORTEST_PAUSE) > 0 ? rest : SHORTEST_PAUSE;
    }
}
