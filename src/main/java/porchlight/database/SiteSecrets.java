package porchlight.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The site's own secrets, by name: 32 random bytes each, created on first use, and the same after a
 * restart and in every process of the site. They are stored in the database if several processes
 * share one, in {@code data/secrets} next to H2's files (mode 0600), or in memory only if the
 * database is in memory.
 */
public final class SiteSecrets {
    private static final Logger log = LoggerFactory.getLogger(SiteSecrets.class);
    private static final int BYTES = 32;

    private final @Nullable DataSource shared;
    private final @Nullable Path file;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    private SiteSecrets(@Nullable DataSource shared, @Nullable Path file) {
        this.shared = shared;
        this.file = file;
    }

    /** @param data the directory of the site's files; created when the first secret is stored */
    public static SiteSecrets open(String jdbcUrl, DataSource database, Path data) {
        if (SiteDatabase.isShared(jdbcUrl)) return new SiteSecrets(database, null);
        return SiteDatabase.isFile(jdbcUrl) ? inFile(data.resolve("secrets")) : inMemory();
    }

    /** Secrets kept in a file that need not exist yet. */
    public static SiteSecrets inFile(Path file) {
        return new SiteSecrets(null, file);
    }

    /** Secrets that last as long as the process. */
    public static SiteSecrets inMemory() {
        return new SiteSecrets(null, null);
    }

    /**
     * The secret with this name. While it can neither be read nor stored, a random one is used for
     * the call, so that nothing is ever signed with a guessable value; other processes will not
     * recognize what it signed.
     */
    public byte[] of(String name) {
        var secret = known.get(name);
        return (secret != null ? secret : look(name)).clone();
    }

    private synchronized byte[] look(String name) {
        var before = known.get(name);
        if (before != null) return before;
        var fresh = fresh();
        try {
            var stored =
                    shared != null ? inTable(shared, name, fresh) : file != null ? inFile(file, name, fresh) : fresh;
            known.put(name, stored);
            return stored;
        } catch (IOException | SQLException | IllegalArgumentException fault) {
            log.warn("The site's secrets cannot be read or stored for now: {}", fault.toString());
            return fresh;
        }
    }

    private byte[] fresh() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] inFile(Path file, String name, byte[] fresh) throws IOException {
        var all = read(file);
        var stored = all.get(name);
        if (stored != null) return decoded(stored);
        all.put(name, Base64.getEncoder().encodeToString(fresh));
        OwnerOnly.createDirectory(file.toAbsolutePath().getParent());
        var lines = all.entrySet().stream()
                .map(secret -> secret.getKey() + "=" + secret.getValue() + "\n")
                .collect(Collectors.joining());
        OwnerOnly.replace(file, lines.getBytes(StandardCharsets.UTF_8));
        return fresh;
    }

    private static TreeMap<String, String> read(Path file) throws IOException {
        var all = new TreeMap<String, String>();
        try {
            for (var line : Files.readAllLines(file)) {
                var at = line.indexOf('=');
                if (at > 0) all.put(line.substring(0, at), line.substring(at + 1));
            }
        } catch (NoSuchFileException none) {
            // The first secret creates it.
        }
        return all;
    }

    private static byte[] inTable(DataSource database, String name, byte[] fresh) throws SQLException {
        try (var connection = database.getConnection()) {
            var stored = select(connection, name);
            if (stored != null) return decoded(stored);
            try (var insert = connection.prepareStatement(
                    "INSERT INTO site_secret (name, secret) VALUES (?, ?) ON CONFLICT (name) DO NOTHING")) {
                insert.setString(1, name);
                insert.setString(2, Base64.getEncoder().encodeToString(fresh));
                insert.executeUpdate();
            }
            // Another process may have been first.
            var winner = select(connection, name);
            if (winner == null) throw new SQLException("a secret that was just stored is gone");
            return decoded(winner);
        }
    }

    private static @Nullable String select(Connection connection, String name) throws SQLException {
        try (var select = connection.prepareStatement("SELECT secret FROM site_secret WHERE name = ?")) {
            select.setString(1, name);
            try (var rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    private static byte[] decoded(String text) {
        var bytes = Base64.getDecoder().decode(text);
        if (bytes.length != BYTES) throw new IllegalArgumentException("a stored secret has the wrong length");
        return bytes;
    }
}
