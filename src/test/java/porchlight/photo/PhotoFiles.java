package porchlight.photo;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Image files as cameras, editors, and attackers create them. */
public final class PhotoFiles {
    private PhotoFiles() {}

    /**
     * A picture with enough detail to be recognized: red on the left, blue on the right, dark at
     * the top.
     */
    public static BufferedImage picture(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        var graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.setColor(Color.BLACK);
        graphics.fillRect(0, 0, width, height / 8);
        graphics.dispose();
        return image;
    }

    public static byte[] jpeg(int width, int height) {
        return jpeg(picture(width, height), false);
    }

    public static byte[] progressiveJpeg(int width, int height) {
        return jpeg(picture(width, height), true);
    }

    private static byte[] jpeg(BufferedImage image, boolean progressive) {
        return write("jpeg", new IIOImage(image, null, null), progressive);
    }

    /** A JPEG with four color components. */
    public static byte[] cmykJpeg(int width, int height) {
        var raster = java.awt.image.Raster.createInterleavedRaster(
                new DataBufferByte(new byte[width * height * 4], width * height * 4),
                width,
                height,
                width * 4,
                4,
                new int[] {0, 1, 2, 3},
                null);
        return write("jpeg", new IIOImage(raster, null, null), false);
    }

    private static byte[] write(String format, IIOImage image, boolean progressive) {
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            var settings = writer.getDefaultWriteParam();
            if (progressive) settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(out);
            writer.write(null, image, settings);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    public static byte[] png(int width, int height) {
        return write("png", new IIOImage(picture(width, height), null, null), false);
    }

    public static byte[] gif(int width, int height) {
        return write("gif", new IIOImage(picture(width, height), null, null), false);
    }

    /** A PNG of zeros, whose pixels are generated as they are compressed. */
    public static byte[] emptyPng(int width, int height, int bits, int colorType, boolean interlaced) {
        var channels = colorType == 2 ? 3 : colorType == 6 ? 4 : 1;
        var out = new ByteArrayOutputStream();
        out.writeBytes(pngStart(width, height, bits, colorType, interlaced));
        var pixels = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(pixels, new Deflater(9))) {
            for (int pass = 0; pass < (interlaced ? 7 : 1); pass++) {
                var step = interlaced ? STEPS[pass] : new int[] {0, 0, 1, 1};
                var columns = (width - step[0] + step[2] - 1) / step[2];
                var rows = (height - step[1] + step[3] - 1) / step[3];
                if (columns <= 0) continue;
                var row = new byte[1 + (int) (((long) columns * channels * bits + 7) / 8)];
                for (int i = 0; i < rows; i++) deflater.write(row);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        out.writeBytes(pngChunk("IDAT", pixels.toByteArray()));
        out.writeBytes(pngChunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    /** Adam7: first column and row, then steps. */
    private static final int[][] STEPS = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static byte[] pngStart(int width, int height, int bits, int colorType, boolean interlaced) {
        var header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) bits)
                .put((byte) colorType)
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) (interlaced ? 1 : 0))
                .array();
        return join(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, pngChunk("IHDR", header));
    }

    public static byte[] pngChunk(String type, byte[] content) {
        var sum = new CRC32();
        sum.update(ascii(type));
        sum.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(ascii(type))
                .put(content)
                .putInt((int) sum.getValue())
                .array();
    }

    /** The PNG with chunks added after its header. */
    public static byte[] withPngChunks(byte[] png, byte[]... chunks) {
        var rest = Arrays.copyOfRange(png, 33, png.length);
        return join(Arrays.copyOf(png, 33), join(chunks), rest);
    }

    /** This many zeros, compressed with zlib. */
    public static byte[] compressedZeros(long length) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out, new Deflater(9))) {
            var block = new byte[1024 * 1024];
            for (var left = length; left > 0; left -= block.length)
                deflater.write(block, 0, (int) Math.min(left, block.length));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return out.toByteArray();
    }

    /**
     * A TIFF in one strip of zeros, compressed with zlib: 3 bytes per pixel, all decoded at once by
     * most readers.
     */
    public static byte[] tiff(int width, int height) {
        var strip = compressedZeros((long) width * height * 3);
        var out = ByteBuffer.allocate(8 + 2 + 10 * 12 + 4 + 6 + strip.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("II*\0")).putInt(8).putShort((short) 10);
        var values = 8 + 2 + 10 * 12 + 4;
        field(out, 256, 4, 1, width);
        field(out, 257, 4, 1, height);
        field(out, 258, 3, 3, values);
        field(out, 259, 3, 1, 8);
        field(out, 262, 3, 1, 2);
        field(out, 273, 4, 1, values + 6);
        field(out, 277, 3, 1, 3);
        field(out, 278, 4, 1, height);
        field(out, 279, 4, 1, strip.length);
        field(out, 284, 3, 1, 1);
        out.putInt(0)
                .putShort((short) 8)
                .putShort((short) 8)
                .putShort((short) 8)
                .put(strip);
        return out.array();
    }

    private static void field(ByteBuffer out, int tag, int type, int count, int value) {
        out.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    /** The JPEG with segments added after its start. */
    public static byte[] withSegments(byte[] jpeg, byte[]... segments) {
        return join(Arrays.copyOf(jpeg, 2), join(segments), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    public static byte[] segment(int marker, byte[]... content) {
        var joined = join(content);
        var length = joined.length + 2;
        return join(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length}, joined);
    }

    /** An APP1 segment that contains only the orientation. */
    public static byte[] orientation(int value) {
        return segment(0xe1, ascii("Exif\0\0MM\0*"), new byte[] {
            0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) value, 0, 0, 0, 0, 0, 0
        });
    }

    /** The JPEG with false dimensions in its frame header. */
    public static byte[] lying(byte[] jpeg, int width, int height) throws UnreadablePhotoException {
        var changed = jpeg.clone();
        for (var segment : JpegFile.parse(jpeg).segments())
            if (segment.isFrame())
                ByteBuffer.wrap(changed)
                        .putShort(segment.payload() + 1, (short) height)
                        .putShort(segment.payload() + 3, (short) width);
        return changed;
    }

    /**
     * The progressive JPEG with its last scan repeated, each of which makes a decoder process the
     * whole picture.
     */
    public static byte[] withScans(byte[] progressive, int more) throws UnreadablePhotoException {
        var file = JpegFile.parse(progressive);
        var last = file.segments().get(file.segments().size() - 1);
        var scan = Arrays.copyOfRange(progressive, last.start(), last.end());
        var out = new ByteArrayOutputStream();
        out.write(progressive, 0, last.end());
        for (int i = 0; i < more; i++) out.writeBytes(scan);
        out.write(0xff);
        out.write(0xd9);
        return out.toByteArray();
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) out.writeBytes(part);
        return out.toByteArray();
    }
}
