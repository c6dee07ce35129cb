package porchlight.photo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The chunks of PNG files (PNG 3rd edition, 5.3) and of RIFF files such as WebP (RFC 9649, 2.3). */
final class Chunks {
    private static final int MOST = 100_000;

    private Chunks() {}

    /**
     * One chunk.
     *
     * @param start where its header begins
     * @param data where its content begins
     * @param length of its content in bytes
     * @param end of checksum or padding
     */
    record Chunk(String type, int start, int data, int length, int end) {}

    /** @param complete whether the last chunk that the format requires is there */
    record Parsed(List<Chunk> all, boolean complete) {}

    /** The chunks up to IEND, or up to where the file is cut off. */
    static Parsed png(byte[] file) throws UnreadablePhotoException {
        var chunks = new ArrayList<Chunk>();
        for (int at = 8; at + 12 <= file.length; ) {
            var length = ByteBuffer.wrap(file, at, 4).getInt();
            if (length < 0 || length > file.length - at - 12) break;
            var chunk = new Chunk(type(file, at + 4), at, at + 8, length, at + 12 + length);
            add(chunks, chunk);
            if (chunk.type().equals("IEND")) return new Parsed(chunks, true);
            at = chunk.end();
        }
        return new Parsed(chunks, false);
    }

    /** The chunks between two offsets, or up to where the file is cut off. */
    static Parsed riff(byte[] file, int from, int to) throws UnreadablePhotoException {
        var chunks = new ArrayList<Chunk>();
        var at = from;
        while (at + 8 <= to) {
            var length = ByteBuffer.wrap(file, at + 4, 4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            if (length < 0 || length > to - at - 8) break;
            var end = Math.min(to, at + 8 + length + (length & 1));
            add(chunks, new Chunk(type(file, at), at, at + 8, length, end));
            at = end;
        }
        return new Parsed(chunks, at >= to);
    }

    private static void add(List<Chunk> chunks, Chunk chunk) throws UnreadablePhotoException {
        chunks.add(chunk);
        if (chunks.size() > MOST) throw new UnreadablePhotoException("too many chunks");
    }

    private static String type(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.ISO_8859_1);
    }
}
