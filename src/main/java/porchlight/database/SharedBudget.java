package porchlight.database;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.odata.RateLimit;

/**
 * The requests that all processes on a PostgreSQL database may send to the MLS together. A row
 * counts them in slots of an eleventh of the window, by the server's clock, so that no window
 * contains more than the MLS allows. While the database does not respond, each process has only its
 * own limit.
 */
public final class SharedBudget implements RateLimit.Shared {
    private static final Logger log = LoggerFactory.getLogger(SharedBudget.class);
    /** A window eleven slots long touches twelve at most. */
    private static final int SLOTS = 12;

    /** The current counters, latest first, shifted by the number of slots that have passed. */
    private static final String MOVED = "SELECT array_fill(0, ARRAY[gone]) || used[1:12 - gone] AS moved, at"
            + " FROM (SELECT LEAST(GREATEST(at - slot, 0), 12)::int AS gone, GREATEST(at, slot) AS at"
            + " FROM (SELECT floor(extract(epoch FROM clock_timestamp()) * 1000 / ?)::bigint AS at) AS now) AS passed";

    private static final String TAKE =
            "UPDATE request_budget SET (used, slot) = (SELECT ARRAY[moved[1] + 1] || moved[2:12],"
                    + " at FROM (" + MOVED + ") AS counters) WHERE feed = ? AND (SELECT sum(n) FROM (" + MOVED
                    + ") AS counters, unnest(moved) AS n) < ?";

    private static final String SPENT = "SELECT (SELECT sum(n) FROM (" + MOVED
            + ") AS counters, unnest(moved) AS n) FROM request_budget WHERE feed = ?";

    private final DataSource database;
    private final String feed;
    private final int requests;
    private final long slotMillis;
    private final AtomicBoolean away = new AtomicBoolean();

    /** @param feed the feed that the budget applies to */
    public SharedBudget(DataSource database, String feed, int requests, Duration per) {
        this.database = database;
        this.feed = hash(feed);
        this.requests = requests;
        this.slotMillis = Math.max(1, (per.toMillis() + SLOTS - 2) / (SLOTS - 1));
    }

    private static String hash(String feed) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(feed.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    @Override
    public Duration take(int reserved) {
        return ask(Duration.ZERO, connection -> {
            if (taken(connection, reserved)) return Duration.ZERO;
            begin(connection);
            return taken(connection, reserved) ? Duration.ZERO : Duration.ofMillis(slotMillis);
        });
    }

    @Override
    public int left() {
        return ask(Integer.MAX_VALUE, connection -> {
            try (var select = connection.prepareStatement(SPENT)) {
                select.setLong(1, slotMillis);
                select.setString(2, feed);
                try (var row = select.executeQuery()) {
                    return row.next() ? Math.max(0, requests - row.getInt(1)) : requests;
                }
            }
        });
    }

    private boolean taken(Connection connection, int reserved) throws SQLException {
        try (var update = connection.prepareStatement(TAKE)) {
            update.setLong(1, slotMillis);
            update.setString(2, feed);
            update.setLong(3, slotMillis);
            update.setInt(4, requests - reserved);
            return update.executeUpdate() > 0;
        }
    }

    private void begin(Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO request_budget (feed, slot, used)"
                + " VALUES (?, 0, array_fill(0, ARRAY[12])) ON CONFLICT (feed) DO NOTHING")) {
            insert.setString(1, feed);
            insert.executeUpdate();
        }
    }

    private interface Question<T> {
        T to(Connection connection) throws SQLException;
    }

    private <T> T ask(T otherwise, Question<T> question) {
        try (var connection = database.getConnection()) {
            var answer = question.to(connection);
            if (away.compareAndSet(true, false)) log.info("The budget of MLS requests is shared again");
            return answer;
        } catch (SQLException fault) {
            if (away.compareAndSet(false, true))
                log.warn("The budget of MLS requests is each process's own for now: {}", fault.getMessage());
            return otherwise;
        }
    }
}
