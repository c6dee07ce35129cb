package porchlight.lead;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.lead.LeadDatabase.Durability;

/**
 * The leads, kept for good. When {@link #add} returns, the lead is on disk.
 *
 * <p>Every method throws {@link LeadsUnavailable} while the database does not answer.
 */
public final class LeadStore {
    private static final Logger log = LoggerFactory.getLogger(LeadStore.class);
    /** Acknowledgements to all visitors together. */
    private static final int ACKNOWLEDGED_AN_HOUR = 60;

    private static final int ACKNOWLEDGED_A_DAY = 300;

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
     * @param channels an acknowledgement among them is left out if its inbox, or the site, has had its share of them
     * @return false if the same was kept within a day
     */
    boolean add(Inquiry inquiry, String consent, @Nullable String suspicion, Collection<String> channels) {
        var now = clock.millis();
        var json = json(inquiry);
        var entries = database.write(Durability.DURABLE, connection -> {
            if (LeadTables.count(
                            connection,
                            "FROM lead WHERE digest = ? AND received_at > ?",
                            LeadTables.digest(json),
                            now - LeadTables.SAME_WITHIN.toMillis())
                    > 0) return List.of();
            var wanted = new ArrayList<>(channels);
            if (wanted.contains(Channels.ACKNOWLEDGEMENT) && !mayAcknowledge(connection, inquiry.email(), now))
                wanted.remove(Channels.ACKNOWLEDGEMENT);
            return List.of(new JournalEntry.Kept(UUID.randomUUID().toString(), now, json, consent, suspicion, wanted));
        });
        return !entries.isEmpty();
    }

    /**
     * Anybody can type another's address, so nobody is mailed twice a day, however the address is spelled, and a flood of
     * many addresses ends at a rate that no brokerage's visitors reach.
     */
    private boolean mayAcknowledge(Connection connection, @Nullable String email, long now) throws SQLException {
        if (email == null) return false;
        var inbox = EmailAddress.inbox(email);
        database.takeTurns(connection, "acknowledgement to " + inbox);
        var sent = "FROM lead JOIN outbox ON outbox.lead_id = lead.id WHERE outbox.channel = '"
                + Channels.ACKNOWLEDGEMENT + "' AND lead.received_at > ?";
        var dayAgo = now - Duration.ofDays(1).toMillis();
        return LeadTables.count(connection, sent + " AND lead.email = ?", dayAgo, inbox) == 0
                && LeadTables.count(connection, sent, now - Duration.ofHours(1).toMillis()) < ACKNOWLEDGED_AN_HOUR
                && LeadTables.count(connection, sent, dayAgo) < ACKNOWLEDGED_A_DAY;
    }

    /** How many suspected leads were kept since a moment. */
    long countSuspected(Instant since) {
        return run(connection -> LeadTables.count(
                connection, "FROM lead WHERE suspicion IS NOT NULL AND received_at > ?", since.toEpochMilli()));
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
        return database.write(
                        Durability.DURABLE,
                        connection -> leads.stream()
                                .map(lead -> (JournalEntry)
                                        new JournalEntry.Queued(lead.id(), List.copyOf(channels), clock.millis(), true))
                                .toList())
                .size();
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
        return database.erase(ids);
    }

    /** What webhooks are signed with, as Standard Webhooks writes secrets. */
    public String webhookSecret() {
        return "whsec_" + Base64.getEncoder().encodeToString(secret("webhook"));
    }

    /** A secret of 32 random bytes, made when first asked for and the same for every process with these leads. */
    byte[] secret(String name) {
        var secret = run(connection -> LeadTables.secret(connection, name));
        if (secret == null) {
            var fresh = new byte[32];
            random.nextBytes(fresh);
            database.write(
                    Durability.DURABLE,
                    connection -> LeadTables.secret(connection, name) != null
                            ? List.of()
                            : List.of(new JournalEntry.Secret(
                                    name, Base64.getEncoder().encodeToString(fresh))));
            // Another process may have been first.
            secret = run(connection -> LeadTables.secret(connection, name));
            if (secret == null) throw new IllegalStateException("a secret that was just stored is gone");
        }
        return Base64.getDecoder().decode(secret);
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
            LeadTables.bind(select, values);
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

    <T> T run(LeadDatabase.Work<T> work) {
        return database.run(work);
    }

    LeadDatabase database() {
        return database;
    }

    /** Since when no lead can be kept; empty when leads can be kept now. */
    public Optional<Instant> unavailableSince() {
        return database.unavailableSince();
    }

    /** Numbers for monitoring, nothing personal: leads by whether they are suspected, outbox by state. */
    public Map<String, Long> numbers() {
        return run(connection -> {
            var numbers = new LinkedHashMap<String, Long>();
            numbers.put("kept", LeadTables.count(connection, "FROM lead WHERE suspicion IS NULL"));
            numbers.put("suspected", LeadTables.count(connection, "FROM lead WHERE suspicion IS NOT NULL"));
            numbers.putAll(Outbox.numbers(connection));
            return numbers;
        });
    }
}
