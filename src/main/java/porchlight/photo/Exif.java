package porchlight.photo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The metadata of a camera (Exif 3.0): a TIFF structure of directories. Directories of positions,
 * previews, and camera makers are never read, so they are never written either. The output contains
 * no byte that is not part of a kept field.
 */
final class Exif {
    /** Precedes the TIFF structure in JPEG files, and sometimes in WebP files. */
    static final String PREFIX = "Exif\0\0";

    private static final int ORIENTATION = 0x0112;
    private static final int ARTIST = 0x013b;
    private static final int COPYRIGHT = 0x8298;
    private static final int EXIF_DIRECTORY = 0x8769;
    private static final int GPS_DIRECTORY = 0x8825;
    private static final int INTEROPERABILITY_DIRECTORY = 0xa005;
    private static final int MOST_FIELDS = 500;
    /** The maximum for one field. Longer fields are previews and maker notes. */
    private static final int MOST_BYTES = 60_000;

    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;
    private static final int SIGNED_RATIONAL = 10;
    /** Bytes per value by TIFF type; 129 is UTF-8 since Exif 3.0. */
    private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

    private static final int UTF_8 = 129;

    /**
     * Never kept: positions, maker notes, offsets of previews and of further directories, metadata
     * of other kinds wrapped in TIFF (XMP, IPTC, Photoshop), makers' private data, and padding.
     */
    private static final Set<Integer> NEVER = Set.of(
            GPS_DIRECTORY,
            0x927c,
            0x014a,
            0x0111,
            0x0117,
            0x0144,
            0x0145,
            0x0201,
            0x0202,
            0x02bc,
            0x83bb,
            0x8649,
            0xc634,
            0xc4a5,
            0xea1c,
            EXIF_DIRECTORY,
            INTEROPERABILITY_DIRECTORY);

    /** Texts about the camera, its maker, and the time, but not about what the picture shows. */
    private static final Set<Integer> PLAIN_TEXTS = Set.of(
            ARTIST, COPYRIGHT, 0x010f, 0x0110, 0x0131, 0x0132, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291,
            0x9292, 0xa433, 0xa434, 0x0001);

    /** Versions and codes of one or four bytes. */
    private static final Set<Integer> PLAIN_CODES = Set.of(0x9000, 0x9101, 0xa000, 0xa300, 0xa301, 0x0002);

    /** @param value as in the file, in its byte order */
    private record Field(int tag, int type, int count, byte[] value) {}

    private final ByteOrder order;
    private final List<Field> main;
    private final List<Field> exif;
    private final List<Field> interoperability;

    private Exif(ByteOrder order, List<Field> main, List<Field> exif, List<Field> interoperability) {
        this.order = order;
        this.main = main;
        this.exif = exif;
        this.interoperability = interoperability;
    }

    /** The metadata in a JPEG's APP1 segment; empty for other content. */
    static Optional<Exif> ofJpeg(byte[] file, JpegFile.Segment segment) {
        return PhotoFormat.starts(file, segment.payload(), PREFIX)
                ? parse(file, segment.payload(), segment.contentEnd())
                : Optional.empty();
    }

    /** A TIFF structure, with or without the prefix; empty when it is damaged. */
    static Optional<Exif> parse(byte[] file, int from, int to) {
        var start = PhotoFormat.starts(file, from, PREFIX) ? from + PREFIX.length() : from;
        if (to - start < 8) return Optional.empty();
        var order = PhotoFormat.starts(file, start, "II*\0")
                ? ByteOrder.LITTLE_ENDIAN
                : PhotoFormat.starts(file, start, "MM\0*") ? ByteOrder.BIG_ENDIAN : null;
        if (order == null) return Optional.empty();
        var tiff = ByteBuffer.wrap(file, start, to - start).slice().order(order);
        var main = directory(tiff, tiff.getInt(4));
        var exif = sub(tiff, main, EXIF_DIRECTORY);
        var interoperability = sub(tiff, exif, INTEROPERABILITY_DIRECTORY);
        return Optional.of(new Exif(order, main, exif, interoperability));
    }

    private static List<Field> sub(ByteBuffer tiff, List<Field> parent, int tag) {
        return parent.stream()
                .filter(field -> field.tag() == tag && field.value().length == 4)
                .findFirst()
                .map(field -> directory(
                        tiff, ByteBuffer.wrap(field.value()).order(tiff.order()).getInt()))
                .orElse(List.of());
    }

    private static List<Field> directory(ByteBuffer tiff, int offset) {
        var fields = new ArrayList<Field>();
        if (offset < 8 || offset > tiff.limit() - 2) return fields;
        var count = Math.min(MOST_FIELDS, tiff.getShort(offset) & 0xffff);
        for (int at = offset + 2; count > 0 && at <= tiff.limit() - 12; at += 12, count--) {
            var tag = tiff.getShort(at) & 0xffff;
            var type = tiff.getShort(at + 2) & 0xffff;
            var size = type == UTF_8 ? 1 : type < SIZES.length ? SIZES[type] : 0;
            var length = (tiff.getInt(at + 4) & 0xffffffffL) * size;
            if (length == 0 || length > MOST_BYTES) continue;
            var place = length <= 4 ? at + 8 : tiff.getInt(at + 8);
            if (place < 8 || place > tiff.limit() - length) continue;
            var value = new byte[(int) length];
            tiff.get(place, value);
            fields.add(new Field(tag, type, (int) (length / size), value));
        }
        return fields;
    }

    /** 1 to 8; 1 when missing or invalid. */
    int orientation() {
        return main.stream()
                .filter(field -> field.tag() == ORIENTATION && field.type() == SHORT && field.count() == 1)
                .map(field -> (int) ByteBuffer.wrap(field.value()).order(order).getShort())
                .filter(value -> value >= 1 && value <= 8)
                .findFirst()
                .orElse(1);
    }

    /** The kept fields as a separate TIFF structure; empty when there are none. */
    Optional<byte[]> write(Keep keep) {
        var kept = kept(main, keep);
        var keptExif = kept(exif, keep);
        var keptInteroperability = kept(interoperability, keep);
        if (kept.isEmpty() && keptExif.isEmpty()) return Optional.empty();
        if (!keptInteroperability.isEmpty()) keptExif.add(pointer(INTEROPERABILITY_DIRECTORY));
        if (!keptExif.isEmpty()) kept.add(pointer(EXIF_DIRECTORY));
        var first = 8;
        var second = first + size(kept);
        var third = second + size(keptExif);
        var out = ByteBuffer.allocate(third + size(keptInteroperability)).order(order);
        out.put((order == ByteOrder.LITTLE_ENDIAN ? "II*\0" : "MM\0*").getBytes(StandardCharsets.ISO_8859_1));
        out.putInt(first);
        put(out, first, kept, second);
        put(out, second, keptExif, third);
        put(out, third, keptInteroperability, 0);
        return Optional.of(out.array());
    }

    private static Field pointer(int tag) {
        return new Field(tag, LONG, 1, new byte[4]);
    }

    private static List<Field> kept(List<Field> fields, Keep keep) {
        var kept = new ArrayList<Field>();
        var seen = new HashSet<Integer>();
        for (var field : fields) if (isKept(field, keep) && seen.add(field.tag())) kept.add(field);
        return kept;
    }

    private static boolean isKept(Field field, Keep keep) {
        if (keep == Keep.NOTHING || NEVER.contains(field.tag())) return false;
        if (keep == Keep.ALL_BUT_POSITION) return true;
        return switch (field.type()) {
            case SHORT, LONG, RATIONAL, SIGNED_RATIONAL -> isStandard(field.tag()) && field.count() <= 8;
            case ASCII, UTF_8 -> PLAIN_TEXTS.contains(field.tag());
            default -> PLAIN_CODES.contains(field.tag()) && field.value().length <= 4;
        };
    }

    /** Numbers of TIFF 6 and Exif; makers' own tags have higher numbers. */
    private static boolean isStandard(int tag) {
        return tag >= 0x0100 && tag <= 0x0214 || tag >= 0x8290 && tag <= 0xa4ff;
    }

    private static int size(List<Field> fields) {
        if (fields.isEmpty()) return 0;
        var size = 2 + 12 * fields.size() + 4;
        for (var field : fields) if (field.value().length > 4) size += even(field.value().length);
        return size;
    }

    private static int even(int length) {
        return length + (length & 1);
    }

    /** @param next where the directory is that this one points to */
    private void put(ByteBuffer out, int offset, List<Field> fields, int next) {
        if (fields.isEmpty()) return;
        var sorted = new TreeMap<Integer, Field>();
        fields.forEach(field -> sorted.put(field.tag(), field));
        var values = new ByteArrayOutputStream();
        var place = offset + 2 + 12 * sorted.size() + 4;
        out.position(offset).putShort((short) sorted.size());
        for (var field : sorted.values()) {
            out.putShort((short) field.tag()).putShort((short) field.type()).putInt(field.count());
            if (field.tag() == EXIF_DIRECTORY || field.tag() == INTEROPERABILITY_DIRECTORY) out.putInt(next);
            else if (field.value().length <= 4) out.put(field.value()).put(new byte[4 - field.value().length]);
            else {
                out.putInt(place + values.size());
                values.writeBytes(field.value());
                if ((field.value().length & 1) == 1) values.write(0);
            }
        }
        // No further directory: the next one would be a preview.
        out.putInt(0).put(values.toByteArray());
    }
}
