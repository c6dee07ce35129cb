package porchlight.demomls.town;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import porchlight.demomls.FirstPhotos;

/**
 * The demo's photo host. A photo ID names a picture, whether it is mirrored, which part of it is
 * shown, and its light, so that a few pictures serve a whole market. Each photo is created on
 * request and kept while there is room. Thread-safe.
 */
public final class Photos {
    /** Where the build puts {@link FirstPhotos}; missing when nothing was packaged. */
    private static final String READY = "/demomls/ready/";

    private static final long KEPT_BYTES = 32L * 1024 * 1024;
    /** The available widths. A request for a width in between gets the next smaller one. */
    private static final int[] WIDTHS = {160, 320, 480, 640, 960, 1280};
    /**
     * Parts of a picture by view: left, top, and share of width and height. View 0 is the whole
     * picture.
     */
    private static final double[][] VIEWS = {
        {0, 0, 1},
        {.02, .2, .72},
        {.26, .2, .72},
        {.14, .16, .72},
        {.3, .3, .6},
        {.06, .3, .6},
        {.36, .34, .56},
        {.02, .08, .62},
        {.36, .06, .6},
        {.03, .05, .92},
        {.05, .04, .92},
        {.2, .12, .8},
        {0, .12, .8},
        {.1, .3, .66},
        {.22, .1, .66},
        {.4, .2, .5},
        {.1, .4, .5},
        {.3, .1, .5},
        {.02, .03, .95},
        {0, .05, .94},
        {.06, .02, .93},
        {.04, .06, .93},
        {.07, .05, .91},
        {.33, .13, .67},
        {.4, .2, .6}
    };

    /** Rooms without the windows on the left side of the pictures. */
    static final int BESIDE_NARROW = 23;

    static final int BESIDE_WIDE = 24;

    /** Views up to this one show parts, except those that show nearly everything. */
    static final int PARTS = 18;

    /** The views that show nearly everything: for a second house with the same front. */
    private static final int[] WHOLE_VIEWS = {0, 9, 10, 18, 19, 20, 21, 22};

    /** How many ways there are to light a picture. */
    static final int LIGHTS = 4;

    private static final float QUALITY = .5f;

    private final Map<String, byte[]> kept = new LinkedHashMap<>(64, .75f, true);
    private final Map<String, FutureTask<byte[]>> making = new ConcurrentHashMap<>();
    private long keptBytes;

    /** @param light 0 to 3: as rendered, warm, cool, bright */
    static String id(String picture, boolean mirrored, int view, int light, int number, int order) {
        return String.format(
                "9%03d%d%02d%d%08d%03d%07d",
                Renders.index(picture), mirrored ? 1 : 0, view, light, number, order, 7_654_321);
    }

    /**
     * A view that shows nearly the whole picture: a different one for each turn, until they repeat.
     */
    static int wholeView(int turn) {
        return WHOLE_VIEWS[turn % WHOLE_VIEWS.length];
    }

    /** The share of the picture that a view cuts off on the left. */
    public static double left(int view) {
        return VIEWS[view][0];
    }

    /** Whether a view cuts off no more than an edge. */
    public static boolean isWhole(int view) {
        return Arrays.stream(WHOLE_VIEWS).anyMatch(whole -> whole == view);
    }

    /** A photo as JPEG, no wider than requested; empty for an unknown ID. */
    public Optional<byte[]> photo(String id, int maxWidth) {
        if (!id.matches("9\\d{25}")) return Optional.empty();
        var picture = Renders.name(Integer.parseInt(id.substring(1, 4)));
        var view = Integer.parseInt(id.substring(5, 7));
        if (picture == null || view >= VIEWS.length) return Optional.empty();
        var width = WIDTHS[0];
        for (var made : WIDTHS) if (made <= maxWidth) width = made;
        // Listings that show the same part of the same picture in the same light share its bytes.
        var key = id.substring(0, 8) + "/" + width;
        var known = kept(key);
        if (known == null) known = ready(key, id, width);
        return Optional.of(known != null ? known : once(key, picture, id, view, width));
    }

    /**
     * The file name of a photo that the build created: by its picture's name, since the numbers of
     * pictures change.
     */
    public static String readyName(String id, int width) {
        return Renders.name(Integer.parseInt(id.substring(1, 4))) + "-" + id.substring(4, 8) + "-" + width + ".jpg";
    }

    private byte @Nullable [] ready(String key, String id, int width) {
        try (var made = Photos.class.getResourceAsStream(READY + readyName(id, width))) {
            if (made == null) return null;
            var photo = made.readAllBytes();
            keep(key, photo);
            return photo;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private byte[] once(String key, String picture, String id, int view, int width) {
        var mine = new FutureTask<>(() -> {
            var image = render(picture, id.charAt(4) == '1', view, id.charAt(7) - '0', width);
            var made = jpeg(image);
            keep(key, made);
            return made;
        });
        var first = making.putIfAbsent(key, mine);
        if (first == null) mine.run();
        try {
            return (first == null ? mine : first).get();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault.getCause());
        } finally {
            making.remove(key, mine);
        }
    }

    private synchronized byte @Nullable [] kept(String key) {
        return kept.get(key);
    }

    private synchronized void keep(String key, byte[] photo) {
        var before = kept.put(key, photo);
        keptBytes += photo.length - (before == null ? 0 : before.length);
        for (var oldest = kept.entrySet().iterator(); keptBytes > KEPT_BYTES && oldest.hasNext(); ) {
            keptBytes -= oldest.next().getValue().length;
            oldest.remove();
        }
    }

    /**
     * The part of a picture that a view shows; its pixels are those of the photo at its largest.
     */
    static Rectangle part(String picture, int view) {
        var width = Renders.width(picture);
        var height = Renders.height(picture);
        var part = VIEWS[view];
        var x = (int) (width * part[0]);
        var y = (int) (height * part[1]);
        return new Rectangle(
                x, y, Math.min((int) (width * part[2]), width - x), Math.min((int) (height * part[2]), height - y));
    }

    private static BufferedImage render(String picture, boolean mirrored, int view, int light, int maxWidth) {
        var part = part(picture, view);
        var image = read(picture).getSubimage(part.x, part.y, part.width, part.height);
        var width = Math.min(maxWidth, part.width);
        // Halving keeps detail that one bilinear step over a large ratio would drop.
        while (image.getWidth() >= width * 2) image = scaled(image, image.getWidth() / 2, false);
        var result = scaled(image, width, mirrored);
        grade(result, light);
        return result;
    }

    private static BufferedImage scaled(BufferedImage image, int width, boolean mirrored) {
        var height = Math.max(1, Math.round((float) image.getHeight() * width / image.getWidth()));
        var result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        if (mirrored) graphics.setTransform(new AffineTransform(-1, 0, 0, 1, width, 0));
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return result;
    }

    private static void grade(BufferedImage image, int light) {
        if (light == 0) return;
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(
                switch (light) {
                    case 1 -> new Color(255, 190, 110, 20);
                    case 2 -> new Color(120, 170, 255, 16);
                    default -> new Color(255, 255, 255, 20);
                });
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.dispose();
    }

    private static BufferedImage read(String picture) {
        try (var file = Photos.class.getResourceAsStream("/demomls/photos/" + Renders.file(picture))) {
            return ImageIO.read(Objects.requireNonNull(file, picture));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static byte[] jpeg(BufferedImage image) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream(96_000);
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var settings = (JPEGImageWriteParam) writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
            settings.setOptimizeHuffmanTables(true);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
