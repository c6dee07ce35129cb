package porchlight.pagecache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.httpcache.SingleFlight;
import porchlight.httpcache.SingleFlight.Landing;
import porchlight.site.Answers;
import porchlight.site.RequestMetrics;
import porchlight.web.Answer;
import porchlight.web.ContentCoding;
import porchlight.web.Handler;
import porchlight.web.Lifetime;
import porchlight.web.Query;
import porchlight.web.Request;

/**
 * Caches rendered pages as the bytes that are sent, for as long as their data are fresh. One request at a time renders
 * a page; it never waits longer than it would without the cache. Meanwhile other requests get the stale page, up to the
 * configured age, or wait for the new one. Only pages that the handler marks {@code public} with status 200 are cached:
 * they are the same for everyone.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111">RFC 9111, HTTP Caching</a>
 */
public final class PageCache {
    /** How soon a page of stale data is rendered again to check for newer data. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** Rendering takes less than this or fails; other requests wait no longer. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** Far longer than a page usually takes. */
    private static final Duration LONG = Duration.ofSeconds(2);
    /** How many requests may keep waiting for a slow page: other pages need threads too. */
    private static final int MOST_PATIENT = 64;
    /**
     * Requests that were queued for a thread while a page slowly failed get the failure at once instead of waiting all
     * over again.
     */
    private static final Duration FAILURE_KEPT_FOR = Duration.ofSeconds(2);

    private static final int MOST_FAILURES = 1_000;
    private static final int LONGEST_KEY = 2_000;
    private static final int MOST_TARGETS = 2_000;
    private static final int LONGEST_TARGET = 500;

    private final Provenance provenance;
    private final Lifetimes lifetimes;
    private final Answers answers;
    private final InstantSource clock;
    private final @Nullable Cache<String, CachedPage> pages;
    private final SingleFlight<Made> flights = new SingleFlight<>(Runnable::run);

    /** The page for each exact request line, prefixed with its origin. */
    private final Cache<String, Target> targets =
            Caffeine.newBuilder().maximumSize(MOST_TARGETS).build();

    private final Cache<String, Exception> slowFailures = Caffeine.newBuilder()
            .maximumSize(MOST_FAILURES)
            .expireAfterWrite(FAILURE_KEPT_FOR)
            .build();

    /** The number of requests waiting for a slow page. */
    private final AtomicInteger patient = new AtomicInteger();

    private final LongAdder hits = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder shared = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** What the page cache needs to know about the data that pages are made from. */
    public interface Provenance {
        /** Changes whenever pages may differ for a reason other than an MLS response. */
        long edition();

        /** Changes whenever the MLS responded or failed to. */
        long answers();

        /** When the MLS confirmed the oldest data that any page shows, other than MLS responses. */
        Instant oldest();
    }

    /**
     * Ages of MLS data.
     *
     * @param fresh age up to which a page needs no check
     * @param staleWhileRevalidate age up to which others see a page while one request renders it again
     * @param limit age from which nothing is shown or stored
     * @param zone time zone of the dates on pages; pages are rendered again at the end of the day
     */
    public record Lifetimes(Duration fresh, Duration staleWhileRevalidate, Duration limit, ZoneId zone) {
        Instant midnightAfter(Instant moment) {
            return moment.atZone(zone)
                    .toLocalDate()
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
        }
    }

    private record Target(String key, String route) {}

    /**
     * A page that can be served without calling its handler.
     *
     * @param route of its handler
     */
    record Kept(CachedPage page, String route) {}

    /** Responses since the start by kind, and the current content. */
    public record Statistics(long hits, long stale, long shared, long misses, long pages, long bytes) {}

    /**
     * @param maxBytes total size of the bodies; 0 disables the cache
     * @param answers sends uncached answers, and creates the bytes of cached ones
     */
    public PageCache(long maxBytes, Provenance provenance, Lifetimes lifetimes, Answers answers, InstantSource clock) {
        this.provenance = provenance;
        this.lifetimes = lifetimes;
        this.answers = answers;
        this.clock = clock;
        this.pages = maxBytes == 0
                ? null
                : Caffeine.newBuilder()
                        .maximumWeight(maxBytes)
                        .weigher((String key, CachedPage page) -> 2 * key.length() + page.bytes())
                        .build();
    }

    /**
     * A page's handler, cached.
     *
     * @param params names of the query parameters that the page depends on; all others are ignored
     */
    public io.javalin.http.Handler of(Handler page, List<String> params) {
        var names = List.copyOf(params);
        return ctx -> {
            // Read before the query is cut down.
            answers.companion(ctx);
            // This value is both the cache key and the only query that the handler can read.
            var known = Query.of(ctx).only(names);
            known.use(ctx);
            if (pages == null) sendBounded(ctx, page, answers.request(ctx));
            else serve(pages, ctx, page, known);
        };
    }

    private void serve(Cache<String, CachedPage> pages, Context ctx, Handler page, Query known) throws Exception {
        var asked = answers.request(ctx);
        var key = target(asked.origin() + asked.path(), known.isEmpty() ? null : known.toString())
                + answers.companion(ctx).map(slug -> "#" + slug).orElse("");
        if (key.length() > LONGEST_KEY) {
            sendBounded(ctx, page, asked);
            return;
        }
        var now = clock.instant();
        var kept = pages.getIfPresent(key);
        if (kept != null && isCurrent(kept, now)) {
            hits.increment();
            RequestMetrics.noteCache(ctx, "hit");
            kept.send(ctx, now);
            remember(ctx, asked.origin(), key);
            return;
        }
        var failure = slowFailures.getIfPresent(key);
        if (failure != null) throw failure;
        var made = flights.ask(
                key,
                () -> new Landing<>(render(pages, ctx, page, asked, key)),
                rendering ->
                        kept != null && kept.isUsableWhileRenewed(now) ? stale(ctx, kept) : shared(ctx, rendering));
        if (made.page != null) made.page.send(ctx, clock.instant());
        else if (made.answer != null) answers.send(ctx, made.answer);
        else sendBounded(ctx, page, asked);
    }

    private void remember(Context ctx, String origin, String key) {
        if (ctx.method() != HandlerType.GET) return;
        // Someone who isn't one of ours may become one.
        if (answers.mentionsStranger(ctx)) return;
        var target = origin + target(ctx.req().getRequestURI(), ctx.queryString());
        if (target.length() <= LONGEST_TARGET) targets.put(target, new Target(key, RequestMetrics.route(ctx)));
    }

    private static String target(String path, @Nullable String query) {
        return query == null ? path : path + "?" + query;
    }

    /**
     * The current page for a request line that an earlier GET used; null if there is none or it must be rendered again.
     *
     * @param origin of the request
     * @param path as it was sent, like {@code query}
     */
    @Nullable
    Kept current(String origin, String path, @Nullable String query, Instant now) {
        if (pages == null) return null;
        var target = targets.getIfPresent(origin + target(path, query));
        if (target == null) return null;
        var page = pages.getIfPresent(target.key);
        return page == null || !isCurrent(page, now) ? null : new Kept(page, target.route);
    }

    /** Counts a page that was sent without its handler. */
    void countHit() {
        hits.increment();
    }

    private Made render(Cache<String, CachedPage> pages, Context ctx, Handler page, Request asked, String key)
            throws Exception {
        // Another request may have finished since the lookup.
        var landed = pages.getIfPresent(key);
        if (landed != null && isCurrent(landed, clock.instant())) return new Made(landed, null);
        misses.increment();
        RequestMetrics.noteCache(ctx, "miss");
        var began = System.nanoTime();
        try {
            var made = make(ctx, page, asked, landed);
            if (made.page == null) pages.invalidate(key);
            else pages.put(key, made.page);
            return made;
        } catch (Exception failure) {
            if (System.nanoTime() - began > LONG.toNanos()) slowFailures.put(key, failure);
            throw failure;
        }
    }

    /** A cached page, or one visitor's answer; neither where another visitor's answer does not help. */
    private record Made(@Nullable CachedPage page, @Nullable Answer answer) {}

    private Made stale(Context ctx, CachedPage kept) {
        stale.increment();
        RequestMetrics.noteCache(ctx, "stale");
        return new Made(kept, null);
    }

    /** What another request renders. */
    private Made shared(Context ctx, CompletableFuture<Made> rendering) throws Exception {
        try {
            var made = awaited(rendering).page;
            if (made == null) return new Made(null, null);
            shared.increment();
            RequestMetrics.noteCache(ctx, "shared");
            return new Made(made, null);
        } catch (TimeoutException tooLong) {
            throw new ServiceUnavailableResponse();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception fault) throw fault;
            throw failed;
        }
    }

    private Made awaited(CompletableFuture<Made> flight)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return flight.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            try {
                if (patient.incrementAndGet() > MOST_PATIENT) throw slow;
                return flight.get(LONGEST_WAIT.minus(LONG).toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                patient.decrementAndGet();
            }
        }
    }

    private Made make(Context ctx, Handler page, Request asked, @Nullable CachedPage before) throws Exception {
        var edition = provenance.edition();
        var answered = provenance.answers();
        // Taken before rendering, which may run past midnight.
        var midnight = lifetimes.midnightAfter(clock.instant());
        var answer = page.answer(asked);
        var content = content(ctx, answer);
        var dated = new Dated(answer, asked.retrieval().oldest());
        if (content == null) return new Made(null, bounded(dated, midnight));
        var now = clock.instant();
        var sent = dated.oldest == null ? now : dated.oldest;
        var expires = expires(dated);
        return new Made(
                CachedPage.of(
                        content,
                        ContentCoding.accepted(ctx.header("Accept-Encoding")),
                        new CachedPage.Times(
                                now,
                                earlier(earlier(sent.plus(lifetimes.fresh()), midnight), expires),
                                earlier(now.plus(LOOK_AGAIN), midnight),
                                earlier(earlier(sent.plus(lifetimes.staleWhileRevalidate()), midnight), expires),
                                expires),
                        new CachedPage.Source(edition, answered),
                        before),
                null);
    }

    /**
     * An answer and the age of its data.
     *
     * @param oldest when the oldest MLS response used for it was sent; null if none was used
     */
    private record Dated(Answer answer, @Nullable Instant oldest) {
        /** When the oldest data that the page itself mentions were sent; null if it mentions none. */
        private @Nullable Instant named() {
            return answer instanceof Answer.Page page && page.head().asOf() != null
                    ? page.head().asOf().moment()
                    : null;
        }
    }

    /** The part of an answer that is cached: only pages that are the same for everyone. */
    private CachedPage.@Nullable Content content(Context ctx, Answer answer) {
        if (answer.status() != 200 || !(answer.lifetime() instanceof Lifetime.Shared shared)) return null;
        if (answer instanceof Answer.Page page) {
            var written = answers.written(ctx, page);
            return new CachedPage.Content(
                    written.body(),
                    new CachedPage.Terms(
                            written.type(),
                            written.fields(),
                            shared.freshFor(),
                            page.head().staleSince() != null));
        }
        return answer instanceof Answer.Content file
                ? new CachedPage.Content(
                        file.bytes(), new CachedPage.Terms(file.type(), file.fields(), shared.freshFor(), false))
                : null;
    }

    /** When a page made from such data may no longer be shown. */
    private Instant expires(Dated made) {
        return Stream.of(made.oldest, made.named(), provenance.oldest())
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElseThrow()
                .plus(lifetimes.limit());
    }

    /**
     * A handler for answers that are not cached here, such as redirects and pictures: others may cache them only while
     * their data may be shown, and not past midnight.
     */
    public io.javalin.http.Handler bounded(Handler page) {
        return ctx -> sendBounded(ctx, page, answers.request(ctx));
    }

    private void sendBounded(Context ctx, Handler page, Request asked) throws Exception {
        var midnight = lifetimes.midnightAfter(clock.instant());
        var answer = page.answer(asked);
        answers.send(ctx, bounded(new Dated(answer, asked.retrieval().oldest()), midnight));
    }

    private Answer bounded(Dated made, Instant midnight) {
        var left = Duration.between(clock.instant(), earlier(expires(made), midnight));
        return made.answer.lasting(made.answer.lifetime().atMost(left.isNegative() ? Duration.ZERO : left));
    }

    /** How much longer pages made only from data that was read ahead may be shown. */
    public Duration left() {
        var left = Duration.between(clock.instant(), provenance.oldest().plus(lifetimes.limit()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Whether rendering the page now would give the same page. */
    private boolean isCurrent(CachedPage page, Instant now) {
        var times = page.times();
        if (now.isBefore(times.made()) || !now.isBefore(times.expires())) return false;
        if (provenance.edition() != page.source().edition()) return false;
        return now.isBefore(times.freshUntil())
                || now.isBefore(times.lookAgain())
                        && provenance.answers() == page.source().answers();
    }

    /** Removes expired pages; call it every few minutes. */
    public void purge() {
        if (pages == null) return;
        var now = clock.instant();
        pages.asMap()
                .values()
                .removeIf(page -> !now.isBefore(page.times().expires())
                        || !page.isUsableWhileRenewed(now) && !isCurrent(page, now));
    }

    /** Removes all pages, because they look different from now on. */
    public void forget() {
        if (pages != null) pages.invalidateAll();
    }

    public Statistics statistics() {
        var held = pages == null
                ? List.<CachedPage>of()
                : List.copyOf(pages.asMap().values());
        return new Statistics(
                hits.sum(),
                stale.sum(),
                shared.sum(),
                misses.sum(),
                held.size(),
                held.stream().mapToLong(CachedPage::bytes).sum());
    }
}
