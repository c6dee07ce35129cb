package porchlight.lead;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import porchlight.database.OwnerOnly;

/** The file operations that leads depend on. Tests record their order and make them fail. */
public interface Disk {
    /** An open file; reads and writes specify their position. */
    interface OpenFile extends Closeable {
        long size() throws IOException;

        /** @return bytes read, -1 at the end of the file */
        int read(ByteBuffer into, long at) throws IOException;

        /** Writes all of the buffer. */
        void write(ByteBuffer from, long at) throws IOException;

        void truncate(long size) throws IOException;

        /** Returns once content and size are on stable storage. */
        void force() throws IOException;
    }

    /** Opens an existing file. */
    OpenFile open(Path file) throws IOException;

    /** Creates an empty file that only its owner can read, replacing any existing file. */
    OpenFile create(Path file) throws IOException;

    /** Atomically renames {@code next} to {@code file}. */
    void replace(Path next, Path file) throws IOException;

    /** Makes files created or renamed in a directory survive a power failure. */
    void syncDirectory(Path directory) throws IOException;

    /** The machine's own disk. */
    static Disk ofTheMachine() {
        return new Disk() {
            @Override
            public OpenFile open(Path file) throws IOException {
                return new ChannelFile(
                        FileChannel.open(file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)));
            }

            @Override
            public OpenFile create(Path file) throws IOException {
                Files.deleteIfExists(file);
                Set<OpenOption> options =
                        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                var created = new ChannelFile(FileChannel.open(file, options, ownerOnly(file)));
                giveToOwnerOfDirectory(file);
                return created;
            }

            @Override
            public void replace(Path next, Path file) throws IOException {
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }

            @Override
            public void syncDirectory(Path directory) throws IOException {
                OwnerOnly.syncDirectory(directory);
            }
        };
    }

    /** The attributes of a new file that only its owner can read, if the file system supports owners. */
    static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Gives the site access to a file created by a command that runs under another account, such as root. */
    static void giveToOwnerOfDirectory(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("owner")) return;
        var owner = Files.getOwner(file.toAbsolutePath().getParent());
        if (!owner.equals(Files.getOwner(file))) {
            try {
                Files.setOwner(file, owner);
            } catch (FileSystemException notAllowed) {
                // Only root can change a file's owner; other accounts keep their files.
            }
        }
    }

    /** An open file of the machine. */
    record ChannelFile(FileChannel channel) implements OpenFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer into, long at) throws IOException {
            return channel.read(into, at);
        }

        @Override
        public void write(ByteBuffer from, long at) throws IOException {
            for (var next = at; from.hasRemaining(); ) next += channel.write(from, next);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
