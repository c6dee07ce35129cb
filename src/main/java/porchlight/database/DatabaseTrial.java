package porchlight.database;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Whether a database server answers. */
public final class DatabaseTrial {
    private static final String SECONDS = "5";

    private DatabaseTrial() {}

    /** Signs in and changes nothing. Empty if that works, or else what the server or its driver says. */
    public static Optional<String> problem(String jdbcUrl, @Nullable String user, @Nullable String password) {
        var account = new Properties();
        if (user != null) account.put("user", user);
        if (password != null) account.put("password", password);
        account.put("connectTimeout", SECONDS);
        account.put("loginTimeout", SECONDS);
        account.put("socketTimeout", SECONDS);
        try (var connection = DriverManager.getConnection(jdbcUrl, account)) {
            return connection.isValid(Integer.parseInt(SECONDS)) ? Optional.empty() : Optional.of(jdbcUrl);
        } catch (SQLException fault) {
            return Optional.of(
                    String.valueOf(fault.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
