package porchlight.odata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A file with the latest tokens of the authorization-code grant, readable only by its owner and
 * replaced as a whole, so that a crash leaves either the old tokens or the new ones.
 */
public final class TokenStore {
    private final Path file;

    /** @param file need not exist; its directory is created when needed */
    public TokenStore(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** Whether tokens were ever stored. */
    public boolean exists() {
        return Files.exists(file);
    }

    /**
     * Empty when nothing has been stored yet.
     * @throws IllegalStateException if the file is not a token file
     */
    Optional<AccessToken> read() {
        try {
            var json = Json.MAPPER.readTree(Files.readAllBytes(file));
            var refresh = json.path("refresh_token");
            return Optional.of(new AccessToken(
                    json.path("access_token").asText(),
                    refresh.isTextual() ? refresh.asText() : null,
                    Instant.parse(json.path("renew_at").asText()),
                    Instant.parse(json.path("expires_at").asText())));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | DateTimeException unreadable) {
            // Not as the cause: the parser's message may quote a token.
            throw new IllegalStateException("the token file " + file + " cannot be read ("
                    + unreadable.getClass().getSimpleName() + "); remove it");
        }
    }

    /** @throws UncheckedIOException if the file cannot be written */
    void write(AccessToken token) {
        var json = Json.MAPPER
                .createObjectNode()
                .put("access_token", token.value())
                .put("refresh_token", token.refreshToken())
                .put("renew_at", token.renewAt().toString())
                .put("expires_at", token.expiresAt().toString());
        try {
            replace(json.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot store tokens in " + file, fault);
        }
    }

    private void replace(byte[] content) throws IOException {
        var directory = file.getParent();
        Files.createDirectories(directory);
        var next = Files.createTempFile(directory, ".token", ".tmp", ownerOnly(directory));
        try {
            try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) channel.write(buffer);
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) {
        // Elsewhere (Windows), the directory's access control list decides.
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public String toString() {
        return "TokenStore[" + file + "]";
    }
}
