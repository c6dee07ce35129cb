package porchlight.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import porchlight.settings.Settings.Database;

/** The accepted forms of DATABASE_URL. */
final class DatabaseUrl {
    private DatabaseUrl() {}

    /**
     * Parses {@code jdbc:h2:…}, {@code jdbc:postgresql://…}, or the {@code postgres://user:password@host:port/name}
     * that hosting platforms provide, which no JDBC driver accepts. Empty for anything else.
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

    /**
     * Why a well-formed address is rejected.
     *
     * @param key of its message
     * @param detail the message's argument; contains nothing that may be a password
     */
    record Problem(String key, String detail) {}

    /** H2 settings that run code or name classes to load, as upper-case parameter names of a JDBC URL. */
    private static final Set<String> H2_CODE =
            Set.of("INIT", "DATABASE_EVENT_LISTENER", "JAVA_OBJECT_SERIALIZER", "AUTHREALM");

    /** The same for PostgreSQL's driver, in lower case. */
    private static final Set<String> POSTGRES_CODE = Set.of(
            "socketfactory",
            "socketfactoryarg",
            "sslfactory",
            "sslfactoryarg",
            "sslhostnameverifier",
            "sslpasswordcallback",
            "authenticationpluginclassname",
            "xmlfactoryfactory",
            "loggerfile",
            "loggerlevel");

    static List<Problem> problems(Database database) {
        var url = database.jdbcUrl();
        var problems = new ArrayList<Problem>();
        var h2 = url.startsWith("jdbc:h2:");
        var parameters = h2 ? url.split(";") : url.split("[?&]");
        for (int i = 1; i < parameters.length; i++) {
            // H2 skips spaces around a name; both drivers take it literally.
            var name = parameters[i].split("=", 2)[0].strip();
            if (h2
                    ? H2_CODE.contains(name.toUpperCase(Locale.ROOT))
                    : POSTGRES_CODE.contains(name.toLowerCase(Locale.ROOT)))
                problems.add(new Problem("settings.database.code", name));
        }
        // The driver would take part of the password for a host or database name, and quote it in its errors.
        if (!h2 && parameters[0].contains("@")) problems.add(new Problem("settings.database.at", ""));
        return problems;
    }

    /** By URI rules: unlike in forms, a plus sign is literal. */
    private static String decoded(String part) throws URISyntaxException {
        return new URI("x:/" + part).getPath().substring(1);
    }
}
