package porchlight.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Copies an H2 database that is in use into an empty one with the same tables. Meanwhile nobody may write the catalog,
 * except that listings that were shown may be noted; responses may be stored and removed.
 */
final class FileCopy {
    private static final String BLOCKS = "catalogue_block";
    private static final List<String> CATALOG = List.of("catalogue_row", "catalogue_confirmed", BLOCKS);
    private static final List<String> SMALL =
            List.of("catalogue_state", "catalogue_edition", "seen_change", "feed_behavior", "people_shown");
    private static final String SHOWN = "catalogue_gone";
    private static final String RESPONSES = "stored_response";

    private static final int AT_ONCE = 500;
    /** Each is as large as fifty others. */
    private static final int BLOCKS_AT_ONCE = 10;
    /** Rows are not always committed in the order of their numbers. */
    private static final int UNCOMMITTED = 1_000;

    private long shown;
    /** The row numbers of responses, and when each was stored. */
    private Map<Long, Long> responses = Map.of();

    /** Copies almost everything. */
    void begin(Connection from, Connection to) throws SQLException {
        for (var table : CATALOG) after(0, table, from, to);
        shown = after(0, SHOWN, from, to);
        responses = responses(from);
        after(0, RESPONSES, from, to);
    }

    /** Copies what is left and what changed since, while nobody uses either database. */
    void finish(Connection from, Connection to) throws SQLException {
        for (var table : SMALL) after(0, table, from, to);
        changes(from, to);
    }

    /** Copies what changed since, so that less is left to {@link #finish}. */
    void changes(Connection from, Connection to) throws SQLException {
        shown = after(Math.max(0, shown - UNCOMMITTED), SHOWN, from, to);
        var now = responses(from);
        var changed = new ArrayList<Long>();
        now.forEach((row, stored) -> {
            if (!stored.equals(responses.get(row))) changed.add(row);
        });
        for (int at = 0; at < changed.size(); at += AT_ONCE) {
            var rows = changed.subList(at, Math.min(changed.size(), at + AT_ONCE)).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "(", ")"));
            copy("SELECT _ROWID_, * FROM " + RESPONSES + " WHERE _ROWID_ IN " + rows, RESPONSES, from, to);
        }
        var removed = keys(to);
        removed.removeAll(keys(from));
        try (var delete = to.prepareStatement("DELETE FROM " + RESPONSES + " WHERE request_key = ?")) {
            for (var key : removed) {
                delete.setString(1, key);
                delete.executeUpdate();
            }
        }
        responses = now;
    }

    private static Map<Long, Long> responses(Connection from) throws SQLException {
        var found = new HashMap<Long, Long>();
        try (var select = from.createStatement();
                var rows = select.executeQuery("SELECT _ROWID_, stored_at FROM " + RESPONSES)) {
            while (rows.next()) found.put(rows.getLong(1), rows.getLong(2));
        }
        return found;
    }

    private static Set<String> keys(Connection of) throws SQLException {
        var keys = new HashSet<String>();
        try (var select = of.createStatement();
                var rows = select.executeQuery("SELECT request_key FROM " + RESPONSES)) {
            while (rows.next()) keys.add(rows.getString(1));
        }
        return keys;
    }

    /** @return the number of the last row */
    private static long after(long row, String table, Connection from, Connection to) throws SQLException {
        while (true) {
            var last = copy(
                    "SELECT _ROWID_, * FROM " + table + " WHERE _ROWID_ > " + row + " ORDER BY _ROWID_ LIMIT "
                            + (table.equals(BLOCKS) ? BLOCKS_AT_ONCE : AT_ONCE),
                    table,
                    from,
                    to);
            if (last == null) return row;
            row = last;
        }
    }

    /** @return the number of the last row; null if there is none */
    private static @Nullable Long copy(String select, String table, Connection from, Connection to)
            throws SQLException {
        Long last;
        try (var statement = from.createStatement();
                var rows = statement.executeQuery(select)) {
            if (!rows.next()) return null;
            var columns = rows.getMetaData().getColumnCount();
            try (var write = to.prepareStatement(writing(table, columns - 1))) {
                do {
                    for (int column = 2; column <= columns; column++)
                        write.setObject(column - 1, rows.getObject(column));
                    write.addBatch();
                    last = rows.getLong(1);
                } while (rows.next());
                write.executeBatch();
            }
        }
        return last;
    }

    /** Rows that are there already are replaced. */
    private static String writing(String table, int columns) {
        var marks = IntStream.range(0, columns).mapToObj(column -> "?").collect(Collectors.joining(", "));
        var verb = table.equals(SHOWN) || table.equals(RESPONSES) ? "MERGE" : "INSERT";
        return verb + " INTO " + table + " VALUES (" + marks + ")";
    }
}
