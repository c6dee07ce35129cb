package porchlight.server;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.catalog.Catalog;
import porchlight.database.FilePool;
import porchlight.httpcache.ResponseCache;

/**
 * Has what is of the MLS leave the database before it has been there too long. Deleted rows are out of reach at once, but
 * their bytes leave an H2 file only when that is compacted: so it is, twelve times in the span, and rows are deleted so
 * early that what is deleted or written over just after one compaction is gone with the next, the last tries of one that
 * fails included. A file that cannot be rid of its rows is thrown away; it is a cache. Used by the thread that writes
 * the catalog, so that no write of it comes upon a closed file.
 */
final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final int COMPACTIONS = 12;
    private static final int PURGES = 6 * COMPACTIONS;
    private static final int TRIES = 20 * PURGES;

    private final @Nullable FilePool file;
    private final ResponseCache responses;
    private final Catalog catalog;
    private final Limits limits;
    private final InstantSource clock;

    private final Duration purgeEvery;
    private final Duration compactEvery;
    private final Duration tryEvery;
    private Instant triedAt = Instant.EPOCH;
    private @Nullable Instant compactedAt;
    private @Nullable Instant failingSince;

    /**
     * Ages from which nothing may be in the database.
     *
     * @param responses of answers of the MLS, since it sent or confirmed them
     * @param listings of the catalog, since the MLS confirmed them; longer only under a licence to replicate, and
     *     then deleted rows are not hurried out of the file
     */
    record Limits(Duration responses, Duration listings) {}

    Retention(HikariDataSource database, ResponseCache responses, Catalog catalog, Limits limits, InstantSource clock) {
        this.file = database instanceof FilePool pool && limits.listings().equals(limits.responses()) ? pool : null;
        this.responses = responses;
        this.catalog = catalog;
        this.limits = limits;
        this.clock = clock;
        // Where there is nothing to compact, rows are deleted hardly before their time.
        this.purgeEvery = limits.responses().dividedBy(file == null ? 10 * PURGES : PURGES);
        this.tryEvery = limits.responses().dividedBy(TRIES);
        this.compactEvery = limits.responses().dividedBy(COMPACTIONS);
    }

    /** Does what is due; to be called every few seconds. What fails is tried again soon. */
    void step() {
        var now = clock.instant();
        if (!isDue(triedAt, failingSince == null ? purgeEvery : tryEvery, now)) return;
        triedAt = now;
        if (isDone(now)) {
            failingSince = null;
            return;
        }
        if (failingSince == null) failingSince = now;
        if (file != null && isDue(failingSince, purgeEvery.dividedBy(2), now)) beginAnew(file, now);
    }

    private boolean isDone(Instant now) {
        var early = file == null ? purgeEvery.multipliedBy(2) : compactEvery.plus(purgeEvery);
        var purged = responses.purge(now.minus(limits.responses()).plus(early))
                & catalog.purge(now.minus(limits.listings()).plus(early));
        return purged && (file == null || isCompact(file, now));
    }

    private boolean isCompact(FilePool file, Instant now) {
        try {
            if (compactedAt == null) compactedAt = file.compactedAt().orElse(Instant.EPOCH);
            // With the next purge it would be too late.
            if (!isDue(compactedAt, compactEvery.minus(purgeEvery), now)) return true;
            var closed = file.compact(now);
            compactedAt = now;
            log.debug("The database's file was closed for {} ms to be compacted", closed.toMillis());
            return true;
        } catch (SQLException fault) {
            log.info("The database's file was not compacted: {}", fault.getMessage());
            return false;
        }
    }

    private void beginAnew(FilePool file, Instant now) {
        try {
            file.beginAnew(now);
            log.warn("The database's file could not be rid of what is too old, and is begun anew");
            catalog.beginAnew();
            compactedAt = now;
            failingSince = null;
        } catch (SQLException fault) {
            log.warn(
                    "The database's file can neither be rid of what is too old nor begun anew: {}", fault.getMessage());
        }
    }

    /** A clock that was set back makes nothing wait longer. */
    private static boolean isDue(Instant last, Duration every, Instant now) {
        return now.isBefore(last) || Duration.between(last, now).compareTo(every) >= 0;
    }
}
