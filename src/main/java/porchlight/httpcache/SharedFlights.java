package porchlight.httpcache;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flights in a PostgreSQL table. Each is a lease by the server's clock, and the lease of a process
 * that dies runs out. While the database does not respond, every process makes its own requests.
 */
final class SharedFlights implements Flights {
    private static final Logger log = LoggerFactory.getLogger(SharedFlights.class);
    /**
     * Longer than an MLS usually takes, and half as long as other processes wait. After a killed
     * process, one of them repeats its request, and the rest get the answer.
     */
    static final Duration LEASE = Duration.ofSeconds(2);

    private static final String NOW = "floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    private final DataSource database;
    private final String owner = UUID.randomUUID().toString();

    SharedFlights(DataSource database) {
        this.database = database;
    }

    @Override
    public boolean take(String key) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("INSERT INTO response_flight (request_key, owner, until)"
                        + " VALUES (?, ?, " + NOW + " + ?) ON CONFLICT (request_key) DO UPDATE"
                        + " SET owner = EXCLUDED.owner, until = EXCLUDED.until WHERE response_flight.until < " + NOW)) {
            insert.setString(1, key);
            insert.setString(2, owner);
            insert.setLong(3, LEASE.toMillis());
            return insert.executeUpdate() > 0;
        } catch (SQLException away) {
            log.debug("Flights are not shared: {}", away.getMessage());
            return true;
        }
    }

    @Override
    public void landed(String key) {
        try (var connection = database.getConnection()) {
            delete(connection, key);
        } catch (SQLException away) {
            log.debug("A flight is left to run out: {}", away.getMessage());
        }
    }

    private void delete(Connection connection, String key) throws SQLException {
        try (var delete =
                connection.prepareStatement("DELETE FROM response_flight WHERE request_key = ? AND owner = ?")) {
            delete.setString(1, key);
            delete.setString(2, owner);
            delete.executeUpdate();
        }
    }
}
