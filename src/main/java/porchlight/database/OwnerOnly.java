package porchlight.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files that no other account on the machine may read: mode 0600, in directories of mode 0700. On file systems without
 * POSIX permissions everything works, without the protection.
 */
public final class OwnerOnly {
    private static final String FILE = "rw-------";
    private static final String DIRECTORY = "rwx------";

    private OwnerOnly() {}

    /** Creates a directory if it is missing, and closes an existing one to others. */
    public static void createDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        restrict(directory, DIRECTORY);
    }

    /** Closes an existing file to others; does nothing if there is no such file. */
    public static void restrict(Path file) throws IOException {
        if (Files.isRegularFile(file)) restrict(file, FILE);
    }

    /** Replaces a file as a whole, on disk when this returns, so that a crash leaves either the old content or the new. */
    public static void replace(Path file, byte[] content) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        var next = Files.createTempFile(directory, "." + file.getFileName(), ".tmp", attributes(directory));
        try {
            try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) channel.write(buffer);
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncDirectory(directory);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /**
     * Makes names that were created, renamed, or deleted in a directory survive a power failure.
     */
    public static void syncDirectory(Path directory) throws IOException {
        // Windows cannot open a directory, and its file systems journal names themselves.
        if (!isPosix(directory)) return;
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (isPosix(path)) Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static FileAttribute<?>[] attributes(Path directory) {
        return isPosix(directory)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FILE))}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
