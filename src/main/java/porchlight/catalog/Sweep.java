package porchlight.catalog;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.catalog.Progress.Pass;
import porchlight.listing.PropertySweep;
import porchlight.odata.ODataException;
import porchlight.odata.RateLimit;

/**
 * Keeps the catalog up to date, one page at a time and with at most half of the MLS's request budget:
 *
 * <ol>
 *   <li>changes, every two minutes, by ModificationTimestamp; a listing that may no longer be displayed is removed at
 *       once. This interrupts the other two, which go on with their next page;
 *   <li>all keys, every hour: listings that are missing are removed, and those with another timestamp are read;
 *   <li>all listings with all fields, every six hours.
 * </ol>
 *
 * This confirms every listing well within the twelve hours that IDX rules require; a feed that is too large for that
 * is read without a break, see {@link Timetable}. Its progress is stored: after a crash it continues with the same page.
 */
public final class Sweep {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);
    /** Servers may answer from indexes that lag this far behind. */
    private static final Duration OVERLAP = Duration.ofMinutes(20);
    /** A pass that saw a smaller share of the feed's count is not trusted. */
    private static final double BELIEVED = 0.9;

    /** While visitors wait for the catalog. */
    private static final Duration BETWEEN_FIRST_PAGES = Duration.ofMillis(30);

    /** As long as writing some takes. */
    private static final Duration BETWEEN_BLOCKS = Duration.ofMillis(100);

    private static final Duration BUDGET_SPENT = Duration.ofSeconds(5);

    private final Catalog catalog;
    private final PropertySweep properties;
    private final RateLimit budget;
    private final Duration rest;
    private final InstantSource clock;
    private final Duration pageEvery;
    /** The next pages of an interrupted pass, as many as were read of changes: they must not hold it up forever. */
    private int owed;
    /** Until then, other passes go on, because changes cannot be read. */
    private Instant noChangesBefore = Instant.EPOCH;

    /**
     * @param budget shared by everything that calls the MLS
     * @param rest the delay between checks for a due pass
     */
    public Sweep(Catalog catalog, PropertySweep properties, RateLimit budget, Duration rest, InstantSource clock) {
        this.catalog = catalog;
        this.properties = properties;
        this.budget = budget;
        this.rest = rest;
        this.clock = clock;
        this.pageEvery = Timetable.pageEvery(budget);
    }

    /**
     * Reads a page, and the listings on it that changed.
     *
     * @return how long to wait before the next step
     * @throws ODataException if the feed does not respond; the step is repeated next time
     */
    public Duration step() {
        catalog.follow();
        catalog.startOverIfEmptied();
        var packs = catalog.pack();
        if (budget.left() * 2 < budget.requests()) return BUDGET_SPENT;
        var due = due(catalog.progress(), clock.instant());
        if (due != null) catalog.save(catalog.progress().begin(due, clock.instant()));
        else if (catalog.progress().pass() == null) return packs ? BETWEEN_BLOCKS : rest;
        var began = processorTime();
        var beganNanos = System.nanoTime();
        try {
            page(catalog.progress());
        } catch (ODataException fault) {
            // The cursor itself may be invalid: repeating it would never lead on.
            if (fault.kind() == ODataException.Kind.REFUSED || fault.kind() == ODataException.Kind.MALFORMED) {
                if (catalog.progress().pass() == Pass.CHANGES)
                    noChangesBefore = clock.instant().plus(Timetable.CHANGES_EVERY);
                catalog.save(catalog.progress().abandoned());
            }
            throw fault;
        }
        // At most half of one processor: visitors come first.
        var took = Duration.ofNanos(processorTime() - began);
        var pause = catalog.progress().isComplete()
                ? pageEvery.minusNanos(System.nanoTime() - beganNanos)
                : BETWEEN_FIRST_PAGES;
        return took.compareTo(pause) > 0 ? took : pause;
    }

    /**
     * How often a feed of this size can be read.
     *
     * @param rows listings on one of its pages
     */
    public Timetable timetable(long listings, int rows) {
        return new Timetable(listings, rows, pageEvery);
    }

    /** Of this thread: while the MLS prepares its response, no visitor is delayed. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** The pass that begins now; null if the current one goes on or none is due. */
    private @Nullable Pass due(Progress progress, Instant now) {
        if (progress.pass() == Pass.CHANGES) return null;
        // A catalog that is being read for the first time has nothing that could have changed.
        if (progress.isComplete()
                && isDue(progress.changesAt(), Timetable.CHANGES_EVERY, now)
                && !now.isBefore(noChangesBefore)
                && (progress.pass() == null || owed == 0)
                && properties.reportsChanges()) return Pass.CHANGES;
        if (progress.pass() != null) return null;
        if (isDue(progress.fullAt(), Timetable.ALL_EVERY, now)) return Pass.ALL;
        if (!isDue(progress.keysAt(), Timetable.KEYS_EVERY, now)) return null;
        // If single listings cannot be queried, changes are found by reading all.
        return properties.keysAtOnce() == 0 ? Pass.ALL : Pass.KEYS;
    }

    private static boolean isDue(Instant last, Duration every, Instant now) {
        return !now.isBefore(last.plus(every));
    }

    private void page(Progress progress) {
        var pass = progress.pass();
        owed = pass == Pass.CHANGES ? owed + 1 : Math.max(0, owed - 1);
        if (pass == Pass.KEYS) keys(progress);
        else {
            var page = pass == Pass.ALL
                    ? properties.all(progress.cursor())
                    : properties.changedSince(progress.changesAt().minus(OVERLAP), progress.cursor());
            catalog.put(page);
            goOn(progress.at(page.next(), page.total()), progress.cursor(), page.rows());
        }
    }

    private void keys(Progress progress) {
        var page = properties.keys(progress.cursor());
        var same = new ArrayList<String>();
        var other = new ArrayList<String>();
        page.modified().forEach((key, modified) -> {
            var entry = catalog.entry(key);
            (entry != null && entry.modified().equals(modified) ? same : other).add(key);
        });
        catalog.confirm(same, page.asOf());
        var atOnce = properties.keysAtOnce();
        for (int from = 0; from < other.size(); from += atOnce)
            catalog.put(properties.named(other.subList(from, Math.min(other.size(), from + atOnce))));
        goOn(
                progress.at(page.next(), page.total()),
                progress.cursor(),
                page.modified().size());
    }

    private void goOn(Progress progress, PropertySweep.@Nullable Cursor from, int rows) {
        if (progress.cursor() != null) {
            catalog.save(progress);
            return;
        }
        var seen = (from == null ? 0 : from.seen()) + rows;
        var whole = progress.pass() != null && progress.pass().isWhole();
        var expected = progress.expected();
        if (whole && expected != null && seen < expected * BELIEVED) {
            log.warn("The sweep saw {} of {} listings and starts over", seen, expected);
            catalog.save(progress.abandoned());
            throw new IllegalStateException("the feed ended its pages early");
        }
        if (whole) catalog.removeUnseen();
        catalog.save(progress.finished());
        if (whole) log.info("The catalog holds {} listings", catalog.snapshot().size());
    }
}
