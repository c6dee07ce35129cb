package porchlight.photo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The photo formats that this site passes on. Recognized by their first bytes, never by what a
 * server claims.
 */
public enum PhotoFormat {
    JPEG("image/jpeg"),
    PNG("image/png"),
    WEBP("image/webp"),
    GIF("image/gif");

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final String type;

    PhotoFormat(String type) {
        this.type = type;
    }

    /** The media type, such as {@code image/jpeg}. */
    public String type() {
        return type;
    }

    /** The format of a file; empty for everything else, including SVG, TIFF, and HTML. */
    public static Optional<PhotoFormat> of(byte[] file) {
        if (file.length > 3 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xd8 && (file[2] & 0xff) == 0xff)
            return Optional.of(JPEG);
        if (file.length > 8 && Arrays.equals(file, 0, 8, PNG_SIGNATURE, 0, 8)) return Optional.of(PNG);
        if (starts(file, 0, "RIFF") && starts(file, 8, "WEBP")) return Optional.of(WEBP);
        if (starts(file, 0, "GIF87a") || starts(file, 0, "GIF89a")) return Optional.of(GIF);
        return Optional.empty();
    }

    /** Whether these ASCII characters are at this offset. */
    static boolean starts(byte[] file, int at, String text) {
        var wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        return at + wanted.length <= file.length
                && Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
