package porchlight.listing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.odata.Expand;
import porchlight.odata.Filter;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;
import porchlight.odata.ODataQuery;

/**
 * Learns a feed's {@link FeedShape} from {@code $metadata} and one probe, and keeps it for an hour. Thread-safe: callers
 * wait for one discovery rather than each making their own.
 */
public final class FeedDiscovery {
    private static final Logger log = LoggerFactory.getLogger(FeedDiscovery.class);
    private static final Duration KEPT_FOR = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);

    private final ODataClient client;
    private final Expansions configured;
    private final InstantSource clock;
    private @Nullable FeedShape shape;
    private @Nullable ODataException failure;
    private Instant discoverAgainAt = Instant.MIN;

    /** @param configured names that settings fix; where null, {@code $metadata} tells */
    public FeedDiscovery(ODataClient client, Expansions configured, InstantSource clock) {
        this.client = client;
        this.configured = configured;
        this.clock = clock;
    }

    /**
     * The feed's shape; the last one known while the feed cannot be asked.
     *
     * @throws ODataException if it was never known and the feed does not answer
     */
    public synchronized FeedShape shape() {
        if (clock.instant().isBefore(discoverAgainAt)) {
            if (shape != null) return shape;
            if (failure != null) throw failure;
        }
        try {
            shape = discover();
            failure = null;
            discoverAgainAt = clock.instant().plus(KEPT_FOR);
            return shape;
        } catch (ODataException fault) {
            failure = fault;
            discoverAgainAt = clock.instant().plus(AFTER_FAILURE);
            if (shape == null) throw fault;
            log.warn("Feed not rediscovered, going on as before: {}", fault.getMessage());
            return shape;
        }
    }

    /** The feed refused a query made for the shape known: it may have changed, so look again soon. */
    synchronized void refused() {
        var soon = clock.instant().plus(AFTER_REFUSAL);
        if (discoverAgainAt.isAfter(soon)) discoverAgainAt = soon;
    }

    private FeedShape discover() {
        var type = client.metadata().entitySets().get("Property");
        if (type == null) {
            log.warn("$metadata declares no Property entity set; asking for all the fields this site can show");
            var all = Set.copyOf(PropertyFields.everything());
            return new FeedShape(all, new Expansions(configured.media(), null, null, null), false);
        }
        var expansions = new Expansions(
                name(configured.media(), type.navigation(), "Media"),
                name(configured.openHouses(), type.navigation(), "OpenHouse", "OpenHouses"),
                name(configured.rooms(), type.navigation(), "Room", "Rooms"),
                name(configured.units(), type.navigation(), "Unit", "UnitTypes"));
        var nested = expansions.media() != null && answersNestedFilter(expansions.media());
        return new FeedShape(type.properties(), expansions, nested);
    }

    private static @Nullable String name(@Nullable String configured, Set<String> declared, String... known) {
        if (configured != null) return configured;
        return List.of(known).stream().filter(declared::contains).findFirst().orElse(null);
    }

    /** Nested options are optional in practice: some servers refuse them, some ignore them without a word. */
    private boolean answersNestedFilter(String media) {
        var preferred = new Expand(
                media, List.of("MediaKey", "PreferredPhotoYN"), Filter.eq("PreferredPhotoYN", true), List.of(), 2);
        var probe =
                ODataQuery.of("Property").select(List.of("ListingKey")).top(5).expand(List.of(preferred));
        try {
            var rows = client.page(probe).value();
            var photos = rows.stream()
                    .flatMap(row -> new Fields(row).expanded(media).stream())
                    .toList();
            return !photos.isEmpty() && photos.stream().allMatch(photo -> photo.isTrue("PreferredPhotoYN"));
        } catch (ODataException fault) {
            if (fault.isTemporary()) throw fault;
            return false;
        }
    }
}
