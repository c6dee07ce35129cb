package porchlight.photo;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * What a photo's headers say, read before any memory is allocated for pixels.
 * @param width pixels, as stored
 * @param height pixels, as stored
 * @param buffered whether a decoder must hold the whole picture in memory: a JPEG with several
 * scans (progressive, or one scan per color) or an interlaced PNG
 * @param scans of a JPEG, 1 for other formats
 * @param components color channels of a JPEG, 0 for other formats
 * @param complete whether the file has an end
 * @param orientation EXIF orientation, 1 to 8; 1 is upright
 */
public record PhotoHeader(
        PhotoFormat format,
        int width,
        int height,
        boolean buffered,
        int scans,
        int components,
        boolean complete,
        int orientation) {

    /**
     * Reads the headers of a JPEG or PNG file.
     *
     * @throws UnreadablePhotoException for other formats, unusual codings (lossless, hierarchical and arithmetic JPEG)
     *     and damaged headers
     */
    public static PhotoHeader read(byte[] file) throws UnreadablePhotoException {
        var format = PhotoFormat.of(file).orElse(null);
        if (format == PhotoFormat.JPEG) return jpeg(JpegFile.parse(file));
        if (format == PhotoFormat.PNG) return png(file);
        throw new UnreadablePhotoException("neither JPEG nor PNG");
    }

    public long pixels() {
        return (long) width * height;
    }

    private static PhotoHeader jpeg(JpegFile file) throws UnreadablePhotoException {
        var bytes = file.bytes();
        JpegFile.Segment frame = null;
        var scans = 0;
        var orientation = 1;
        for (var segment : file.segments()) {
            if (segment.isFrame()) {
                if (frame != null) throw new UnreadablePhotoException("several frames");
                frame = segment;
            } else if (segment.marker() == JpegFile.SOS) scans++;
            else if (segment.marker() == JpegFile.APP0 + 1 && orientation == 1)
                orientation = Exif.ofJpeg(bytes, segment).map(Exif::orientation).orElse(1);
        }
        if (frame == null || frame.contentEnd() - frame.payload() < 6)
            throw new UnreadablePhotoException("a JPEG without a frame");
        // Sequential and progressive Huffman coding; nothing else is in use.
        if (frame.marker() > JpegFile.SOF0 + 2) throw new UnreadablePhotoException("an unusual coding");
        var at = frame.payload();
        if (bytes[at] != 8) throw new UnreadablePhotoException("not 8 bits a sample");
        var height = unsigned(bytes, at + 1);
        var width = unsigned(bytes, at + 3);
        if (width == 0 || height == 0) throw new UnreadablePhotoException("no size");
        return new PhotoHeader(
                PhotoFormat.JPEG,
                width,
                height,
                frame.marker() == JpegFile.SOF0 + 2 || scans > 1,
                scans,
                bytes[at + 5] & 0xff,
                file.complete(),
                orientation);
    }

    private static PhotoHeader png(byte[] file) throws UnreadablePhotoException {
        var chunks = Chunks.png(file);
        if (chunks.all().isEmpty()) throw new UnreadablePhotoException("a PNG without a header");
        var header = chunks.all().get(0);
        if (!header.type().equals("IHDR") || header.length() != 13)
            throw new UnreadablePhotoException("a PNG without a header");
        var sum = new CRC32();
        sum.update(file, header.start() + 4, 17);
        if ((int) sum.getValue() != ByteBuffer.wrap(file, header.end() - 4, 4).getInt())
            throw new UnreadablePhotoException("a PNG with a damaged header");
        var fields = ByteBuffer.wrap(file, header.data(), 13);
        var width = fields.getInt();
        var height = fields.getInt();
        if (width <= 0 || height <= 0) throw new UnreadablePhotoException("no size");
        if (chunks.all().stream().filter(chunk -> chunk.type().equals("IHDR")).count() > 1)
            throw new UnreadablePhotoException("several headers");
        var orientation = chunks.all().stream()
                .filter(chunk -> chunk.type().equals("eXIf"))
                .findFirst()
                .flatMap(chunk -> Exif.parse(file, chunk.data(), chunk.data() + chunk.length()))
                .map(Exif::orientation)
                .orElse(1);
        return new PhotoHeader(
                PhotoFormat.PNG, width, height, file[header.data() + 12] != 0, 1, 0, chunks.complete(), orientation);
    }

    private static int unsigned(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }
}
