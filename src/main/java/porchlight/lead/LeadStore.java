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
 * Stores leads permanently. Once {@link #add} returns, the lead is on disk.
 *
 * <p>Every method throws {@link LeadsUnavailable} while the database does not respond.
 */
public final class LeadStore {
    private static final Logger log = LoggerFactory.getLogger(LeadStore.class);
    /** The maximum number of acknowledgments per hour to all visitors together. */
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
     * Stores an inquiry and its deliveries; they are on disk once this returns.
     *
     * @param suspicion why it looks like spam; null if it does not
     * @param channels an acknowledgment among them is dropped if its inbox, or the site, has reached its limit
     * @return false if the same inquiry was stored within a day
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
     * Anyone can enter another person's address, so no inbox is mailed twice a day, however the address is spelled; a
     * flood of many addresses is capped at a rate that no brokerage's real visitors reach.
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

    /** The number of suspected leads stored since a moment. */
    long countSuspected(Instant since) {
        return run(connection -> LeadTables.count(
                connection, "FROM lead WHERE suspicion IS NOT NULL AND received_at > ?", since.toEpochMilli()));
    }

    /** All leads, newest first. */
    public List<Lead> all() {
        return run(connection -> read(connection, ""));
    }

    /** The leads whose ids have these prefixes. */
    List<Lead> withIds(Collection<String> beginnings) {
        return all().stream()
                .filter(lead -> beginnings.stream().anyMatch(lead.id()::startsWith))
                .toList();
    }

    /**
     * Queues leads again on every channel and clears their suspicion.
     *
     * @param ids prefixes of ids
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

    /**
     * Queues again what leads without suspicion lack: those that nobody received on every channel, others where they
     * were refused, and acknowledgments that were refused because of our own settings.
     *
     * @return how many leads there are
     */
    public int resendUnsent(Collection<String> channels) {
        var queued = new ArrayList<JournalEntry>();
        for (var lead : all()) {
            if (lead.suspicion() != null) continue;
            var again = new ArrayList<>(isUnsent(lead) ? channels : List.of());
            for (var delivered : lead.deliveries())
                if (delivered.state() == Lead.State.REFUSED
                        && !again.contains(delivered.channel())
                        && (channels.contains(delivered.channel()) || isOurFault(delivered, channels)))
                    again.add(delivered.channel());
            if (isUnsent(lead) || !again.isEmpty())
                queued.add(new JournalEntry.Queued(lead.id(), again, clock.millis(), false));
        }
        return database.write(Durability.DURABLE, connection -> queued).size();
    }

    private static boolean isOurFault(Lead.Delivered delivered, Collection<String> channels) {
        return delivered.channel().equals(Channels.ACKNOWLEDGEMENT)
                && Undeliverable.isOurs(delivered.fault())
                && channels.stream().anyMatch(channel -> channel.startsWith(Channels.MAIL));
    }

    private static boolean isUnsent(Lead lead) {
        return lead.deliveries().stream()
                .filter(delivered -> !delivered.channel().equals(Channels.ACKNOWLEDGEMENT))
                .noneMatch(delivered -> delivered.state() == Lead.State.SENT);
    }

    /**
     * Deletes leads permanently.
     *
     * @param ids full ids, so that none is deleted by accident
     * @return how many existed
     */
    public int delete(Collection<String> ids) {
        return database.erase(ids);
    }

    /** The secret that signs webhooks, in the format of Standard Webhooks. */
    public String webhookSecret() {
        return "whsec_" + Base64.getEncoder().encodeToString(secret("webhook"));
    }

    /** A secret of 32 random bytes, created on first use and the same for every process that shares these leads. */
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
     * Leads that cannot be read are omitted, and the log names them.
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
                        // The fault's message is omitted because it may quote the visitor.
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

    /** Since when leads cannot be stored; empty if they can. */
    public Optional<Instant> unavailableSince() {
        return database.unavailableSince();
    }

    /** Numbers for monitoring, without personal data: leads by suspicion, outbox by state. */
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
