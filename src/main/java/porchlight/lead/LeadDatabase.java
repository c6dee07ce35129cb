package porchlight.lead;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.database.Migrations;

/**
 * Where leads are kept. Unlike the cache's database this one is never thrown away: a damaged file is put aside, and one
 * that another process holds is waited for.
 */
public final class LeadDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeadDatabase.class);
    /** H2: the file is in use by another process. */
    private static final int IN_USE = 90020;
    /** H2: the file is corrupted; chunk not found and the like. */
    private static final Set<Integer> DAMAGED = Set.of(90030, 50000);

    private static final long ASK_AGAIN_AFTER = 500;

    private final String jdbcUrl;
    private final @Nullable String user;
    private final @Nullable String password;
    private final @Nullable Path file;
    private final InstantSource clock;

    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable HikariDataSource pool;
    private @Nullable LeadsUnavailable failure;
    private long failedAt;
    private boolean closed;
    /** Whether it is an answer, not a fault, that it cannot be opened. */
    private volatile boolean asking;

    /**
     * Of a file, one is at work at a time: H2 writes a table and its indexes one after the other, and what is committed in
     * between is in one and not in the other when the process is killed before the next write.
     */
    private final ReentrantLock working = new ReentrantLock();

    private final AtomicLong tickets = new AtomicLong();
    private long synced;

    private LeadDatabase(
            String jdbcUrl,
            @Nullable String user,
            @Nullable String password,
            @Nullable Path file,
            InstantSource clock) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
        this.file = file;
        this.clock = clock;
    }

    /**
     * The leads' database that goes with the program's: a file {@code leads} of its own with H2, in memory where the
     * program's is, and the program's own on a database server. It is opened when first needed.
     *
     * @param directory for the file
     */
    public static LeadDatabase beside(
            String jdbcUrl, @Nullable String user, @Nullable String password, Path directory, InstantSource clock) {
        if (!jdbcUrl.startsWith("jdbc:h2:") || jdbcUrl.matches("jdbc:h2:(tcp|ssl):.*"))
            return new LeadDatabase(jdbcUrl, user, password, null, clock);
        if (jdbcUrl.startsWith("jdbc:h2:mem:"))
            return new LeadDatabase(jdbcUrl.replaceFirst("mem:([^;]*)", "mem:$1-leads"), null, null, null, clock);
        var file = directory.resolve("leads").toAbsolutePath();
        // What was thanked for is on disk; closing the file while requests are still answered would lose others.
        // Without a
        // delay commits write the file themselves, and no thread of H2's own does.
        return new LeadDatabase(
                "jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0",
                null,
                null,
                file,
                clock);
    }

    /** The file without its ending; null when it is none. */
    public @Nullable Path file() {
        return file;
    }

    /** Whether another process has the file open. */
    public boolean isHeldElsewhere() {
        asking = true;
        try {
            run(connection -> null);
            return false;
        } catch (LeadsUnavailable fault) {
            if (code(fault) == IN_USE) return true;
            throw fault;
        }
    }

    /** Whether no other process can be at work in it. */
    boolean isExclusive() {
        return jdbcUrl.startsWith("jdbc:h2:") && !jdbcUrl.matches("jdbc:h2:(tcp|ssl):.*");
    }

    /** Work on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** @throws LeadsUnavailable if it fails, or the database cannot be opened; that is tried again at a later call */
    <T> T run(Work<T> work) {
        var alone = file != null;
        if (alone) working.lock();
        try (var connection = connection()) {
            return work.on(connection);
        } catch (SQLException fault) {
            throw new LeadsUnavailable("the leads' database failed: " + fault.getMessage(), fault);
        } finally {
            if (alone) working.unlock();
        }
    }

    private Connection connection() {
        var open = pool;
        try {
            return (open != null ? open : opened()).getConnection();
        } catch (SQLException fault) {
            throw new LeadsUnavailable("the leads' database does not answer: " + fault.getMessage(), fault);
        }
    }

    /**
     * Returns when everything committed before is on disk, whatever becomes of the machine. Those who wait together share
     * one write.
     */
    void makeDurable() {
        if (file == null) return;
        var mine = tickets.incrementAndGet();
        run(connection -> {
            if (synced >= mine) return null;
            var covered = tickets.get();
            try (var statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
            return synced = covered;
        });
    }

    private HikariDataSource opened() {
        opening.lock();
        try {
            if (pool != null) return pool;
            if (closed) throw new LeadsUnavailable("the leads' database is closed", new IllegalStateException());
            if (failure != null && clock.millis() - failedAt < ASK_AGAIN_AFTER) throw failure;
            try {
                var fresh = open();
                if (failure != null) log.info("Leads can be kept again");
                failure = null;
                return pool = fresh;
            } catch (LeadsUnavailable fault) {
                if (failure == null && !asking)
                    log.error("No lead can be kept, and visitors are told so: {}", fault.getMessage());
                failure = fault;
                failedAt = clock.millis();
                throw fault;
            }
        } finally {
            opening.unlock();
        }
    }

    private HikariDataSource open() {
        try {
            return prepared(pool());
        } catch (SQLException | HikariPool.PoolInitializationException fault) {
            var code = code(fault);
            if (code == IN_USE)
                throw new LeadsUnavailable("another process uses " + file + ".mv.db; only one site can", fault);
            if (file == null || !DAMAGED.contains(code))
                throw new LeadsUnavailable("the leads' database cannot be opened: " + fault.getMessage(), fault);
            putAside(fault);
            try {
                return prepared(pool());
            } catch (SQLException | HikariPool.PoolInitializationException again) {
                throw new LeadsUnavailable("the leads' database cannot be opened: " + again.getMessage(), again);
            }
        }
    }

    private HikariDataSource pool() {
        var config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(3_000);
        config.setPoolName("porchlight-leads");
        if (jdbcUrl.startsWith("jdbc:postgresql:")) {
            // A visitor is told within ten seconds that nothing was kept, whatever holds the tables or the server.
            config.setConnectionInitSql("SET lock_timeout = 2000");
            config.setValidationTimeout(1_000);
            config.addDataSourceProperty("connectTimeout", "2");
            config.addDataSourceProperty("socketTimeout", "3");
        }
        return new HikariDataSource(config);
    }

    private HikariDataSource prepared(HikariDataSource pool) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            Migrations.LEADS.apply(pool);
            if (file != null) ownerOnly(Path.of(file + ".mv.db"));
            // Damage shows only where it is read.
            if (file != null)
                try (var rows = statement.executeQuery("SELECT inquiry FROM lead")) {
                    while (rows.next()) rows.getString(1);
                }
            return pool;
        } catch (SQLException fault) {
            pool.close();
            throw fault;
        }
    }

    /** What people wrote and the secrets are nobody else's on this machine. */
    private static void ownerOnly(Path path) {
        try {
            if (Files.exists(path)
                    && path.getFileSystem().supportedFileAttributeViews().contains("posix"))
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException fault) {
            log.warn("Others on this machine may read {}: {}", path, fault.toString());
        }
    }

    private void putAside(Exception fault) {
        var damaged = Path.of(file + ".mv.db");
        var aside = Path.of(file + ".damaged-" + clock.millis() + ".mv.db");
        try {
            Files.move(damaged, aside);
            log.error(
                    "The leads in {} cannot be read ({}). The file is kept as {}: H2's Recover tool can read what is left of"
                            + " it. New leads are kept in a new file.",
                    damaged,
                    fault.getMessage(),
                    aside);
        } catch (IOException stuck) {
            throw new LeadsUnavailable("cannot put the damaged " + damaged + " aside: " + stuck, stuck);
        }
    }

    private static int code(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause())
            if (cause instanceof SQLException sql && sql.getErrorCode() != 0) return sql.getErrorCode();
        return 0;
    }

    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            if (pool != null) pool.close();
            pool = null;
        } finally {
            opening.unlock();
        }
    }
}
