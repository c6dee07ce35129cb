package porchlight.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are never deleted. */
class MigrationsTest {
    /**
     * Additions that old programs can ignore, because they name the columns they read and write.
     */
    private static final List<Pattern> ADDITIONS = Stream.of(
                    // Without a reference to another table, which could block changes to its rows.
                    "CREATE TABLE (IF NOT EXISTS )?\\w+ \\((?!.*\\bREFERENCES\\b).*\\)",
                    // Neither unique nor on an expression, since both may reject rows.
                    "CREATE INDEX (IF NOT EXISTS )?\\w+ ON \\w+ \\(\\w+(, \\w+)*\\)",
                    "ALTER TABLE \\w+ ADD COLUMN (IF NOT EXISTS )?\\w+ \\w+( ?\\(\\d+\\))?(\\[\\])?"
                            + "(( NOT NULL)? DEFAULT ('[^']*'|-?\\d+|TRUE|FALSE)( NOT NULL)?)?")
            .map(form -> Pattern.compile(form, Pattern.CASE_INSENSITIVE))
            .toList();

    private static List<String> thatDoNotOnlyAdd(String script) {
        return Stream.of(script.replaceAll("--.*", "").replaceAll("\\s+", " ").split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .filter(statement -> ADDITIONS.stream()
                        .noneMatch(form -> form.matcher(statement).matches()))
                .toList();
    }

    private static DataSource inMemory() {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return database;
    }

    private static void run(DataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(DataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNewestIsTheLastOfTheFiles(Migrations migrations) {
        var last = Stream.of(migrations.folders())
                .map(folder -> Path.of("src/main/resources", folder.replace("classpath:", "")))
                .flatMap(folder -> Stream.of(folder.toFile().list()))
                .mapToInt(name -> Integer.parseInt(name.replaceFirst("V(\\d+)__.*", "$1")))
                .max();
        assertEquals(migrations.newest(), String.valueOf(last.orElseThrow()));
    }

    @Test
    void everyVersionOnlyAddsToTheOneBefore() throws Exception {
        try (var files = Files.walk(Path.of("src/main/resources/db"))) {
            var later = files.filter(file -> file.getFileName().toString().matches("V(?!1__)\\d+__.*\\.sql"))
                    .toList();
            assertFalse(later.isEmpty());
            for (var file : later) assertEquals(List.of(), thatDoNotOnlyAdd(Files.readString(file)), file.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE lead ADD COLUMN agent VARCHAR(40)",
                "ALTER TABLE lead ADD COLUMN seen BIGINT NOT NULL DEFAULT 0",
                "alter table lead add column kind varchar(40) default 'a' not null",
                "CREATE TABLE agent (\n  name VARCHAR(40) PRIMARY KEY -- unique\n)",
                "CREATE INDEX lead_agent ON lead (agent, received_at)"
            })
    void additionsAreKnown(String statement) {
        assertEquals(List.of(), thatDoNotOnlyAdd(statement + ";\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE lead ADD COLUMN agent VARCHAR(40) NOT NULL",
                "ALTER TABLE lead ADD COLUMN agent VARCHAR(40) UNIQUE",
                "ALTER TABLE lead ADD COLUMN agent VARCHAR(40) REFERENCES agent",
                "ALTER TABLE lead ADD COLUMN agent VARCHAR(40), DROP COLUMN email",
                "ALTER TABLE lead ADD CHECK (email <> '')",
                "ALTER TABLE lead DROP COLUMN email",
                "ALTER TABLE lead RENAME COLUMN email TO mail",
                "ALTER TABLE lead ALTER COLUMN email SET NOT NULL",
                "ALTER TABLE lead RENAME TO inquiry",
                "CREATE TABLE agent (lead VARCHAR(36) REFERENCES lead (id))",
                "CREATE UNIQUE INDEX lead_email ON lead (email)",
                "CREATE INDEX lead_number ON lead ((email::int))",
                "DROP TABLE lead_secret",
                "DROP INDEX lead_email",
                "DELETE FROM stored_response",
                "UPDATE lead SET email = ''",
                "TRUNCATE stored_response"
            })
    void whatAnOlderVersionWouldMissIsDistinguishedFromAdditions(String statement) {
        assertEquals(List.of(statement), thatDoNotOnlyAdd(statement + ";"));
    }

    @Test
    void leadsFromBeforeMigrationsStay() throws Exception {
        var database = inMemory();
        run(database, Files.readString(Path.of("src/main/resources/db/leads/V1__leads.sql")));
        run(database, "INSERT INTO lead_secret (name, secret) VALUES ('form', 'kept')");
        Migrations.LEADS.apply(database);
        Migrations.LEADS.apply(database);
        assertEquals(1, count(database, "SELECT count(*) FROM lead_secret WHERE secret = 'kept'"));
        assertEquals(1, count(database, "SELECT count(*) FROM \"migrations_of_leads\" WHERE \"version\" = '1'"));
    }
}
