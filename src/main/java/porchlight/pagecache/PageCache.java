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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.site.Answers;
import porchlight.site.RequestMetrics;
import porchlight.web.Answer;
import porchlight.web.ContentCoding;
import porchlight.web.Handler;
import porchlight.web.Lifetime;
import porchlight.web.Query;
import porchlight.web.Request;

/**
 * Rendered pages, kept as the bytes that are sent, as fresh as the data they show. One request at a time makes a page; it
 * never waits for more than the page would without a cache. While it is made, others are served what is stale, up to the
 * age set for that, or wait for it. Only what a handler calls {@code public} is kept, and only for status 200: pages are
 * the same for everybody.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111">RFC 9111, HTTP Caching</a>
 */
public final class PageCache {
    /** A page of stale data is made anew this soon, to find out whether there are newer. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** A page is made in less, or not at all; others wait no longer for it. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** Far more than a page takes. */
    private static final Duration LONG = Duration.ofSeconds(2);
    /** Of those who wait for a page that takes so long only some go on: threads are for other pages too. */
    private static final int MOST_PATIENT = 64;
    /** Who waited for a thread while a page took long to fail is told so at once, instead of waiting all over again. */
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
    private final Map<String, CompletableFuture<@Nullable CachedPage>> flights = new ConcurrentHashMap<>();

    /** Which page was asked for by the very words of a request, its origin before them. */
    private final Cache<String, Target> targets =
            Caffeine.newBuilder().maximumSize(MOST_TARGETS).build();

    private final Cache<String, Exception> slowFailures = Caffeine.newBuilder()
            .maximumSize(MOST_FAILURES)
            .expireAfterWrite(FAILURE_KEPT_FOR)
            .build();

    /** Those who wait for a page that takes long. */
    private final AtomicInteger patient = new AtomicInteger();

    private final LongAdder hits = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder shared = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** What pages are made of, as far as a cache of them must know. */
    public interface Provenance {
        /** Makes something; tells when the oldest answer of the MLS used for it was sent, null when none was. */
        @Nullable
        Instant oldestAnswer(Making making) throws Exception;

        /** Another number whenever pages may show something else that comes not from an answer of the MLS. */
        long edition();

        /** Another number whenever the MLS answered, or failed to. */
        long answers();

        /** When the oldest data that any page shows beside the MLS's answers were confirmed by the MLS. */
        Instant oldest();
    }

    /** Makes a page. */
    public interface Making {
        void make() throws Exception;
    }

    /**
     * Ages of the MLS's data.
     *
     * @param fresh to which a page needs no look at them
     * @param staleWhileRevalidate to which others are shown a page while one request makes it anew
     * @param limit from which nothing is shown or kept
     * @param zone where the day is that pages call today; at its end they are made anew
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
     * A page that a request need not go to its handler for.
     *
     * @param route of its handler
     */
    record Kept(CachedPage page, String route) {}

    /** Answers since the start, by what they were, and what is kept now. */
    public record Statistics(long hits, long stale, long shared, long misses, long pages, long bytes) {}

    /**
     * @param maxBytes of bodies kept; 0 turns the cache off
     * @param answers sends what is not kept, and makes the bytes of what is
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
     * The handler of a page, cached.
     *
     * @param params names of the query parameters that the page depends on; all others are as if they were not there
     */
    public io.javalin.http.Handler of(Handler page, List<String> params) {
        var names = List.copyOf(params);
        return ctx -> {
            // The one value that is both the key and all that the handler can read.
            var known = Query.of(ctx).only(names);
            known.use(ctx);
            if (pages == null) bounded(page).handle(ctx);
            else serve(pages, ctx, page, known);
        };
    }

    private void serve(Cache<String, CachedPage> pages, Context ctx, Handler page, Query known) throws Exception {
        var asked = answers.request(ctx);
        var key = target(asked.origin() + asked.path(), known.isEmpty() ? null : known.toString());
        if (key.length() > LONGEST_KEY) {
            bounded(page).handle(ctx);
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
        var own = new CompletableFuture<@Nullable CachedPage>();
        var flight = flights.putIfAbsent(key, own);
        if (flight == null) lead(pages, ctx, page, asked, key, own);
        else if (kept != null && kept.isUsableWhileRenewed(now)) {
            stale.increment();
            RequestMetrics.noteCache(ctx, "stale");
            kept.send(ctx, now);
        } else follow(ctx, page, flight);
    }

    private void remember(Context ctx, String origin, String key) {
        if (ctx.method() != HandlerType.GET) return;
        var target = origin + target(ctx.req().getRequestURI(), ctx.queryString());
        if (target.length() <= LONGEST_TARGET) targets.put(target, new Target(key, RequestMetrics.route(ctx)));
    }

    private static String target(String path, @Nullable String query) {
        return query == null ? path : path + "?" + query;
    }

    /**
     * The page that a handler would answer with from here, whose answer a GET of the same words was before; null where there
     * is none, or it is to be made anew.
     *
     * @param origin of the request
     * @param path as it was sent, and {@code query} likewise
     */
    @Nullable
    Kept current(String origin, String path, @Nullable String query, Instant now) {
        if (pages == null) return null;
        var target = targets.getIfPresent(origin + target(path, query));
        if (target == null) return null;
        var page = pages.getIfPresent(target.key);
        return page == null || !isCurrent(page, now) ? null : new Kept(page, target.route);
    }

    /** A page was sent without its handler. */
    void countHit() {
        hits.increment();
    }

    private void lead(
            Cache<String, CachedPage> pages,
            Context ctx,
            Handler page,
            Request asked,
            String key,
            CompletableFuture<@Nullable CachedPage> flight)
            throws Exception {
        Made made;
        var began = System.nanoTime();
        try {
            // Another flight may have landed since this one looked.
            var landed = pages.getIfPresent(key);
            if (landed != null && isCurrent(landed, clock.instant())) made = new Made(landed, null);
            else {
                misses.increment();
                RequestMetrics.noteCache(ctx, "miss");
                made = make(ctx, page, asked, landed);
                if (made.page == null) pages.invalidate(key);
                else pages.put(key, made.page);
            }
            flight.complete(made.page);
        } catch (Exception | Error fault) {
            if (fault instanceof Exception failure && System.nanoTime() - began > LONG.toNanos())
                slowFailures.put(key, failure);
            flight.completeExceptionally(fault);
            throw fault;
        } finally {
            flights.remove(key, flight);
        }
        if (made.page != null) made.page.send(ctx, clock.instant());
        else if (made.answer != null) answers.send(ctx, made.answer);
    }

    /** A page that is kept, or else an answer that is not. */
    private record Made(@Nullable CachedPage page, @Nullable Answer answer) {}

    private void follow(Context ctx, Handler page, CompletableFuture<@Nullable CachedPage> flight) throws Exception {
        CachedPage made;
        try {
            made = awaited(flight);
        } catch (TimeoutException tooLong) {
            throw new ServiceUnavailableResponse();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception fault) throw fault;
            throw failed;
        }
        if (made == null) bounded(page).handle(ctx);
        else {
            shared.increment();
            RequestMetrics.noteCache(ctx, "shared");
            made.send(ctx, clock.instant());
        }
    }

    private @Nullable CachedPage awaited(CompletableFuture<@Nullable CachedPage> flight)
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
        // Before it is made: it may take until tomorrow.
        var midnight = lifetimes.midnightAfter(clock.instant());
        var dated = dated(ctx, page, asked);
        var content = dated.content;
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
     * An answer and its data.
     *
     * @param content its bytes, where it is a page to be kept
     * @param oldest when the oldest answer of the MLS used for it was sent; null when none was
     */
    private record Dated(
            Answer answer,
            CachedPage.@Nullable Content content,
            @Nullable Instant oldest) {
        /** When the oldest data were sent that a page itself names; null when it names none. */
        private @Nullable Instant named() {
            return answer instanceof Answer.Page page && page.head().asOf() != null
                    ? page.head().asOf().moment()
                    : null;
        }
    }

    private Dated dated(Context ctx, Handler page, Request asked) throws Exception {
        var made = new Answer[1];
        var content = new CachedPage.Content[1];
        var oldest = provenance.oldestAnswer(() -> {
            made[0] = page.answer(asked);
            content[0] = content(ctx, made[0]);
        });
        return new Dated(made[0], content[0], oldest);
    }

    /** What of an answer is kept: pages that are the same for everybody. */
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

    /** When what was made of such data may no longer be shown. */
    private Instant expires(Dated made) {
        return Stream.of(made.oldest, made.named(), provenance.oldest())
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElseThrow()
                .plus(lifetimes.limit());
    }

    /**
     * A handler of what is not kept here, such as redirects and pictures: others are not told to keep it longer than its
     * data may be shown, nor over midnight.
     */
    public io.javalin.http.Handler bounded(Handler page) {
        return ctx -> {
            var asked = answers.request(ctx);
            var midnight = lifetimes.midnightAfter(clock.instant());
            var made = new Answer[1];
            var oldest = provenance.oldestAnswer(() -> made[0] = page.answer(asked));
            answers.send(ctx, bounded(new Dated(made[0], null, oldest), midnight));
        };
    }

    private Answer bounded(Dated made, Instant midnight) {
        var left = Duration.between(clock.instant(), earlier(expires(made), midnight));
        return made.answer.lasting(made.answer.lifetime().atMost(left.isNegative() ? Duration.ZERO : left));
    }

    /** How long what is made of no answer of the MLS, but of what was read ahead, may still be shown. */
    public Duration left() {
        var left = Duration.between(clock.instant(), provenance.oldest().plus(lifetimes.limit()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Whether a page shows what would be shown if it were made now. */
    private boolean isCurrent(CachedPage page, Instant now) {
        var times = page.times();
        if (now.isBefore(times.made()) || !now.isBefore(times.expires())) return false;
        if (provenance.edition() != page.source().edition()) return false;
        return now.isBefore(times.freshUntil())
                || now.isBefore(times.lookAgain())
                        && provenance.answers() == page.source().answers();
    }

    /** Forgets what is too old; to be called every few minutes. */
    public void purge() {
        if (pages == null) return;
        var now = clock.instant();
        pages.asMap()
                .values()
                .removeIf(page -> !now.isBefore(page.times().expires())
                        || !page.isUsableWhileRenewed(now) && !isCurrent(page, now));
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
