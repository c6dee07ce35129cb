package porchlight.photo;

import java.io.ByteArrayOutputStream;

/** GIF files (GIF89a): blocks of images, and extensions with comments and other programs' data. */
final class Gif {
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int COMMENT = 0xfe;
    private static final int APPLICATION = 0xff;

    private Gif() {}

    static byte[] clean(byte[] file, Keep keep) throws UnreadablePhotoException {
        var out = new ByteArrayOutputStream(file.length);
        var at = 13 + table(file, 10);
        var images = 0;
        if (at > file.length) throw new UnreadablePhotoException("a GIF without image data");
        out.write(file, 0, at);
        while (at + 1 < file.length) {
            var kind = file[at] & 0xff;
            if (kind == EXTENSION) {
                var end = endOfBlocks(file, at + 2);
                if (end < 0) break;
                if (isKept(file, at, keep)) out.write(file, at, end - at);
                at = end;
            } else if (kind == IMAGE && at + 11 < file.length) {
                var data = at + 10 + table(file, at + 9) + 1;
                var end = data >= file.length ? -1 : endOfBlocks(file, data);
                if (end < 0) break;
                images++;
                out.write(file, at, end - at);
                at = end;
            } else break;
        }
        if (images == 0) throw new UnreadablePhotoException("a GIF without image data");
        out.write(TRAILER);
        return out.toByteArray();
    }

    /** The size in bytes of a color table, taken from a byte of flags. */
    private static int table(byte[] file, int flagsAt) {
        if (flagsAt >= file.length) return file.length;
        return (file[flagsAt] & 0x80) == 0 ? 0 : 3 << (file[flagsAt] & 7) + 1;
    }

    private static boolean isKept(byte[] file, int at, Keep keep) {
        return switch (file[at + 1] & 0xff) {
            case GRAPHIC_CONTROL -> true;
            case COMMENT -> keep == Keep.ALL_BUT_POSITION;
            // Keep how often an animation repeats, but not XMP or other programs' data.
            case APPLICATION ->
                PhotoFormat.starts(file, at + 3, "NETSCAPE2.0") || PhotoFormat.starts(file, at + 3, "ANIMEXTS1.0");
            default -> false;
        };
    }

    /**
     * Where a series of blocks ends, each preceded by its length, the last of length 0; -1 when it
     * is cut off.
     */
    private static int endOfBlocks(byte[] file, int from) {
        for (int at = from; at < file.length; ) {
            var length = file[at] & 0xff;
            if (length == 0) return at + 1;
            at += 1 + length;
        }
        return -1;
    }
}
