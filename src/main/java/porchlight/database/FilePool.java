package porchlight.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to an H2 file that is replaced while in use. H2 leaves deleted or overwritten data in
 * free pages of its file, for days if little is written; a copy contains only what the database
 * does. The copy is made beside the file, which stays open; callers wait only while the copy takes
 * its place, a few seconds at most, and then get an error that the database is away. Whenever the
 * process ends, the file is either the old or the new one.
 */
public final class FilePool extends HikariDataSource {
    private static final Logger log = LoggerFactory.getLogger(FilePool.class);
    /**
     * Counted from when the file was closed. Even with a call to the MLS afterwards, a page takes
     * less than ten seconds.
     */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    /** How long to wait for other callers to finish; new callers also wait during this time. */
    private static final Duration LONGEST_DRAIN = Duration.ofMillis(250);

    private static final int DRAINS = 20;
    /** What the copy's name adds. */
    private static final String NEXT = ".next";

    /** How often the former file may be found open. */
    private static final int MOST_OPENED = 20;

    private static final Duration LOOK_EVERY = Duration.ofMillis(2);
    private static final String DATA = ".mv.db";
    /** The files that H2 creates for a database; the last two only while it compacts. */
    private static final List<String> ENDINGS = List.of(DATA, ".trace.db", DATA + ".tempFile", DATA + ".newFile");

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
        protect(file);
        // A process that ended while it made a copy left it.
        delete(next());
    }

    private Path next() {
        return Path.of(file + NEXT);
    }

    /** H2 creates its file, and each compacted one, readable by everyone. */
    private static void protect(Path file) {
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
        try (var connection = getConnection()) {
            var remarks = SiteDatabase.remarks(connection, "CATALOGUE_STATE");
            return remarks == null || remarks.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(remarks));
        } catch (DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    /**
     * Replaces the file with one that contains only what the database does. Nobody may write the
     * catalog until it returns.
     * @param now the value of {@link #compactedAt} from then on, also after a restart
     * @return how long the file was closed
     * @throws SQLTransientConnectionException if other callers do not finish soon; nothing was done
     * @throws SQLException if it cannot be replaced, for example because the disk is full
     */
    public Duration compact(Instant now) throws SQLException {
        try {
            var mark = UUID.randomUUID().toString();
            var copy = copied(now, mark);
            try (var to = openNext()) {
                try (var from = getConnection()) {
                    copy.changes(from, to);
                }
                for (int tries = 1; ; tries++) {
                    try {
                        return alone(() -> replace(copy, to, mark));
                    } catch (InUse busy) {
                        if (tries == DRAINS) throw busy;
                        pause(LONGEST_DRAIN);
                    }
                }
            }
        } finally {
            delete(next());
        }
    }

    private FileCopy copied(Instant now, String mark) throws SQLException {
        delete(next());
        var copy = new FileCopy();
        try (var from = getConnection();
                var to = openNext()) {
            protect(next());
            SiteDatabase.prepare(to);
            copy.begin(from, to);
            try (var statement = to.createStatement()) {
                statement.execute("COMMENT ON TABLE catalogue_state IS '" + now + "'");
                statement.execute("COMMENT ON TABLE catalogue_gone IS '" + mark + "'");
                // Filling it has left free pages as well.
                statement.execute("SHUTDOWN COMPACT");
            }
        }
        protect(next());
        return copy;
    }

    private Connection openNext() throws SQLException {
        var url = getJdbcUrl();
        var end = url.indexOf(';');
        var next = end < 0 ? url + NEXT : url.substring(0, end) + NEXT + url.substring(end);
        // Whoever waits must not wait for H2 to tidy up the copy when it is closed.
        return DriverManager.getConnection(next + ";MAX_COMPACT_TIME=0", getUsername(), getPassword());
    }

    private void replace(FileCopy copy, Connection to, String mark) throws SQLException {
        try (var from = super.getConnection();
                var statement = to.createStatement()) {
            copy.finish(from, to);
            statement.execute("SHUTDOWN");
        }
        shutDown("SHUTDOWN IMMEDIATELY");
        try {
            Files.move(
                    Path.of(next() + DATA),
                    Path.of(file + DATA),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException fault) {
            throw new SQLException("the file cannot be replaced", fault);
        }
        // Opening takes a moment, which is part of the time that callers wait.
        opened(open -> mark.equals(SiteDatabase.remarks(open, "CATALOGUE_GONE")))
                .close();
    }

    private interface Check {
        boolean isPassed(Connection connection) throws SQLException;
    }

    /**
     * Opens the file that is there now. The pool opens connections whenever it likes: if it did so just before the file
     * was replaced, H2 still has the former one open, which has no name any more and would take everything that is
     * written from now on with it.
     */
    private Connection opened(Check isNew) throws SQLException {
        for (int tries = 1; tries <= MOST_OPENED; tries++) {
            var connection = super.getConnection();
            if (isNew.isPassed(connection)) return connection;
            log.debug("The former file was open again");
            shutDown(connection, "SHUTDOWN IMMEDIATELY");
        }
        throw new SQLException("the former file is still open");
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
            try (var connection = opened(open -> SiteDatabase.madeBy(open) == null);
                    var statement = connection.createStatement()) {
                SiteDatabase.prepare(connection);
                statement.execute("COMMENT ON TABLE catalogue_state IS '" + now + "'");
            }
            protect(file);
        });
    }

    /** Closes the database with a statement, and drops all connections. */
    private void shutDown(String how) throws SQLException {
        shutDown(super.getConnection(), how);
    }

    private void shutDown(Connection connection, String how) throws SQLException {
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

    private static final class InUse extends SQLTransientConnectionException {
        private static final long serialVersionUID = 1;

        InUse() {
            super("the database is in use");
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
            if (System.nanoTime() - closedAt > LONGEST_DRAIN.toNanos()) throw new InUse();
            pause(LOOK_EVERY);
        }
    }

    private static void pause(Duration time) throws SQLTransientConnectionException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted");
        }
    }
}
