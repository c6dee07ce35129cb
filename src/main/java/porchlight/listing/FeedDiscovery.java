package porchlight.listing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.database.FeedNotes;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataException;

/**
 * Finds out how to query a feed and builds its {@link QueryPlan}, from {@code $metadata} and a few
 * probes. Runs at startup and then once a day, always in the background. Thread-safe; only one
 * discovery runs at a time.
 */
public final class FeedDiscovery {
    private static final Logger log = LoggerFactory.getLogger(FeedDiscovery.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration KEPT_FOR = Duration.ofDays(1);
    private static final Duration AFTER_HURRY = Duration.ofMinutes(1);
    /** A discovery takes five seconds at most, but its last request may take longer. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(8);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(10);

    private final ODataClient client;
    private final Expansions configured;
    private final Supported supported;
    private final DisplayFilter rules;
    private final MlsProfile profile;
    private final int maxTop;
    private final InstantSource clock;
    private final Executor behind;
    private final Duration patience;
    private final FeedNotes notes;
    private volatile @Nullable QueryPlan plan;
    private volatile @Nullable QueryPlan provisional;
    private volatile @Nullable ODataException failure;
    private volatile Instant discoverAgainAt = Instant.MIN;
    private @Nullable CompletableFuture<QueryPlan> running;

    /**
     * @param configured names fixed by settings; null where {@code $metadata} decides
     * @param supported what the settings say the service supports
     * @param rules the conditions of every query
     * @param maxTop the most rows that may be requested per page
     * @param notes keeps the findings across restarts
     * @param behind runs discoveries in the background
     * @param patience how long a caller waits for the first one
     */
    public FeedDiscovery(
            ODataClient client,
            Expansions configured,
            Supported supported,
            DisplayFilter rules,
            MlsProfile profile,
            int maxTop,
            FeedNotes notes,
            InstantSource clock,
            Executor behind,
            Duration patience) {
        this.client = client;
        this.configured = configured;
        this.supported = supported;
        this.rules = rules;
        this.profile = profile;
        this.maxTop = maxTop;
        this.notes = notes;
        this.clock = clock;
        this.behind = behind;
        this.patience = patience;
    }

    /**
     * The feed's plan: the last known one while the feed is being probed or is unavailable.
     * @throws ODataException if no plan is known and the feed does not answer in time
     */
    public QueryPlan plan() {
        var known = plan;
        if (clock.instant().isBefore(discoverAgainAt)) {
            if (known != null) return known;
            var failed = failure;
            if (failed != null) throw failed;
        }
        var discovery = discovery();
        return known != null ? known : await(discovery, patience);
    }

    private synchronized CompletableFuture<QueryPlan> discovery() {
        if (running == null || running.isDone()) running = CompletableFuture.supplyAsync(this::learn, behind);
        return running;
    }

    private QueryPlan learn() {
        try {
            var found = discover();
            plan = found.plan();
            discoverAgainAt = found.until();
            return found.plan();
        } catch (ODataException fault) {
            discoverAgainAt = clock.instant().plus(AFTER_FAILURE);
            failure = fault;
            if (!fault.isAboutAccess()) log.warn("Feed not discovered: {}", fault.getMessage());
            throw fault;
        }
    }

    private QueryPlan await(CompletableFuture<QueryPlan> discovery, Duration atMost) {
        try {
            return discovery.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ODataException fault) throw fault;
            throw new IllegalStateException(failed.getCause());
        } catch (TimeoutException slow) {
            var assumed = provisional;
            if (assumed != null) return assumed;
            throw unreachable("still learning what the feed offers", slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unreachable("interrupted while learning what the feed offers", interrupted);
        }
    }

    private ODataException unreachable(String message, Exception cause) {
        return new ODataException(ODataException.Kind.UNREACHABLE, client.serviceRoot(), 0, null, message, cause);
    }

    /**
     * Notes that the feed refused a query made with the current plan. It may have changed, so
     * discovery runs again soon.
     */
    void refused() {
        var soon = clock.instant().plus(AFTER_REFUSAL);
        if (discoverAgainAt.isAfter(soon)) discoverAgainAt = soon;
    }

    private Found discover() {
        var model = FeedModel.of(client.metadata(), configured);
        if (model.property() == null)
            log.warn("$metadata declares no Property entity set; asking for all the fields this site can show");
        var probes = new FeedProbes(client, model, rules, profile, supported, maxTop);
        // Visitors who arrive before the probes finish are served from what $metadata declares.
        provisional = new QueryPlan(model, probes.assumed());
        var feed = described(model);
        var now = clock.instant();
        if (plan == null) {
            var remembered = remembered(feed, now.minus(KEPT_FOR));
            if (remembered.isPresent()) {
                var note = remembered.get();
                return new Found(
                        new QueryPlan(model, note.behavior()), note.at().plus(KEPT_FOR));
            }
        }
        var behavior = probes.behavior();
        log.info("How to ask the feed took {} requests to find out: {}", 1 + probes.requests(), behavior);
        if (probes.ranOutOfTime()) return new Found(new QueryPlan(model, behavior), now.plus(AFTER_HURRY));
        remember(feed, now, behavior);
        return new Found(new QueryPlan(model, behavior), now.plus(KEPT_FOR));
    }

    private record Found(QueryPlan plan, Instant until) {}

    private record Remembered(Instant at, Behavior behavior) {}

    /**
     * Everything that the result depends on: a change in any of it makes the feed be probed again.
     */
    private String described(FeedModel model) {
        var property = model.property();
        var asked = List.of(
                client.serviceRoot(),
                configured,
                supported,
                maxTop,
                rules.described(),
                PropertyFields.detail(profile),
                PropertyFields.card(profile),
                property == null ? "" : new TreeMap<>(property.types()),
                new TreeSet<>(model.sets().keySet()));
        return asked.toString();
    }

    private Optional<Remembered> remembered(String feed, Instant after) {
        return notes.read(feed, after).flatMap(note -> {
            try {
                return Optional.of(new Remembered(note.at(), JSON.readValue(note.text(), Behavior.class)));
            } catch (JsonProcessingException ofAnotherVersion) {
                return Optional.empty();
            }
        });
    }

    private void remember(String feed, Instant now, Behavior behavior) {
        try {
            notes.write(feed, new FeedNotes.Note(now, JSON.writeValueAsString(behavior)), now.minus(KEPT_FOR));
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /**
     * Waits for the first discovery to end, which background work can afford and visitors cannot.
     * @throws ODataException if the feed does not answer
     */
    public void settle() {
        if (plan == null) await(discovery(), SETTLED_AFTER);
    }

    /** Starts the first discovery, so that no visitor has to trigger it. */
    public void begin() {
        if (plan == null) discovery();
    }
}
