package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import porchlight.odata.Filter;
import porchlight.odata.ODataClient;
import porchlight.odata.ODataEntity;
import porchlight.odata.ODataException;
import porchlight.odata.ODataPage;
import porchlight.odata.ODataQuery;

/** A feed being probed: what is known so far, and how many requests and how much time are left. */
final class ProbedFeed {
    /** No more than 25 including {@code $metadata}. */
    private static final int MOST_REQUESTS = 24;

    private static final Duration MOST_TIME = Duration.ofMillis(4_500);
    private static final Duration AFTER_TOO_MANY = Duration.ofMillis(250);
    /** The number of requests in a call that ended in a 5xx, which is retried. */
    private static final int REPEATED = 3;

    private static final ODataPage<JsonNode> EMPTY = new ODataPage<>(List.of(), null, null, Instant.EPOCH, false);

    private final ODataClient client;
    private final FeedModel model;
    private final BehaviorDraft draft;
    private final long until = System.nanoTime() + MOST_TIME.toNanos();
    private int requests;
    private int refusals;
    private boolean answered;
    private boolean outOfTime;
    private String refusal = "";

    /** The request or time limit was reached. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent() {
            super(null, null, false, false);
        }
    }

    ProbedFeed(ODataClient client, FeedModel model, BehaviorDraft draft) {
        this.client = client;
        this.model = model;
        this.draft = draft;
    }

    /** The query plan as far as it is known. */
    QueryPlan plan() {
        return new QueryPlan(model, draft.behavior());
    }

    int requests() {
        return requests;
    }

    /** Whether time ran out before everything was tried. */
    boolean ranOutOfTime() {
        return outOfTime;
    }

    /** Whether anything was refused so far. */
    boolean hasRefused() {
        return refusals > 0;
    }

    /** The message of the last refusal, without the URL, which names every field. */
    String refusal() {
        return refusal;
    }

    /** The shortest query for listings. */
    ODataQuery key() {
        return ODataQuery.of("Property").select(plan().select(List.of(QueryPlan.KEY)));
    }

    /** The feed's name for a field. */
    String name(String field) {
        return field.equals(QueryPlan.KEY) ? model.key() : field;
    }

    /** @param key null for a collection */
    int length(ODataQuery query, @Nullable Object key) {
        return client.length(query, key);
    }

    /** Whether the URL of a condition is longer than the feed takes. */
    boolean isTooLong(Filter condition) {
        return plan().translated(condition)
                .filter(translated -> length(key().filter(translated).top(1), null) > draft.longestUrl)
                .isPresent();
    }

    /** A page; null if the query is refused. */
    @Nullable
    ODataPage<JsonNode> ask(ODataQuery query) {
        return call(() -> Optional.of(client.page(query))).orElse(null);
    }

    /** Whether a condition reaches the feed: it is supported and not already decided. */
    boolean sends(Filter condition) {
        return plan().translated(condition)
                .filter(translated -> !(translated instanceof Filter.Constant))
                .isPresent();
    }

    /** A page of listings that meet a condition in Dictionary terms; null if it is refused. */
    @Nullable
    ODataPage<JsonNode> asks(Filter condition) {
        var translated = plan().translated(condition);
        if (translated.isEmpty() || translated.get() instanceof Filter.Constant) return EMPTY;
        return ask(key().filter(translated.get()).top(1));
    }

    /** The page behind a nextLink; null if it is refused. */
    @Nullable
    ODataPage<JsonNode> follow(String nextLink) {
        return call(() -> Optional.of(client.next(nextLink))).orElse(null);
    }

    /** One entity; empty if the query is refused or there is no such entity. */
    Optional<JsonNode> entity(ODataQuery query, Object key) {
        return call(() -> client.entity(query, key)).map(ODataEntity::value);
    }

    /**
     * Like {@link #ask}, for when there is nothing simpler left to try.
     * @throws ODataException if it is refused
     */
    ODataPage<JsonNode> insist(ODataQuery query) {
        return client.page(query);
    }

    private interface Call<T> {
        Optional<T> get();
    }

    /** Empty when it is refused. */
    private <T> Optional<T> call(Call<T> call) {
        while (true) {
            outOfTime = System.nanoTime() > until;
            if (requests >= MOST_REQUESTS || outOfTime) throw new Spent();
            requests++;
            try {
                var result = call.get();
                answered = true;
                return result;
            } catch (ODataException fault) {
                switch (fault.kind()) {
                    case RATE_LIMITED -> {
                        // The site's own budget was spent, so nothing was sent.
                        if (fault.status() == 0) requests--;
                        LockSupport.parkNanos(AFTER_TOO_MANY.toNanos());
                    }
                    case UNREACHABLE -> throw fault;
                    case UNAVAILABLE -> {
                        if (!answered) throw fault;
                        requests += REPEATED - 1;
                        refusals++;
                        refusal = String.valueOf(fault.getMessage());
                        return Optional.empty();
                    }
                    case UNAUTHORIZED -> {
                        if (!answered) throw fault;
                        refusals++;
                        return Optional.empty();
                    }
                    case REFUSED, MALFORMED -> {
                        refusals++;
                        refusal = reason(fault);
                        return Optional.empty();
                    }
                }
            }
        }
    }

    private static String reason(ODataException fault) {
        var message = String.valueOf(fault.getMessage());
        return message.substring(message.lastIndexOf(": ") + 1);
    }
}
