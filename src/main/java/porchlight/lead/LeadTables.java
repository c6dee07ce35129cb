package porchlight.lead;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Converts journal entries into rows and rows into journal entries. */
final class LeadTables {
    /** An identical inquiry within this time counts as pressing the button twice. */
    static final Duration SAME_WITHIN = Duration.ofHours(24);

    private LeadTables() {}

    /**
     * Applies a change. An existing lead or secret stays as it is.
     *
     * @param shared whether other processes write to these tables, so that constraints must detect duplicates
     */
    static void apply(Connection connection, JournalEntry entry, boolean shared) throws SQLException {
        if (entry instanceof JournalEntry.Kept kept) keep(connection, kept, shared);
        else if (entry instanceof JournalEntry.Queued queued) {
            if (queued.cleared()) update(connection, "UPDATE lead SET suspicion = NULL WHERE id = ?", queued.lead());
            for (var channel : queued.channels()) {
                update(connection, "DELETE FROM outbox WHERE lead_id = ? AND channel = ?", queued.lead(), channel);
                if (isKnown(connection, queued.lead())) queue(connection, queued.lead(), channel, queued.at());
            }
        } else if (entry instanceof JournalEntry.Progress progress) move(connection, progress);
        else if (entry instanceof JournalEntry.Withdrawn withdrawn)
            update(
                    connection,
                    "DELETE FROM outbox WHERE lead_id = ? AND channel = ?",
                    withdrawn.lead(),
                    withdrawn.channel());
        else if (entry instanceof JournalEntry.Secret secret) {
            if (shared || secret(connection, secret.name()) == null)
                update(
                        connection,
                        "INSERT INTO lead_secret (name, secret) VALUES (?, ?)",
                        secret.name(),
                        secret.secret());
        }
    }

    private static void keep(Connection connection, JournalEntry.Kept kept, boolean shared) throws SQLException {
        if (!shared && isKnown(connection, kept.id())) return;
        var digest = digest(kept.inquiry());
        update(
                connection,
                "INSERT INTO lead (id, received_at, inquiry, email, consent, suspicion, digest, digest_day)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                kept.id(),
                kept.receivedAt(),
                kept.inquiry(),
                inbox(kept.inquiry()),
                kept.consent(),
                kept.suspicion(),
                digest,
                shared ? digest + kept.receivedAt() / SAME_WITHIN.toMillis() : kept.id());
        for (var channel : kept.channels()) queue(connection, kept.id(), channel, kept.receivedAt());
    }

    private static void queue(Connection connection, String lead, String channel, long at) throws SQLException {
        update(
                connection,
                "INSERT INTO outbox (lead_id, channel, state, attempts, next_at, lease_until, changed_at)"
                        + " VALUES (?, ?, 'PENDING', 0, ?, 0, 0)",
                lead,
                channel,
                at);
    }

    private static void move(Connection connection, JournalEntry.Progress progress) throws SQLException {
        var moved = update(
                connection,
                "UPDATE outbox SET state = ?, attempts = ?, next_at = ?, changed_at = ?, fault = ?, lease_until = 0,"
                        + " lease_owner = NULL WHERE lead_id = ? AND channel = ?",
                progress.state().name(),
                progress.attempts(),
                progress.nextAt(),
                progress.changedAt(),
                progress.fault(),
                progress.lead(),
                progress.channel());
        if (moved == 0 && isKnown(connection, progress.lead()))
            update(
                    connection,
                    "INSERT INTO outbox (lead_id, channel, state, attempts, next_at, lease_until, changed_at, fault)"
                            + " VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
                    progress.lead(),
                    progress.channel(),
                    progress.state().name(),
                    progress.attempts(),
                    progress.nextAt(),
                    progress.changedAt(),
                    progress.fault());
    }

    /** The tables' content as the shortest journal that recreates them; leases are omitted. */
    static void snapshot(Connection connection, Consumer<JournalEntry> entries) throws SQLException {
        try (var select = connection.prepareStatement("SELECT name, secret FROM lead_secret ORDER BY name");
                var rows = select.executeQuery()) {
            while (rows.next()) entries.accept(new JournalEntry.Secret(rows.getString(1), rows.getString(2)));
        }
        try (var select = connection.prepareStatement(
                        "SELECT id, received_at, inquiry, consent, suspicion FROM lead ORDER BY received_at, id");
                var rows = select.executeQuery()) {
            while (rows.next())
                entries.accept(new JournalEntry.Kept(
                        rows.getString(1),
                        rows.getLong(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        List.of()));
        }
        progress(connection, "", entries);
    }

    /**
     * The states of deliveries.
     *
     * @param condition on {@code outbox}, "" for none
     */
    static void progress(
            Connection connection, String condition, Consumer<? super JournalEntry.Progress> entries, Object... values)
            throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT lead_id, channel, state, attempts, next_at, changed_at, fault FROM outbox "
                        + (condition.isEmpty() ? "" : "WHERE " + condition))) {
            bind(select, values);
            try (var rows = select.executeQuery()) {
                while (rows.next())
                    entries.accept(new JournalEntry.Progress(
                            rows.getString(1),
                            rows.getString(2),
                            Lead.State.valueOf(rows.getString(3)),
                            rows.getInt(4),
                            rows.getLong(5),
                            rows.getLong(6),
                            rows.getString(7)));
            }
        }
    }

    /** @return how many of the leads existed */
    static int delete(Connection connection, Collection<String> ids) throws SQLException {
        var deleted = 0;
        for (var id : ids) {
            update(connection, "DELETE FROM outbox WHERE lead_id = ?", id);
            deleted += update(connection, "DELETE FROM lead WHERE id = ?", id);
        }
        return deleted;
    }

    static boolean isKnown(Connection connection, String id) throws SQLException {
        return count(connection, "FROM lead WHERE id = ?", id) > 0;
    }

    static @Nullable String secret(Connection connection, String name) throws SQLException {
        try (var select = connection.prepareStatement("SELECT secret FROM lead_secret WHERE name = ?")) {
            select.setString(1, name);
            try (var rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /** @param from {@code FROM} and what follows it */
    static long count(Connection connection, String from, Object... values) throws SQLException {
        try (var select = connection.prepareStatement("SELECT COUNT(*) " + from)) {
            bind(select, values);
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            bind(update, values);
            return update.executeUpdate();
        }
    }

    static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++)
            if (values[i] == null) statement.setNull(i + 1, java.sql.Types.VARCHAR);
            else statement.setObject(i + 1, values[i]);
    }

    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    private static @Nullable String inbox(String inquiry) {
        try {
            var email = LeadStore.JSON.readTree(inquiry).path("email").textValue();
            return email == null ? null : EmailAddress.inbox(email);
        } catch (JsonProcessingException unreadable) {
            return null;
        }
    }
}
