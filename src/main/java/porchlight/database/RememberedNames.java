package porchlight.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose pages were ever here, across restarts. Only keyed hashes of the pages' names are kept, so that the table alone
 * reveals nobody. A broken database is only logged: nobody's page was here then. Thread-safe.
 */
public final class RememberedNames {
    private static final Logger log = LoggerFactory.getLogger(RememberedNames.class);
    private static final Duration REMEMBERED_FOR = Duration.ofDays(730);

    private final DataSource database;
    private final Supplier<byte[]> secret;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** @param secret keys the hashes */
    public RememberedNames(DataSource database, Supplier<byte[]> secret) {
        this.database = database;
        this.secret = secret;
    }

    /** Whether someone's page was here. */
    public boolean has(String name) {
        return !known.isEmpty() && known.contains(hash(name));
    }

    /** Notes whose pages are here, and reads whose were. */
    public void note(Collection<String> names, Instant now) {
        var hashes = new HashSet<String>();
        for (var name : names) hashes.add(hash(name));
        known.addAll(hashes);
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("DELETE FROM people_shown WHERE hash = ? OR shown_at < ?");
                var insert = connection.prepareStatement("INSERT INTO people_shown (hash, shown_at) VALUES (?, ?)");
                var select = connection.prepareStatement("SELECT hash FROM people_shown")) {
            for (var hash : hashes) {
                delete.setString(1, hash);
                delete.setLong(2, now.minus(REMEMBERED_FOR).toEpochMilli());
                delete.executeUpdate();
                insert.setString(1, hash);
                insert.setLong(2, now.toEpochMilli());
                insert.executeUpdate();
            }
            try (var rows = select.executeQuery()) {
                while (rows.next()) known.add(rows.getString(1));
            }
        } catch (SQLException fault) {
            // Another process may just have noted the same people.
            log.info("Whose pages are here is not kept: {}", fault.getMessage());
        }
    }

    private String hash(String name) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.get(), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
