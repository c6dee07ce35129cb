package porchlight.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that a running site replaces by a copy. */
class FilePoolTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @TempDir
    Path directory;

    private FilePool open() {
        return (FilePool) SiteDatabase.open("jdbc:h2:file:" + directory.resolve("site"), null, null);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void store(Connection connection, String key, String body) throws SQLException {
        run(
                connection,
                "MERGE INTO stored_response (request_key, body, body_length, stored_at, used_at) VALUES ('" + key
                        + "', STRINGTOUTF8('" + body + "'), 1, " + body.hashCode() + ", 1)");
    }

    private static void list(Connection connection, String key) throws SQLException {
        run(connection, "INSERT INTO catalogue_row VALUES ('feed', '" + key + "', '{}', 1, 1, 1, 1, 1)");
    }

    private static TreeMap<String, String> responses(Connection connection) throws SQLException {
        var found = new TreeMap<String, String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT request_key, body FROM stored_response")) {
            while (rows.next()) found.put(rows.getString(1), new String(rows.getBytes(2), StandardCharsets.UTF_8));
        }
        return found;
    }

    private static TreeSet<String> column(Connection connection, String sql) throws SQLException {
        var found = new TreeSet<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) found.add(rows.getString(1));
        }
        return found;
    }

    private TreeSet<String> files() throws Exception {
        var names = new TreeSet<String>();
        try (var files = Files.list(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    @Test
    void aCompactedFileHasAllThatIsInTheDatabaseAndNothingElse() throws Exception {
        try (var pool = open()) {
            assertEquals(Optional.empty(), pool.compactedAt());
            try (var connection = pool.getConnection()) {
                for (int i = 0; i < 1_200; i++) list(connection, "L" + i);
                store(connection, "a", "kept");
                store(connection, "b", "deleted-needle");
                run(connection, "INSERT INTO feed_behavior VALUES ('feed', 1, '{}')");
                run(connection, "INSERT INTO catalogue_state VALUES ('feed', 7, '{}')");
                run(connection, "INSERT INTO catalogue_gone VALUES ('feed', 'h', 3)");
                run(connection, "INSERT INTO catalogue_confirmed VALUES ('feed', 7, 1, 1, X'78')");
                run(connection, "INSERT INTO catalogue_edition VALUES ('feed', 5, 1, 7, 25)");
                for (int i = 0; i < 25; i++)
                    run(connection, "INSERT INTO catalogue_block VALUES ('feed', 5, " + i + ", 1, 1, X'78')");
                run(connection, "DELETE FROM stored_response WHERE request_key = 'b'");
            }
            pool.compact(NOW);
            assertEquals(new TreeSet<>(List.of("site.mv.db")), files());
            var bytes = Files.readString(directory.resolve("site.mv.db"), StandardCharsets.ISO_8859_1);
            assertFalse(bytes.contains("deleted-needle"));
            assertTrue(bytes.contains("kept"));
        }
        try (var pool = open();
                var connection = pool.getConnection()) {
            assertEquals(Optional.of(NOW), pool.compactedAt());
            assertEquals(
                    1_200,
                    column(connection, "SELECT listing_key FROM catalogue_row").size());
            assertEquals("{a=kept}", responses(connection).toString());
            assertEquals(
                    25, column(connection, "SELECT number FROM catalogue_block").size());
            for (var table : List.of(
                    "feed_behavior", "catalogue_state", "catalogue_gone", "catalogue_confirmed", "catalogue_edition"))
                assertEquals(1, column(connection, "SELECT feed FROM " + table).size(), table);
        }
    }

    @Test
    void whatIsWrittenMeanwhileIsCopiedLast() throws Exception {
        try (var pool = open();
                var other = SiteDatabase.open("jdbc:h2:file:" + directory.resolve("other"), null, null);
                var from = pool.getConnection();
                var to = other.getConnection()) {
            for (var key : List.of("same", "changed", "removed")) store(from, key, key);
            run(from, "INSERT INTO catalogue_gone VALUES ('feed', 'before', 0)");
            run(from, "INSERT INTO feed_behavior VALUES ('feed', 1, 'before')");
            var copy = new FileCopy();
            copy.begin(from, to);
            store(from, "changed", "changed since");
            store(from, "added", "added");
            run(from, "DELETE FROM stored_response WHERE request_key = 'removed'");
            run(from, "INSERT INTO catalogue_gone VALUES ('feed', 'since', 0)");
            run(from, "UPDATE feed_behavior SET behavior = 'since'");
            copy.finish(from, to);
            assertEquals(responses(from), responses(to));
            assertEquals(3, responses(to).size());
            for (var sql : List.of("SELECT key_hash FROM catalogue_gone", "SELECT behavior FROM feed_behavior"))
                assertEquals(column(from, sql), column(to, sql));
        }
    }

    @Test
    void callersAreServedWhileTheFileIsCompacted() throws Exception {
        try (var pool = open()) {
            try (var connection = pool.getConnection()) {
                for (int i = 0; i < 500; i++) list(connection, "L" + i);
            }
            var over = new AtomicBoolean();
            var callers = Executors.newFixedThreadPool(3);
            try {
                var calls = List.of(1, 2, 3).stream()
                        .map(caller -> callers.submit(() -> {
                            for (int i = 0; !over.get(); i++)
                                try (var connection = pool.getConnection()) {
                                    store(connection, caller + " " + i % 50, "body " + i);
                                    Thread.sleep(5);
                                    assertEquals(
                                            1,
                                            column(
                                                            connection,
                                                            "SELECT listing_key FROM catalogue_row WHERE feed = 'feed'"
                                                                    + " AND listing_key = 'L7'")
                                                    .size());
                                }
                            return null;
                        }))
                        .toList();
                for (int i = 0; i < 3; i++) pool.compact(NOW);
                over.set(true);
                for (var call : calls) call.get();
            } finally {
                callers.shutdownNow();
            }
        }
    }

    @Test
    void aCopyThatWasNotFinishedIsDeletedAtTheNextStart() throws Exception {
        try (var pool = open();
                var connection = pool.getConnection()) {
            list(connection, "L");
        }
        Files.write(directory.resolve("site.next.mv.db"), new byte[4_096]);
        Files.write(directory.resolve("site.next.mv.db.tempFile"), new byte[4_096]);
        try (var pool = open();
                var connection = pool.getConnection()) {
            assertEquals(
                    1,
                    column(connection, "SELECT listing_key FROM catalogue_row").size());
            assertEquals(new TreeSet<>(List.of("site.mv.db")), files());
        }
    }

    @Test
    void aCopyThatCannotBeMadeLeavesTheFileAsItWas() throws Exception {
        try (var pool = open();
                var connection = pool.getConnection()) {
            list(connection, "L");
        }
        // In the place of the copy is something that cannot be deleted.
        Files.createDirectories(directory.resolve("site.next.mv.db/full"));
        try (var pool = open()) {
            assertThrows(SQLException.class, () -> pool.compact(NOW));
            try (var connection = pool.getConnection()) {
                assertEquals(
                        1,
                        column(connection, "SELECT listing_key FROM catalogue_row")
                                .size());
                assertEquals(Optional.empty(), pool.compactedAt());
            }
        }
    }

    /** The pool opens connections by itself, also while the file is being replaced. */
    @Test
    void whatIsWrittenAfterTheFileWasReplacedIsInTheNewOne() throws Exception {
        var written = new TreeSet<String>();
        try (var pool = open()) {
            for (int round = 0; round < 12; round++) {
                pool.compact(NOW.plusSeconds(round));
                try (var connection = pool.getConnection()) {
                    store(connection, "after " + round, "body " + round);
                }
                written.add("after " + round);
            }
        }
        try (var pool = open();
                var connection = pool.getConnection()) {
            assertEquals(written, new TreeSet<>(responses(connection).keySet()));
        }
    }
}
