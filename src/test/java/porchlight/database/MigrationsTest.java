package porchlight.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that are never thrown away. */
class MigrationsTest {
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
