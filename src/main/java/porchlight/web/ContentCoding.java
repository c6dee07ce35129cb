package porchlight.web;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The content codings that this site can send, best first.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3">RFC 9110, 12.5.3 Accept-Encoding</a>
 */
public enum ContentCoding {
    BROTLI("br") {
        @Override
        byte[] encode(byte[] body, boolean onceForAll) throws IOException {
            return Encoder.compress(body, new Encoder.Parameters().setQuality(onceForAll ? 11 : 4));
        }

        @Override
        InputStream decoding(InputStream encoded) throws IOException {
            return new BrotliInputStream(encoded);
        }
    },
    GZIP("gzip") {
        @Override
        byte[] encode(byte[] body, boolean onceForAll) throws IOException {
            var bytes = new ByteArrayOutputStream(body.length / 4 + 64);
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(body);
            }
            return bytes.toByteArray();
        }

        @Override
        InputStream decoding(InputStream encoded) throws IOException {
            return new GZIPInputStream(encoded);
        }
    },
    IDENTITY("identity") {
        @Override
        byte[] encode(byte[] body, boolean onceForAll) {
            return body;
        }

        @Override
        InputStream decoding(InputStream encoded) {
            return encoded;
        }
    };

    private static final List<ContentCoding> AVAILABLE =
            Brotli4jLoader.isAvailable() ? List.of(BROTLI, GZIP, IDENTITY) : List.of(GZIP, IDENTITY);

    private final String token;

    ContentCoding(String token) {
        this.token = token;
    }

    /** The token used in {@code Content-Encoding}. */
    public String token() {
        return token;
    }

    abstract byte[] encode(byte[] body, boolean onceForAll) throws IOException;

    abstract InputStream decoding(InputStream encoded) throws IOException;

    /** Encodes a body; {@code onceForAll} spends more time to save bytes. */
    public byte[] encoded(byte[] body, boolean onceForAll) {
        try {
            return encode(body, onceForAll);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Decodes a body that this coding {@link #encoded}. */
    public byte[] decoded(byte[] encoded) {
        try (var body = decoding(new ByteArrayInputStream(encoded))) {
            return body.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The codings that this machine can produce. */
    public static List<ContentCoding> available() {
        return AVAILABLE;
    }

    /** The best coding that the client accepts; codings refused with {@code q=0} are not used. */
    public static ContentCoding accepted(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) return IDENTITY;
        for (var coding : AVAILABLE) if (coding.isIn(acceptEncoding)) return coding;
        return IDENTITY;
    }

    /** Runs for every page, so it uses no regular expressions and scans the value once, however long it is. */
    private boolean isIn(String acceptEncoding) {
        for (int from = 0; from < acceptEncoding.length(); ) {
            var comma = acceptEncoding.indexOf(',', from);
            var end = comma < 0 ? acceptEncoding.length() : comma;
            var part = acceptEncoding.substring(from, end);
            var semicolon = part.indexOf(';');
            if ((semicolon < 0 ? part : part.substring(0, semicolon)).strip().equalsIgnoreCase(token))
                return semicolon < 0 || !isZero(part.substring(semicolon + 1));
            from = end + 1;
        }
        return false;
    }

    private static boolean isZero(String parameter) {
        return parameter.replace(" ", "").toLowerCase(Locale.ROOT).matches("q=0(\\.0*)?");
    }
}
