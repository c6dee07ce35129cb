package porchlight.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which process on a database does the work that only one should do. The leader holds a
 * PostgreSQL advisory lock on a connection of its own. When it dies, the lock is released, and the
 * next process that asks gets it. Used by one thread.
 */
public final class Leadership implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Leadership.class);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(2);
    /** A database that is only restarting has a leader again within this time. */
    private static final Duration ALONE_AFTER = Duration.ofSeconds(30);

    /** The server notices within half a minute, instead of two hours, that a machine is gone. */
    private static final String NOTICE_DEATH =
            "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4";

    private final @Nullable String jdbcUrl;
    private final Properties properties = new Properties();
    private final String of;
    private final InstantSource clock;

    private @Nullable Connection connection;
    private boolean held;
    private Instant tryAt = Instant.MIN;
    private @Nullable Instant awaySince;

    public enum Role {
        /** This process does the work. */
        LEADER,
        /** Another process does. */
        FOLLOWER,
        /** The database is away, so each process has to do the work for itself. */
        ALONE
    }

    /** @param of the work that is led, such as the sweep of a feed */
    public Leadership(
            String jdbcUrl, @Nullable String user, @Nullable String password, String of, InstantSource clock) {
        this.jdbcUrl = SiteDatabase.isShared(jdbcUrl) ? jdbcUrl : null;
        if (user != null) properties.setProperty("user", user);
        if (password != null) properties.setProperty("password", password);
        properties.putAll(ServerPool.PROPERTIES);
        properties.setProperty("ApplicationName", "porchlight leader");
        this.of = of;
        this.clock = clock;
    }

    /** This process's role now. If no other process can use the database, it leads. */
    public Role role() {
        if (jdbcUrl == null) return Role.LEADER;
        var now = clock.instant();
        if (connection == null && now.isBefore(tryAt)) return withoutDatabase(now);
        try {
            if (connection == null) connection = connect(jdbcUrl);
            awaySince = null;
            if (held) check(connection);
            else {
                held = lock(connection);
                if (held) log.info("This process leads the {}", of);
            }
            return held ? Role.LEADER : Role.FOLLOWER;
        } catch (SQLException fault) {
            if (held) log.warn("This process no longer leads the {}: {}", of, fault.getMessage());
            close();
            tryAt = now.plus(TRY_AGAIN_AFTER);
            if (awaySince == null) awaySince = now;
            return withoutDatabase(now);
        }
    }

    private Role withoutDatabase(Instant now) {
        return awaySince == null || now.isBefore(awaySince.plus(ALONE_AFTER)) ? Role.FOLLOWER : Role.ALONE;
    }

    private Connection connect(String url) throws SQLException {
        var fresh = DriverManager.getConnection(url, properties);
        try (var statement = fresh.createStatement()) {
            statement.execute(NOTICE_DEATH);
            return fresh;
        } catch (SQLException fault) {
            fresh.close();
            throw fault;
        }
    }

    /** The lock lasts as long as the connection. */
    private static void check(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private boolean lock(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT pg_try_advisory_lock(hashtextextended(current_schema() || ' ' || ?, 0))")) {
            select.setString(1, of);
            try (var row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Gives up leadership. */
    @Override
    public void close() {
        held = false;
        if (connection == null) return;
        try {
            connection.close();
        } catch (SQLException gone) {
            log.debug("A leader's connection was gone already: {}", gone.getMessage());
        }
        connection = null;
    }
}
