package porchlight.catalog;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The feed's {@link Block blocks} in the database, from which a process that starts reads the catalog: reading and
 * parsing the records of a million listings takes ten times as long. They are only a copy. Whatever is missing or cannot
 * be read is read from the records.
 */
final class Blocks {
    private static final int AT_ONCE = 16;

    private final String feed;

    /** @param feed as in the tables */
    Blocks(String feed) {
        this.feed = feed;
    }

    /**
     * An edition that is whole, unless some of its blocks were deleted since.
     *
     * @param version of the table when it was begun; listings that changed since may be in it as they were before
     */
    record Edition(long number, long format, long version, int blocks) {}

    @Nullable
    Edition edition(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT edition, format, version, blocks FROM catalogue_edition WHERE feed = ?")) {
            select.setString(1, feed);
            try (var row = select.executeQuery()) {
                return row.next() ? new Edition(row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4)) : null;
            }
        }
    }

    /**
     * Reports all blocks of the edition that is whole.
     *
     * @return the version whose changes are in it, or 0 if there is none and nothing was reported
     * @throws SQLException also if another process replaces the edition meanwhile
     * @throws UncheckedIOException if a block is damaged
     */
    long read(Connection connection, Consumer<Block> reader) throws SQLException {
        var edition = edition(connection);
        if (edition == null || edition.format() != Block.FORMAT || count(connection, edition) < edition.blocks())
            return 0;
        try (var select = connection.prepareStatement("SELECT listings FROM catalogue_block"
                + " WHERE feed = ? AND edition = ? AND number >= ? AND number < ? ORDER BY number")) {
            for (int from = 0; from < edition.blocks(); from += AT_ONCE) {
                var to = Math.min(from + AT_ONCE, edition.blocks());
                select.setString(1, feed);
                select.setLong(2, edition.number());
                select.setInt(3, from);
                select.setInt(4, to);
                var found = 0;
                try (var rows = select.executeQuery()) {
                    // By one thread: the other processor answers the first visitors.
                    for (; rows.next(); found++) reader.accept(Block.read(rows.getBytes(1)));
                }
                if (found < to - from) throw new SQLException("another edition of the listings replaced this one");
            }
        }
        return edition.version();
    }

    private int count(Connection connection, Edition edition) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT COUNT(*) FROM catalogue_block WHERE feed = ? AND edition = ? AND number < ?")) {
            select.setString(1, feed);
            select.setLong(2, edition.number());
            select.setInt(3, edition.blocks());
            try (var row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    void write(Connection connection, long edition, int number, Block.Source source) throws SQLException {
        try (var delete = connection.prepareStatement(
                        "DELETE FROM catalogue_block WHERE feed = ? AND edition = ? AND number = ?");
                var insert = connection.prepareStatement("INSERT INTO catalogue_block"
                        + " (feed, edition, number, earliest, latest, listings) VALUES (?, ?, ?, ?, ?, ?)")) {
            for (var statement : new PreparedStatement[] {delete, insert}) {
                statement.setString(1, feed);
                statement.setLong(2, edition);
                statement.setInt(3, number);
            }
            insert.setLong(4, source.earliest());
            insert.setLong(5, source.latest());
            insert.setBytes(6, source.bytes());
            delete.executeUpdate();
            insert.executeUpdate();
        }
    }

    /** Makes an edition the one that is read, and deletes all others. */
    void finish(Connection connection, Edition edition) throws SQLException {
        try (var delete = connection.prepareStatement("DELETE FROM catalogue_edition WHERE feed = ?");
                var insert = connection.prepareStatement("INSERT INTO catalogue_edition"
                        + " (feed, edition, format, version, blocks) VALUES (?, ?, ?, ?, ?)");
                var older =
                        connection.prepareStatement("DELETE FROM catalogue_block WHERE feed = ? AND edition <> ?")) {
            delete.setString(1, feed);
            delete.executeUpdate();
            insert.setString(1, feed);
            insert.setLong(2, edition.number());
            insert.setLong(3, edition.format());
            insert.setLong(4, edition.version());
            insert.setInt(5, edition.blocks());
            insert.executeUpdate();
            older.setString(1, feed);
            older.setLong(2, edition.number());
            older.executeUpdate();
        }
    }

    /** Of this feed. */
    void delete(Connection connection) throws SQLException {
        for (var table : new String[] {"catalogue_edition", "catalogue_block"})
            try (var delete = connection.prepareStatement("DELETE FROM " + table + " WHERE feed = ?")) {
                delete.setString(1, feed);
                delete.executeUpdate();
            }
    }

    /**
     * Deletes, of every feed, blocks with a listing that was last confirmed at {@code last} or earlier, as far as the
     * block says, or confirmed after {@code latest}.
     */
    static void purge(Connection connection, long last, long latest) throws SQLException {
        try (var delete =
                connection.prepareStatement("DELETE FROM catalogue_block WHERE earliest <= ? OR latest > ?")) {
            delete.setLong(1, last);
            delete.setLong(2, latest);
            delete.executeUpdate();
        }
    }
}
