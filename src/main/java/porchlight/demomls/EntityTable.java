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
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * The rows of one entity set as far as clients can filter and sort by them; the rows themselves come from their source
 * by number. Rows are numbered in the order of their keys.
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
    private static final int SAMPLE = 3_000;
    private static final int BATCH = 500;

    private final DataSource database;
    private final Schema.EntityType type;
    private final IntFunction<ObjectNode> source;
    private final List<Schema.Field> columns;

    private EntityTable(
            DataSource database, Schema.EntityType type, IntFunction<ObjectNode> source, List<Schema.Field> columns) {
        this.database = database;
        this.type = type;
        this.source = source;
        this.columns = columns;
    }

    /** The first rows. Most of the start is spent on these, so all processors make them, and once. */
    static List<ObjectNode> first(int size, IntFunction<ObjectNode> source) {
        return IntStream.range(0, Math.min(size, SAMPLE))
                .parallel()
                .mapToObj(source)
                .toList();
    }

    /**
     * Creates the table and fills it.
     *
     * @param first as {@link #first} made them
     */
    static EntityTable create(
            DataSource database,
            Schema.EntityType type,
            int size,
            IntFunction<ObjectNode> source,
            List<ObjectNode> first,
            List<String> indexed) {
        var columns = carrying(type, first);
        var table = new EntityTable(database, type, source, columns);
        try (var connection = database.getConnection()) {
            var definitions = columns.stream()
                    .map(field -> field.name() + " " + COLUMN_TYPES.get(field.type()))
                    .collect(Collectors.joining(", "));
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE " + table.name() + " (NUMBER INT PRIMARY KEY, " + definitions + ")");
            }
            table.insert(connection, size, first);
            try (var statement = connection.createStatement()) {
                for (var field : indexed)
                    statement.execute(
                            "CREATE INDEX " + table.name() + "_" + field + " ON " + table.name() + "(" + field + ")");
            }
        } catch (SQLException fault) {
            throw new IllegalStateException("cannot fill the demo table " + type.name(), fault);
        }
        return table;
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

    ObjectNode row(int number) {
        return source.apply(number);
    }

    Set<String> columns() {
        return columns.stream().map(Schema.Field::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Numbers of the rows a condition finds, in order. */
    List<Integer> find(SqlFilter.Sql condition, String order, int skip, int top) {
        var sql = "SELECT NUMBER FROM " + name() + " WHERE " + condition.text() + " ORDER BY " + order
                + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";
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
            throw new IllegalStateException(sql, fault);
        }
    }

    long count(SqlFilter.Sql condition) {
        var sql = "SELECT COUNT(*) FROM " + name() + " WHERE " + condition.text();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, condition.values());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException fault) {
            throw new IllegalStateException(sql, fault);
        }
    }

    /** Brings a changed row up to date. */
    void update(int number) {
        var row = row(number);
        var assignments = columns.stream().map(field -> field.name() + " = ?").collect(Collectors.joining(", "));
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "UPDATE " + name() + " SET " + assignments + " WHERE NUMBER = " + number)) {
            bind(statement, 1, row);
            statement.executeUpdate();
        } catch (SQLException fault) {
            throw new IllegalStateException("cannot update row " + number + " of " + type.name(), fault);
        }
    }

    private String name() {
        return "T_" + type.name();
    }

    private void insert(Connection connection, int size, List<ObjectNode> first) throws SQLException {
        var marks = columns.stream().map(field -> "?").collect(Collectors.joining(", "));
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement("INSERT INTO " + name() + " VALUES (?, " + marks + ")")) {
            for (int number = 0; number < size; number++) {
                statement.setInt(1, number);
                bind(statement, 2, number < first.size() ? first.get(number) : row(number));
                statement.addBatch();
                if (number % BATCH == BATCH - 1) statement.executeBatch();
            }
            statement.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void bind(PreparedStatement statement, int first, ObjectNode row) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            var value = value(columns.get(i), row.path(columns.get(i).name()));
            if (value == null) statement.setNull(first + i, Types.NULL);
            else statement.setObject(first + i, value);
        }
    }

    private static int bind(PreparedStatement statement, List<Object> values) throws SQLException {
        var next = 1;
        for (var value : values) statement.setObject(next++, value);
        return next;
    }

    private static @org.jspecify.annotations.Nullable Object value(Schema.Field field, JsonNode value) {
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
