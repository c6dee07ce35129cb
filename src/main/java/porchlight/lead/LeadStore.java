package porchlight.lead;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leads, kept for good. When {@link #add} returns, the lead is on disk.
 *
 * <p>Every method throws {@link LeadsUnavailable} while the database does not answer.
 */
public final class LeadStore {
    private static final Logger log = LoggerFactory.getLogger(LeadStore.class);
    /** The same inquiry within this time is taken for a button pressed twice. */
    private static final Duration SAME_WITHIN = Duration.ofHours(24);
    /** Both H2 and PostgreSQL: a unique value is there already. */
    private static final String NOT_UNIQUE = "23505";

    static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final LeadDatabase database;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public LeadStore(LeadDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Keeps an inquiry, on disk when this returns, with what is to be sent of it.
     *
     * @param suspicion why it looks like spam; null when it does not
     * @return false if the same was kept within a day
     */
    boolean add(Inquiry inquiry, String consent, @Nullable String suspicion, Collection<String> channels) {
        var fresh = run(connection -> insert(connection, inquiry, consent, suspicion, channels));
        // Also for one pressed twice: the first press may still be on its way to the disk.
        database.makeDurable();
        return fresh;
    }

    private boolean insert(
            Connection connection,
            Inquiry inquiry,
            String consent,
            @Nullable String suspicion,
            Collection<String> channels)
            throws SQLException {
        var now = clock.instant();
        var json = json(inquiry);
        var digest = digest(json);
        if (count(
                        connection,
                        "digest = ? AND received_at > ?",
                        digest,
                        now.minus(SAME_WITHIN).toEpochMilli())
                > 0) return false;
        var id = UUID.randomUUID().toString();
        connection.setAutoCommit(false);
        try {
            try (var insert = connection.prepareStatement("INSERT INTO lead (id, received_at, inquiry, email, consent,"
                    + " suspicion, digest, digest_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, id);
                insert.setLong(2, now.toEpochMilli());
                insert.setString(3, json);
                insert.setString(
                        4, inquiry.email() == null ? null : inquiry.email().toLowerCase(Locale.ROOT));
                insert.setString(5, consent);
                insert.setString(6, suspicion);
                insert.setString(7, digest);
                insert.setString(8, digest + now.toEpochMilli() / SAME_WITHIN.toMillis());
                insert.executeUpdate();
            }
            Outbox.queue(connection, id, channels, now);
            connection.commit();
            return true;
        } catch (SQLException fault) {
            connection.rollback();
            if (NOT_UNIQUE.equals(fault.getSQLState())) return false;
            throw fault;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** How many leads of a mail address were kept since a moment. */
    long countFrom(String email, Instant since) {
        return run(connection -> count(
                connection, "email = ? AND received_at > ?", email.toLowerCase(Locale.ROOT), since.toEpochMilli()));
    }

    /** How many suspected leads were kept since a moment. */
    long countSuspected(Instant since) {
        return run(connection -> count(connection, "suspicion IS NOT NULL AND received_at > ?", since.toEpochMilli()));
    }

    /** Every lead, the newest first. */
    public List<Lead> all() {
        return run(connection -> read(connection, ""));
    }

    /** The leads with these ids, or with ids that begin so. */
    List<Lead> withIds(Collection<String> beginnings) {
        return all().stream()
                .filter(lead -> beginnings.stream().anyMatch(lead.id()::startsWith))
                .toList();
    }

    /**
     * Queues leads once more on every channel; what was suspected is so no longer.
     *
     * @param ids beginnings of ids
     * @return how many there are
     */
    public int resend(Collection<String> ids, Collection<String> channels) {
        var leads = withIds(ids);
        run(connection -> {
            for (var lead : leads) {
                try (var cleared = connection.prepareStatement("UPDATE lead SET suspicion = NULL WHERE id = ?")) {
                    cleared.setString(1, lead.id());
                    cleared.executeUpdate();
                }
                Outbox.queue(connection, lead.id(), channels, clock.instant());
            }
            return null;
        });
        database.makeDurable();
        return leads.size();
    }

    /** As {@link #resend}, for leads that nobody has received and that are not suspected. */
    public int resendUnsent(Collection<String> channels) {
        return resend(
                all().stream()
                        .filter(lead -> lead.suspicion() == null && isUnsent(lead))
                        .map(Lead::id)
                        .toList(),
                channels);
    }

    private static boolean isUnsent(Lead lead) {
        return lead.deliveries().stream()
                .filter(delivered -> !delivered.channel().equals(Channels.ACKNOWLEDGEMENT))
                .noneMatch(delivered -> delivered.state() == Lead.State.SENT);
    }

    /**
     * Forgets leads for good.
     *
     * @param ids whole ids, so that none is forgotten by a slip
     * @return how many there were
     */
    public int delete(Collection<String> ids) {
        int forgotten = run(connection -> {
            var deleted = 0;
            for (var id : ids) {
                for (var sql : List.of("DELETE FROM outbox WHERE lead_id = ?", "DELETE FROM lead WHERE id = ?"))
                    try (var delete = connection.prepareStatement(sql)) {
                        delete.setString(1, id);
                        var rows = delete.executeUpdate();
                        if (sql.contains("FROM lead")) deleted += rows;
                    }
            }
            return deleted;
        });
        database.makeDurable();
        return forgotten;
    }

    /** A secret of 32 random bytes, made when first asked for and the same for every process on this database. */
    byte[] secret(String name) {
        var known = run(connection -> secret(connection, name));
        if (known == null) {
            known = run(connection -> {
                var fresh = new byte[32];
                random.nextBytes(fresh);
                try (var insert = connection.prepareStatement("INSERT INTO lead_secret (name, secret) VALUES (?, ?)")) {
                    insert.setString(1, name);
                    insert.setString(2, Base64.getEncoder().encodeToString(fresh));
                    insert.executeUpdate();
                } catch (SQLException fault) {
                    if (!NOT_UNIQUE.equals(fault.getSQLState())) throw fault;
                }
                return secret(connection, name);
            });
            database.makeDurable();
            if (known == null) throw new IllegalStateException("a secret that was just stored is gone");
        }
        return Base64.getDecoder().decode(known);
    }

    private static @Nullable String secret(Connection connection, String name) throws SQLException {
        try (var select = connection.prepareStatement("SELECT secret FROM lead_secret WHERE name = ?")) {
            select.setString(1, name);
            try (var rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    private static long count(Connection connection, String condition, Object... values) throws SQLException {
        try (var select = connection.prepareStatement("SELECT COUNT(*) FROM lead WHERE " + condition)) {
            for (int i = 0; i < values.length; i++) select.setObject(i + 1, values[i]);
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /**
     * Leads that cannot be read are left out, and the log names them.
     *
     * @param condition on {@code lead}, "" for none
     */
    static List<Lead> read(Connection connection, String condition, Object... values) throws SQLException {
        var leads = new LinkedHashMap<String, Lead>();
        var deliveries = new LinkedHashMap<String, List<Lead.Delivered>>();
        try (var select = connection.prepareStatement("SELECT lead.*, outbox.channel, outbox.state, outbox.attempts,"
                + " outbox.changed_at, outbox.fault FROM lead LEFT JOIN outbox ON outbox.lead_id = lead.id"
                + (condition.isEmpty() ? "" : " WHERE " + condition)
                + " ORDER BY received_at DESC, id, channel")) {
            for (int i = 0; i < values.length; i++) select.setObject(i + 1, values[i]);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var id = rows.getString("id");
                    try {
                        leads.putIfAbsent(id, lead(rows));
                        var sent = deliveries.computeIfAbsent(id, none -> new ArrayList<>());
                        if (rows.getString("channel") != null) sent.add(delivered(rows));
                    } catch (JsonProcessingException | IllegalArgumentException fault) {
                        // Without the fault's words, which may be the visitor's.
                        log.error(
                                "Lead {} cannot be read ({}): it is kept in its table but neither shown nor sent",
                                id,
                                fault.getClass().getSimpleName());
                    }
                }
            }
        }
        return leads.values().stream()
                .map(lead -> new Lead(
                        lead.id(),
                        lead.receivedAt(),
                        lead.inquiry(),
                        lead.consent(),
                        lead.suspicion(),
                        deliveries.getOrDefault(lead.id(), List.of())))
                .toList();
    }

    private static Lead lead(ResultSet row) throws SQLException, JsonProcessingException {
        var inquiry = JSON.readValue(row.getString("inquiry"), Inquiry.class);
        if (inquiry == null || inquiry.kind() == null) throw new IllegalArgumentException("no inquiry");
        return new Lead(
                row.getString("id"),
                Instant.ofEpochMilli(row.getLong("received_at")),
                inquiry,
                row.getString("consent"),
                row.getString("suspicion"),
                List.of());
    }

    private static Lead.Delivered delivered(ResultSet row) throws SQLException {
        var changed = row.getLong("changed_at");
        return new Lead.Delivered(
                row.getString("channel"),
                Lead.State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                changed == 0 ? null : Instant.ofEpochMilli(changed),
                row.getString("fault"));
    }

    private static String json(Inquiry inquiry) {
        try {
            return JSON.writeValueAsString(inquiry);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an inquiry that cannot be written", impossible);
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    <T> T run(LeadDatabase.Work<T> work) {
        return database.run(work);
    }

    LeadDatabase database() {
        return database;
    }

    /** Numbers for monitoring, nothing personal: leads by whether they are suspected, outbox by state. */
    public Map<String, Long> numbers() {
        return run(connection -> {
            var numbers = new LinkedHashMap<String, Long>();
            numbers.put("kept", count(connection, "suspicion IS NULL"));
            numbers.put("suspected", count(connection, "suspicion IS NOT NULL"));
            numbers.putAll(Outbox.numbers(connection));
            return numbers;
        });
    }
}
