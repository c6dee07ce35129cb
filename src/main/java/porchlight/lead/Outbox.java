package porchlight.lead;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import porchlight.lead.LeadDatabase.Durability;

/**
 * Deliveries that have not been sent. A delivery is claimed for a limited time before an attempt, so that several
 * processes do not try it at once; if a process dies, its claims expire.
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
     * A delivery for this process to try now.
     *
     * @param attempts so far
     */
    record Claim(Lead lead, String channel, int attempts) {
        private Due due() {
            return new Due(lead.id(), channel, attempts);
        }
    }

    /**
     * Claims the most overdue delivery on channels with this prefix. A delivery whose lead cannot be read is retried at
     * growing intervals, without holding up others.
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
                // If a restart loses this, it will be found out again.
                LeadTables.apply(
                        connection,
                        progress(due, Lead.State.PENDING, now + pause.toMillis(), "the lead cannot be read"),
                        false);
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

    /** Reads what other processes wrote. */
    void look() {
        store.run(connection -> null);
    }

    void sent(Claim claim) {
        finish(claim, Lead.State.SENT, 0, null);
    }

    /** @param fault without personal data */
    void refused(Claim claim, String fault) {
        finish(claim, Lead.State.REFUSED, 0, fault);
    }

    void later(Claim claim, Instant next, String fault) {
        finish(claim, Lead.State.PENDING, next.toEpochMilli(), fault);
    }

    private void finish(Claim claim, Lead.State state, long next, @Nullable String fault) {
        // Only if it was not queued again or claimed by another process meanwhile.
        store.database()
                .write(
                        Durability.EVENTUAL,
                        connection -> LeadTables.count(
                                                connection,
                                                "FROM outbox WHERE lead_id = ? AND channel = ? AND lease_owner = ?",
                                                claim.lead().id(),
                                                claim.channel(),
                                                owner)
                                        == 0
                                ? List.of()
                                : List.of(progress(claim.due(), state, next, fault)));
    }

    private JournalEntry.Progress progress(Due claimed, Lead.State state, long next, @Nullable String fault) {
        return new JournalEntry.Progress(
                claimed.leadId(),
                claimed.channel(),
                state,
                claimed.attempts() + 1,
                next,
                clock.millis(),
                fault == null || fault.length() <= LONGEST_FAULT ? fault : fault.substring(0, LONGEST_FAULT));
    }

    /**
     * Called when a carrier starts: releases claims of a killed process, retries rejected deliveries, and applies
     * changed addresses.
     */
    void begin(Channels channels, String channelBeginning) {
        if (store.database().isExclusive())
            store.run(connection -> LeadTables.update(
                    connection, "UPDATE outbox SET lease_until = 0 WHERE channel LIKE ?", channelBeginning + "%"));
        store.database().write(Durability.EVENTUAL, connection -> {
            var entries = new ArrayList<JournalEntry>();
            // A rejected delivery is rejected again unless something changed, such as the settings before this start.
            var toVisitors = channelBeginning.equals(Channels.ACKNOWLEDGEMENT);
            LeadTables.progress(
                    connection,
                    "state = 'REFUSED' AND channel LIKE ?",
                    entry -> {
                        if (!toVisitors || Undeliverable.isOurs(entry.fault())) entries.add(again(entry));
                    },
                    channelBeginning + "%");
            return entries;
        });
        if (channelBeginning.equals(Channels.MAIL))
            store.database().write(Durability.EVENTUAL, connection -> follow(connection, channels));
    }

    private static JournalEntry.Progress again(JournalEntry.Progress refused) {
        return new JournalEntry.Progress(
                refused.lead(),
                refused.channel(),
                Lead.State.PENDING,
                refused.attempts(),
                0,
                refused.changedAt(),
                refused.fault());
    }

    /** Redirects deliveries for an address that is no longer the broker's to the current ones. */
    private List<JournalEntry> follow(Connection connection, Channels channels) throws SQLException {
        var waiting = new ArrayList<JournalEntry.Progress>();
        LeadTables.progress(connection, "state = 'PENDING' AND channel LIKE 'mail:%'", waiting::add);
        var entries = new ArrayList<JournalEntry>();
        var moved = new HashSet<String>();
        for (var old : waiting) {
            if (channels.mail().contains(old.channel())) continue;
            entries.add(new JournalEntry.Withdrawn(old.lead(), old.channel()));
            if (!moved.add(old.lead())) continue;
            var known = new HashSet<String>();
            LeadTables.progress(connection, "lead_id = ?", each -> known.add(each.channel()), old.lead());
            var fresh = channels.mail().stream()
                    .filter(channel -> !known.contains(channel))
                    .toList();
            entries.add(new JournalEntry.Queued(old.lead(), fresh, clock.millis(), false));
        }
        return entries;
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
