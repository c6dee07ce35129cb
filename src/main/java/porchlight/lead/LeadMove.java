package porchlight.lead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import porchlight.lead.LeadDatabase.Durability;

/** Copies leads, the state of their deliveries, and secrets from one place to another. May be repeated. */
public final class LeadMove {
    private final LeadDatabase to;

    /** @param to keeps the leads that it has already */
    public LeadMove(LeadDatabase to) {
        this.to = to;
    }

    /**
     * What was copied.
     *
     * @param leads how many were new
     * @param known how many were there already
     * @param sameSecrets whether the place has now the secrets of the other; always, on a server
     */
    public record Moved(int leads, int known, boolean sameSecrets) {}

    /** Copies everything from another database. */
    public Moved copy(LeadDatabase from) {
        List<JournalEntry> entries = from.run(connection -> {
            var all = new ArrayList<JournalEntry>();
            LeadTables.snapshot(connection, all::add);
            return all;
        });
        return write(entries);
    }

    /**
     * Copies everything from a journal, such as a backup, which stays as it is.
     *
     * @throws IOException if it can't be read
     */
    public Moved copy(Path journal, InstantSource clock) throws IOException {
        var directory = Files.createTempDirectory("porchlight");
        try {
            Files.copy(journal, directory.resolve("leads.journal"));
            try (var from = JournaledDatabase.ofACommand(directory, Disk.ofTheMachine(), clock)) {
                return copy(from);
            }
        } finally {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
    }

    private Moved write(List<JournalEntry> entries) {
        var byLead = new LinkedHashMap<String, List<JournalEntry>>();
        var same = true;
        for (var entry : entries)
            if (entry instanceof JournalEntry.Secret secret) same &= write(secret);
            else if (entry instanceof JournalEntry.Kept kept)
                byLead.computeIfAbsent(kept.id(), none -> new ArrayList<>()).add(kept);
            else if (entry instanceof JournalEntry.Progress progress)
                byLead.computeIfAbsent(progress.lead(), none -> new ArrayList<>())
                        .add(progress);
        var copied = 0;
        for (var lead : byLead.entrySet()) {
            var written = to.write(
                    Durability.DURABLE,
                    connection -> LeadTables.isKnown(connection, lead.getKey()) ? List.of() : lead.getValue());
            if (!written.isEmpty()) copied++;
        }
        return new Moved(copied, byLead.size() - copied, same);
    }

    /** @return whether the other place has the same secret now */
    private boolean write(JournalEntry.Secret secret) {
        to.write(Durability.DURABLE, connection -> {
            var known = LeadTables.secret(connection, secret.name());
            if (secret.secret().equals(known)) return List.of();
            // In a journal, the first one counts.
            if (known != null && to instanceof JournaledDatabase) return List.of();
            LeadTables.update(connection, "DELETE FROM lead_secret WHERE name = ?", secret.name());
            return List.of(secret);
        });
        return secret.secret().equals(to.run(connection -> LeadTables.secret(connection, secret.name())));
    }
}
