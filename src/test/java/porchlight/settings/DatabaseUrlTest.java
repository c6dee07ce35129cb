package porchlight.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.settings.Settings.Database;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            jdbc:h2:./data/x,                       jdbc:h2:./data/x,                       -,  -
            jdbc:postgresql://db/x?user=u,          jdbc:postgresql://db/x?user=u,          -,  -
            postgres://u:p@db:5432/x,               jdbc:postgresql://db:5432/x,            u,  p
            postgresql://u:p%40+1@db/x?sslmode=on,  jdbc:postgresql://db/x?sslmode=on,      u,  p@+1
            postgres://db/x,                        jdbc:postgresql://db/x,                 -,  -
            """)
    void addressesBecomeJdbc(String text, String jdbcUrl, String user, String password) {
        assertEquals(
                new Database(jdbcUrl, user, password), DatabaseUrl.parse(text).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:", "jdbc:mysql://db/x", "postgres://u:p@db", "postgres://u p@db/x", "data/x"})
    void otherAddressesAreUnknown(String text) {
        assertTrue(DatabaseUrl.parse(text).isEmpty());
    }
}
