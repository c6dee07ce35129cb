package porchlight.lead;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.database.OwnerOnly;

/**
 * Stores leads in a {@link LeadJournal}, with H2 tables as a disposable index: it is rebuilt from the journal whenever
 * the leads are opened, the index fails, or the journal was rewritten. Every operation first reads what other processes
 * added to the journal, so the owner's commands work while the site is running.
 */
final class JournaledDatabase implements LeadDatabase {
    private static final Logger log = LoggerFactory.getLogger(JournaledDatabase.class);
    /** H2: the file is in use by another process. */
    private static final int IN_USE = 90020;
    /** H2: the file is corrupted, for example "chunk not found". */
    private static final Set<Integer> DAMAGED = Set.of(90030, 50000);
    /** H2: no such table. */
    private static final Set<Integer> NO_TABLE = Set.of(42102, 42103, 42104);

    /** The scripts that create the tables; Flyway would take a third of a second for this. */
    static final List<String> TABLES = List.of("V1__leads.sql");

    private static final long ASK_AGAIN_AFTER = 500;
    private static final long LONGEST_WAIT_SECONDS = 4;
    private static final int ROWS_AT_ONCE = 1_000;
    /** With fewer records, rewriting the journal is not worth it. */
    private static final int FEW = 1_000;

    private final Path directory;
    private final LeadJournal journal;
    private final InstantSource clock;
    private final Availability availability;
    /** Without its extension; null for an index in memory. */
    private final @Nullable Path indexFile;

    /** Only one thread at a time uses the index: a lead costs one journal write, and few arrive at once. */
    private final ReentrantLock working = new ReentrantLock(true);

    private @Nullable Connection index;
    private LeadJournal.@Nullable Position known;
    private @Nullable FileChannel site;
    private boolean wasOpen;
    private @Nullable LeadsUnavailable failure;
    private long failedAt;
    private boolean closed;

    private JournaledDatabase(Path directory, @Nullable Path indexFile, Disk disk, InstantSource clock) {
        this.directory = directory.toAbsolutePath();
        this.indexFile = indexFile == null ? null : indexFile.toAbsolutePath();
        this.journal = new LeadJournal(this.directory, disk, clock);
        this.clock = clock;
        this.availability = new Availability(clock);
    }

    /** For the site, one process at a time: its index is a file, because the leads may not fit in memory. */
    static JournaledDatabase ofTheSite(Path directory, Disk disk, InstantSource clock) {
        return new JournaledDatabase(directory, directory.resolve("leads.index"), disk, clock);
    }

    /** For a command, which may run beside the site. */
    static JournaledDatabase ofACommand(Path directory, Disk disk, InstantSource clock) {
        return new JournaledDatabase(directory, null, disk, clock);
    }

    @Override
    public boolean isExclusive() {
        return true;
    }

    @Override
    public void takeTurns(Connection connection, String subject) {
        // Work on the journal always does this.
    }

    @Override
    public <T> T run(Work<T> work) {
        return alone(() -> {
            var tables = index();
            if (known != null && journal.hasChanged(known)) {
                try {
                    journal.locked(() -> catchUp());
                } catch (IOException fault) {
                    // Known leads can still be read and sent.
                    availability.failed(why(fault));
                }
                tables = index();
            }
            return work.on(tables);
        });
    }

    @Override
    public List<JournalEntry> write(Durability durability, Work<List<JournalEntry>> work) {
        return alone(() -> {
            index();
            try {
                return journal.locked(() -> {
                    catchUp();
                    return append(durability, work);
                });
            } catch (IOException fault) {
                if (durability == Durability.DURABLE) throw fault;
                availability.failed(why(fault));
                return applyOnly(work);
            }
        });
    }

    private List<JournalEntry> append(Durability durability, Work<List<JournalEntry>> work)
            throws SQLException, IOException {
        var tables = index();
        tables.setAutoCommit(false);
        try {
            var entries = work.on(tables);
            if (entries.isEmpty()) return entries;
            for (var entry : entries) LeadTables.apply(tables, entry, false);
            var position = known;
            if (position == null) throw new IOException("the journal is not open");
            known = journal.append(position, entries, durability == Durability.DURABLE);
            if (durability == Durability.DURABLE) availability.recovered();
            try {
                tables.commit();
            } catch (SQLException fault) {
                // The journal has it, and the index will be rebuilt from the journal.
                closeIndex(fault);
            }
            return entries;
        } finally {
            if (index == tables) {
                tables.rollback();
                tables.setAutoCommit(true);
            }
        }
    }

    private List<JournalEntry> applyOnly(Work<List<JournalEntry>> work) throws SQLException, IOException {
        var tables = index();
        var entries = work.on(tables);
        for (var entry : entries) LeadTables.apply(tables, entry, false);
        return entries;
    }

    @Override
    public int erase(Collection<String> ids) {
        return alone(() -> {
            index();
            return journal.locked(() -> {
                catchUp();
                var tables = index();
                var erased = LeadTables.delete(tables, ids);
                if (erased == 0) return 0;
                try {
                    journal.rewrite(known, entries -> LeadTables.snapshot(tables, entries));
                } catch (IOException | SQLException fault) {
                    // They are still in the journal.
                    closeIndex(fault);
                    throw fault;
                }
                load();
                return erased;
            });
        });
    }

    @Override
    public Optional<Instant> unavailableSince() {
        return availability.since(() -> {
            try {
                alone(() -> {
                    index();
                    return journal.locked(() -> {
                        catchUp();
                        journal.probe();
                        availability.recovered();
                        return true;
                    });
                });
            } catch (LeadsUnavailable unavailable) {
                // The availability was updated.
            }
        });
    }

    private <T> T alone(LeadJournal.Work<T> work) {
        var mine = false;
        try {
            mine = working.tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            if (!mine) throw new IOException("the disk is too slow");
            return work.run();
        } catch (SQLException fault) {
            if (mine) closeIndex(fault);
            throw unavailable(fault);
        } catch (IOException fault) {
            throw unavailable(fault);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new LeadsUnavailable("interrupted", stopping);
        } finally {
            if (mine) working.unlock();
        }
    }

    private LeadsUnavailable unavailable(Exception fault) {
        var why = why(fault);
        availability.failed(why);
        return new LeadsUnavailable(why, fault);
    }

    /** For the log: H2 quotes statements after the first line, and values that do not fit. */
    private static String why(Exception fault) {
        if (fault instanceof SQLException sql) {
            var isAboutValues = String.valueOf(sql.getSQLState()).matches("2[23].*");
            return "the leads' index failed: "
                    + (isAboutValues
                            ? "error " + sql.getErrorCode()
                            : String.valueOf(sql.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
        }
        if (fault instanceof NoSuchFileException missing) return "there is no " + missing.getFile();
        return String.valueOf(fault.getMessage());
    }

    private Connection index() throws SQLException, IOException {
        var open = index;
        if (open != null) return open;
        if (closed) throw new LeadsUnavailable("the leads' database is closed", new IllegalStateException());
        if (failure != null && clock.millis() - failedAt < ASK_AGAIN_AFTER) throw failure;
        try {
            // If it existed before, a missing directory is a fault, such as an unmounted disk.
            if (!wasOpen) journal.createDirectory();
            if (!Files.isDirectory(directory)) throw new NoSuchFileException(directory.toString());
            journal.locked(() -> open());
            failure = null;
            wasOpen = true;
            open = index;
            if (open == null) throw new IOException("the leads' index was closed again");
            return open;
        } catch (IOException | SQLException fault) {
            closeIndex(fault);
            failedAt = clock.millis();
            failure = unavailable(fault);
            throw failure;
        }
    }

    private boolean open() throws IOException, SQLException {
        journal.deleteLeftovers();
        if (!journal.exists()) journal.rewrite(null, entries -> {});
        load();
        adoptOlder();
        return true;
    }

    /** Rebuilds the index from the whole journal. Deliveries in progress stay claimed. */
    private void load() throws IOException, SQLException {
        var claims = index == null ? List.<Claimed>of() : claims(index);
        closeIndex(null);
        takeSite();
        var tables = emptyIndex();
        index = tables;
        var found = read(tables, null);
        known = found.position();
        if (found.isHarmed()) journal.keepDamaged();
        var live = LeadTables.count(tables, "FROM lead") + LeadTables.count(tables, "FROM outbox");
        if (found.isHarmed() || found.records() > FEW && found.records() > 2 * live) {
            var before = found.position().generation() < 0 ? null : found.position();
            known = journal.rewrite(before, entries -> LeadTables.snapshot(tables, entries));
        }
        for (var claim : claims)
            LeadTables.update(
                    tables,
                    "UPDATE outbox SET lease_owner = ?, lease_until = ? WHERE lead_id = ? AND channel = ?",
                    claim.owner(),
                    claim.until(),
                    claim.lead(),
                    claim.channel());
    }

    private LeadJournal.Found read(Connection tables, LeadJournal.@Nullable Position after)
            throws IOException, SQLException {
        tables.setAutoCommit(false);
        try {
            var applied = new int[1];
            var found = journal.read(after, entry -> {
                try {
                    LeadTables.apply(tables, entry, false);
                    if (++applied[0] % ROWS_AT_ONCE == 0) tables.commit();
                } catch (SQLException fault) {
                    throw new IndexFailed(fault);
                }
            });
            tables.commit();
            return found;
        } catch (IndexFailed fault) {
            throw fault.cause;
        } finally {
            if (!tables.isClosed()) tables.setAutoCommit(true);
        }
    }

    private static final class IndexFailed extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient SQLException cause;

        IndexFailed(SQLException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    /** Reads what other processes wrote; the journal must be locked. */
    private boolean catchUp() throws IOException, SQLException {
        var position = known;
        var tables = index();
        if (position == null || !journal.hasChanged(position)) return false;
        var start = journal.start();
        if (start != null && start.isSameFileAs(position) && isLonger(position)) {
            var found = read(tables, position);
            if (found.isHarmed()) load();
            else known = found.position();
            return true;
        }
        var rewritten = start != null
                && start.journal().equals(position.journal())
                && start.generation() > position.generation();
        if (!rewritten) rescue(tables);
        load();
        return true;
    }

    private boolean isLonger(LeadJournal.Position position) throws IOException {
        return Files.size(directory.resolve("leads.journal")) >= position.end();
    }

    /** The journal was deleted or replaced by an older one while the site was running: writes the known leads to it. */
    private void rescue(Connection tables) throws IOException, SQLException {
        log.error(
                "The leads' journal in {} was deleted or replaced. The leads that are known are written to it",
                directory);
        var mine = new ArrayList<JournalEntry>();
        LeadTables.snapshot(tables, mine::add);
        if (!journal.exists()) {
            journal.rewrite(null, entries -> mine.forEach(entries));
            return;
        }
        var theirs = new HashSet<String>();
        var found = journal.read(null, entry -> id(entry).ifPresent(theirs::add));
        if (found.isHarmed()) {
            journal.keepDamaged();
            var all = new ArrayList<JournalEntry>();
            journal.read(null, all::add);
            all.addAll(unknown(mine, theirs));
            journal.rewrite(null, entries -> all.forEach(entries));
            return;
        }
        journal.append(found.position(), unknown(mine, theirs), true);
    }

    private static List<JournalEntry> unknown(List<JournalEntry> entries, Set<String> known) {
        return entries.stream()
                .filter(entry -> !known.contains(
                        entry instanceof JournalEntry.Progress progress
                                ? progress.lead()
                                : id(entry).orElse("")))
                .toList();
    }

    private static Optional<String> id(JournalEntry entry) {
        if (entry instanceof JournalEntry.Kept kept) return Optional.of(kept.id());
        if (entry instanceof JournalEntry.Secret secret) return Optional.of("secret " + secret.name());
        return Optional.empty();
    }

    /** Moves the leads of versions that stored them only in H2 to the journal, then deletes that file. */
    private void adoptOlder() throws IOException, SQLException {
        var older = directory.resolve("leads.mv.db");
        if (!Files.exists(older)) return;
        var entries = new ArrayList<JournalEntry>();
        var url = "jdbc:h2:file:" + directory.resolve("leads")
                + ";IFEXISTS=TRUE;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
        try (var connection = DriverManager.getConnection(url)) {
            LeadTables.snapshot(connection, entries::add);
        } catch (SQLException fault) {
            if (fault.getErrorCode() == IN_USE) throw new IOException("another process uses " + older, fault);
            if (DAMAGED.contains(fault.getErrorCode())) {
                var aside = journal.putAside(older, ".mv.db");
                log.error(
                        "The leads of an older version in {} cannot be read ({}). The file is kept as {}: H2's Recover tool"
                                + " can read what is left of it",
                        older,
                        why(fault),
                        aside);
                return;
            }
            if (!NO_TABLE.contains(fault.getErrorCode())) throw fault;
        }
        var tables = index;
        var position = known;
        if (tables == null || position == null) throw new IOException("the leads are not open");
        var fresh = new ArrayList<JournalEntry>();
        for (var entry : entries) {
            var id = entry instanceof JournalEntry.Kept kept
                    ? kept.id()
                    : entry instanceof JournalEntry.Progress progress ? progress.lead() : "";
            if (!LeadTables.isKnown(tables, id)) fresh.add(entry);
        }
        known = journal.append(position, fresh, true);
        for (var entry : fresh) LeadTables.apply(tables, entry, false);
        for (var ending : List.of(".mv.db", ".trace.db")) Files.deleteIfExists(directory.resolve("leads" + ending));
        log.info(
                "{} leads of {} are now in the journal",
                fresh.stream().filter(JournalEntry.Kept.class::isInstance).count(),
                older);
    }

    /** Only one site may send the contents of the outbox. */
    private void takeSite() throws IOException {
        if (indexFile == null) return;
        if (site != null) site.close();
        var fresh = LeadJournal.openLock(directory.resolve("leads.site.lock"));
        site = fresh;
        if (LeadJournal.tryLock(fresh) == null)
            throw new IOException("another process uses the leads in " + directory + "; only one site can");
    }

    private Connection emptyIndex() throws SQLException, IOException {
        if (indexFile != null) {
            Files.deleteIfExists(Path.of(indexFile + ".mv.db"));
            Files.deleteIfExists(Path.of(indexFile + ".trace.db"));
        }
        // Otherwise H2 closes the file in its own shutdown hook on SIGTERM, while requests are still being answered.
        var connection = DriverManager.getConnection(
                indexFile == null
                        ? "jdbc:h2:mem:"
                        : "jdbc:h2:file:" + indexFile + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0");
        try {
            if (indexFile != null) OwnerOnly.restrict(Path.of(indexFile + ".mv.db"));
            try (var statement = connection.createStatement()) {
                for (var file : TABLES) statement.execute("RUNSCRIPT FROM 'classpath:db/leads/" + file + "'");
            }
            return connection;
        } catch (SQLException | IOException fault) {
            close(connection);
            throw fault;
        }
    }

    private record Claimed(String lead, String channel, String owner, long until) {}

    private List<Claimed> claims(Connection tables) {
        var claims = new ArrayList<Claimed>();
        try (var select = tables.prepareStatement(
                "SELECT lead_id, channel, lease_owner, lease_until FROM outbox WHERE lease_until > ?")) {
            select.setLong(1, clock.millis());
            try (var rows = select.executeQuery()) {
                while (rows.next())
                    claims.add(new Claimed(rows.getString(1), rows.getString(2), rows.getString(3), rows.getLong(4)));
            }
        } catch (SQLException broken) {
            log.debug("Claims are forgotten: {}", broken.getErrorCode());
        }
        return claims;
    }

    private void closeIndex(@Nullable Exception fault) {
        var open = index;
        index = null;
        if (open == null) return;
        if (fault != null && failure == null)
            log.warn("The leads' index is made again from the journal: {}", why(fault));
        close(open);
    }

    private static void close(Connection connection) {
        try {
            connection.createStatement().execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException closedAlready) {
            log.debug("Closed: {}", closedAlready.getErrorCode());
        }
        try {
            connection.close();
        } catch (SQLException closedAlready) {
            log.debug("Closed: {}", closedAlready.getErrorCode());
        }
    }

    @Override
    public void close() {
        working.lock();
        try {
            closed = true;
            closeIndex(null);
            if (site != null) site.close();
        } catch (IOException fault) {
            log.debug("Not closed in order: {}", fault.toString());
        } finally {
            working.unlock();
        }
    }
}
