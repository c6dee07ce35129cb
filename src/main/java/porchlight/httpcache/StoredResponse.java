package porchlight.httpcache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A stored response to a GET.
 * @param status 200, or 404 where absence is also an answer
 * @param gzip the compressed body
 * @param storedAt when the origin sent or last confirmed it
 */
record StoredResponse(
        int status, @Nullable String contentType, @Nullable String etag, byte[] gzip, Instant storedAt) {

    static StoredResponse of(@Nullable String contentType, @Nullable String etag, byte[] body, Instant storedAt) {
        return of(200, contentType, etag, body, storedAt);
    }

    static StoredResponse of(
            int status, @Nullable String contentType, @Nullable String etag, byte[] body, Instant storedAt) {
        var compressed = new ByteArrayOutputStream(body.length / 4 + 64);
        // A fifth more bytes in a third of the time.
        try (var gzip = new GZIPOutputStream(compressed) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new StoredResponse(status, contentType, etag, compressed.toByteArray(), storedAt);
    }

    byte[] body() throws IOException {
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return plain.readAllBytes();
        }
    }

    StoredResponse confirmedAt(Instant instant) {
        return new StoredResponse(status, contentType, etag, gzip, instant);
    }
}
