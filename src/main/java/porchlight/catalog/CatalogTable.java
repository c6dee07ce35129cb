package porchlight.catalog;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.listing.Listing;
import porchlight.listing.ListingWithTraits;

/**
 * The catalog's tables. Like the response cache, they never fail their callers: while the database does not work,
 * nothing is found and nothing is stored, which is logged once. The SQL works with both H2 and PostgreSQL.
 *
 * <p>Every change has a version number, which its rows carry: a reader that knows one version can find everything that
 * came after it. The feed's row in {@code catalogue_state} is locked during a change, so versions become visible in
 * order.
 *
 * <p>A record is written only if it changed, because it is a hundred times as large as what confirms it, see {@link
 * Confirmations}.
 */
final class CatalogTable {
    private static final Logger log = LoggerFactory.getLogger(CatalogTable.class);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule().addSerializer(Set.class, new Sorted()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .build();

    private static final State NOTHING = new State(0, Progress.NONE);

    private static final String UNIQUE_VIOLATION = "23505";

    private static final int AT_ONCE = 500;
    /** H2 would write the rows of a larger result to a file before the first of them could be read. */
    private static final int PART = 2_000;
    /** Batches of rows. */
    private static final int MOST_PARSING = 2;

    private final DataSource database;
    private final String feed;
    private final Confirmations confirmations;
    private final Blocks blocks;

    private final Supplier<byte[]> departedSecret;
    private final AtomicBoolean broken = new AtomicBoolean();

    /**
     * @param feed identifies the feed
     * @param departedSecret see {@link #departedHash}
     */
    CatalogTable(DataSource database, String feed, Supplier<byte[]> departedSecret) {
        this.database = database;
        this.feed = hash(feed);
        this.confirmations = new Confirmations(this.feed);
        this.blocks = new Blocks(this.feed);
        this.departedSecret = departedSecret;
    }

    /** Receives the result of {@link #changes}: blocks first, then removals. */
    interface Reader {
        /** Listings as they were at an earlier version; those that changed since are reported again. */
        void packed(Block block);

        /** The removed listings, by hashes of their keys. */
        void gone(Set<String> hashes);

        void written(ListingWithTraits indexed, long pass, Instant confirmed);

        /** The listing's data is unchanged, or cannot be read by this version of the program. */
        void confirmed(String listingKey, long pass, Instant confirmed);
    }

    /**
     * The table's version and the sweep's progress.
     *
     * @param version 0 if nothing was ever written for the feed
     */
    record State(long version, Progress progress) {}

    /**
     * Reports the changes since a version; the next call may report some of them again. A listing that was removed and
     * added back in between is only reported as written.
     *
     * @param since 0 for everything, of which as much as possible is reported in blocks
     * @return empty if the database does not respond
     */
    Optional<State> changes(long since, Reader reader) {
        return attempt("be read", connection -> {
            var state = state(connection);
            if (state.version() == since) return state;
            // Otherwise PostgreSQL's driver loads all rows at once.
            inTransaction(connection, () -> {
                var from = since > 0 ? since : packed(connection, reader);
                if (from > 0) reader.gone(gone(connection, from));
                read(connection, from, reader);
                // All of them: a block is not written again because its listings were confirmed.
                confirmations.read(connection, since, reader);
            });
            return state;
        });
    }

    private long packed(Connection connection, Reader reader) throws SQLException {
        try {
            return blocks.read(connection, reader::packed);
        } catch (UncheckedIOException damaged) {
            // The next attempt reads the records.
            blocks.delete(connection);
            connection.commit();
            throw new SQLException("a damaged block of listings", damaged);
        }
    }

    /** The edition of blocks that is read; empty if there is none or the database does not respond. */
    Optional<Blocks.Edition> edition() {
        return attempt("be read", blocks::edition);
    }

    /** @return whether the database stored it */
    boolean pack(long edition, int number, Block.Source source) {
        return attempt("be packed", connection -> {
                    inTransaction(connection, () -> blocks.write(connection, edition, number, source));
                    return true;
                })
                .isPresent();
    }

    /** @return whether this edition is now the one that is read */
    boolean finish(Blocks.Edition edition) {
        return attempt("be packed", connection -> {
                    inTransaction(connection, () -> blocks.finish(connection, edition));
                    return true;
                })
                .isPresent();
    }

    private State state(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT version, progress FROM catalogue_state WHERE feed = ?")) {
            select.setString(1, feed);
            try (var row = select.executeQuery()) {
                return row.next() ? new State(row.getLong(1), progress(row.getString(2))) : NOTHING;
            }
        }
    }

    private Set<String> gone(Connection connection, long since) throws SQLException {
        var hashes = new HashSet<String>();
        try (var select =
                connection.prepareStatement("SELECT key_hash FROM catalogue_gone WHERE feed = ? AND version > ?")) {
            select.setString(1, feed);
            select.setLong(2, since);
            try (var rows = select.executeQuery()) {
                while (rows.next()) hashes.add(rows.getString(1));
            }
        }
        return hashes;
    }

    private void read(Connection connection, long since, Reader reader) throws SQLException {
        var parsing = new ArrayDeque<CompletableFuture<List<Row>>>();
        try (var select = connection.prepareStatement(
                "SELECT listing_key, CASE WHEN written > ? THEN record END, pass, confirmed_at FROM catalogue_row"
                        + " WHERE feed = ? AND version > ? AND version <= ?")) {
            select.setLong(1, since);
            select.setString(2, feed);
            select.setFetchSize(AT_ONCE);
            for (long from = since, to; from < Long.MAX_VALUE; from = to) {
                to = partEnd(connection, from);
                select.setLong(3, from);
                select.setLong(4, to);
                try (var rows = select.executeQuery()) {
                    var more = true;
                    while (more) {
                        var batch = new ArrayList<Row>();
                        while (batch.size() < AT_ONCE && (more = rows.next()))
                            batch.add(new Row(
                                    rows.getString(1),
                                    rows.getString(2),
                                    null,
                                    rows.getLong(3),
                                    Instant.ofEpochMilli(rows.getLong(4))));
                        parsing.add(parsed(batch));
                        if (parsing.size() > MOST_PARSING) report(parsing.remove(), reader);
                    }
                }
            }
        }
        while (!parsing.isEmpty()) report(parsing.remove(), reader);
    }

    /** The version up to which there are about as many rows as are read at once; the greatest number if all are left. */
    private long partEnd(Connection connection, long from) throws SQLException {
        try (var select = connection.prepareStatement("SELECT version FROM catalogue_row"
                + " WHERE feed = ? AND version > ? ORDER BY version OFFSET " + PART + " ROWS FETCH FIRST ROW ONLY")) {
            select.setString(1, feed);
            select.setLong(2, from);
            try (var row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : Long.MAX_VALUE;
            }
        }
    }

    /** @param indexed null until it was parsed, and if it cannot be */
    private record Row(
            String key, @Nullable String record, @Nullable ListingWithTraits indexed, long pass, Instant confirmed) {
        Row parsed() {
            return new Row(key, null, record == null ? null : CatalogTable.indexed(record), pass, confirmed);
        }
    }

    /** Parsing takes as long as reading; the next rows are read meanwhile. */
    private static CompletableFuture<List<Row>> parsed(List<Row> rows) {
        return CompletableFuture.supplyAsync(
                () -> rows.stream().map(Row::parsed).toList());
    }

    private static void report(CompletableFuture<List<Row>> rows, Reader reader) {
        for (var row : rows.join())
            if (row.indexed() == null || !isRead(reader, row.indexed(), row.pass(), row.confirmed()))
                reader.confirmed(row.key(), row.pass(), row.confirmed());
    }

    /** One unusable record must not prevent the others from being read. */
    private static boolean isRead(Reader reader, ListingWithTraits indexed, long pass, Instant confirmed) {
        try {
            reader.written(indexed, pass, confirmed);
            return true;
        } catch (RuntimeException unusable) {
            log.warn("A stored listing cannot be used: {}", unusable.getClass().getSimpleName());
            return false;
        }
    }

    private static Progress progress(String text) {
        try {
            return JSON.readValue(text, Progress.class);
        } catch (JsonProcessingException otherVersion) {
            return Progress.NONE;
        }
    }

    /** Null if another version of this program wrote it; the next pass rewrites it. */
    private static @Nullable ListingWithTraits indexed(String record) {
        try {
            return JSON.readValue(record, ListingWithTraits.class);
        } catch (JsonProcessingException otherVersion) {
            return null;
        }
    }

    /** @return whether the database stored it */
    boolean save(Progress progress) {
        return attempt("note its progress", connection -> {
                    try (var update =
                            connection.prepareStatement("UPDATE catalogue_state SET progress = ? WHERE feed = ?")) {
                        update.setString(1, json(progress));
                        update.setString(2, feed);
                        if (update.executeUpdate() == 0) begin(connection, progress);
                    }
                    return true;
                })
                .isPresent();
    }

    private void begin(Connection connection, Progress progress) throws SQLException {
        try (var insert =
                connection.prepareStatement("INSERT INTO catalogue_state (feed, version, progress) VALUES (?, 1, ?)")) {
            insert.setString(1, feed);
            insert.setString(2, json(progress));
            insert.executeUpdate();
        }
    }

    /**
     * Writes those that are new or changed, and confirms them all.
     *
     * @return the version after it; empty if the database does not respond
     */
    Optional<Long> put(List<ListingWithTraits> listings, long pass, Instant confirmed) {
        var records = new LinkedHashMap<String, String>();
        for (var each : listings) records.put(each.listing().listingKey(), json(each));
        return changed("be written", records.keySet(), (connection, version) -> {
            var known = digests(connection, records.keySet());
            var changed = records.entrySet().stream()
                    .filter(each -> !Objects.equals(known.get(each.getKey()), digest(each.getValue())))
                    .toList();
            deleteKeys(
                    connection,
                    "catalogue_row",
                    "listing_key",
                    changed.stream()
                            .map(Map.Entry::getKey)
                            .filter(known::containsKey)
                            .toList());
            try (var insert = connection.prepareStatement(
                    "INSERT INTO catalogue_row (feed, listing_key, record, written, pass, confirmed_at, version, digest)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (var each : changed) {
                    insert.setString(1, feed);
                    insert.setString(2, each.getKey());
                    insert.setString(3, each.getValue());
                    insert.setLong(4, version);
                    insert.setLong(5, pass);
                    insert.setLong(6, confirmed.toEpochMilli());
                    insert.setLong(7, version);
                    insert.setLong(8, digest(each.getValue()));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            confirmations.add(connection, version, records.keySet(), pass, confirmed);
            deleteKeys(
                    connection,
                    "catalogue_gone",
                    "key_hash",
                    changed.stream()
                            .map(Map.Entry::getKey)
                            .filter(key -> !known.containsKey(key))
                            .map(this::departedHash)
                            .toList());
        });
    }

    /** The digests of those listings that are in the table. */
    private Map<String, Long> digests(Connection connection, Collection<String> keys) throws SQLException {
        var digests = new HashMap<String, Long>();
        // H2 would look at all rows of the feed for "= ANY(?)".
        try (var select = connection.prepareStatement("SELECT r.listing_key, r.digest"
                + " FROM UNNEST(CAST(? AS VARCHAR ARRAY)) AS k (listing_key)"
                + " JOIN catalogue_row r ON r.feed = ? AND r.listing_key = k.listing_key")) {
            select.setArray(1, connection.createArrayOf("varchar", keys.toArray()));
            select.setString(2, feed);
            try (var rows = select.executeQuery()) {
                while (rows.next()) digests.put(rows.getString(1), rows.getLong(2));
            }
        }
        return digests;
    }

    /** Never 0, which rows of earlier versions have. */
    private static long digest(String record) {
        var digest = ByteBuffer.wrap(sha256(record)).getLong();
        return digest == 0 ? 1 : digest;
    }

    /** Like {@link #put}, for unchanged listings. */
    Optional<Long> confirm(Collection<String> keys, long pass, Instant confirmed) {
        return changed(
                "be confirmed",
                keys,
                (connection, version) -> confirmations.add(connection, version, keys, pass, confirmed));
    }

    /** Deletes listings and remembers only hashes of their keys. */
    Optional<Long> depart(Collection<String> keys) {
        return changed("let listings go", keys, (connection, version) -> depart(connection, version, keys));
    }

    private void depart(Connection connection, long version, Collection<String> keys) throws SQLException {
        deleteKeys(connection, "catalogue_row", "listing_key", keys);
        var hashes = keys.stream().map(this::departedHash).toList();
        deleteKeys(connection, "catalogue_gone", "key_hash", hashes);
        try (var insert =
                connection.prepareStatement("INSERT INTO catalogue_gone (feed, key_hash, version) VALUES (?, ?, ?)")) {
            for (var hash : hashes) {
                insert.setString(1, feed);
                insert.setString(2, hash);
                insert.setLong(3, version);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Deletes what earlier passes confirmed, and the listings that a whole pass did not see: those in the table only,
     * too old to be shown.
     *
     * @param isSeen whether the pass saw a listing
     */
    Optional<Long> supersede(long pass, Predicate<String> isSeen) {
        return changed("forget earlier passes", (connection, version) -> {
            var unseen = confirmations.supersede(connection, pass, isSeen);
            if (!unseen.isEmpty())
                depart(connection, version, digests(connection, unseen).keySet());
        });
    }

    private interface Change {
        void make(Connection connection, long version) throws SQLException;
    }

    private Optional<Long> changed(String what, Collection<?> rows, Change change) {
        if (rows.isEmpty()) throw new IllegalArgumentException("no change");
        return changed(what, change);
    }

    private Optional<Long> changed(String what, Change change) {
        return attempt(what, connection -> {
            var version = new long[1];
            inTransaction(connection, () -> {
                version[0] = next(connection);
                change.make(connection, version[0]);
            });
            return version[0];
        });
    }

    /** The version number of this transaction's change; other writers wait until it ends. */
    private long next(Connection connection) throws SQLException {
        try (var update =
                connection.prepareStatement("UPDATE catalogue_state SET version = version + 1 WHERE feed = ?")) {
            update.setString(1, feed);
            if (update.executeUpdate() == 0) begin(connection, Progress.NONE);
        }
        return state(connection).version();
    }

    /**
     * Remembers a listing that was shown as if it had already departed, because it may do so before it is seen again.
     *
     * @return whether it was stored
     */
    boolean noteShown(String hash) {
        return attempt("note what is shown", connection -> {
                    // Other processes read rows with versions newer than theirs; this row does not concern them.
                    try (var insert = connection.prepareStatement("INSERT INTO catalogue_gone (feed, key_hash, version)"
                            + " SELECT CAST(? AS VARCHAR(64)), CAST(? AS VARCHAR(64)), 0"
                            + " WHERE NOT EXISTS (SELECT 1 FROM catalogue_gone WHERE feed = ? AND key_hash = ?)")) {
                        insert.setString(1, feed);
                        insert.setString(2, hash);
                        insert.setString(3, feed);
                        insert.setString(4, hash);
                        insert.executeUpdate();
                    } catch (SQLException fault) {
                        // Another process inserted it at the same moment.
                        if (!UNIQUE_VIOLATION.equals(fault.getSQLState())) throw fault;
                    }
                    return true;
                })
                .orElse(false);
    }

    boolean hasDeparted(String key) {
        return attempt("be read", connection -> {
                    try (var select = connection.prepareStatement(
                            "SELECT 1 FROM catalogue_gone WHERE feed = ? AND key_hash = ?")) {
                        select.setString(1, feed);
                        select.setString(2, departedHash(key));
                        try (var row = select.executeQuery()) {
                            return row.next();
                        }
                    }
                })
                .orElse(false);
    }

    /**
     * Deletes listings last confirmed at {@code last} or earlier, or confirmed after {@code latest}. If a feed has no
     * listings left, its sweep's progress is deleted as well: it is of no use and may name the last of them.
     *
     * @return whether this succeeded
     */
    boolean purge(Instant last, Instant latest) {
        return attempt("be purged", connection -> {
                    inTransaction(connection, () -> {
                        Confirmations.purge(connection, last, latest);
                        Blocks.purge(connection, last.toEpochMilli(), latest.toEpochMilli());
                    });
                    try (var update = connection.prepareStatement("UPDATE catalogue_state SET progress = ?"
                            + " WHERE progress <> ? AND NOT EXISTS (SELECT 1 FROM catalogue_row"
                            + " WHERE catalogue_row.feed = catalogue_state.feed)")) {
                        update.setString(1, json(Progress.NONE));
                        update.setString(2, json(Progress.NONE));
                        update.executeUpdate();
                    }
                    return true;
                })
                .isPresent();
    }

    Map<String, Listing> find(Collection<String> keys) {
        return attempt("be read", connection -> {
                    var found = new HashMap<String, Listing>();
                    try (var select = connection.prepareStatement(
                            "SELECT record FROM catalogue_row WHERE feed = ? AND listing_key = ?")) {
                        select.setString(1, feed);
                        for (var key : keys) {
                            select.setString(2, key);
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

    private void deleteKeys(Connection connection, String table, String column, Collection<String> keys)
            throws SQLException {
        try (var delete =
                connection.prepareStatement("DELETE FROM " + table + " WHERE feed = ? AND " + column + " = ?")) {
            for (var key : keys) {
                delete.setString(1, feed);
                delete.setString(2, key);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    /**
     * What is remembered of a departed listing: the HMAC-SHA256 of its key, so that the table alone does not reveal
     * which of the MLS's listings were here.
     */
    String departedHash(String key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(departedSecret.get(), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(key.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    static String hash(String key) {
        return HexFormat.of().formatHex(sha256(key));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    /** Sets without an order differ from process to process, and so would digests of equal records. */
    @SuppressWarnings("rawtypes")
    private static final class Sorted extends StdSerializer<Set> {
        private static final long serialVersionUID = 1;

        Sorted() {
            super(Set.class);
        }

        @Override
        public void serialize(Set values, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartArray();
            for (var value : new TreeSet<Object>((Set<?>) values)) json.writeObject(value);
            json.writeEndArray();
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("a record that cannot be written", fault);
        }
    }

    private interface Statements {
        void run() throws SQLException;
    }

    private static void inTransaction(Connection connection, Statements statements) throws SQLException {
        connection.setAutoCommit(false);
        try {
            statements.run();
            connection.commit();
        } catch (SQLException fault) {
            connection.rollback();
            throw fault;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private interface Work<T> {
        @Nullable
        T on(Connection connection) throws SQLException;
    }

    private <T> Optional<T> attempt(String what, Work<T> work) {
        try (var connection = database.getConnection()) {
            var result = work.on(connection);
            if (broken.compareAndSet(true, false)) log.info("The catalog's table works again");
            return Optional.ofNullable(result);
        } catch (SQLException fault) {
            if (broken.compareAndSet(false, true))
                log.warn("The catalog's table cannot {}; going on in memory: {}", what, fault.getMessage());
            return Optional.empty();
        }
    }
}
