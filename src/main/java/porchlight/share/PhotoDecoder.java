package porchlight.share;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.photo.Keep;
import porchlight.photo.Orientation;
import porchlight.photo.PhotoFormat;
import porchlight.photo.PhotoHeader;
import porchlight.photo.PhotoMetadata;

/**
 * Decodes photos from others, which may be malicious. Accepts only JPEG and PNG, each decoded by
 * the JDK's own reader, one photo at a time. Sizes are read from the headers first, and metadata
 * never reaches a decoder. Thread-safe.
 */
final class PhotoDecoder {
    private static final Logger log = LoggerFactory.getLogger(PhotoDecoder.class);

    /** How long one photo may take. */
    static final Duration LIMIT = Duration.ofSeconds(3);

    private static final long MEGAPIXEL = 1_000_000;
    private static final long MOST_JPEG = 25 * MEGAPIXEL;
    /**
     * Larger ones are not decoded: they are held in memory completely as coefficients, 48 bytes for
     * eight pixels in three colors.
     */
    private static final long MOST_BUFFERED_JPEG = 8 * MEGAPIXEL;

    private static final long MOST_PNG = 12 * MEGAPIXEL;
    /** A decoder processes the whole picture for each scan. Cameras and editors write up to 14. */
    private static final int MOST_SCANS = 24;
    /** For a photo in memory: at most 8 bytes per pixel of a square with this side, 46 MB. */
    private static final int LONGEST_SIDE = 2_400;

    private static final int LONGEST_ROW = 65_535;

    private final LongSupplier nanoTime;
    private final ReentrantLock turn = new ReentrantLock();

    PhotoDecoder() {
        this(System::nanoTime);
    }

    /** @param nanoTime measures {@link #LIMIT} */
    PhotoDecoder(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * The photo, upright, subsampled if it is much larger than a card; empty when it is not a JPEG
     * or PNG, too large, damaged, or not decoded in time.
     */
    Optional<BufferedImage> decode(byte[] file) {
        try {
            var header = PhotoHeader.read(file);
            var fault = fault(header);
            if (fault != null) throw new IIOException(fault);
            var bare = PhotoMetadata.clean(file, Keep.NOTHING);
            if (!turn.tryLock(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) throw new IIOException("others are decoded");
            try {
                return Optional.of(Orientation.upright(pixels(bare, header), header.orientation()));
            } finally {
                turn.unlock();
            }
        } catch (IOException | RuntimeException unreadable) {
            // Image readers throw either for broken files.
            log.info("A photo is left out of its card: {}", unreadable.toString());
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static @org.jspecify.annotations.Nullable String fault(PhotoHeader header) {
        var jpeg = header.format() == PhotoFormat.JPEG;
        var most = !jpeg ? MOST_PNG : header.buffered() ? MOST_BUFFERED_JPEG : MOST_JPEG;
        if (header.pixels() > most || Math.max(header.width(), header.height()) > LONGEST_ROW)
            return header.width() + " by " + header.height() + " pixels are too many";
        if (header.scans() > MOST_SCANS) return header.scans() + " scans are too many";
        // The JDK's reader does not produce pixels from four components.
        if (jpeg && header.components() != 1 && header.components() != 3)
            return header.components() + " color components";
        return header.complete() ? null : "it is cut off";
    }

    private BufferedImage pixels(byte[] file, PhotoHeader header) throws IOException {
        var reader = reader(header.format());
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            var deadline = new Deadline(nanoTime);
            reader.addIIOReadProgressListener(deadline);
            reader.setInput(stream, true, true);
            if (reader.getWidth(0) != header.width() || reader.getHeight(0) != header.height())
                throw new IIOException("its headers contradict each other");
            var longer = Math.max(header.width(), header.height());
            var step = (longer + LONGEST_SIDE - 1) / LONGEST_SIDE;
            var settings = reader.getDefaultReadParam();
            settings.setSourceSubsampling(step, step, 0, 0);
            var image = reader.read(0, settings);
            if (deadline.missed) throw new IIOException("not decoded in " + LIMIT);
            return image;
        } finally {
            reader.dispose();
        }
    }

    /**
     * The JDK's own reader, selected by name: the registry may have others, which must not see
     * photos from others.
     */
    private static ImageReader reader(PhotoFormat format) throws IOException {
        var name = "com.sun.imageio.plugins."
                + (format == PhotoFormat.JPEG ? "jpeg.JPEGImageReaderSpi" : "png.PNGImageReaderSpi");
        var known = IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
        while (known.hasNext()) {
            var spi = known.next();
            if (spi.getClass().getName().equals(name)) return spi.createReaderInstance();
        }
        throw new IIOException("the runtime has no " + name);
    }

    /**
     * Stops reading a photo that takes too long. The JPEG reader can be aborted only by its own
     * thread, which is the one that reports progress.
     */
    private static final class Deadline implements IIOReadProgressListener {
        private final LongSupplier nanoTime;
        private final long end;
        private boolean missed;

        Deadline(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            this.end = nanoTime.getAsLong() + LIMIT.toNanos();
        }

        private void look(ImageReader reader) {
            if (nanoTime.getAsLong() - end <= 0) return;
            missed = true;
            reader.abort();
        }

        @Override
        public void imageStarted(ImageReader source, int index) {
            look(source);
        }

        @Override
        public void imageProgress(ImageReader source, float percentage) {
            look(source);
        }

        @Override
        public void readAborted(ImageReader source) {
            missed = true;
        }

        @Override
        public void imageComplete(ImageReader source) {
            // The deadline has already been checked.
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {
            // There is only one image.
        }

        @Override
        public void sequenceComplete(ImageReader source) {
            // There is only one image.
        }

        @Override
        public void thumbnailStarted(ImageReader source, int index, int thumbnail) {
            // Thumbnails are not read.
        }

        @Override
        public void thumbnailProgress(ImageReader source, float percentage) {
            // Thumbnails are not read.
        }

        @Override
        public void thumbnailComplete(ImageReader source) {
            // Thumbnails are not read.
        }
    }
}
