package porchlight.lead;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.database.OwnerOnly;

/**
 * The file that stores leads safely: a header, followed by append-only records. Records are on stable storage before
 * the visitor sees a confirmation. All processes of a site use it in turn, through a lock file.
 *
 * <p>The header is the 8 bytes {@code PORCHLJ1}, a UUID that identifies the journal, its generation (8 bytes,
 * incremented each time the file is rewritten), and the CRC-32C of these 32 bytes. A record is the marker {@code F5 50
 * 4C FF}, which cannot occur in UTF-8, the length of its payload, the CRC-32C of length and payload (4 bytes each,
 * big-endian), and the payload, a {@link JournalEntry} as JSON. An intact record can therefore be recognized wherever
 * it is.
 */
final class LeadJournal {
    private static final Logger log = LoggerFactory.getLogger(LeadJournal.class);

    static final int HEADER = 36;
    private static final long MAGIC = 0x504F5243484C4A31L;
    private static final int MARKER = 0xF5504CFF;
    private static final int FRAME = 12;
    private static final int LONGEST_PAYLOAD = 1 << 20;
    private static final int CHUNK = 1 << 16;
    /** For another process to finish. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private static final int PROBE = 4_096;

    private final Path directory;
    private final Path file;
    private final Disk disk;
    private final InstantSource clock;

    LeadJournal(Path directory, Disk disk, InstantSource clock) {
        this.directory = directory;
        this.file = directory.resolve("leads.journal");
        this.disk = disk;
        this.clock = clock;
    }

    /** Work that may fail because of files or tables. */
    interface Work<T> {
        T run() throws IOException, java.sql.SQLException;
    }

    /**
     * The part of the journal that a reader has seen.
     *
     * @param end where the next record goes
     * @param fileKey of the file, null if the file system has none
     */
    record Position(
            UUID journal,
            long generation,
            long end,
            @Nullable Object fileKey) {
        private Position to(long later) {
            return new Position(journal, generation, later, fileKey);
        }

        boolean isSameFileAs(Position other) {
            return journal.equals(other.journal) && generation == other.generation;
        }
    }

    /**
     * The result of reading.
     *
     * @param records the number of intact records
     * @param isHarmed whether something before the end is damaged, or the end is more than an unfinished record
     */
    record Found(Position position, long records, boolean isHarmed) {}

    /**
     * Runs work while no other process reads or writes.
     *
     * @throws IOException if waiting takes too long, or there is no directory
     */
    <T> T locked(Work<T> work) throws IOException, java.sql.SQLException {
        try (var channel = openLock(directory.resolve("leads.lock"));
                var turn = lock(channel)) {
            Objects.requireNonNull(turn);
            return work.run();
        }
    }

    /** Opens a lock file, creating it if necessary. */
    static FileChannel openLock(Path file) throws IOException {
        var isNew = Files.notExists(file);
        var channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), Disk.ownerOnly(file));
        if (isNew) Disk.giveToOwnerOfDirectory(file);
        return channel;
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        var deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (true) {
            var turn = tryLock(channel);
            if (turn != null) return turn;
            if (System.nanoTime() > deadline) throw new IOException("another process keeps the leads locked");
            try {
                Thread.sleep(2);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", stopping);
            }
        }
    }

    /** @return null if another process holds it */
    static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    /** Creates the directory, accessible only to its owner, and makes its own name survive a power failure. */
    void createDirectory() throws IOException {
        try {
            OwnerOnly.createDirectory(directory);
        } catch (IOException fault) {
            if (!Files.isDirectory(directory)) throw fault;
            log.warn("Other accounts on this machine may read {}: {}", directory, fault.toString());
        }
        try {
            disk.syncDirectory(directory.getParent());
        } catch (AccessDeniedException othersDirectory) {
            log.debug("Whoever made {} has to sync it", directory);
        }
    }

    /** Whether the file is gone or may contain something new; does not wait for the lock. */
    boolean hasChanged(Position known) {
        try {
            var now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.size() != known.end() || !Objects.equals(now.fileKey(), known.fileKey());
        } catch (IOException gone) {
            return true;
        }
    }

    /** The start of the journal; null if there is no file or its header is damaged. */
    @Nullable
    Position start() throws IOException {
        try (var open = disk.open(file)) {
            return header(open);
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    /** Whether the file exists, whatever its content. */
    boolean exists() {
        return Files.exists(file);
    }

    private @Nullable Position header(Disk.OpenFile open) throws IOException {
        var header = ByteBuffer.allocate(HEADER);
        readFully(open, header, 0);
        if (header.hasRemaining()) return null;
        header.flip();
        var intact = header.getLong(0) == MAGIC && header.getInt(32) == crc(header.array(), 0, 32);
        return intact
                ? new Position(
                        new UUID(header.getLong(8), header.getLong(16)),
                        header.getLong(24),
                        HEADER,
                        Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                : null;
    }

    /**
     * Reads every intact record after a position. Truncates an unfinished record at the end.
     *
     * @param after null for the whole file, whatever its header is
     */
    Found read(@Nullable Position after, Consumer<JournalEntry> entries) throws IOException {
        try (var open = disk.open(file)) {
            var header = after != null ? after : header(open);
            var scan = new Scan(open, header == null ? 0 : header.end(), entries);
            scan.run();
            var known = header == null ? new Position(new UUID(0, 0), -1, 0, null) : header;
            if (header == null || scan.harmed) return new Found(known.to(open.size()), scan.records, true);
            if (scan.intactTo < open.size()) {
                log.warn(
                        "The last {} bytes of {} are a record whose writing was interrupted; they are cut off",
                        open.size() - scan.intactTo,
                        file);
                open.truncate(scan.intactTo);
                open.force();
            }
            return new Found(known.to(scan.intactTo), scan.records, false);
        }
    }

    /**
     * Appends records; all or none.
     *
     * @param durable whether to return only once they are on stable storage
     * @return the position after them
     * @throws IOException if they could not be written; none of them is stored then
     */
    Position append(Position end, List<? extends JournalEntry> entries, boolean durable) throws IOException {
        var bytes = frames(entries);
        var length = bytes.remaining();
        try (var open = disk.open(file)) {
            try {
                open.write(bytes, end.end());
                if (durable) open.force();
            } catch (IOException fault) {
                try {
                    open.truncate(end.end());
                } catch (IOException stuck) {
                    fault.addSuppressed(stuck);
                }
                throw fault;
            }
        }
        return end.to(end.end() + length);
    }

    /** Provides entries for {@link #rewrite}. */
    interface Source {
        void writeTo(Consumer<JournalEntry> entries) throws IOException, java.sql.SQLException;
    }

    /**
     * Replaces the current journal, if any, with one that has these entries. If this is interrupted, either the old or
     * the new file is there, complete.
     *
     * @param before null for a new journal
     */
    Position rewrite(@Nullable Position before, Source source) throws IOException, java.sql.SQLException {
        var id = before == null ? UUID.randomUUID() : before.journal();
        var generation = before == null ? 1 : before.generation() + 1;
        var next = directory.resolve("leads.journal.new");
        try {
            long end;
            try (var open = disk.create(next)) {
                var header = ByteBuffer.allocate(HEADER)
                        .putLong(MAGIC)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .putLong(generation);
                header.putInt(crc(header.array(), 0, 32)).flip();
                open.write(header, 0);
                var writer = new Writer(open, HEADER);
                source.writeTo(writer);
                end = writer.end;
                open.force();
            } catch (UncheckedIOException fault) {
                throw fault.getCause();
            }
            disk.replace(next, file);
            disk.syncDirectory(directory);
            return new Position(
                    id,
                    generation,
                    end,
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /** Deletes what an interrupted rewrite left behind, because it contains visitors' data. */
    void deleteLeftovers() throws IOException {
        Files.deleteIfExists(directory.resolve("leads.journal.new"));
        Files.deleteIfExists(directory.resolve("leads.probe"));
    }

    /** Keeps a copy of a damaged file for later investigation. */
    void keepDamaged() throws IOException {
        var copy = directory.resolve("leads.damaged-" + clock.millis() + ".journal");
        disk.create(copy).close();
        try (var from = FileChannel.open(file, StandardOpenOption.READ);
                var to = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            for (long at = 0, size = from.size(); at < size; ) at += from.transferTo(at, size - at, to);
            to.force(true);
        }
        log.error(
                "{} is damaged. It is kept as {}, and every lead in it that is still whole goes on in a new {}",
                file,
                copy,
                file.getFileName());
    }

    /** @throws IOException if no lead could be written now */
    void probe() throws IOException {
        if (!exists()) throw new NoSuchFileException(file.toString());
        var probe = directory.resolve("leads.probe");
        try (var open = disk.create(probe)) {
            open.write(ByteBuffer.allocate(PROBE), 0);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** Renames a file in the directory to an unused name. */
    Path putAside(Path damaged, String ending) throws IOException {
        var aside = directory.resolve("leads.damaged-" + clock.millis() + ending);
        return Files.move(damaged, aside, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Collects records and writes them in large blocks. */
    private static final class Writer implements Consumer<JournalEntry> {
        private final Disk.OpenFile open;
        private long end;

        Writer(Disk.OpenFile open, long end) {
            this.open = open;
            this.end = end;
        }

        @Override
        public void accept(JournalEntry entry) {
            try {
                var bytes = frames(List.of(entry));
                var length = bytes.remaining();
                open.write(bytes, end);
                end += length;
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }

    private static ByteBuffer frames(List<? extends JournalEntry> entries) throws IOException {
        var payloads = new byte[entries.size()][];
        var length = 0;
        for (int i = 0; i < payloads.length; i++) {
            payloads[i] = LeadStore.JSON.writerFor(JournalEntry.class).writeValueAsBytes(entries.get(i));
            if (payloads[i].length > LONGEST_PAYLOAD)
                throw new IOException("an entry of " + payloads[i].length + " bytes");
            length += FRAME + payloads[i].length;
        }
        var bytes = ByteBuffer.allocate(length);
        for (var payload : payloads)
            bytes.putInt(MARKER).putInt(payload.length).putInt(crc(payload)).put(payload);
        return bytes.flip();
    }

    private static int crc(byte[] payload) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(4).putInt(payload.length).flip());
        crc.update(payload);
        return (int) crc.getValue();
    }

    private static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static void readFully(Disk.OpenFile open, ByteBuffer into, long at) throws IOException {
        for (var next = at; into.hasRemaining(); ) {
            var read = open.read(into, next);
            if (read < 0) return;
            next += read;
        }
    }

    /** Scans a file for intact records, skipping anything damaged. */
    private static final class Scan {
        private final Disk.OpenFile open;
        private final Consumer<JournalEntry> entries;
        private final long size;
        private long at;
        private long intactTo;
        private long records;
        private boolean harmed;
        private byte[] chunk = new byte[0];
        private long chunkAt;

        Scan(Disk.OpenFile open, long from, Consumer<JournalEntry> entries) throws IOException {
            this.open = open;
            this.entries = entries;
            this.size = open.size();
            this.at = from;
            this.intactTo = from;
        }

        void run() throws IOException {
            while (at + FRAME <= size) {
                var entry = entry();
                if (entry == null) {
                    at = nextMarker(at + 1);
                    continue;
                }
                if (at > intactTo) harmed = true;
                entries.accept(entry);
                records++;
                at += FRAME + intAt(at + 4);
                intactTo = at;
            }
            if (intactTo < size && !isUnfinished(intactTo)) harmed = true;
        }

        /** Whether the rest may be an interrupted write: zeros, or the beginning of a record. */
        private boolean isUnfinished(long from) throws IOException {
            if (byteAt(from) != 0)
                return size - from < FRAME
                        || intAt(from) == MARKER && intAt(from + 4) >= 0 && from + FRAME + intAt(from + 4) > size;
            for (var next = from; next < size; next++) if (byteAt(next) != 0) return false;
            return true;
        }

        /** The entry at this position; null if there is none. */
        private @Nullable JournalEntry entry() throws IOException {
            if (intAt(at) != MARKER) return null;
            var length = intAt(at + 4);
            if (length < 0 || length > LONGEST_PAYLOAD || at + FRAME + length > size) return null;
            var payload = new byte[length];
            readFully(open, ByteBuffer.wrap(payload), at + FRAME);
            if (crc(payload) != intAt(at + 8)) return null;
            try {
                return LeadStore.JSON.readValue(payload, JournalEntry.class);
            } catch (IOException unknown) {
                // Written by a newer version. The message is omitted because it may quote a visitor.
                log.error("A record of {} bytes in the leads' journal is intact but cannot be understood", length);
                return null;
            }
        }

        private long nextMarker(long from) throws IOException {
            for (var next = from; next + FRAME <= size; next++)
                if (byteAt(next) == (byte) (MARKER >> 24) && intAt(next) == MARKER) return next;
            return size;
        }

        private int intAt(long position) throws IOException {
            return byteAt(position) << 24
                    | (byteAt(position + 1) & 0xFF) << 16
                    | (byteAt(position + 2) & 0xFF) << 8
                    | byteAt(position + 3) & 0xFF;
        }

        private byte byteAt(long position) throws IOException {
            if (position < chunkAt || position >= chunkAt + chunk.length) {
                var read = ByteBuffer.allocate((int) Math.min(CHUNK, size - position));
                readFully(open, read, position);
                if (read.hasRemaining()) throw new IOException("the file became shorter while it was read");
                chunk = read.array();
                chunkAt = position;
            }
            return chunk[(int) (position - chunkAt)];
        }
    }
}
