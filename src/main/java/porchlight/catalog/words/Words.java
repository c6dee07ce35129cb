package porchlight.catalog.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.catalog.Catalog;
import porchlight.catalog.Condition;
import porchlight.catalog.Snapshot;
import porchlight.database.OwnerOnly;
import porchlight.listing.PropertySweep;

/**
 * The words of the descriptions of the catalog's homes, on disk, for searches by keywords that the MLS cannot answer. They
 * are what a home's page shows: where an address is withheld, they do not have it. Only the process that sweeps the feed
 * reads descriptions, so only there the index fills; it answers when it has the current description of every home in the
 * catalog.
 *
 * <p>It is never the reason for a fault: without it, searches by keywords are as good as the MLS makes them. A departed
 * home's words are gone from the files within a fraction of the limit. Nothing is read, written, or loaded while the index
 * is off, and while the feed has more homes than it is meant for.
 */
public final class Words implements PropertySweep.Remarks, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Words.class);
    /** Per limit on the age of data. The catalog deletes rows a tenth of the limit early. */
    private static final int TIDIED = 72;

    private static final int EXPUNGED = 24;

    private final Catalog catalog;
    private final Place place;
    private final Duration tidyEvery;
    private final Duration expungeEvery;

    private final AtomicLong version = new AtomicLong();
    private Instant tidiedAt = Instant.EPOCH;
    private Instant expungedAt = Instant.EPOCH;
    private boolean failed;
    private boolean crowded;
    private volatile @Nullable WordIndex index;

    /**
     * Where the index is.
     *
     * @param directory null for nowhere
     * @param mostHomes with more, the index is off; 0 turns it off
     * @param feed identifies the feed and the rules by which it is read
     */
    public record Place(@Nullable Path directory, int mostHomes, String feed) {}

    /** @param limit how long data may be kept that the MLS has not confirmed */
    public Words(Catalog catalog, Place place, Duration limit) {
        this.catalog = catalog;
        this.place = place;
        this.tidyEvery = limit.dividedBy(TIDIED);
        this.expungeEvery = limit.dividedBy(EXPUNGED);
    }

    private interface Work {
        void run(WordIndex index) throws IOException;
    }

    /** Whether the index is on. */
    @Override
    public synchronized boolean areRead() {
        if (place.directory() == null || place.mostHomes() == 0) return false;
        var status = catalog.status();
        var homes = Math.max(status.listings(), status.expected() == null ? 0 : status.expected());
        var tooMany = homes > place.mostHomes();
        if (tooMany && !crowded)
            log.info(
                    "The index of descriptions is off: the feed has {} homes, and WORD_INDEX_HOMES is {}",
                    homes,
                    place.mostHomes());
        crowded = tooMany;
        return !tooMany;
    }

    @Override
    public synchronized void read(List<PropertySweep.Remark> remarks) {
        if (remarks.isEmpty() || !areRead()) return;
        attempt(open -> {
            if (open.put(remarks)) version.incrementAndGet();
        });
    }

    /** Opens the index if it is on. Reads only its head, so that the first answers need not wait. */
    public synchronized void open() {
        if (index == null && areRead()) attempt(open -> {});
    }

    /**
     * Deletes the words of homes that the catalog no longer has, and stores the rest; call it every few seconds, on the
     * thread that writes the catalog.
     *
     * @param now not after the catalog deleted what was too old
     */
    public synchronized void step(Instant now) {
        if (!isDue(tidiedAt, tidyEvery, now)) return;
        tidiedAt = now;
        if (!areRead()) {
            discard();
            return;
        }
        attempt(open -> {
            if (open.keep(catalog::isShown)) version.incrementAndGet();
            if (isDue(expungedAt, expungeEvery, now)) {
                open.expunge();
                expungedAt = now;
            } else open.commit();
        });
    }

    /** A clock that was set back does not delay anything. */
    private static boolean isDue(Instant last, Duration every, Instant now) {
        return now.isBefore(last) || !now.isBefore(last.plus(every));
    }

    /** What cannot be written or tidied is discarded: it may be too old. */
    private void attempt(Work work) {
        try {
            var open = opened();
            if (open == null) return;
            work.run(open);
            failed = false;
        } catch (IOException | RuntimeException fault) {
            if (!failed) log.warn("The index of descriptions starts over: {}", fault.toString());
            failed = true;
            discard();
        }
    }

    private @Nullable WordIndex opened() throws IOException {
        var open = index;
        var directory = place.directory();
        if (open != null || directory == null) return open;
        // A folder of data that is gone is a fault that leads report: only this part of it is made again.
        if (!Files.isDirectory(directory.toAbsolutePath().getParent()))
            throw new NoSuchFileException(directory.getParent().toString());
        OwnerOnly.createDirectory(directory);
        open = WordIndex.open(directory, place.feed());
        if (open == null) {
            if (!failed) log.info("Another process uses {}: there is no index of descriptions here", directory);
            failed = true;
            return null;
        }
        // What a stopped site left may be too old.
        expungedAt = Instant.EPOCH;
        index = open;
        version.incrementAndGet();
        return open;
    }

    private void discard() {
        close();
        var directory = place.directory();
        if (directory == null || !Files.isDirectory(directory)) return;
        try {
            WordIndex.delete(directory);
        } catch (IOException fault) {
            if (!failed) log.warn("Cannot delete {}: {}", directory, fault.toString());
            failed = true;
        }
    }

    /**
     * Homes whose descriptions have all of these words; empty if the index cannot tell, because it is off or does not
     * have all descriptions yet.
     */
    public Optional<Condition> condition(List<String> typed) {
        var words = Spelling.asked(typed);
        var snapshot = catalog.snapshot();
        if (words.isEmpty() || !snapshot.complete() || !isComplete(snapshot)) return Optional.empty();
        return Optional.of(wanted -> Condition.rows(find(wanted, words)).on(wanted));
    }

    /** Whether it has the descriptions of all homes in the catalog. */
    public boolean isComplete() {
        var snapshot = catalog.snapshot();
        return snapshot.complete() && isComplete(snapshot);
    }

    private boolean isComplete(Snapshot snapshot) {
        var open = index;
        try {
            return open != null && open.isComplete(snapshot);
        } catch (IOException | RuntimeException closed) {
            log.debug("The index of descriptions cannot be read: {}", closed.toString());
            return false;
        }
    }

    private BitSet find(Snapshot snapshot, List<String> words) {
        var open = index;
        try {
            return open == null ? new BitSet() : open.find(snapshot, words);
        } catch (IOException | RuntimeException closed) {
            log.debug("The index of descriptions cannot be read: {}", closed.toString());
            return new BitSet();
        }
    }

    /** How many homes' descriptions it has. */
    public int size() {
        var open = index;
        return open == null ? 0 : open.size();
    }

    /** Changes whenever {@link #condition} may find something else in the same catalog. */
    public long version() {
        return version.get();
    }

    @Override
    public synchronized void close() {
        var open = index;
        if (open == null) return;
        index = null;
        version.incrementAndGet();
        try {
            open.close();
        } catch (IOException | RuntimeException fault) {
            log.warn("The index of descriptions was not closed in order: {}", fault.toString());
        }
    }
}
