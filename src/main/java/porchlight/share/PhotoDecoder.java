package porchlight.share;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads photos that others made: never more pixels in memory than a card needs. */
final class PhotoDecoder {
    private static final long MOST_PIXELS = 120_000_000;
    private static final int ENOUGH = 2_000;

    private PhotoDecoder() {}

    /** The photo, thinned out when it is much larger than a card; empty when it is none that can be read. */
    static Optional<BufferedImage> decode(byte[] bytes) {
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            var readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) return Optional.empty();
            var reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                var width = reader.getWidth(0);
                var height = reader.getHeight(0);
                if ((long) width * height > MOST_PIXELS) return Optional.empty();
                var step = Math.max(1, Math.max(width, height) / ENOUGH);
                var settings = reader.getDefaultReadParam();
                settings.setSourceSubsampling(step, step, 0, 0);
                return Optional.of(reader.read(0, settings));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException unreadable) {
            // Image readers meet broken files with either.
            return Optional.empty();
        }
    }
}
