package porchlight.catalog;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import porchlight.database.SiteDatabase;
import porchlight.harness.TestPostgres;

/** The same on PostgreSQL. */
@EnabledIf(value = "porchlight.harness.TestPostgres#isExpected", disabledReason = "there is no PostgreSQL server here")
class ConfirmationsIT extends ConfirmationsTest {
    private static TestPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = TestPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @Override
    HikariDataSource database() throws Exception {
        return SiteDatabase.open(postgres.jdbcUrlOf(postgres.newDatabase()), null, null);
    }
}
