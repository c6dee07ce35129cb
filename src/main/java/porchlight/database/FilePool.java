package porchlight.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to an H2 file that is compacted, or deleted, while in use. Callers wait while that
 * takes place, up to a few seconds, and then get an error that the database is away. H2 leaves
 * deleted or overwritten data in free pages of its file, for days if little is written; after
 * compaction, the file contains only what the database does.
 * @see <a href="https://h2database.com/html/commands.html#shutdown">SHUTDOWN COMPACT</a>
 */
public final class FilePool extends HikariDataSource {
    private static final Logger log = LoggerFactory.getLogger(FilePool.class);
    /**
     * Counted from when the file was closed. Even with a call to the MLS afterwards, a page takes
     * less than ten seconds.
     */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    /** How long to wait for other callers to finish; new callers also wait during this time. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(1);

    private static final Duration LOOK_EVERY = Duration.ofMillis(2);
    /** The files that H2 creates for a database; the last two only while it compacts. */
    private static final List<String> ENDINGS = List.of(".mv.db", ".trace.db", ".mv.db.tempFile", ".mv.db.newFile");

    private final Path file;
    /**
     * Callers that open the database hold the read lock; exclusive operations hold the write lock.
     */
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();

    /** {@link System#nanoTime} when it was last closed. */
    private volatile long closedAt;

    /**
     * @param file without its extension
     * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException if it cannot be opened
     */
    FilePool(HikariConfig config, Path file) {
        super(config);
        this.file = file;
        protect();
    }

    /** H2 creates its file, and each compacted one, readable by everyone. */
    private void protect() {
        for (var ending : ENDINGS) {
            try {
                OwnerOnly.restrict(Path.of(file + ending));
            } catch (IOException fault) {
                log.warn("Other accounts on this machine may read {}{}: {}", file, ending, fault.toString());
            }
        }
    }

    /** @throws SQLTransientConnectionException if the file was closed for too long */
    @Override
    public Connection getConnection() throws SQLException {
        enter();
        try {
            return super.getConnection();
        } finally {
            gate.readLock().unlock();
        }
    }

    private void enter() throws SQLTransientConnectionException {
        if (gate.readLock().tryLock()) return;
        try {
            var left = LONGEST_WAIT.toNanos() - (System.nanoTime() - closedAt);
            if (gate.readLock().tryLock(left, TimeUnit.NANOSECONDS)) return;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        throw new SQLTransientConnectionException("the file is being compacted", "08001");
    }

    /** When the file was last {@linkplain #compact compacted}; empty if it never was. */
    public Optional<Instant> compactedAt() throws SQLException {
        try (var connection = getConnection();
                var tables = connection.getMetaData().getTables(null, null, "CATALOG_STATE", null)) {
            var remarks = tables.next() ? tables.getString("REMARKS") : null;
            return remarks == null || remarks.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(remarks));
        } catch (DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    /**
     * Rewrites the file so that it contains only what the database does.
     * @param now the value of {@link #compactedAt} from then on, also after a restart
     * @return how long the file was closed
     * @throws SQLTransientConnectionException if other callers do not finish soon; nothing was done
     * @throws SQLException if it cannot be rewritten, for example because the disk is full
     */
    public Duration compact(Instant now) throws SQLException {
        return alone(() -> {
            var before = identity();
            shutDown("SHUTDOWN COMPACT");
            try (var connection = super.getConnection();
                    var statement = connection.createStatement()) {
                // H2 does not report that it failed.
                if (before != null && before.equals(identity())) throw new SQLException("H2 left its file as it was");
                statement.execute("COMMENT ON TABLE catalogue_state IS '" + now + "'");
            }
            protect();
        });
    }

    /**
     * Identifies the file, if the file system supports it. It changes when the file is replaced.
     */
    private @Nullable Object identity() throws SQLException {
        try {
            return Files.readAttributes(Path.of(file + ".mv.db"), BasicFileAttributes.class)
                    .fileKey();
        } catch (IOException fault) {
            throw new SQLException("cannot look at " + file, fault);
        }
    }

    /**
     * Deletes the file and everything in it, and starts with an empty one.
     * @param now as in {@link #compact}
     * @throws SQLException if that is not possible
     */
    public void startOver(Instant now) throws SQLException {
        alone(() -> {
            try {
                shutDown("SHUTDOWN IMMEDIATELY");
            } catch (SQLException damaged) {
                log.debug("Closed already: {}", damaged.getMessage());
            }
            delete(file);
            try (var connection = super.getConnection();
                    var statement = connection.createStatement()) {
                SiteDatabase.prepare(connection);
                statement.execute("COMMENT ON TABLE catalogue_state IS '" + now + "'");
            }
            protect();
        });
    }

    /** Closes the database with a statement, and drops all connections. */
    private void shutDown(String how) throws SQLException {
        var connection = super.getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute(how);
        } finally {
            evictConnection(connection);
            getHikariPoolMXBean().softEvictConnections();
        }
    }

    static void delete(Path file) {
        for (var ending : ENDINGS) {
            try {
                Files.deleteIfExists(Path.of(file + ending));
            } catch (IOException fault) {
                log.warn("Cannot delete {}{}: {}", file, ending, fault.toString());
            }
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private Duration alone(Work work) throws SQLException {
        closedAt = System.nanoTime();
        gate.writeLock().lock();
        try {
            drain();
            work.run();
            return Duration.ofNanos(System.nanoTime() - closedAt);
        } finally {
            gate.writeLock().unlock();
        }
    }

    private void drain() throws SQLTransientConnectionException {
        while (getHikariPoolMXBean().getActiveConnections() > 0) {
            if (System.nanoTime() - closedAt > LONGEST_DRAIN.toNanos())
                throw new SQLTransientConnectionException("the database is in use");
            try {
                Thread.sleep(LOOK_EVERY.toMillis());
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                throw new SQLTransientConnectionException("interrupted");
            }
        }
    }
}
