package porchlight;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import porchlight.Settings.Database;

/** The forms DATABASE_URL may have. */
final class DatabaseUrl {
    private DatabaseUrl() {}

    /**
     * Reads {@code jdbc:h2:…}, {@code jdbc:postgresql://…} or the {@code postgres://user:password@host:port/name} that
     * hosting platforms hand out, which no JDBC driver takes. Empty for anything else.
     */
    static Optional<Database> parse(String text) {
        if (text.startsWith("jdbc:h2:") && text.length() > "jdbc:h2:".length())
            return Optional.of(new Database(text, null, null));
        if (text.startsWith("jdbc:postgresql://")) return Optional.of(new Database(text, null, null));
        if (!text.startsWith("postgres://") && !text.startsWith("postgresql://")) return Optional.empty();
        try {
            var uri = new URI(text);
            if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) return Optional.empty();
            var jdbcUrl = "jdbc:postgresql://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                    + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            var account = uri.getUserInfo() == null
                    ? new String[0]
                    : uri.getRawUserInfo().split(":", 2);
            return Optional.of(new Database(
                    jdbcUrl,
                    account.length > 0 ? decoded(account[0]) : null,
                    account.length > 1 ? decoded(account[1]) : null));
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    /** By URI rules: unlike in forms, a plus sign stands for itself. */
    private static String decoded(String part) throws URISyntaxException {
        return new URI("x:/" + part).getPath().substring(1);
    }
}
