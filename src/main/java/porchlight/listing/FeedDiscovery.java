package porchlight.listing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.ODataQuery;

/**
 * Learns a feed's {@link FeedShape} from {@code $metadata} and one probe, and learns it anew every hour behind the
 * answers. Thread-safe: there is one discovery at a time.
 */
public final class FeedDiscovery {
    private static final Logger log = LoggerFactory.getLogger(FeedDiscovery.class);
    private static final Duration KEPT_FOR = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);

    private final ODataClient client;
    private final Expansions configured;
    private final InstantSource clock;
    private final Executor behind;
    private final Duration patience;
    private volatile @Nullable FeedShape shape;
    private volatile @Nullable ODataException failure;
    private volatile Instant discoverAgainAt = Instant.MIN;
    private @Nullable CompletableFuture<FeedShape> running;

    /**
     * @param configured names that settings fix; where null, {@code $metadata} tells
     * @param behind runs discoveries
     * @param patience how long a caller waits for the first one
     */
    public FeedDiscovery(
            ODataClient client, Expansions configured, InstantSource clock, Executor behind, Duration patience) {
        this.client = client;
        this.configured = configured;
        this.clock = clock;
        this.behind = behind;
        this.patience = patience;
    }

    /**
     * The feed's shape; the last one known while the feed is being asked or cannot be.
     *
     * @throws ODataException if it was never known and the feed does not answer in time
     */
    public FeedShape shape() {
        var known = shape;
        if (clock.instant().isBefore(discoverAgainAt)) {
            if (known != null) return known;
            var failed = failure;
            if (failed != null) throw failed;
        }
        var discovery = discovery();
        return known != null ? known : await(discovery);
    }

    private synchronized CompletableFuture<FeedShape> discovery() {
        if (running == null || running.isDone()) running = CompletableFuture.supplyAsync(this::learn, behind);
        return running;
    }

    private FeedShape learn() {
        try {
            var found = discover();
            discoverAgainAt = clock.instant().plus(KEPT_FOR);
            shape = found;
            return found;
        } catch (ODataException fault) {
            discoverAgainAt = clock.instant().plus(AFTER_FAILURE);
            failure = fault;
            log.warn("Feed not discovered: {}", fault.getMessage());
            throw fault;
        }
    }

    private FeedShape await(CompletableFuture<FeedShape> discovery) {
        try {
            return discovery.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ODataException fault) throw fault;
            throw new IllegalStateException(failed.getCause());
        } catch (TimeoutException slow) {
            throw unreachable("still learning what the feed offers", slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unreachable("interrupted while learning what the feed offers", interrupted);
        }
    }

    private ODataException unreachable(String message, Exception cause) {
        return new ODataException(ODataException.Kind.UNREACHABLE, client.serviceRoot(), 0, null, message, cause);
    }

    /** The feed refused a query made for the shape known: it may have changed, so look again soon. */
    void refused() {
        var soon = clock.instant().plus(AFTER_REFUSAL);
        if (discoverAgainAt.isAfter(soon)) discoverAgainAt = soon;
    }

    private FeedShape discover() {
        var sets = client.metadata().entitySets();
        var type = sets.get("Property");
        if (type == null) {
            log.warn("$metadata declares no Property entity set; asking for all the fields this site can show");
            var unknown = new DeclaredFields(Set.of());
            return new FeedShape(
                    unknown, new Expansions(configured.media(), null, null, null), unknown, false, true, false);
        }
        var expansions = new Expansions(
                name(configured.media(), type.navigation(), "Media"),
                name(configured.openHouses(), type.navigation(), "OpenHouse", "OpenHouses"),
                name(configured.rooms(), type.navigation(), "Room", "Rooms"),
                name(configured.units(), type.navigation(), "Unit", "UnitTypes"),
                name(configured.history(), type.navigation(), "HistoryTransactional"));
        var media = expansions.media();
        var mediaFields = media == null ? Set.<String>of() : type.related().getOrDefault(media, Set.of());
        var shape = new FeedShape(
                new DeclaredFields(type.properties()),
                expansions,
                new DeclaredFields(mediaFields),
                true,
                sets.containsKey("OpenHouse"),
                sets.containsKey("Lookup"));
        return media != null && answersNestedFilter(shape, media) ? shape : shape.withoutNestedFilter();
    }

    private static @Nullable String name(@Nullable String configured, Set<String> declared, String... known) {
        if (configured != null) return configured;
        return List.of(known).stream().filter(declared::contains).findFirst().orElse(null);
    }

    /** Nested options are optional in practice: some servers refuse them, some ignore them without a word. */
    private boolean answersNestedFilter(FeedShape shape, String media) {
        var probe =
                ODataQuery.of("Property").select(List.of("ListingKey")).top(5).expand(shape.cardMedia());
        try {
            var photos = client.page(probe).value().stream()
                    .flatMap(row -> new Fields(row).expanded(media).stream())
                    .toList();
            return !photos.isEmpty() && photos.stream().allMatch(FeedShape::isCardMedia);
        } catch (ODataException fault) {
            if (fault.isTemporary()) throw fault;
            return false;
        }
    }
}
