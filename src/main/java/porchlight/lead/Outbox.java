package porchlight.lead;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be sent. A delivery is claimed for a time before it is tried, so that several processes do not try
 * the same at once; a process that dies leaves its claims to run out.
 */
final class Outbox {
    /** Longer than any attempt takes. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final int LONGEST_FAULT = 400;

    private final LeadStore store;
    private final InstantSource clock;
    private final String owner = UUID.randomUUID().toString();

    Outbox(LeadStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * A delivery to be tried by this process now.
     *
     * @param attempts before this one
     */
    record Claim(Lead lead, String channel, int attempts) {
        private Due due() {
            return new Due(lead.id(), channel, attempts);
        }
    }

    /** Queues a lead, once more where it was before. */
    static void queue(Connection connection, String leadId, Collection<String> channels, Instant now)
            throws SQLException {
        for (var channel : channels) {
            try (var delete = connection.prepareStatement("DELETE FROM outbox WHERE lead_id = ? AND channel = ?")) {
                delete.setString(1, leadId);
                delete.setString(2, channel);
                delete.executeUpdate();
            }
            try (var insert = connection.prepareStatement("INSERT INTO outbox (lead_id, channel, state, attempts,"
                    + " next_at, lease_until, changed_at) VALUES (?, ?, 'PENDING', 0, ?, 0, 0)")) {
                insert.setString(1, leadId);
                insert.setString(2, channel);
                insert.setLong(3, now.toEpochMilli());
                insert.executeUpdate();
            }
        }
    }

    /**
     * Claims the delivery that has been due longest on channels that begin so. One whose lead cannot be read waits, ever
     * longer, and holds up no other.
     */
    Optional<Claim> claim(String channelBeginning) {
        return store.run(connection -> {
            var now = clock.millis();
            for (var due : due(connection, channelBeginning, now)) {
                try (var claim = connection.prepareStatement(
                        "UPDATE outbox SET lease_owner = ?, lease_until = ?"
                                + " WHERE lead_id = ? AND channel = ? AND state = 'PENDING' AND next_at <= ? AND lease_until <= ?")) {
                    claim.setString(1, owner);
                    claim.setLong(2, now + LEASE.toMillis());
                    claim.setString(3, due.leadId());
                    claim.setString(4, due.channel());
                    claim.setLong(5, now);
                    claim.setLong(6, now);
                    if (claim.executeUpdate() == 0) continue;
                }
                var leads = LeadStore.read(connection, "lead.id = ?", due.leadId());
                if (!leads.isEmpty()) return Optional.of(new Claim(leads.get(0), due.channel(), due.attempts()));
                var pause = Backoff.after(due.attempts() + 1, 1);
                finish(connection, due, Lead.State.PENDING, now + pause.toMillis(), "the lead cannot be read");
            }
            return Optional.empty();
        });
    }

    private record Due(String leadId, String channel, int attempts) {}

    private static List<Due> due(Connection connection, String channelBeginning, long now) throws SQLException {
        var due = new ArrayList<Due>();
        try (var select = connection.prepareStatement(
                "SELECT lead_id, channel, attempts FROM outbox WHERE state = 'PENDING'"
                        + " AND next_at <= ? AND lease_until <= ? AND channel LIKE ? ORDER BY next_at FETCH FIRST 8 ROWS ONLY")) {
            select.setLong(1, now);
            select.setLong(2, now);
            select.setString(3, channelBeginning + "%");
            try (var rows = select.executeQuery()) {
                while (rows.next()) due.add(new Due(rows.getString(1), rows.getString(2), rows.getInt(3)));
            }
        }
        return due;
    }

    void sent(Claim claim) {
        store.run(connection -> finish(connection, claim.due(), Lead.State.SENT, 0, null));
    }

    /** @param fault without anything personal */
    void refused(Claim claim, String fault) {
        store.run(connection -> finish(connection, claim.due(), Lead.State.REFUSED, 0, fault));
    }

    void later(Claim claim, Instant next, String fault) {
        store.run(connection -> finish(connection, claim.due(), Lead.State.PENDING, next.toEpochMilli(), fault));
    }

    private int finish(Connection connection, Due claimed, Lead.State state, long next, @Nullable String fault)
            throws SQLException {
        // Not what was queued anew or claimed by another meanwhile.
        try (var update = connection.prepareStatement("UPDATE outbox SET state = ?, attempts = ?, next_at = ?,"
                + " changed_at = ?, fault = ?, lease_until = 0, lease_owner = NULL"
                + " WHERE lead_id = ? AND channel = ? AND lease_owner = ?")) {
            update.setString(1, state.name());
            update.setInt(2, claimed.attempts() + 1);
            update.setLong(3, next);
            update.setLong(4, clock.millis());
            update.setString(
                    5, fault == null || fault.length() <= LONGEST_FAULT ? fault : fault.substring(0, LONGEST_FAULT));
            update.setString(6, claimed.leadId());
            update.setString(7, claimed.channel());
            update.setString(8, owner);
            return update.executeUpdate();
        }
    }

    /**
     * At the start of a carrier: frees what a killed process held, tries anew what was refused, and follows changed
     * addresses.
     */
    void begin(Channels channels, String channelBeginning) {
        store.run(connection -> {
            if (store.database().isExclusive())
                update(connection, "UPDATE outbox SET lease_until = 0 WHERE channel LIKE ?", channelBeginning);
            // Refused once is refused again unless something changed, such as the settings that made this start.
            if (!channelBeginning.equals(Channels.ACKNOWLEDGEMENT))
                update(
                        connection,
                        "UPDATE outbox SET state = 'PENDING', next_at = 0 WHERE state = 'REFUSED' AND channel LIKE ?",
                        channelBeginning);
            if (channelBeginning.equals(Channels.MAIL)) follow(connection, channels);
            return null;
        });
    }

    private static void update(Connection connection, String sql, String channelBeginning) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, channelBeginning + "%");
            update.executeUpdate();
        }
    }

    /** What waits for an address that is the broker's no longer goes to those that are. */
    private void follow(Connection connection, Channels channels) throws SQLException {
        var moved = new ArrayList<Due>();
        try (var select = connection.prepareStatement(
                        "SELECT lead_id, channel, attempts FROM outbox WHERE state = 'PENDING' AND channel LIKE 'mail:%'");
                var rows = select.executeQuery()) {
            while (rows.next())
                if (!channels.mail().contains(rows.getString(2)))
                    moved.add(new Due(rows.getString(1), rows.getString(2), rows.getInt(3)));
        }
        for (var old : moved) {
            var lead = LeadStore.read(connection, "lead.id = ?", old.leadId());
            var known = lead.stream()
                    .flatMap(each -> each.deliveries().stream())
                    .map(Lead.Delivered::channel)
                    .toList();
            var fresh = channels.mail().stream()
                    .filter(channel -> !known.contains(channel))
                    .toList();
            queue(connection, old.leadId(), fresh, clock.instant());
            try (var delete = connection.prepareStatement("DELETE FROM outbox WHERE lead_id = ? AND channel = ?")) {
                delete.setString(1, old.leadId());
                delete.setString(2, old.channel());
                delete.executeUpdate();
            }
        }
    }

    /** Deliveries by state. */
    static Map<String, Long> numbers(Connection connection) throws SQLException {
        var numbers = new LinkedHashMap<String, Long>();
        try (var select = connection.prepareStatement(
                        "SELECT state, COUNT(*) FROM outbox GROUP BY state ORDER BY state");
                var rows = select.executeQuery()) {
            while (rows.next()) numbers.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getLong(2));
        }
        return numbers;
    }
}
