package porchlight.httpcache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.httpcache.SingleFlight.Landing;
import porchlight.odata.Retrieval;

/**
 * Answers GETs from stored responses. It is an OkHttp application interceptor outside all others,
 * so a hit needs no token and no rate budget. The freshness lifetimes are this site's own ({@link
 * Freshness}); of the origin's Cache-Control, only {@code no-store} is obeyed.
 *
 * <p>Answers carry {@code Date} (RFC 9110, 6.6.1), set by this clock to when the origin sent or
 * last confirmed them, so that the first answer and every later one agree on it; {@code Age} (RFC
 * 9111, 5.1); and {@code Cache-Status} (RFC 9211), with {@code detail=stale-if-error} when they are
 * used only because the origin fails. The age of each answer is noted in the request's {@link
 * Retrieval} tag.
 */
public final class CacheInterceptor implements Interceptor {
    private static final Logger log = LoggerFactory.getLogger(CacheInterceptor.class);
    /** How long the origin is left alone after a failed refresh. */
    private static final Duration REFRESH_PAUSE = Duration.ofSeconds(15);

    private static final int MOST_FAILING = 10_000;

    /**
     * How long to wait for other processes' requests, checking at short intervals, before sending
     * one as well.
     */
    private static final Duration WAIT_FOR_OTHERS = SharedFlights.LEASE.multipliedBy(2);

    /**
     * No request takes longer; if one does, the callers waiting for its answer continue without
     * it.
     */
    private static final Duration LONGEST = Duration.ofSeconds(6);

    private static final Duration LOOK_EVERY = Duration.ofMillis(40);

    private final ResponseCache cache;
    private final Freshness freshness;
    private final InstantSource clock;
    private final FaultLog faults;
    private final Executor refreshes;
    private final Executor stores;
    private final Predicate<IOException> reported;
    private final Predicate<HttpUrl> absences;
    private final SingleFlight<Answer> flights;
    private final Flights elsewhere;
    /** Keys whose last refresh failed, with the time until which it is not tried again. */
    private final Map<String, Instant> failing = new ConcurrentHashMap<>();
    /** Keys that are being refreshed now. */
    private final Set<String> refreshing = ConcurrentHashMap.newKeySet();
    /** Calls made here to renew a stored response, which pass through. */
    private final Map<Call, StoredResponse> renewals = new ConcurrentHashMap<>();

    private final AtomicLong answers = new AtomicLong();
    private final LongAdder fresh = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder staleIfError = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /**
     * @param refreshes runs revalidations in the background
     * @param stores stores answers in the background; must not reject tasks
     */
    public CacheInterceptor(
            ResponseCache cache, Freshness freshness, InstantSource clock, Executor refreshes, Executor stores) {
        this(cache, freshness, clock, refreshes, stores, url -> false, fault -> false);
    }

    /**
     * Creates a cache that also stores 404s where they mean absence (heuristically cacheable, RFC
     * 9110, 15.1).
     * @param absences URLs whose 404 means that there is no such thing, rather than that something
     * is wrong
     * @param reported faults that are reported elsewhere, such as rejected credentials (401, 403)
     */
    public CacheInterceptor(
            ResponseCache cache,
            Freshness freshness,
            InstantSource clock,
            Executor refreshes,
            Executor stores,
            Predicate<HttpUrl> absences,
            Predicate<IOException> reported) {
        this.absences = absences;
        this.reported = reported;
        this.faults = new FaultLog(log, clock);
        this.cache = cache;
        this.freshness = freshness;
        this.clock = clock;
        this.refreshes = refreshes;
        this.stores = stores;
        this.flights = new SingleFlight<>(stores);
        this.elsewhere = cache.flights();
    }

    /** Answers since the start, by source. */
    public record Statistics(long fresh, long staleWhileRevalidate, long staleIfError, long misses) {}

    public Statistics statistics() {
        return new Statistics(fresh.sum(), stale.sum(), staleIfError.sum(), misses.sum());
    }

    /** An origin's answer in a form that several waiting callers can use. */
    private record Answer(
            int status,
            String message,
            @Nullable String contentType,
            Headers headers,
            byte[] body,
            Instant receivedAt) {}

    private static void noteUse(Request request, Instant sent) {
        var retrieval = request.tag(Retrieval.class);
        if (retrieval != null) retrieval.used(sent);
    }

    /** A number that changes whenever the origin answers or fails to. */
    public long answers() {
        return answers.get();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var request = chain.request();
        if (!request.method().equals("GET")) return chain.proceed(request);
        var accept = request.header("Accept");
        var key = ResponseCache.key("GET", request.url().toString(), accept == null ? "" : accept);
        var renewed = renewals.get(chain.call());
        if (renewed != null) return response(request, renewed(chain, request, key, renewed));
        var stored = cache.find(key).orElse(null);
        if (stored == null) return miss(chain, request, key, null);
        var age = Duration.between(stored.storedAt(), clock.instant());
        return switch (freshness.at(age)) {
            case FRESH -> {
                fresh.increment();
                yield response(request, stored, age, "porchlight; hit");
            }
            case STALE_WHILE_REVALIDATE -> {
                stale.increment();
                var failed = failing.containsKey(key);
                revalidate(chain.call(), request, key, stored);
                yield response(request, stored, age, "porchlight; hit" + (failed ? "; detail=stale-if-error" : ""));
            }
            case STALE_IF_ERROR -> staleUnlessRenewed(chain, request, key, stored, age);
            case EXPIRED -> {
                cache.remove(key);
                yield miss(chain, request, key, null);
            }
        };
    }

    private Response miss(Chain chain, Request request, String key, @Nullable StoredResponse stored)
            throws IOException {
        misses.increment();
        return response(request, renewed(chain, request, key, stored));
    }

    private Response staleUnlessRenewed(Chain chain, Request request, String key, StoredResponse stored, Duration age)
            throws IOException {
        if (!isPaused(key)) {
            var attempt = inHalfTheTime(chain.call());
            renewals.put(attempt, stored);
            try {
                var response = attempt.execute();
                if (!isFailure(response.code())) {
                    misses.increment();
                    return response;
                }
                response.close();
                if (!isAccess(response.code())) usedStored(stored, "HTTP " + response.code(), request);
            } catch (IOException fault) {
                if (!reported.test(fault)) usedStored(stored, fault.toString(), request);
                // The origin may only be slow. In the background, a request has a call's full time
                // limit.
                if (fault instanceof InterruptedIOException) revalidate(chain.call(), request, key, stored);
            } finally {
                renewals.remove(attempt);
            }
            pause(key);
        }
        staleIfError.increment();
        return response(request, stored, age, "porchlight; hit; detail=stale-if-error");
    }

    /**
     * A copy of the call with half the timeout. OkHttp discards what an interceptor returns once a
     * call's time is up, so the stored response must be used before that.
     */
    private static Call inHalfTheTime(Call call) {
        var attempt = call.clone();
        var whole = call.timeout().timeoutNanos();
        if (whole > 0) attempt.timeout().timeout(Math.max(1, whole / 2), TimeUnit.NANOSECONDS);
        return attempt;
    }

    /** The origin rejects the credentials, which does not invalidate what it sent before. */
    private static boolean isAccess(int status) {
        return status == 401 || status == 403;
    }

    private void usedStored(StoredResponse stored, String because, Request request) {
        faults.warn(
                "used",
                "A stored response of " + stored.storedAt() + " was used: " + because + " from "
                        + request.url().host(),
                request.url()::toString);
    }

    /** Renews a stored response in the background, with its own call. */
    private void revalidate(Call call, Request request, String key, StoredResponse stored) {
        if (isPaused(key) || !refreshing.add(key)) return;
        try {
            refreshes.execute(() -> {
                var renewal = call.clone();
                renewals.put(renewal, stored);
                try (var response = renewal.execute()) {
                    if (isAccess(response.code())) pause(key);
                    else if (isFailure(response.code())) noteFailure(key, "HTTP " + response.code(), request);
                } catch (IOException | RuntimeException fault) {
                    if (fault instanceof IOException known && reported.test(known)) pause(key);
                    else noteFailure(key, fault.toString(), request);
                } finally {
                    renewals.remove(renewal);
                    refreshing.remove(key);
                }
            });
        } catch (RejectedExecutionException busy) {
            refreshing.remove(key);
        }
    }

    private void noteFailure(String key, String what, Request request) {
        pause(key);
        faults.warn(
                "not renewed",
                "A stored response was not renewed: " + what + " from "
                        + request.url().host(),
                request.url()::toString);
    }

    private void pause(String key) {
        // Keys that nobody requests again are not worth remembering.
        if (failing.size() > MOST_FAILING) failing.clear();
        failing.put(key, clock.instant().plus(REFRESH_PAUSE));
        answers.incrementAndGet();
    }

    private boolean isPaused(String key) {
        var until = failing.get(key);
        if (until == null) return false;
        var left = Duration.between(clock.instant(), until);
        // A clock that was set back must not extend the pause.
        return !left.isNegative() && !left.isZero() && left.compareTo(REFRESH_PAUSE) <= 0;
    }

    /** The origin's answer, shared by all callers that want it now. */
    private Answer renewed(Chain chain, Request request, String key, @Nullable StoredResponse stored)
            throws IOException {
        SingleFlight.Question<Answer, IOException> asked = () -> {
            var began = System.nanoTime();
            while (true) {
                // Taken before checking the cache, because another process's request may finish
                // between the two.
                var mine = elsewhere.take(key);
                Runnable ended = mine ? () -> elsewhere.landed(key) : () -> {};
                try {
                    var landed = cache.find(key).orElse(null);
                    if (landed != null && (stored == null || landed.storedAt().isAfter(stored.storedAt())))
                        return new Landing<>(landed(landed), ended);
                    if (mine || System.nanoTime() - began >= WAIT_FOR_OTHERS.toNanos())
                        return fetch(chain, request, key, stored).then(ended);
                } catch (IOException | RuntimeException | Error fault) {
                    // In the background: the database may not respond, and the visitor has waited
                    // long enough.
                    stores.execute(ended);
                    throw fault;
                }
                if (chain.call().isCanceled())
                    throw new InterruptedIOException("no time is left to wait for another process");
                pauseForOthers();
            }
        };
        var answer = flights.ask(key, asked, flight -> awaited(flight, chain.call()));
        // A response that is still being stored while the clock is set.
        var age = Duration.between(answer.receivedAt(), clock.instant());
        return freshness.at(age) == Freshness.State.EXPIRED
                ? fetch(chain, request, key, null).answer()
                : answer;
    }

    private static Answer awaited(CompletableFuture<Answer> flight, Call call) throws IOException {
        var own = call.timeout().timeoutNanos();
        try {
            return flight.get(own == 0 ? LONGEST.toNanos() : Math.min(own, LONGEST.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for another request's answer");
        } catch (TimeoutException late) {
            throw new InterruptedIOException("another request's answer did not come in time");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException fault) throw new IOException(fault.getMessage(), fault);
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static Answer landed(StoredResponse stored) throws IOException {
        return new Answer(stored.status(), "", stored.contentType(), Headers.EMPTY, stored.body(), stored.storedAt());
    }

    private static void pauseForOthers() throws InterruptedIOException {
        try {
            Thread.sleep(LOOK_EVERY.toMillis());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another process asked");
        }
    }

    private Landing<Answer> fetch(Chain chain, Request request, String key, @Nullable StoredResponse stored)
            throws IOException {
        try {
            return asked(chain, request, key, stored);
        } finally {
            answers.incrementAndGet();
        }
    }

    private Landing<Answer> asked(Chain chain, Request request, String key, @Nullable StoredResponse stored)
            throws IOException {
        var conditional = stored == null || stored.etag() == null
                ? request
                : request.newBuilder().header("If-None-Match", stored.etag()).build();
        try (var response = chain.proceed(conditional)) {
            var now = clock.instant();
            if (response.code() == 304 && stored != null) {
                failing.remove(key);
                return new Landing<>(
                        new Answer(stored.status(), "", stored.contentType(), response.headers(), stored.body(), now),
                        () -> cache.store(key, stored.confirmedAt(now)));
            }
            // The body is read completely before anything is stored; a truncated body is an
            // IOException here.
            var body = response.body().bytes();
            var contentType = response.header("Content-Type");
            Runnable keep = () -> {};
            if (response.code() == 200 || response.code() == 404 && absences.test(request.url())) {
                var status = response.code();
                if (isStorable(response))
                    // Nobody waits while it is compressed and written.
                    keep = () -> cache.store(
                            key, StoredResponse.of(status, contentType, response.header("ETag"), body, now));
                failing.remove(key);
            } else if (response.code() == 404 || response.code() == 410) {
                cache.remove(key);
                failing.remove(key);
            }
            return new Landing<>(
                    new Answer(response.code(), response.message(), contentType, response.headers(), body, now), keep);
        }
    }

    private static boolean isStorable(Response response) {
        return response.headers("Cache-Control").stream()
                .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains("no-store"));
    }

    private static boolean isFailure(int status) {
        return status >= 500 || status == 429 || isAccess(status);
    }

    private Response response(Request request, Answer answer) {
        noteUse(request, answer.receivedAt());
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(answer.status())
                .message(answer.message())
                // These headers describe an encoding or chunking that the body no longer has.
                .headers(answer.headers()
                        .newBuilder()
                        .removeAll("Content-Encoding")
                        .removeAll("Content-Length")
                        .removeAll("Transfer-Encoding")
                        .build())
                .header("Date", date(answer.receivedAt()))
                .header("Cache-Status", "porchlight; fwd=miss")
                .body(body(answer.contentType(), answer.body()))
                .build();
    }

    private Response response(Request request, StoredResponse stored, Duration age, String status) throws IOException {
        noteUse(request, stored.storedAt());
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(stored.status())
                .message("")
                .header("Date", date(stored.storedAt()))
                .header("Age", Long.toString(age.toSeconds()))
                .header("Cache-Status", status)
                .body(body(stored.contentType(), stored.body()))
                .build();
    }

    private static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    private static ResponseBody body(@Nullable String contentType, byte[] bytes) {
        return ResponseBody.create(bytes, contentType == null ? null : MediaType.parse(contentType));
    }
}
