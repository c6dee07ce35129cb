package porchlight.database;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Findings about feeds, kept across restarts and shared by all processes on one database. All of
 * them can be determined again, so a broken database is only logged. Thread-safe.
 */
public final class FeedNotes {
    private static final Logger log = LoggerFactory.getLogger(FeedNotes.class);

    private final DataSource database;

    public FeedNotes(DataSource database) {
        this.database = database;
    }

    /** A note and when it was made. */
    public record Note(Instant at, String text) {}

    /**
     * The note about a feed, if it was made after a given moment.
     * @param feed identifies the feed and everything the finding depends on
     */
    public Optional<Note> read(String feed, Instant after) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "SELECT found_at, behavior FROM feed_behavior WHERE feed = ? AND found_at > ?")) {
            statement.setString(1, digest(feed));
            statement.setLong(2, after.toEpochMilli());
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Note(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)))
                        : Optional.empty();
            }
        } catch (SQLException fault) {
            log.warn("What is known of the feed cannot be read: {}", fault.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Stores a note in place of the previous one, and deletes notes on other feeds that are older
     * than a given moment.
     */
    public void write(String feed, Note note, Instant oldest) {
        try (var connection = database.getConnection();
                var old = connection.prepareStatement("DELETE FROM feed_behavior WHERE feed = ? OR found_at < ?");
                var insert = connection.prepareStatement(
                        "INSERT INTO feed_behavior (feed, found_at, behavior) VALUES (?, ?, ?)")) {
            old.setString(1, digest(feed));
            old.setLong(2, oldest.toEpochMilli());
            old.executeUpdate();
            insert.setString(1, digest(feed));
            insert.setLong(2, note.at().toEpochMilli());
            insert.setString(3, note.text());
            insert.executeUpdate();
        } catch (SQLException fault) {
            // Another process may just have written the same note.
            log.info("What was found out about the feed is not kept: {}", fault.getMessage());
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
