package porchlight.httpcache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stored responses in a database table. It never fails its callers: while the database does not
 * work, nothing is found and nothing is stored, which is logged once. Thread-safe. The SQL works on
 * both H2 and PostgreSQL.
 */
public final class ResponseCache {
    private static final Logger log = LoggerFactory.getLogger(ResponseCache.class);
    /** Uses are recorded at most this often, so that reading does not cause a write every time. */
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    /** The clocks of processes on one database differ by less than this. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final DataSource database;
    private final long maxBytes;
    private final InstantSource clock;
    private final Flights flights;
    private final AtomicBoolean broken = new AtomicBoolean();

    /** Uses a database that belongs to this process alone. */
    public ResponseCache(DataSource database, long maxBytes, InstantSource clock) {
        this(database, false, maxBytes, clock);
    }

    /**
     * @param shared whether other processes use the database too; it is then PostgreSQL
     * @param maxBytes of compressed bodies kept after a purge
     */
    public ResponseCache(DataSource database, boolean shared, long maxBytes, InstantSource clock) {
        this.database = database;
        this.flights = shared ? new SharedFlights(database) : Flights.OWN;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** The key of a request: its method, URL, and accepted type, independent of who makes it. */
    static String key(String method, String url, String accept) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest((method + "\n" + url + "\n" + accept).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    Flights flights() {
        return flights;
    }

    Optional<StoredResponse> find(String key) {
        return attempt("read", connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT content_type, etag, body, stored_at, used_at, status FROM stored_response WHERE request_key = ?")) {
                select.setString(1, key);
                try (var row = select.executeQuery()) {
                    if (!row.next()) return null;
                    var found = new StoredResponse(
                            row.getInt(6),
                            row.getString(1),
                            row.getString(2),
                            row.getBytes(3),
                            Instant.ofEpochMilli(row.getLong(4)));
                    noteUse(connection, key, row.getLong(5));
                    return found;
                }
            }
        });
    }

    private void noteUse(Connection connection, String key, long lastUse) throws SQLException {
        var now = clock.millis();
        if (now - lastUse < USE_NOTED_EVERY.toMillis()) return;
        try (var update = connection.prepareStatement("UPDATE stored_response SET used_at = ? WHERE request_key = ?")) {
            update.setLong(1, now);
            update.setString(2, key);
            update.executeUpdate();
        }
    }

    void store(String key, StoredResponse response) {
        attempt("write", connection -> {
            // MERGE differs between databases in its details; an UPDATE that may match no row does
            // not.
            if (update(connection, key, response) == 0) {
                try {
                    insert(connection, key, response);
                } catch (SQLException duplicate) {
                    if (!isDuplicate(duplicate)) throw duplicate;
                    update(connection, key, response);
                }
            }
            return null;
        });
    }

    private int update(Connection connection, String key, StoredResponse response) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE stored_response SET content_type = ?, etag = ?, body = ?,"
                + " body_length = ?, stored_at = ?, used_at = ?, status = ? WHERE request_key = ?")) {
            bind(update, response);
            update.setString(8, key);
            return update.executeUpdate();
        }
    }

    private void insert(Connection connection, String key, StoredResponse response) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO stored_response (content_type, etag, body,"
                + " body_length, stored_at, used_at, status, request_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            bind(insert, response);
            insert.setString(8, key);
            insert.executeUpdate();
        }
    }

    private void bind(PreparedStatement statement, StoredResponse response) throws SQLException {
        statement.setString(1, response.contentType());
        statement.setString(2, response.etag());
        statement.setBytes(3, response.gzip());
        statement.setLong(4, response.gzip().length);
        statement.setLong(5, response.storedAt().toEpochMilli());
        statement.setLong(6, clock.millis());
        statement.setInt(7, response.status());
    }

    /** SQLSTATE class 23: integrity constraint violation. */
    private static boolean isDuplicate(SQLException fault) {
        return fault.getSQLState() != null && fault.getSQLState().startsWith("23");
    }

    void remove(String key) {
        attempt("delete", connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM stored_response WHERE request_key = ?")) {
                delete.setString(1, key);
                delete.executeUpdate();
            }
            return null;
        });
    }

    /**
     * Deletes what the MLS sent or confirmed at or before a moment, what appears to come from the
     * future (the clock was set back, so its age is unknown), and the least recently used responses
     * beyond the size limit. Call it every few minutes.
     * @return whether it succeeded
     */
    public boolean purge(Instant last) {
        return attempt("purge", connection -> {
                    try (var delete = connection.prepareStatement(
                            "DELETE FROM stored_response WHERE stored_at <= ? OR stored_at > ?")) {
                        delete.setLong(1, last.toEpochMilli());
                        delete.setLong(2, clock.instant().plus(CLOCKS_DIFFER).toEpochMilli());
                        delete.executeUpdate();
                    }
                    deleteExcess(connection);
                    return true;
                })
                .isPresent();
    }

    private void deleteExcess(Connection connection) throws SQLException {
        var kept = 0L;
        try (var select = connection.prepareStatement(
                        "SELECT request_key, body_length FROM stored_response ORDER BY used_at DESC, request_key");
                var rows = select.executeQuery();
                var delete = connection.prepareStatement("DELETE FROM stored_response WHERE request_key = ?")) {
            while (rows.next()) {
                kept += rows.getLong(2);
                if (kept <= maxBytes) continue;
                delete.setString(1, rows.getString(1));
                delete.addBatch();
            }
            if (kept > maxBytes) delete.executeBatch();
        }
    }

    private interface Work<T> {
        @org.jspecify.annotations.Nullable
        T on(Connection connection) throws SQLException;
    }

    private <T> Optional<T> attempt(String what, Work<T> work) {
        try (var connection = database.getConnection()) {
            var result = work.on(connection);
            if (broken.compareAndSet(true, false)) log.info("The response cache works again");
            return Optional.ofNullable(result);
        } catch (SQLException fault) {
            if (broken.compareAndSet(false, true))
                log.warn("The response cache cannot {}; going on without it: {}", what, fault.getMessage());
            return Optional.empty();
        }
    }
}
