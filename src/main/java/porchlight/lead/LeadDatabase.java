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
 * Where leads are kept: in a journal file with an index beside H2's files, or in the tables of a database server. It is
 * opened on first use, and while it cannot be, every call fails and the next one tries again.
 *
 * <p>Every method throws {@link LeadsUnavailable} while the leads cannot be reached.
 */
public sealed interface LeadDatabase extends AutoCloseable permits JournaledDatabase, ServerDatabase {
    /**
     * The leads of a site: a journal in the directory when the site's database is an H2 file, the same database when it is
     * in memory or on a server.
     */
    static LeadDatabase beside(
            String jdbcUrl, @Nullable String user, @Nullable String password, Path directory, InstantSource clock) {
        return beside(jdbcUrl, user, password, directory, clock, Disk.ofTheMachine());
    }

    /** The same, on another disk. */
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

    /** The leads of a site for one of the owner's commands, whether the site runs or not. */
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

    /** Reads the tables, or changes what a restart may forget. */
    <T> T run(Work<T> work);

    /** What must survive, and when. */
    enum Durability {
        /** A power failure right after the call. */
        DURABLE,
        /** A power failure may undo it: at worst something is sent twice. */
        EVENTUAL
    }

    /**
     * Applies the entries that the work decides on, unless another process was just before with the same.
     *
     * @return the entries that were applied
     */
    List<JournalEntry> write(Durability durability, Work<List<JournalEntry>> work);

    /**
     * Removes leads and every trace of them.
     *
     * @param ids whole ids
     * @return how many there were
     */
    int erase(Collection<String> ids);

    /** Makes work on this subject wait for the same work of other processes, until the end of the transaction. */
    void takeTurns(Connection connection, String subject) throws SQLException;

    /** Whether no other process can have claimed a delivery. */
    boolean isExclusive();

    /** Since when no lead can be kept; empty when leads can be kept now. Looks for itself, at most every few seconds. */
    Optional<Instant> unavailableSince();

    @Override
    void close();
}
