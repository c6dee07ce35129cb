package porchlight.catalog;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Which listings the feed confirmed, and when: one small row for each page that the sweep read, with the keys on it.
 * Confirming a listing would otherwise mean writing its record again. The newest row with a listing's key counts; rows
 * go when a later pass has seen all that is left of their listings, or when they are too old. What earlier versions of
 * this program wrote has a digest of 0 and its confirmation in the listing's own row.
 */
final class Confirmations {
    private final String feed;

    /** @param feed as in the tables */
    Confirmations(String feed) {
        this.feed = feed;
    }

    void add(Connection connection, long version, Collection<String> keys, long pass, Instant confirmed)
            throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO catalogue_confirmed"
                + " (feed, version, pass, confirmed_at, listing_keys) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, feed);
            insert.setLong(2, version);
            insert.setLong(3, pass);
            insert.setLong(4, confirmed.toEpochMilli());
            insert.setBytes(5, packed(keys));
            insert.executeUpdate();
        }
    }

    /** Reports all that came after a version, oldest first. */
    void read(Connection connection, long since, CatalogTable.Reader reader) throws SQLException {
        try (var select = connection.prepareStatement("SELECT pass, confirmed_at, listing_keys FROM catalogue_confirmed"
                + " WHERE feed = ? AND version > ? ORDER BY version")) {
            select.setString(1, feed);
            select.setLong(2, since);
            select.setFetchSize(500);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var pass = rows.getLong(1);
                    var confirmed = Instant.ofEpochMilli(rows.getLong(2));
                    unpack(rows.getBytes(3), key -> reader.confirmed(key, pass, confirmed));
                }
            }
        }
    }

    /**
     * Deletes what passes before this one confirmed.
     *
     * @param isSeen whether this pass saw a listing
     * @return the listings of earlier passes that it did not see; they may be gone already
     */
    Set<String> supersede(Connection connection, long pass, Predicate<String> isSeen) throws SQLException {
        var unseen = new HashSet<String>();
        try (var select = connection.prepareStatement(
                        "SELECT listing_keys FROM catalogue_confirmed WHERE feed = ? AND pass < ?");
                var older = connection.prepareStatement(
                        "SELECT listing_key FROM catalogue_row WHERE feed = ? AND digest = 0 AND pass < ?");
                var delete =
                        connection.prepareStatement("DELETE FROM catalogue_confirmed WHERE feed = ? AND pass < ?")) {
            for (var statement : new PreparedStatement[] {select, older, delete}) {
                statement.setString(1, feed);
                statement.setLong(2, pass);
                statement.setFetchSize(500);
            }
            try (var rows = select.executeQuery()) {
                while (rows.next())
                    unpack(rows.getBytes(1), key -> {
                        if (!isSeen.test(key)) unseen.add(key);
                    });
            }
            try (var rows = older.executeQuery()) {
                while (rows.next()) if (!isSeen.test(rows.getString(1))) unseen.add(rows.getString(1));
            }
            delete.executeUpdate();
        }
        return unseen;
    }

    /**
     * Deletes, of every feed, listings last confirmed at {@code last} or earlier or confirmed after {@code latest}, and
     * what is known of their confirmations.
     */
    static void purge(Connection connection, Instant last, Instant latest) throws SQLException {
        var ages = new Ages(last.toEpochMilli(), latest.toEpochMilli());
        var expired = expired(connection, ages);
        for (var each : expired.entrySet()) {
            keepConfirmed(connection, each.getKey(), each.getValue(), ages);
            try (var delete =
                    connection.prepareStatement("DELETE FROM catalogue_row WHERE feed = ? AND listing_key = ?")) {
                for (var key : each.getValue().keySet()) {
                    delete.setString(1, each.getKey());
                    delete.setString(2, key);
                    delete.addBatch();
                }
                delete.executeBatch();
            }
        }
        if (expired.isEmpty()) return;
        try (var delete = ages.in(connection.prepareStatement(
                "DELETE FROM catalogue_confirmed WHERE confirmed_at <= ? OR confirmed_at > ?"))) {
            delete.executeUpdate();
        }
    }

    private record Ages(long last, long latest) {
        PreparedStatement in(PreparedStatement statement) throws SQLException {
            statement.setLong(1, last);
            statement.setLong(2, latest);
            statement.setFetchSize(500);
            return statement;
        }
    }

    /** By feed and key, whether the confirmation is in the future. */
    private static Map<String, Map<String, Boolean>> expired(Connection connection, Ages ages) throws SQLException {
        var expired = new HashMap<String, Map<String, Boolean>>();
        try (var select = ages.in(connection.prepareStatement("SELECT feed, listing_key FROM catalogue_row"
                        + " WHERE digest = 0 AND (confirmed_at <= ? OR confirmed_at > ?)"));
                var rows = select.executeQuery()) {
            while (rows.next())
                expired.computeIfAbsent(rows.getString(1), first -> new HashMap<>())
                        .put(rows.getString(2), false);
        }
        try (var select = ages.in(connection.prepareStatement("SELECT feed, confirmed_at, listing_keys"
                        + " FROM catalogue_confirmed WHERE confirmed_at <= ? OR confirmed_at > ?"));
                var rows = select.executeQuery()) {
            while (rows.next()) {
                var keys = expired.computeIfAbsent(rows.getString(1), first -> new HashMap<>());
                var future = rows.getLong(2) > ages.latest();
                unpack(rows.getBytes(3), key -> keys.merge(key, future, Boolean::logicalOr));
            }
        }
        return expired;
    }

    /** Removes listings with a confirmation that still counts, unless the clock was set back after a later one. */
    private static void keepConfirmed(Connection connection, String feed, Map<String, Boolean> expired, Ages ages)
            throws SQLException {
        // Until this transaction ends, nobody confirms anything.
        try (var lock = connection.prepareStatement("SELECT version FROM catalogue_state WHERE feed = ? FOR UPDATE")) {
            lock.setString(1, feed);
            lock.executeQuery().close();
        }
        try (var select = ages.in(connection.prepareStatement("SELECT listing_keys FROM catalogue_confirmed"
                + " WHERE confirmed_at > ? AND confirmed_at <= ? AND feed = ?"))) {
            select.setString(3, feed);
            try (var rows = select.executeQuery()) {
                while (rows.next()) unpack(rows.getBytes(1), key -> expired.remove(key, false));
            }
        }
    }

    /** Keys of a feed have much in common: 26 digits take 9 bytes. */
    static byte[] packed(Collection<String> keys) {
        var bytes = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            for (var key : keys) out.writeUTF(key);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    static void unpack(byte[] packed, Consumer<String> keys) {
        var inflater = new Inflater(true);
        try (var in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(packed), inflater))) {
            while (true) keys.accept(in.readUTF());
        } catch (EOFException end) {
            // Those were all.
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        } finally {
            inflater.end();
        }
    }
}
