package porchlight.lead;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.database.Migrations;

/**
 * Leads in the tables of a database server, or in memory. A commit makes them durable, so PostgreSQL sessions that
 * would not wait for that ({@code synchronous_commit = off}) are changed to wait.
 *
 * @see <a href="https://www.postgresql.org/docs/current/wal-async-commit.html">Asynchronous Commit</a>
 */
final class ServerDatabase implements LeadDatabase {
    private static final Logger log = LoggerFactory.getLogger(ServerDatabase.class);
    /** H2 and PostgreSQL: a unique value already exists. */
    private static final String NOT_UNIQUE = "23505";

    private static final long ASK_AGAIN_AFTER = 500;

    private final String jdbcUrl;
    private final @Nullable String user;
    private final @Nullable String password;
    private final InstantSource clock;
    private final Availability availability;
    private final ReentrantLock opening = new ReentrantLock();
    /** Tables in memory have no other way of locking. */
    private final ReentrantLock inMemory = new ReentrantLock();

    private volatile @Nullable HikariDataSource pool;
    private @Nullable LeadsUnavailable failure;
    private long failedAt;
    private boolean closed;

    ServerDatabase(String jdbcUrl, @Nullable String user, @Nullable String password, InstantSource clock) {
        var isMemory = jdbcUrl.startsWith("jdbc:h2:mem:");
        this.jdbcUrl = isMemory ? jdbcUrl.replaceFirst("mem:([^;]*)", "mem:$1-leads") : jdbcUrl;
        this.user = isMemory ? null : user;
        this.password = isMemory ? null : password;
        this.clock = clock;
        this.availability = new Availability(clock);
    }

    private boolean isPostgres() {
        return jdbcUrl.startsWith("jdbc:postgresql:");
    }

    @Override
    public boolean isExclusive() {
        return jdbcUrl.startsWith("jdbc:h2:mem:");
    }

    @Override
    public <T> T run(Work<T> work) {
        try (var connection = connection()) {
            var result = work.on(connection);
            availability.recovered();
            return result;
        } catch (SQLException fault) {
            throw unavailable("the leads' database failed: " + fault.getMessage(), fault);
        }
    }

    @Override
    public List<JournalEntry> write(Durability durability, Work<List<JournalEntry>> work) {
        if (!isExclusive()) return run(connection -> commit(connection, work));
        inMemory.lock();
        try {
            return run(connection -> commit(connection, work));
        } finally {
            inMemory.unlock();
        }
    }

    private static List<JournalEntry> commit(Connection connection, Work<List<JournalEntry>> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            var entries = work.on(connection);
            for (var entry : entries) LeadTables.apply(connection, entry, true);
            connection.commit();
            return entries;
        } catch (SQLException fault) {
            connection.rollback();
            if (NOT_UNIQUE.equals(fault.getSQLState())) return List.of();
            throw fault;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    @Override
    public int erase(Collection<String> ids) {
        return run(connection -> {
            connection.setAutoCommit(false);
            try {
                var erased = LeadTables.delete(connection, ids);
                connection.commit();
                return erased;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    @Override
    public void takeTurns(Connection connection, String subject) throws SQLException {
        if (!isPostgres()) return;
        try (var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, "porchlight " + subject);
            lock.execute();
        }
    }

    @Override
    public Optional<Instant> unavailableSince() {
        return availability.since(() -> {
            try {
                run(connection -> LeadTables.count(connection, "FROM lead WHERE id = ''"));
            } catch (LeadsUnavailable unavailable) {
                // The availability was updated.
            }
        });
    }

    private Connection connection() throws SQLException {
        var open = pool;
        return (open != null ? open : opened()).getConnection();
    }

    private LeadsUnavailable unavailable(String why, Exception fault) {
        availability.failed(why);
        return new LeadsUnavailable(why, fault);
    }

    private HikariDataSource opened() {
        opening.lock();
        try {
            if (pool != null) return pool;
            if (closed) throw new LeadsUnavailable("the leads' database is closed", new IllegalStateException());
            if (failure != null && clock.millis() - failedAt < ASK_AGAIN_AFTER) throw failure;
            try {
                var fresh = prepared(open());
                failure = null;
                return pool = fresh;
            } catch (SQLException | HikariPool.PoolInitializationException fault) {
                failedAt = clock.millis();
                throw failure = unavailable("the leads' database cannot be opened: " + fault.getMessage(), fault);
            }
        } finally {
            opening.unlock();
        }
    }

    private HikariDataSource open() {
        var config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(3_000);
        config.setPoolName("porchlight-leads");
        if (isPostgres()) {
            // Visitors see within ten seconds that nothing was stored, whatever blocks the tables or the server. Only
            // "off" lets a commit return before it is on disk; every other value waits at least for this server.
            config.setConnectionInitSql("SET lock_timeout = 2000; SELECT set_config('synchronous_commit', 'on', false)"
                    + " WHERE current_setting('synchronous_commit') = 'off'");
            config.setValidationTimeout(1_000);
            config.addDataSourceProperty("connectTimeout", "2");
            config.addDataSourceProperty("socketTimeout", "3");
        }
        return new HikariDataSource(config);
    }

    private HikariDataSource prepared(HikariDataSource fresh) throws SQLException {
        try {
            Migrations.LEADS.apply(fresh);
            if (isPostgres()) warnOfLosses(fresh);
            return fresh;
        } catch (SQLException fault) {
            fresh.close();
            throw fault;
        }
    }

    private static void warnOfLosses(HikariDataSource fresh) throws SQLException {
        var lossy = new ArrayList<String>();
        try (var connection = fresh.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT name FROM pg_settings WHERE name IN ('fsync',"
                        + " 'full_page_writes') AND setting = 'off' ORDER BY name")) {
            while (rows.next()) lossy.add(rows.getString(1));
        }
        if (!lossy.isEmpty())
            log.warn("PostgreSQL runs with {} off: a power failure may cost leads. Turn it on", lossy);
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
