package porchlight.photo;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Photoshop's image resources in a JPEG's APP13 segments, including IPTC fields (IIM 4.2). EXIF,
 * XMP, and previews in them are never kept, because they repeat what is elsewhere in the file.
 */
final class Photoshop {
    static final String PREFIX = "Photoshop 3.0\0";
    private static final int IPTC = 0x0404;
    private static final int COPYRIGHTED = 0x040a;
    private static final Set<Integer> NEVER = Set.of(0x0409, 0x040c, 0x0422, 0x0423, 0x0424);

    /**
     * Character set, version, byline, byline title, credit, and copyright, by record and dataset.
     */
    private static final Set<Integer> CREDITS =
            Set.of(1 << 8 | 90, 2 << 8, 2 << 8 | 80, 2 << 8 | 85, 2 << 8 | 110, 2 << 8 | 116);

    private Photoshop() {}

    /**
     * The resources that are kept.
     * @param resources those of all segments, without their prefixes
     */
    static Optional<byte[]> clean(byte[] resources, Keep keep) {
        if (keep == Keep.NOTHING) return Optional.empty();
        var out = new ByteArrayOutputStream();
        for (int at = 0; at + 12 <= resources.length; ) {
            if (!PhotoFormat.starts(resources, at, "8BIM")) break;
            var id = unsigned(resources, at + 4);
            // A name preceded by its length, padded to an even number of bytes.
            var name = 1 + (resources[at + 6] & 0xff);
            var sizeAt = at + 6 + name + (name & 1);
            if (sizeAt + 4 > resources.length) break;
            var size = unsigned(resources, sizeAt) << 16 | unsigned(resources, sizeAt + 2);
            var data = sizeAt + 4;
            if (size < 0 || size > resources.length - data) break;
            if (keep == Keep.ALL_BUT_POSITION) {
                if (!NEVER.contains(id)) put(out, id, Arrays.copyOfRange(resources, data, data + size));
            } else if (id == COPYRIGHTED && size == 1) put(out, id, Arrays.copyOfRange(resources, data, data + size));
            else if (id == IPTC) {
                var credits = credits(resources, data, data + size);
                if (credits.length > 0) put(out, id, credits);
            }
            at = data + size + (size & 1);
        }
        return out.size() == 0 ? Optional.empty() : Optional.of(out.toByteArray());
    }

    private static void put(ByteArrayOutputStream out, int id, byte[] data) {
        out.writeBytes(new byte[] {'8', 'B', 'I', 'M', (byte) (id >> 8), (byte) id, 0, 0});
        for (int shift = 24; shift >= 0; shift -= 8) out.write(data.length >> shift);
        out.writeBytes(data);
        if ((data.length & 1) == 1) out.write(0);
    }

    private static byte[] credits(byte[] bytes, int from, int to) {
        var out = new ByteArrayOutputStream();
        for (int at = from; at + 5 <= to && bytes[at] == 0x1c; ) {
            var size = unsigned(bytes, at + 3);
            // Longer fields have another form, and no credit is that long.
            if (size >= 0x8000 || size > to - at - 5) break;
            if (CREDITS.contains(unsigned(bytes, at + 1))) out.write(bytes, at, 5 + size);
            at += 5 + size;
        }
        return out.toByteArray();
    }

    private static int unsigned(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }
}
