package porchlight.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the database of stored responses and the catalog. A file is a cache: an unreadable file is
 * deleted, and one held by another process is left alone. On a server nothing is ever deleted, and
 * the server may be away.
 */
public final class SiteDatabase {
    private static final Logger log = LoggerFactory.getLogger(SiteDatabase.class);
    private static final Pattern FILE_URL =
            Pattern.compile("jdbc:h2:(?:file:)?(?!(?:mem|tcp|ssl|zip|split|nio\\w+):)([^;]+).*");
    private static final Pattern NOT_OURS_TO_CLOSE = Pattern.compile("(?i);DB_CLOSE_ON_EXIT=|^jdbc:h2:(tcp|ssl):");
    /** H2: the file is in use by another process. */
    private static final int IN_USE = 90020;

    /**
     * In a file, tables are created directly, since they may be deleted; a server's tables are
     * migrated.
     */
    private static final List<String> SCRIPTS = List.of(
            "V1__cache_and_catalogue.sql",
            "V3__seen_changes.sql",
            "V5__stored_absences.sql",
            "V7__feed_behavior.sql",
            "V8__confirmations.sql",
            "V9__blocks.sql",
            "V10__people.sql");

    private static final String LATEST = SCRIPTS.get(SCRIPTS.size() - 1);

    private SiteDatabase() {}

    /**
     * The database server says that the account or database does not exist, which waiting will not
     * fix. The message contains neither password nor URL.
     */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String problem) {
            super(problem);
        }
    }

    /** Whether several processes can use it at the same time. */
    public static boolean isShared(String jdbcUrl) {
        return jdbcUrl.startsWith("jdbc:postgresql:");
    }

    /**
     * Opens a pool on the database. A file is checked by reading it completely: a damaged file is
     * deleted and replaced with an empty one, and if the file is in use, a database in memory is
     * used instead. A server need not be running: until it is, connections are refused.
     * @throws Refused if the user, password, or name of the database is wrong
     */
    public static HikariDataSource open(String jdbcUrl, @Nullable String user, @Nullable String password) {
        if (isShared(jdbcUrl)) return server(jdbcUrl, user, password);
        try {
            return probed(pool(jdbcUrl, user, password));
        } catch (SQLException | HikariPool.PoolInitializationException fault) {
            refuseWrongAccount(fault);
            if (!isFile(jdbcUrl)) throw new IllegalStateException("Cannot open the database", fault);
            if (code(fault) == IN_USE) {
                log.warn("Another process uses {}; keeping stored responses in memory", file(jdbcUrl));
                return fresh("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null);
            }
            log.warn("The response cache {} cannot be read and is replaced: {}", file(jdbcUrl), fault.getMessage());
            FilePool.delete(file(jdbcUrl));
            return fresh(jdbcUrl, user, password);
        }
    }

    private static HikariDataSource server(String jdbcUrl, @Nullable String user, @Nullable String password) {
        var pool = new ServerPool(jdbcUrl, user, password, Migrations.SHARED_SITE);
        try (var connection = pool.getConnection()) {
            log.info(
                    "Cache, catalog and leads are shared: {}",
                    connection.getMetaData().getDatabaseProductVersion());
        } catch (SQLException away) {
            try {
                refuseWrongAccount(away);
            } catch (Refused wrong) {
                pool.close();
                throw wrong;
            }
            log.warn("The database is away; going on without it until it answers: {}", away.getMessage());
        }
        return pool;
    }

    private static HikariDataSource fresh(String jdbcUrl, @Nullable String user, @Nullable String password) {
        try {
            return probed(pool(jdbcUrl, user, password));
        } catch (SQLException fault) {
            throw new IllegalStateException("Cannot open the database", fault);
        }
    }

    private static HikariDataSource pool(String jdbcUrl, @Nullable String user, @Nullable String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(ownClosing(jdbcUrl));
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        // A visitor must not wait for a database that does not respond.
        config.setConnectionTimeout(1_000);
        config.setPoolName("porchlight");
        return isFile(jdbcUrl) ? new FilePool(config, file(jdbcUrl)) : new HikariDataSource(config);
    }

    /** Whether it is an H2 file. */
    public static boolean isFile(String jdbcUrl) {
        return FILE_URL.matcher(jdbcUrl).matches();
    }

    /** The path without its extension. */
    private static Path file(String jdbcUrl) {
        var path = FILE_URL.matcher(jdbcUrl).replaceFirst("$1");
        return Path.of(path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path);
    }

    /**
     * By default H2 would close the file at SIGTERM, while requests are still being answered and
     * written; instead, the code that opens the database closes it. H2 would also write failed
     * statements to a trace file of its own.
     */
    private static String ownClosing(String jdbcUrl) {
        if (NOT_OURS_TO_CLOSE.matcher(jdbcUrl).find()) return jdbcUrl;
        var traced = jdbcUrl.toUpperCase(Locale.ROOT).contains(";TRACE_LEVEL_FILE=");
        return jdbcUrl + ";DB_CLOSE_ON_EXIT=FALSE" + (traced ? "" : ";TRACE_LEVEL_FILE=0");
    }

    private static HikariDataSource probed(HikariDataSource pool) throws SQLException {
        try (var connection = pool.getConnection()) {
            prepare(connection);
            return pool;
        } catch (SQLException fault) {
            pool.close();
            throw fault;
        }
    }

    /**
     * Creates the tables if there are none; otherwise reads them completely, because damage shows
     * only when it is read, and tables created by another version of this program cannot be
     * trusted.
     */
    static void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (madeBy(connection) == null) {
                for (var script : SCRIPTS) statement.execute("RUNSCRIPT FROM 'classpath:/db/site/" + script + "'");
                statement.execute("COMMENT ON TABLE stored_response IS '" + LATEST + "'");
            } else if (!LATEST.equals(madeBy(connection))) throw new SQLException("another version made it");
            try (var rows = statement.executeQuery("SELECT body FROM stored_response")) {
                while (rows.next()) rows.getBytes(1);
            }
        }
    }

    /** The latest script that created the tables; null when there are none. */
    static @Nullable String madeBy(Connection connection) throws SQLException {
        return remarks(connection, "STORED_RESPONSE");
    }

    /** The comment on a table, empty for none; null if there is no such table. */
    static @Nullable String remarks(Connection connection, String table) throws SQLException {
        try (var tables = connection.getMetaData().getTables(null, null, table, null)) {
            return tables.next() ? Objects.requireNonNullElse(tables.getString("REMARKS"), "") : null;
        }
    }

    private static void refuseWrongAccount(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (!(cause instanceof SQLException sql) || sql.getSQLState() == null) continue;
            switch (sql.getSQLState()) {
                case "28P01", "28000" -> throw new Refused("the database refuses its user or password");
                case "3D000" -> throw new Refused("the database server has no database of that name");
                default -> {
                    // Possibly a temporary failure.
                }
            }
        }
    }

    private static int code(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause())
            if (cause instanceof SQLException sql && sql.getErrorCode() != 0) return sql.getErrorCode();
        return 0;
    }
}
