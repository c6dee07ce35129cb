package porchlight.catalogue;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.listing.Indexed;
import porchlight.listing.Listing;

/**
 * The catalogue's tables. Like the response cache they never fail their callers: while the database does not work,
 * nothing is found and nothing kept, which is logged once. The SQL is H2's and PostgreSQL's alike.
 */
final class CatalogueTable {
    private static final Logger log = LoggerFactory.getLogger(CatalogueTable.class);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .build();

    private final DataSource database;
    private final AtomicBoolean broken = new AtomicBoolean();

    CatalogueTable(DataSource database) {
        this.database = database;
        attempt("create its tables", connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS catalogue_listing (listing_key VARCHAR(255) PRIMARY KEY,"
                        + " record VARCHAR(200000) NOT NULL, pass BIGINT NOT NULL, confirmed_at BIGINT NOT NULL)");
                statement.execute("CREATE INDEX IF NOT EXISTS catalogue_listing_confirmed_at"
                        + " ON catalogue_listing (confirmed_at)");
                statement.execute("CREATE TABLE IF NOT EXISTS catalogue_departed (key_hash VARCHAR(64) PRIMARY KEY)");
                statement.execute("CREATE TABLE IF NOT EXISTS catalogue_progress (feed VARCHAR(2000) PRIMARY KEY,"
                        + " progress VARCHAR(20000) NOT NULL)");
            }
            return null;
        });
    }

    /** A row of the table. */
    record Row(Indexed indexed, long pass, Instant confirmed) {}

    /** Takes what {@link #load} finds. */
    interface Reader {
        void row(Row row);
    }

    /**
     * Gives every listing of a feed and tells how far its sweep was. Another feed's are deleted.
     *
     * @param feed what tells one feed from another
     */
    Progress load(String feed, Reader reader) {
        return attempt("be read", connection -> {
                    var progress = progress(connection, feed);
                    if (progress == null) {
                        clear(connection);
                        return Progress.NONE;
                    }
                    read(connection, reader);
                    return progress;
                })
                .orElse(Progress.NONE);
    }

    private static void clear(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var table : List.of("catalogue_listing", "catalogue_departed", "catalogue_progress"))
                statement.execute("DELETE FROM " + table);
        }
    }

    private static @Nullable Progress progress(Connection connection, String feed) throws SQLException {
        try (var select = connection.prepareStatement("SELECT progress FROM catalogue_progress WHERE feed = ?")) {
            select.setString(1, feed);
            try (var row = select.executeQuery()) {
                return row.next() ? JSON.readValue(row.getString(1), Progress.class) : null;
            }
        } catch (JsonProcessingException otherVersion) {
            return null;
        }
    }

    private static void read(Connection connection, Reader reader) throws SQLException {
        try (var select = connection.prepareStatement("SELECT record, pass, confirmed_at FROM catalogue_listing")) {
            select.setFetchSize(500);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var indexed = indexed(rows.getString(1));
                    if (indexed != null)
                        reader.row(new Row(indexed, rows.getLong(2), Instant.ofEpochMilli(rows.getLong(3))));
                }
            }
        }
    }

    /** Null when another version of this program wrote it; the next pass writes it anew. */
    private static @Nullable Indexed indexed(String record) {
        try {
            return JSON.readValue(record, Indexed.class);
        } catch (JsonProcessingException otherVersion) {
            return null;
        }
    }

    void save(String feed, Progress progress) {
        attempt("note its progress", connection -> {
            var text = json(progress);
            try (var update =
                    connection.prepareStatement("UPDATE catalogue_progress SET progress = ? WHERE feed = ?")) {
                update.setString(1, text);
                update.setString(2, feed);
                if (update.executeUpdate() > 0) return null;
            }
            try (var insert =
                    connection.prepareStatement("INSERT INTO catalogue_progress (progress, feed) VALUES (?, ?)")) {
                insert.setString(1, text);
                insert.setString(2, feed);
                insert.executeUpdate();
            }
            return null;
        });
    }

    void put(List<Indexed> listings, long pass, Instant confirmed) {
        if (listings.isEmpty()) return;
        attempt(
                "be written",
                connection -> inTransaction(connection, () -> {
                    deleteKeys(
                            connection,
                            listings.stream()
                                    .map(each -> each.listing().listingKey())
                                    .toList());
                    try (var insert = connection.prepareStatement(
                            "INSERT INTO catalogue_listing (listing_key, record, pass, confirmed_at) VALUES (?, ?, ?, ?)")) {
                        for (var each : listings) {
                            insert.setString(1, each.listing().listingKey());
                            insert.setString(2, json(each));
                            insert.setLong(3, pass);
                            insert.setLong(4, confirmed.toEpochMilli());
                            insert.addBatch();
                        }
                        insert.executeBatch();
                    }
                    try (var back = connection.prepareStatement("DELETE FROM catalogue_departed WHERE key_hash = ?")) {
                        batch(
                                back,
                                listings.stream()
                                        .map(each -> hash(each.listing().listingKey()))
                                        .toList());
                    }
                }));
    }

    void confirm(Collection<String> keys, long pass, Instant confirmed) {
        if (keys.isEmpty()) return;
        attempt(
                "be confirmed",
                connection -> inTransaction(connection, () -> {
                    try (var update = connection.prepareStatement(
                            "UPDATE catalogue_listing SET pass = ?, confirmed_at = ? WHERE listing_key = ?")) {
                        for (var key : keys) {
                            update.setLong(1, pass);
                            update.setLong(2, confirmed.toEpochMilli());
                            update.setString(3, key);
                            update.addBatch();
                        }
                        update.executeBatch();
                    }
                }));
    }

    /** Deletes listings and remembers that they were here, by hashes of their keys alone. */
    void depart(Collection<String> keys) {
        if (keys.isEmpty()) return;
        attempt(
                "let listings go",
                connection -> inTransaction(connection, () -> {
                    deleteKeys(connection, keys);
                    var hashes = keys.stream().map(CatalogueTable::hash).toList();
                    try (var delete = connection.prepareStatement("DELETE FROM catalogue_departed WHERE key_hash = ?");
                            var insert = connection.prepareStatement(
                                    "INSERT INTO catalogue_departed (key_hash) VALUES (?)")) {
                        batch(delete, hashes);
                        batch(insert, hashes);
                    }
                }));
    }

    boolean hasDeparted(String key) {
        return attempt("be read", connection -> {
                    try (var select =
                            connection.prepareStatement("SELECT 1 FROM catalogue_departed WHERE key_hash = ?")) {
                        select.setString(1, hash(key));
                        try (var row = select.executeQuery()) {
                            return row.next();
                        }
                    }
                })
                .orElse(false);
    }

    /** Deletes what was last confirmed at a moment or before. */
    void purge(Instant last) {
        attempt("be purged", connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM catalogue_listing WHERE confirmed_at <= ?")) {
                delete.setLong(1, last.toEpochMilli());
                delete.executeUpdate();
            }
            return null;
        });
    }

    Map<String, Listing> find(Collection<String> keys) {
        return attempt("be read", connection -> {
                    var found = new HashMap<String, Listing>();
                    try (var select =
                            connection.prepareStatement("SELECT record FROM catalogue_listing WHERE listing_key = ?")) {
                        for (var key : keys) {
                            select.setString(1, key);
                            try (var row = select.executeQuery()) {
                                var indexed = row.next() ? indexed(row.getString(1)) : null;
                                if (indexed != null) found.put(key, indexed.listing());
                            }
                        }
                    }
                    return found;
                })
                .orElseGet(HashMap::new);
    }

    private static void deleteKeys(Connection connection, Collection<String> keys) throws SQLException {
        try (var delete = connection.prepareStatement("DELETE FROM catalogue_listing WHERE listing_key = ?")) {
            batch(delete, keys);
        }
    }

    private static void batch(PreparedStatement statement, Collection<String> values) throws SQLException {
        for (var value : values) {
            statement.setString(1, value);
            statement.addBatch();
        }
        statement.executeBatch();
    }

    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("a record that cannot be written", fault);
        }
    }

    private interface Change {
        void make() throws SQLException;
    }

    private static @Nullable Void inTransaction(Connection connection, Change change) throws SQLException {
        connection.setAutoCommit(false);
        try {
            change.make();
            connection.commit();
        } catch (SQLException fault) {
            connection.rollback();
            throw fault;
        } finally {
            connection.setAutoCommit(true);
        }
        return null;
    }

    private interface Work<T> {
        @Nullable
        T on(Connection connection) throws SQLException;
    }

    private <T> Optional<T> attempt(String what, Work<T> work) {
        try (var connection = database.getConnection()) {
            var result = work.on(connection);
            if (broken.compareAndSet(true, false)) log.info("The catalogue's table works again");
            return Optional.ofNullable(result);
        } catch (SQLException fault) {
            if (broken.compareAndSet(false, true))
                log.warn("The catalogue's table cannot {}; going on in memory", what, fault);
            return Optional.empty();
        }
    }
}
