package porchlight.demomls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one entity set that clients can filter and sort by; the rows themselves come from
 * their source by number. Rows are numbered in key order.
 */
final class EntityTable {
    private static final Map<String, String> COLUMN_TYPES = Map.of(
            "String", "VARCHAR",
            "Collection", "VARCHAR ARRAY",
            "Decimal", "NUMERIC(24,6)",
            "Int64", "BIGINT",
            "Boolean", "BOOLEAN",
            "Date", "DATE",
            "DateTimeOffset", "TIMESTAMP(0) WITH TIME ZONE");
    private static final Pattern IDENTIFIER = Pattern.compile("\\b[A-Z][A-Za-z0-9]+\\b");
    private static final String NOT_COMPARABLE = Integer.toString(ErrorCode.TYPES_ARE_NOT_COMPARABLE_2);
    private static final int SAMPLE = 3_000;
    private static final int BATCH = 500;

    private final DataSource database;
    private final Schema.EntityType type;
    private final int size;
    private final IntFunction<ObjectNode> source;
    private final Part first;
    private @Nullable Part others;

    /**
     * A table with some of the fields.
     * @param number the column with a row's number
     */
    private record Part(String table, String number, List<Schema.Field> columns) {
        boolean has(String field) {
            return columns.stream().anyMatch(column -> column.name().equals(field));
        }
    }

    private EntityTable(
            DataSource database,
            Schema.EntityType type,
            int size,
            IntFunction<ObjectNode> source,
            List<Schema.Field> columns) {
        this.database = database;
        this.type = type;
        this.size = size;
        this.source = source;
        this.first = new Part("T_" + type.name(), "NUMBER", columns);
    }

    /**
     * Creates the first rows. Most of the startup time is spent on these, so all processors share
     * the work, and it is done only once.
     */
    static List<ObjectNode> first(int size, IntFunction<ObjectNode> source) {
        return IntStream.range(0, Math.min(size, SAMPLE))
                .parallel()
                .mapToObj(source)
                .toList();
    }

    /** Creates the table and fills it with every field. */
    static EntityTable create(
            DataSource database,
            Schema.EntityType type,
            int size,
            IntFunction<ObjectNode> source,
            List<ObjectNode> rows,
            List<String> indexed) {
        var table = new EntityTable(database, type, size, source, carrying(type, rows));
        table.create(table.first, rows, indexed);
        table.others = new Part("", "", List.of());
        return table;
    }

    /**
     * Creates the table and fills it with the fields that nearly every client queries. The others,
     * ten times as many, are added when a client queries one of them, or by {@link #complete}.
     * @param rows as created by {@link #first}
     * @param indexed fields that get an index
     */
    static EntityTable begin(
            DataSource database,
            Schema.EntityType type,
            int size,
            IntFunction<ObjectNode> source,
            List<ObjectNode> rows,
            Set<String> fields,
            List<String> indexed) {
        var columns = type.fields().values().stream()
                .filter(field -> fields.contains(field.name()))
                .toList();
        var table = new EntityTable(database, type, size, source, columns);
        table.create(table.first, rows, indexed);
        return table;
    }

    /** Adds the remaining fields. */
    synchronized void complete() {
        if (others != null) return;
        var rows = first(size, source);
        var columns = carrying(type, rows).stream()
                .filter(field -> !first.has(field.name()))
                .toList();
        var part = new Part(first.table() + "_OTHERS", "OTHER_NUMBER", columns);
        create(part, rows, List.of());
        others = part;
    }

    private synchronized Part others() {
        complete();
        return Objects.requireNonNull(others);
    }

    private void create(Part part, List<ObjectNode> rows, List<String> indexed) {
        try (var connection = database.getConnection()) {
            var definitions = part.columns().stream()
                    .map(field -> ", " + field.name() + " " + COLUMN_TYPES.get(field.type()))
                    .collect(Collectors.joining());
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TABLE " + part.table() + " (" + part.number() + " INT PRIMARY KEY" + definitions + ")");
            }
            insert(connection, part, rows);
            try (var statement = connection.createStatement()) {
                for (var field : indexed)
                    statement.execute(
                            "CREATE INDEX " + part.table() + "_" + field + " ON " + part.table() + "(" + field + ")");
            }
        } catch (SQLException fault) {
            throw new IllegalStateException("cannot fill the demo table " + part.table(), fault);
        }
    }

    /** Fields that are not null in every row; the others need no column. */
    private static List<Schema.Field> carrying(Schema.EntityType type, List<ObjectNode> rows) {
        var names = new LinkedHashSet<String>();
        names.add(type.key());
        rows.forEach(row -> row.properties().stream()
                .filter(entry -> !entry.getValue().isNull())
                .forEach(entry -> names.add(entry.getKey())));
        return type.fields().values().stream()
                .filter(field -> names.contains(field.name()))
                .toList();
    }

    Schema.EntityType type() {
        return type;
    }

    int size() {
        return size;
    }

    ObjectNode row(int number) {
        return source.apply(number);
    }

    /** Whether a field has a column; others are null in every row. */
    boolean has(String field) {
        return first.has(field) || others().has(field);
    }

    /** The numbers of the rows that match a condition, in order. */
    List<Integer> find(SqlFilter.Sql condition, String order, int skip, int top) {
        var sql = "SELECT NUMBER FROM " + tables(condition.text() + " " + order) + " WHERE " + condition.text()
                + " ORDER BY " + order + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            var next = bind(statement, condition.values());
            statement.setInt(next, skip);
            statement.setInt(next + 1, top);
            var numbers = new ArrayList<Integer>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) numbers.add(rows.getInt(1));
            }
            return numbers;
        } catch (SQLException fault) {
            throw refusal(sql, fault);
        }
    }

    long count(SqlFilter.Sql condition) {
        var sql = "SELECT COUNT(*) FROM " + tables(condition.text()) + " WHERE " + condition.text();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, condition.values());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException fault) {
            throw refusal(sql, fault);
        }
    }

    /**
     * If the database cannot evaluate something (SQLSTATE 22, data; 42, types; H2's own 90110,
     * types that are not comparable), the client's query is at fault; if a column or table is
     * missing (42S), it is not.
     */
    private static RuntimeException refusal(String sql, SQLException fault) {
        var state = String.valueOf(fault.getSQLState());
        return state.startsWith("22")
                        || state.startsWith("42") && !state.startsWith("42S")
                        || state.equals(NOT_COMPARABLE)
                ? new RequestRefused(501, 1040, "This expression is not supported")
                : new IllegalStateException(sql, fault);
    }

    /** The tables that contain the fields in a piece of SQL. */
    private String tables(String sql) {
        var named = IDENTIFIER.matcher(sql).results().map(MatchResult::group);
        return named.allMatch(name -> !type.fields().containsKey(name) || first.has(name))
                ? first.table()
                : first.table() + " JOIN " + others().table() + " ON NUMBER = OTHER_NUMBER";
    }

    /** Updates a changed row. */
    synchronized void update(int number) {
        var row = row(number);
        update(first, number, row);
        // Fields added later are read at that time.
        if (others != null) update(others, number, row);
    }

    private void update(Part part, int number, ObjectNode row) {
        if (part.columns().isEmpty()) return;
        var assignments =
                part.columns().stream().map(field -> field.name() + " = ?").collect(Collectors.joining(", "));
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("UPDATE " + part.table() + " SET " + assignments + " WHERE "
                        + part.number() + " = " + number)) {
            bind(statement, 1, part, row);
            statement.executeUpdate();
        } catch (SQLException fault) {
            throw new IllegalStateException("cannot update row " + number + " of " + type.name(), fault);
        }
    }

    private void insert(Connection connection, Part part, List<ObjectNode> rows) throws SQLException {
        var marks = ", ?".repeat(part.columns().size());
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement("INSERT INTO " + part.table() + " VALUES (?" + marks + ")")) {
            for (int from = 0; from < size; from += BATCH) {
                var batch = IntStream.range(from, Math.min(from + BATCH, size))
                        .parallel()
                        .mapToObj(number -> number < rows.size() ? rows.get(number) : row(number))
                        .toList();
                for (int i = 0; i < batch.size(); i++) {
                    statement.setInt(1, from + i);
                    bind(statement, 2, part, batch.get(i));
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void bind(PreparedStatement statement, int first, Part part, ObjectNode row) throws SQLException {
        for (int i = 0; i < part.columns().size(); i++) {
            var field = part.columns().get(i);
            var value = value(field, row.path(field.name()));
            if (value == null) statement.setNull(first + i, Types.NULL);
            else statement.setObject(first + i, value);
        }
    }

    private static int bind(PreparedStatement statement, List<Object> values) throws SQLException {
        var next = 1;
        for (var value : values) statement.setObject(next++, value);
        return next;
    }

    private static @Nullable Object value(Schema.Field field, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) return null;
        return switch (field.type()) {
            case "Collection" -> {
                var items = new ArrayList<String>();
                value.forEach(item -> items.add(item.asText()));
                yield items.toArray();
            }
            case "Decimal" -> new java.math.BigDecimal(value.asText());
            case "Int64" -> value.longValue();
            case "Boolean" -> value.booleanValue();
            case "Date" -> LocalDate.parse(value.asText());
            case "DateTimeOffset" -> OffsetDateTime.parse(value.asText());
            default -> value.asText();
        };
    }
}
