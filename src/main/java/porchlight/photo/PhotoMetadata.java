package porchlight.photo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Removes metadata from photos without decoding them. The data that a decoder draws from is copied
 * byte for byte, in order. Everything else is copied or rewritten only if it is known to be
 * harmless, so anything unforeseen is left out.
 */
public final class PhotoMetadata {
    private static final String XMP_PREFIX = "http://ns.adobe.com/xap/1.0/\0";
    private static final String ICC_PREFIX = "ICC_PROFILE\0";
    private static final String PNG_XMP = "XML:com.adobe.xmp\0";
    /** The maximum length of a segment's content, including its length field. */
    private static final int LONGEST_SEGMENT = 0xffff - 2;

    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP13 = 0xed;
    private static final int APP14 = 0xee;

    /** The chunks that PNG decoders draw from (PNG 3rd edition, 11). */
    private static final Set<String> PNG_PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    /** Colors, size, background, animation, and time. */
    private static final Set<String> PNG_LOOKS = Set.of(
            "cHRM", "cICP", "cLLI", "gAMA", "hIST", "iCCP", "mDCV", "sBIT", "sPLT", "sRGB", "bKGD", "pHYs", "tIME",
            "acTL", "fcTL", "fdAT");

    private static final Set<String> PNG_TEXTS = Set.of("tEXt", "zTXt", "iTXt");
    private static final Set<String> PNG_CREDITS = Set.of("Author", "Copyright");
    /** Positions, and profiles of other kinds in a form that ImageMagick invented. */
    private static final Pattern PNG_POSITION = Pattern.compile("(?i).*gps.*|Raw profile type .*|.*xmp.*");

    private static final Set<String> WEBP_PIXELS = Set.of("VP8 ", "VP8L", "ALPH", "ANIM", "ANMF");
    private static final int WEBP_HAS_XMP = 0x04;
    private static final int WEBP_HAS_EXIF = 0x08;
    private static final int WEBP_HAS_ICC = 0x20;

    private PhotoMetadata() {}

    /**
     * The photo with only the kept metadata.
     * @throws UnreadablePhotoException when it is not a photo, or too damaged to tell its parts
     * apart
     */
    public static byte[] clean(byte[] photo, Keep keep) throws UnreadablePhotoException {
        var format = PhotoFormat.of(photo).orElseThrow(() -> new UnreadablePhotoException("no known format"));
        return switch (format) {
            case JPEG -> jpeg(JpegFile.parse(photo), keep);
            case PNG -> png(photo, keep);
            case WEBP -> webp(photo, keep);
            case GIF -> Gif.clean(photo, keep);
        };
    }

    private static byte[] jpeg(JpegFile file, Keep keep) {
        var bytes = file.bytes();
        var out = new ByteArrayOutputStream(bytes.length);
        out.write(0xff);
        out.write(0xd8);
        // Photoshop resources may continue from one segment into the next; all are written where
        // the first was.
        var resources = new ByteArrayOutputStream();
        for (var segment : file.segments())
            if (isPhotoshop(bytes, segment))
                resources.write(
                        bytes,
                        segment.payload() + Photoshop.PREFIX.length(),
                        segment.contentEnd() - segment.payload() - Photoshop.PREFIX.length());
        var photoshopWritten = false;
        for (var segment : file.segments()) {
            if (!segment.isMetadata()) {
                out.write(bytes, segment.start(), segment.end() - segment.start());
            } else if (isPhotoshop(bytes, segment)) {
                if (!photoshopWritten)
                    Photoshop.clean(resources.toByteArray(), keep).ifPresent(left -> photoshop(out, left));
                photoshopWritten = true;
            } else {
                jpegMetadata(out, bytes, segment, keep);
            }
        }
        if (file.complete()) {
            out.write(0xff);
            out.write(JpegFile.EOI);
        }
        return out.toByteArray();
    }

    private static boolean isPhotoshop(byte[] bytes, JpegFile.Segment segment) {
        return segment.marker() == APP13
                && PhotoFormat.starts(bytes, segment.payload(), Photoshop.PREFIX)
                && segment.contentEnd() - segment.payload() >= Photoshop.PREFIX.length();
    }

    private static void jpegMetadata(ByteArrayOutputStream out, byte[] bytes, JpegFile.Segment segment, Keep keep) {
        var payload = segment.payload();
        var length = segment.contentEnd() - payload;
        switch (segment.marker()) {
            case JpegFile.APP0 -> {
                // The last two bytes are the size of a preview, which is also left out.
                if (length >= 14 && PhotoFormat.starts(bytes, payload, "JFIF\0")) {
                    var jfif = Arrays.copyOfRange(bytes, payload, payload + 14);
                    jfif[12] = 0;
                    jfif[13] = 0;
                    segment(out, JpegFile.APP0, new byte[0], jfif);
                }
            }
            case APP1 -> {
                if (PhotoFormat.starts(bytes, payload, XMP_PREFIX))
                    Xmp.clean(Arrays.copyOfRange(bytes, payload + XMP_PREFIX.length(), segment.contentEnd()), keep)
                            .ifPresent(left -> segment(out, APP1, ascii(XMP_PREFIX), left));
                else
                    Exif.ofJpeg(bytes, segment)
                            .flatMap(exif -> exif.write(keep))
                            .ifPresent(left -> segment(out, APP1, ascii(Exif.PREFIX), left));
            }
            case APP2 -> {
                if (keep != Keep.NOTHING && PhotoFormat.starts(bytes, payload, ICC_PREFIX)) copy(out, bytes, segment);
            }
            case APP14 -> {
                // Without it, colors are misinterpreted.
                if (length == 12 && PhotoFormat.starts(bytes, payload, "Adobe")) copy(out, bytes, segment);
            }
            case JpegFile.COM -> {
                if (keep == Keep.ALL_BUT_POSITION) copy(out, bytes, segment);
            }
            default -> {
                // Previews in other formats, positions from action cameras, and anything else.
            }
        }
    }

    private static void copy(ByteArrayOutputStream out, byte[] bytes, JpegFile.Segment segment) {
        out.write(bytes, segment.start(), segment.contentEnd() - segment.start());
    }

    private static void photoshop(ByteArrayOutputStream out, byte[] resources) {
        var most = LONGEST_SEGMENT - Photoshop.PREFIX.length();
        for (int at = 0; at < resources.length; at += most)
            segment(
                    out,
                    APP13,
                    ascii(Photoshop.PREFIX),
                    Arrays.copyOfRange(resources, at, Math.min(resources.length, at + most)));
    }

    private static void segment(ByteArrayOutputStream out, int marker, byte[] prefix, byte[] content) {
        var length = prefix.length + content.length;
        // What does not fit grew when it was rewritten, which is not worth a second segment.
        if (length > LONGEST_SEGMENT) return;
        out.write(0xff);
        out.write(marker);
        out.write(length + 2 >> 8);
        out.write(length + 2);
        out.writeBytes(prefix);
        out.writeBytes(content);
    }

    private static byte[] png(byte[] file, Keep keep) throws UnreadablePhotoException {
        var chunks = Chunks.png(file);
        if (chunks.all().stream().noneMatch(chunk -> chunk.type().equals("IDAT")))
            throw new UnreadablePhotoException("a PNG without image data");
        var out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, 8);
        for (var chunk : chunks.all()) {
            if (PNG_PIXELS.contains(chunk.type()) || keep != Keep.NOTHING && PNG_LOOKS.contains(chunk.type()))
                out.write(file, chunk.start(), chunk.end() - chunk.start());
            else if (chunk.type().equals("eXIf"))
                Exif.parse(file, chunk.data(), chunk.data() + chunk.length())
                        .flatMap(exif -> exif.write(keep))
                        .ifPresent(left -> pngChunk(out, "eXIf", left));
            else if (PNG_TEXTS.contains(chunk.type())) pngText(out, file, chunk, keep);
        }
        return out.toByteArray();
    }

    private static void pngText(ByteArrayOutputStream out, byte[] file, Chunks.Chunk chunk, Keep keep) {
        var content = Arrays.copyOfRange(file, chunk.data(), chunk.data() + chunk.length());
        if (chunk.type().equals("iTXt") && PhotoFormat.starts(content, 0, PNG_XMP)) {
            xmpText(content).flatMap(packet -> Xmp.clean(packet, keep)).ifPresent(left -> {
                var text = new ByteArrayOutputStream(left.length + 32);
                text.writeBytes(ascii(PNG_XMP));
                // Not compressed; neither language nor translated keyword.
                text.writeBytes(new byte[4]);
                text.writeBytes(left);
                pngChunk(out, "iTXt", text.toByteArray());
            });
            return;
        }
        var end = 0;
        while (end < content.length && content[end] != 0) end++;
        var keyword = new String(content, 0, end, StandardCharsets.ISO_8859_1);
        var kept = switch (keep) {
            case NOTHING -> false;
            case CREDITS -> PNG_CREDITS.contains(keyword);
            case ALL_BUT_POSITION -> !PNG_POSITION.matcher(keyword).matches();
        };
        if (kept) out.write(file, chunk.start(), chunk.end() - chunk.start());
    }

    /**
     * The packet in an iTXt chunk; empty when it is compressed, which XMP's specification forbids.
     */
    private static Optional<byte[]> xmpText(byte[] content) {
        var at = PNG_XMP.length();
        if (content.length < at + 4 || content[at] != 0) return Optional.empty();
        at += 2;
        for (int ends = 0; ends < 2; at++) {
            if (at >= content.length) return Optional.empty();
            if (content[at] == 0) ends++;
        }
        return Optional.of(Arrays.copyOfRange(content, at, content.length));
    }

    private static void pngChunk(ByteArrayOutputStream out, String type, byte[] content) {
        var sum = new CRC32();
        sum.update(ascii(type));
        sum.update(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(ascii(type));
        out.writeBytes(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    private static byte[] webp(byte[] file, Keep keep) throws UnreadablePhotoException {
        var declared =
                ByteBuffer.wrap(file, 4, 4).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffffffffL;
        var chunks = Chunks.riff(file, 12, (int) Math.min(file.length, declared + 8));
        var out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, 12);
        var flagsAt = -1;
        var flags = 0;
        var pixels = false;
        for (var chunk : chunks.all()) {
            switch (chunk.type()) {
                case "VP8X" -> {
                    if (chunk.length() != 10 || flagsAt >= 0) throw new UnreadablePhotoException("a damaged header");
                    flagsAt = out.size() + 8;
                    flags = file[chunk.data()] & ~(WEBP_HAS_EXIF | WEBP_HAS_XMP | WEBP_HAS_ICC);
                    out.write(file, chunk.start(), chunk.end() - chunk.start());
                }
                case "ICCP" -> {
                    if (keep == Keep.NOTHING) continue;
                    flags |= WEBP_HAS_ICC;
                    riffChunk(out, "ICCP", Arrays.copyOfRange(file, chunk.data(), chunk.data() + chunk.length()));
                }
                case "EXIF" -> {
                    var left = Exif.parse(file, chunk.data(), chunk.data() + chunk.length())
                            .flatMap(exif -> exif.write(keep));
                    if (left.isEmpty()) continue;
                    flags |= WEBP_HAS_EXIF;
                    riffChunk(out, "EXIF", left.get());
                }
                case "XMP " -> {
                    var left = Xmp.clean(Arrays.copyOfRange(file, chunk.data(), chunk.data() + chunk.length()), keep);
                    if (left.isEmpty()) continue;
                    flags |= WEBP_HAS_XMP;
                    riffChunk(out, "XMP ", left.get());
                }
                default -> {
                    if (!WEBP_PIXELS.contains(chunk.type())) continue;
                    pixels = true;
                    if (chunk.type().equals("ANMF")) riffChunk(out, "ANMF", frame(file, chunk));
                    else out.write(file, chunk.start(), chunk.end() - chunk.start());
                }
            }
        }
        if (!pixels) throw new UnreadablePhotoException("a WebP without image data");
        var result = out.toByteArray();
        if (flagsAt >= 0) result[flagsAt] = (byte) flags;
        ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN).putInt(4, result.length - 8);
        return result;
    }

    /** A frame of an animation without unknown chunks. */
    private static byte[] frame(byte[] file, Chunks.Chunk frame) throws UnreadablePhotoException {
        if (frame.length() < 16) throw new UnreadablePhotoException("a damaged frame");
        var out = new ByteArrayOutputStream(frame.length());
        out.write(file, frame.data(), 16);
        for (var part : Chunks.riff(file, frame.data() + 16, frame.data() + frame.length())
                .all())
            if (WEBP_PIXELS.contains(part.type()) && !part.type().startsWith("AN"))
                out.write(file, part.start(), part.end() - part.start());
        return out.toByteArray();
    }

    private static void riffChunk(ByteArrayOutputStream out, String type, byte[] content) {
        out.writeBytes(ascii(type));
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(content.length)
                .array());
        out.writeBytes(content);
        if ((content.length & 1) == 1) out.write(0);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
