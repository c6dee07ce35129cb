package porchlight.lead;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where leads are stored: in a journal file with an index beside H2's files, or in the tables of a database server. It
 * is opened on first use; while that fails, every call fails and the next one tries again.
 *
 * <p>Every method throws {@link LeadsUnavailable} while the leads cannot be accessed.
 */
public sealed interface LeadDatabase extends AutoCloseable permits JournaledDatabase, ServerDatabase {
    /**
     * The leads of a site: a journal in the directory if the site's database is an H2 file, or the same database if it
     * is in memory or on a server.
     */
    static LeadDatabase beside(
            String jdbcUrl, @Nullable String user, @Nullable String password, Path directory, InstantSource clock) {
        return beside(jdbcUrl, user, password, directory, clock, Disk.ofTheMachine());
    }

    /** The same on another disk. */
    static LeadDatabase beside(
            String jdbcUrl,
            @Nullable String user,
            @Nullable String password,
            Path directory,
            InstantSource clock,
            Disk disk) {
        return isFile(jdbcUrl)
                ? JournaledDatabase.ofTheSite(directory, disk, clock)
                : new ServerDatabase(jdbcUrl, user, password, clock);
    }

    /** A site's leads for one of the owner's commands, whether the site is running or not. */
    static LeadDatabase forCommand(
            String jdbcUrl, @Nullable String user, @Nullable String password, Path directory, InstantSource clock) {
        return isFile(jdbcUrl)
                ? JournaledDatabase.ofACommand(directory, Disk.ofTheMachine(), clock)
                : new ServerDatabase(jdbcUrl, user, password, clock);
    }

    private static boolean isFile(String jdbcUrl) {
        return jdbcUrl.startsWith("jdbc:h2:") && !jdbcUrl.matches("jdbc:h2:(mem|tcp|ssl):.*");
    }

    /** Work on the tables. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Reads the tables, or makes changes that a restart may lose. */
    <T> T run(Work<T> work);

    /** When a change must be durable. */
    enum Durability {
        /** It survives a power failure right after the call. */
        DURABLE,
        /** A power failure may undo it: at worst something is sent twice. */
        EVENTUAL
    }

    /**
     * Applies the entries returned by the work, except those that another process has just applied.
     *
     * @return the entries that were applied
     */
    List<JournalEntry> write(Durability durability, Work<List<JournalEntry>> work);

    /**
     * Removes leads and all traces of them.
     *
     * @param ids full ids
     * @return how many existed
     */
    int erase(Collection<String> ids);

    /** Makes work on this subject wait for other processes working on it, until the end of the transaction. */
    void takeTurns(Connection connection, String subject) throws SQLException;

    /** Whether no other process can have claimed a delivery. */
    boolean isExclusive();

    /** Since when leads cannot be stored; empty if they can. Checks for itself, at most every few seconds. */
    Optional<Instant> unavailableSince();

    @Override
    void close();
}
