package porchlight.httpcache;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the database that stored responses are kept in. It is a cache: what cannot be read is thrown away, what
 * another process holds is left to it.
 */
public final class CacheDatabase {
    private static final Logger log = LoggerFactory.getLogger(CacheDatabase.class);
    private static final Pattern FILE_URL =
            Pattern.compile("jdbc:h2:(?:file:)?(?!(?:mem|tcp|ssl|zip|split|nio\\w+):)([^;]+).*");
    /** H2: the file is in use by another process. */
    private static final int IN_USE = 90020;

    private CacheDatabase() {}

    /**
     * A pool on the database, whose file is probed by reading it whole. A damaged file is deleted and begun anew; one in
     * use gives way to a database in memory.
     */
    public static HikariDataSource open(String jdbcUrl, @Nullable String user, @Nullable String password) {
        try {
            return probed(pool(jdbcUrl, user, password));
        } catch (SQLException | HikariPool.PoolInitializationException fault) {
            if (!FILE_URL.matcher(jdbcUrl).matches()) throw new IllegalStateException("Cannot open " + jdbcUrl, fault);
            if (code(fault) == IN_USE) {
                log.warn("Another process uses {}; keeping stored responses in memory", jdbcUrl);
                return pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null);
            }
            log.warn("The response cache {} cannot be read and is begun anew: {}", jdbcUrl, fault.getMessage());
            delete(jdbcUrl);
            return pool(jdbcUrl, user, password);
        }
    }

    private static HikariDataSource pool(String jdbcUrl, @Nullable String user, @Nullable String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        // A visitor must not wait for a database that does not answer.
        config.setConnectionTimeout(1_000);
        config.setPoolName("porchlight");
        return new HikariDataSource(config);
    }

    /** Damage shows only where it is read. */
    private static HikariDataSource probed(HikariDataSource pool) throws SQLException {
        try (var connection = pool.getConnection();
                var tables = connection.getMetaData().getTables(null, null, "STORED_RESPONSE", null)) {
            if (tables.next()) {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("SELECT body FROM stored_response")) {
                    while (rows.next()) rows.getBytes(1);
                }
            }
            return pool;
        } catch (SQLException fault) {
            pool.close();
            throw fault;
        }
    }

    private static int code(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause())
            if (cause instanceof SQLException sql && sql.getErrorCode() != 0) return sql.getErrorCode();
        return 0;
    }

    private static void delete(String jdbcUrl) {
        var path = FILE_URL.matcher(jdbcUrl).replaceFirst("$1");
        for (var ending : new String[] {".mv.db", ".trace.db"}) {
            try {
                Files.deleteIfExists(Path.of(path + ending));
            } catch (IOException fault) {
                log.warn("Cannot delete {}{}: {}", path, ending, fault.toString());
            }
        }
    }
}
