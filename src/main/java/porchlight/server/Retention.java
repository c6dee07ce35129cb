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
 * Removes MLS data from the database before it exceeds its permitted age. Deleted rows become unreachable at once, but
 * their bytes leave an H2 file only when it is compacted. The file is therefore compacted twelve times per limit, and
 * rows are deleted early enough that anything deleted or overwritten just after one compaction is gone with the next,
 * including the last retries of a failed one. If rows cannot be removed from the file, the file is discarded; it is
 * only a cache. This runs on the thread that writes the catalog, so that it does not change while the file is copied.
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
     * The ages at which data must be gone from the database.
     *
     * @param responses age of MLS responses, since the MLS sent or confirmed them
     * @param listings age of catalog records, since the MLS confirmed them; longer only under a license to replicate,
     *     in which case deleted rows need not leave the file quickly
     */
    record Limits(Duration responses, Duration listings) {}

    Retention(HikariDataSource database, ResponseCache responses, Catalog catalog, Limits limits, InstantSource clock) {
        this.file = database instanceof FilePool pool && limits.listings().equals(limits.responses()) ? pool : null;
        this.responses = responses;
        this.catalog = catalog;
        this.limits = limits;
        this.clock = clock;
        // Without a file to compact, rows are deleted only slightly early.
        this.purgeEvery = limits.responses().dividedBy(file == null ? 10 * PURGES : PURGES);
        this.tryEvery = limits.responses().dividedBy(TRIES);
        this.compactEvery = limits.responses().dividedBy(COMPACTIONS);
    }

    /** Does what is due; call it every few seconds. Failures are retried soon. */
    void step() {
        var now = clock.instant();
        if (!isDue(triedAt, failingSince == null ? purgeEvery : tryEvery, now)) return;
        triedAt = now;
        if (isDone(now)) {
            failingSince = null;
            return;
        }
        if (failingSince == null) failingSince = now;
        if (file != null && isDue(failingSince, purgeEvery.dividedBy(2), now)) startOver(file, now);
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
            // Waiting for the next purge would be too late.
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

    private void startOver(FilePool file, Instant now) {
        try {
            file.startOver(now);
            log.warn("The database's file kept data that is too old, so an empty one replaced it");
            catalog.startOver();
            compactedAt = now;
            failingSince = null;
        } catch (SQLException fault) {
            log.warn("The database's file keeps data that is too old, and cannot be replaced: {}", fault.getMessage());
        }
    }

    /** A clock that was set back does not delay anything. */
    private static boolean isDue(Instant last, Duration every, Instant now) {
        return now.isBefore(last) || Duration.between(last, now).compareTo(every) >= 0;
    }
}
