package porchlight.demomls;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/**
 * The demo's photo host: a photo id names a picture, whether it is mirrored, which part of it is shown and how the light
 * is, so that a few pictures serve a whole market. Made when asked for and kept while there is room. Thread-safe.
 */
final class Photos {
    private static final long KEPT_BYTES = 40L * 1024 * 1024;
    private static final float QUALITY = 0.82f;
    /** Parts of a picture by view: left, top, share of width and height. View 0 is the whole. */
    private static final double[][] VIEWS = {
        {0, 0, 1},
        {.02, .2, .72},
        {.26, .2, .72},
        {.14, .16, .72},
        {.3, .3, .6},
        {.06, .3, .6},
        {.36, .34, .56},
        {.02, .08, .62},
        {.36, .06, .6}
    };

    private final Map<String, byte[]> kept = new LinkedHashMap<>(64, .75f, true);
    private long keptBytes;

    /** @param light 0 to 3: as rendered, warm, cool, bright */
    static String id(String picture, boolean mirrored, int view, int light, int number, int order) {
        return String.format(
                "9%03d%d%02d%d%08d%03d%07d",
                Renders.index(picture), mirrored ? 1 : 0, view, light, number, order, 7_654_321);
    }

    /** A photo as JPEG, not wider than asked for; empty for an unknown id. */
    Optional<byte[]> jpeg(String id, int maxWidth) {
        if (!id.matches("9\\d{25}")) return Optional.empty();
        var picture = Renders.name(Integer.parseInt(id.substring(1, 4)));
        var view = Integer.parseInt(id.substring(5, 7));
        if (picture == null || view >= VIEWS.length) return Optional.empty();
        // Listings that show the same part of the same picture in the same light share its bytes.
        var key = id.substring(0, 8) + "/" + Math.min(maxWidth, 1280);
        var known = kept(key);
        if (known != null) return Optional.of(known);
        var made = encode(render(picture, id.charAt(4) == '1', view, id.charAt(7) - '0', maxWidth));
        keep(key, made);
        return Optional.of(made);
    }

    private synchronized byte @org.jspecify.annotations.Nullable [] kept(String key) {
        return kept.get(key);
    }

    private synchronized void keep(String key, byte[] bytes) {
        if (kept.put(key, bytes) == null) keptBytes += bytes.length;
        for (var oldest = kept.entrySet().iterator(); keptBytes > KEPT_BYTES && oldest.hasNext(); ) {
            keptBytes -= oldest.next().getValue().length;
            oldest.remove();
        }
    }

    private static BufferedImage render(String picture, boolean mirrored, int view, int light, int maxWidth) {
        var source = read(picture);
        var part = VIEWS[view];
        var x = (int) (source.getWidth() * part[0]);
        var y = (int) (source.getHeight() * part[1]);
        var w = Math.min((int) (source.getWidth() * part[2]), source.getWidth() - x);
        var h = Math.min((int) (source.getHeight() * part[2]), source.getHeight() - y);
        var image = source.getSubimage(x, y, w, h);
        var width = Math.min(maxWidth, w);
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

    private static byte[] encode(BufferedImage image) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream(96_000);
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            var settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
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
