package porchlight.pagecache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.Context;
import io.javalin.http.Handler;
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
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.site.ContentCoding;
import porchlight.site.PageDraft;
import porchlight.site.RequestMetrics;
import porchlight.web.Query;

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
    private static final Pattern KEPT = Pattern.compile("((?:public|private), max-age=)(\\d{1,8})");

    private final Provenance provenance;
    private final Lifetimes lifetimes;
    private final Function<Context, String> origin;
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
     * @param origin the public origin of a request, which pages show
     */
    public PageCache(
            long maxBytes,
            Provenance provenance,
            Lifetimes lifetimes,
            Function<Context, String> origin,
            InstantSource clock) {
        this.provenance = provenance;
        this.lifetimes = lifetimes;
        this.origin = origin;
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
    public Handler of(Handler page, List<String> params) {
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
        var key = target(origin.apply(ctx) + ctx.path(), known.isEmpty() ? null : known.toString());
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
            remember(ctx, key);
            return;
        }
        var failure = slowFailures.getIfPresent(key);
        if (failure != null) throw failure;
        var own = new CompletableFuture<@Nullable CachedPage>();
        var flight = flights.putIfAbsent(key, own);
        if (flight == null) lead(pages, ctx, page, key, own);
        else if (kept != null && kept.isUsableWhileRenewed(now)) {
            stale.increment();
            RequestMetrics.noteCache(ctx, "stale");
            kept.send(ctx, now);
        } else follow(ctx, page, flight);
    }

    private void remember(Context ctx, String key) {
        if (ctx.method() != HandlerType.GET) return;
        var target = origin.apply(ctx) + target(ctx.req().getRequestURI(), ctx.queryString());
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
            String key,
            CompletableFuture<@Nullable CachedPage> flight)
            throws Exception {
        CachedPage made;
        var began = System.nanoTime();
        try {
            // Another flight may have landed since this one looked.
            var landed = pages.getIfPresent(key);
            if (landed != null && isCurrent(landed, clock.instant())) made = landed;
            else {
                misses.increment();
                RequestMetrics.noteCache(ctx, "miss");
                made = make(ctx, page, landed);
                if (made == null) pages.invalidate(key);
                else pages.put(key, made);
            }
            flight.complete(made);
        } catch (Exception | Error fault) {
            if (fault instanceof Exception failure && System.nanoTime() - began > LONG.toNanos())
                slowFailures.put(key, failure);
            flight.completeExceptionally(fault);
            throw fault;
        } finally {
            flights.remove(key, flight);
        }
        if (made != null) made.send(ctx, clock.instant());
    }

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

    /** Null when the handler answered with something that is not kept. */
    private @Nullable CachedPage make(Context ctx, Handler page, @Nullable CachedPage before) throws Exception {
        var edition = provenance.edition();
        var answers = provenance.answers();
        // Before it is made: it may take until tomorrow.
        var midnight = lifetimes.midnightAfter(clock.instant());
        var draft = PageDraft.begin(ctx);
        Instant oldest;
        try {
            oldest = provenance.oldestAnswer(() -> page.handle(ctx));
        } finally {
            draft.end(ctx);
        }
        var content = draft.content();
        if (content == null) {
            bound(ctx, earlier(expires(oldest, draft.asOf()), midnight));
            return null;
        }
        var now = clock.instant();
        var answered = oldest == null ? now : oldest;
        var expires = expires(oldest, draft.asOf());
        return CachedPage.of(
                content,
                ContentCoding.accepted(ctx.header("Accept-Encoding")),
                new CachedPage.Times(
                        now,
                        earlier(earlier(answered.plus(lifetimes.fresh()), midnight), expires),
                        earlier(now.plus(LOOK_AGAIN), midnight),
                        earlier(earlier(answered.plus(lifetimes.staleWhileRevalidate()), midnight), expires),
                        expires),
                new CachedPage.Source(edition, answers),
                before);
    }

    /** When what was made of such data may no longer be shown. */
    private Instant expires(@Nullable Instant answered, @Nullable Instant told) {
        return Stream.of(answered, told, provenance.oldest())
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElseThrow()
                .plus(lifetimes.limit());
    }

    /**
     * A handler of what is not kept here, such as redirects and pictures: others are not told to keep it longer than its
     * data may be shown, nor over midnight.
     */
    public Handler bounded(Handler page) {
        return ctx -> {
            var midnight = lifetimes.midnightAfter(clock.instant());
            var oldest = provenance.oldestAnswer(() -> page.handle(ctx));
            bound(ctx, earlier(expires(oldest, null), midnight));
        };
    }

    /** A time for which others may keep what is made of no answer of the MLS, cut where what it is made of ends. */
    public Duration within(Duration time) {
        var left = Duration.between(clock.instant(), provenance.oldest().plus(lifetimes.limit()));
        return left.isNegative() ? Duration.ZERO : left.compareTo(time) < 0 ? left : time;
    }

    private void bound(Context ctx, Instant until) {
        var told = KEPT.matcher(String.valueOf(ctx.res().getHeader("Cache-Control")));
        if (!told.matches()) return;
        var left = Math.max(0, Duration.between(clock.instant(), until).toSeconds());
        if (left < Long.parseLong(told.group(2))) ctx.header("Cache-Control", told.group(1) + left);
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
