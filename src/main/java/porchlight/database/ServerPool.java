package porchlight.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a database server that may be away. While it is away, one caller every two seconds
 * checks whether it is back, and all others get an error at once, so that no page waits for it.
 * Tables are migrated over the first connection.
 */
final class ServerPool extends HikariDataSource {
    /**
     * A server that hangs or vanishes is noticed; the waits are far shorter than a visitor's
     * patience.
     */
    static final Map<String, String> PROPERTIES = Map.of(
            "connectTimeout", "2",
            "loginTimeout", "3",
            "socketTimeout", "8",
            "tcpKeepAlive", "true",
            "reWriteBatchedInserts", "true",
            "ApplicationName", "porchlight");

    /**
     * For a server that accepts connections and never responds. Even with a call to the MLS
     * afterwards, a page takes less than ten seconds.
     */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);

    private static final Duration LEFT_ALONE = Duration.ofSeconds(2);
    private static final Duration LONGEST_LOCK = Duration.ofMillis(700);
    /** PostgreSQL: lock_not_available. */
    private static final String LOCKED = "55P03";
    /** SQLSTATE class 08: the connection is gone, for example after a timeout. */
    private static final String BROKEN = "08";

    private static final int CONNECTIONS = 8;

    private final @Nullable String password;
    private final Migrations migrations;
    /**
     * {@link System#nanoTime} from which one caller may try; {@link #PRESENT} while the server
     * responds.
     */
    private final AtomicLong tryAt = new AtomicLong(System.nanoTime());

    private static final long PRESENT = Long.MIN_VALUE;
    private volatile boolean migrated;

    /** Opens no connection yet. */
    ServerPool(String jdbcUrl, @Nullable String user, @Nullable String password, Migrations migrations) {
        super();
        this.password = password;
        this.migrations = migrations;
        setJdbcUrl(jdbcUrl);
        setUsername(user);
        setPassword(password);
        setMaximumPoolSize(CONNECTIONS);
        setMinimumIdle(1);
        setConnectionTimeout(1_000);
        // Connections are validated before they are handed out.
        setValidationTimeout(1_000);
        setInitializationFailTimeout(-1);
        setPoolName("porchlight");
        // Do not wait long for tables that someone else has locked (a dump, a manual change).
        setConnectionInitSql("SET lock_timeout = " + LONGEST_LOCK.toMillis());
        setExceptionOverride(new SQLExceptionOverride() {
            @java.lang.Override
            public Override adjudicate(SQLException fault) {
                var state = fault.getSQLState();
                if (state != null && (state.equals(LOCKED) || state.startsWith(BROKEN)))
                    tryAt.set(System.nanoTime() + LEFT_ALONE.toNanos());
                return Override.CONTINUE_EVICT;
            }
        });
        PROPERTIES.forEach(this::addDataSourceProperty);
        addDataSourceProperty("socketTimeout", Long.toString(LONGEST_SILENCE.toSeconds()));
    }

    @Override
    public Connection getConnection() throws SQLException {
        var due = tryAt.get();
        if (due == PRESENT) return tried();
        var now = System.nanoTime();
        if (now - due < 0 || !tryAt.compareAndSet(due, now + LEFT_ALONE.toNanos()))
            throw new SQLTransientConnectionException("the database is away", "08001");
        if (!migrated) {
            migrations.apply(getJdbcUrl(), getUsername(), password, PROPERTIES);
            migrated = true;
        }
        var connection = tried();
        tryAt.set(PRESENT);
        return connection;
    }

    private Connection tried() throws SQLException {
        try {
            return super.getConnection();
        } catch (SQLException fault) {
            // If all connections are in use, the server is there and only slow.
            var pool = getHikariPoolMXBean();
            if (pool == null || pool.getActiveConnections() < CONNECTIONS)
                tryAt.set(System.nanoTime() + LEFT_ALONE.toNanos());
            throw fault;
        }
    }
}
