package porchlight.place;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import porchlight.catalog.Catalog;
import porchlight.catalog.Snapshot;
import porchlight.listing.FeedLookups;
import porchlight.listing.MlsProfile;
import porchlight.pagecache.ReadAhead;

/** The {@link PlaceIndex} of a recent catalog snapshot, updated in the background. */
public final class CurrentPlaces implements Supplier<PlaceIndex>, ReadAhead {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Updating takes at most a twentieth of one processor. */
    private static final int REST = 20;

    private final Catalog catalog;
    private final MlsProfile profile;
    private final FeedLookups lookups;
    private final PlaceCounts counts = new PlaceCounts();
    private volatile Optional<Map<String, Set<String>>> named;
    private volatile PlaceIndex index;
    private volatile long edition;

    public CurrentPlaces(Catalog catalog, MlsProfile profile, FeedLookups lookups) {
        this.catalog = catalog;
        this.profile = profile;
        this.lookups = lookups;
        this.named = lookups.values();
        var snapshot = catalog.snapshot();
        counts.follow(Snapshot.NONE, snapshot);
        this.index = PlaceIndex.of(snapshot, counts, profile, named);
    }

    @Override
    public PlaceIndex get() {
        // Homes that are too old to be shown must not be suggested either, however soon the index is rebuilt.
        if (catalog.snapshot().isEmpty() && !index.snapshot().isEmpty()) refresh();
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

    /** Updates the index if the catalog or the feed's names changed; returns how long to wait before the next check. */
    @Override
    public synchronized Duration refresh() {
        var now = catalog.snapshot();
        var values = lookups.values();
        if (now.version() == index.snapshot().version() && values.equals(named)) return SHORTEST_PAUSE;
        // Of this thread: on a busy machine, the wall time would make it rest for too long.
        var threads = ManagementFactory.getThreadMXBean();
        var began = threads.getCurrentThreadCpuTime();
        counts.follow(index.snapshot(), now);
        index = index.next(now, counts, profile, values);
        named = values;
        edition++;
        index.homes().prepare();
        var rest = Duration.ofNanos(threads.getCurrentThreadCpuTime() - began).multipliedBy(REST);
        if (rest.compareTo(LONGEST_PAUSE) > 0) return LONGEST_PAUSE;
        return rest.compareTo(SHORTEST_PAUSE) > 0 ? rest : SHORTEST_PAUSE;
    }
}
