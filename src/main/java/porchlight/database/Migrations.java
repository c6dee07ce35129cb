package porchlight.database;

import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Upgrades tables that are never deleted to the schema this program knows, using the numbered files
 * under {@code db/}. Tables of a newer version are left unchanged. While a new version replaces an
 * old one, both work on the same tables, so each file may add only what the previous version can
 * ignore.
 */
public enum Migrations {
    /**
     * The tables of stored responses and the catalog, on a server that several processes share.
     */
    SHARED_SITE("site", "10", "classpath:db/site", "classpath:db/postgresql"),
    /** The tables of leads, wherever they are. */
    LEADS("leads", "1", "classpath:db/leads");

    private final String history;
    private final String newest;
    private final String[] folders;

    Migrations(String of, String newest, String... folders) {
        this.history = "migrations_of_" + of;
        this.newest = newest;
        this.folders = folders;
    }

    /** The number of the latest file. */
    String newest() {
        return newest;
    }

    String[] folders() {
        return folders.clone();
    }

    /**
     * @throws SQLException if the database does not respond or refuses; in that case the failing
     * file had no effect
     */
    public void apply(DataSource database) throws SQLException {
        // Most starts find nothing to do, and Flyway takes a third of a second to find that out.
        if (!isDone(database)) migrate(Flyway.configure().dataSource(database));
    }

    private boolean isDone(DataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            try (var row = statement.executeQuery(
                    "SELECT 1 FROM \"" + history + "\" WHERE \"version\" = '" + newest + "' AND \"success\"")) {
                return row.next();
            } catch (SQLException none) {
                return false;
            }
        }
    }

    /** Like {@link #apply(DataSource)}, over its own connections. */
    void apply(String jdbcUrl, @Nullable String user, @Nullable String password, Map<String, String> properties)
            throws SQLException {
        migrate(Flyway.configure().jdbcProperties(properties).dataSource(jdbcUrl, user, password));
    }

    private void migrate(FluentConfiguration flyway) throws SQLException {
        try {
            flyway.locations(folders)
                    .table(history)
                    // There may be tables of other programs, or of this program from before it
                    // numbered its versions.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException fault) {
            for (Throwable cause = fault; cause != null; cause = cause.getCause())
                if (cause instanceof SQLException sql)
                    throw new SQLException(sql.getMessage(), sql.getSQLState(), sql.getErrorCode(), fault);
            throw new SQLException(fault.getMessage(), fault);
        }
    }
}
