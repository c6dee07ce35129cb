package porchlight.brand;

import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import porchlight.photo.Keep;
import porchlight.photo.Orientation;
import porchlight.photo.PhotoFormat;
import porchlight.photo.PhotoHeader;
import porchlight.photo.PhotoMetadata;
import porchlight.photo.UnreadablePhotoException;

/**
 * A drawing or picture of the owner's, without metadata. Immutable.
 *
 * @param type {@code svg}, {@code png}, or {@code jpg}, as in names of files
 * @param width in pixels; a drawing's only mean its proportions
 */
public record Picture(String type, byte[] bytes, double width, double height) {
    private static final long MEGAPIXEL = 1_000_000;
    static final long MOST_MEGAPIXELS = 40;

    private static final float QUALITY = 0.82f;

    /** Width by height. */
    public double ratio() {
        return width / height;
    }

    public boolean isDrawing() {
        return type.equals("svg");
    }

    /** A logo or icon: SVG or PNG. Null, with a fault, for anything else. */
    static @Nullable Picture drawn(BrandFolder folder, Section.@Nullable Value named) {
        var file = named == null ? null : folder.read(named);
        if (named == null || file == null) return null;
        if (Svg.looksLike(file)) {
            var svg = Svg.read(file, named);
            return svg == null ? null : checked(new Picture("svg", svg.bytes(), svg.width(), svg.height()), named);
        }
        if (PhotoFormat.of(file).filter(PhotoFormat.PNG::equals).isPresent()) return bitmap(file, "png", named);
        named.fault("brand.picture.drawn");
        return null;
    }

    /** A photo: JPEG or PNG. Null, with a fault, for anything else. */
    static @Nullable Picture photo(BrandFolder folder, Section.@Nullable Value named) {
        var file = named == null ? null : folder.read(named);
        if (named == null || file == null) return null;
        var format = PhotoFormat.of(file).orElse(null);
        if (format == PhotoFormat.JPEG) return bitmap(file, "jpg", named);
        if (format == PhotoFormat.PNG) return bitmap(file, "png", named);
        named.fault("brand.picture.photo");
        return null;
    }

    /** Dimensions are read from the header, before any memory is allocated for pixels. */
    private static @Nullable Picture bitmap(byte[] file, String type, Section.Value named) {
        try {
            var header = PhotoHeader.read(file);
            if (header.pixels() > MOST_MEGAPIXELS * MEGAPIXEL) {
                named.fault("brand.picture.huge", header.pixels() / MEGAPIXEL, MOST_MEGAPIXELS);
                return null;
            }
            var turned = Orientation.turns(header.orientation());
            return checked(
                    new Picture(
                            type,
                            PhotoMetadata.clean(file, Keep.CREDITS),
                            turned ? header.height() : header.width(),
                            turned ? header.width() : header.height()),
                    named);
        } catch (UnreadablePhotoException broken) {
            named.fault("brand.picture.broken", String.valueOf(broken.getMessage()));
            return null;
        }
    }

    /** Whether it can be drawn shows only when it is. */
    private static @Nullable Picture checked(Picture picture, Section.Value named) {
        try {
            picture.fitted(32, 32);
            return picture;
        } catch (UncheckedIOException | IllegalArgumentException broken) {
            named.fault("brand.picture.broken", String.valueOf(broken.getMessage()));
            return null;
        } catch (LinkageError noGraphics) {
            // This machine can't draw; browsers can.
            return picture;
        }
    }

    /** As large as possible in a transparent rectangle of that size. */
    BufferedImage fitted(int width, int height) {
        var canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        var graphics = canvas.createGraphics();
        draw(graphics, 0, 0, width, height);
        graphics.dispose();
        return canvas;
    }

    /**
     * Draws it as large as possible, in the middle of a rectangle.
     *
     * @throws UncheckedIOException if it can't be decoded
     */
    public void draw(Graphics2D graphics, double x, double y, double width, double height) {
        var scale = Math.min(width / this.width, height / this.height);
        var wide = this.width * scale;
        var high = this.height * scale;
        var left = x + (width - wide) / 2;
        var top = y + (height - high) / 2;
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        if (isDrawing()) {
            var drawing = new SVGLoader().load(new ByteArrayInputStream(bytes), null, LoaderContext.createDefault());
            if (drawing == null) throw new UncheckedIOException(new IOException("not a drawing"));
            drawing.render(
                    (java.awt.Component) null, graphics, new ViewBox((float) left, (float) top, (float) wide, (float)
                            high));
        } else {
            var image = decoded((int) Math.ceil(wide), (int) Math.ceil(high));
            graphics.drawImage(
                    image,
                    (int) Math.round(left),
                    (int) Math.round(top),
                    (int) Math.round(wide),
                    (int) Math.round(high),
                    null);
        }
    }

    /** The pixels of a bitmap, upright, less than four times as many across as asked for. */
    private BufferedImage decoded(int width, int height) {
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            var readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) throw new IOException("no picture");
            var reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                var settings = reader.getDefaultReadParam();
                // Pixels that are left out need no memory; of twice as many as needed, the average is taken.
                var step = (int) Math.max(1, Math.min(this.width / (2.0 * width), this.height / (2.0 * height)));
                settings.setSourceSubsampling(step, step, 0, 0);
                var image = Orientation.upright(
                        reader.read(0, settings), PhotoHeader.read(bytes).orientation());
                // Halving keeps detail that one step over a large ratio would drop.
                while (image.getWidth() > 2 * width && image.getHeight() > 2 * height)
                    image = scaled(image, image.getWidth() / 2, image.getHeight() / 2);
                return image;
            } finally {
                reader.dispose();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (RuntimeException broken) {
            // Readers throw whatever they stumble over.
            throw new UncheckedIOException(new IOException(broken.toString()));
        }
    }

    /**
     * A bitmap as JPEG, without any metadata and without transparency.
     *
     * @param width in pixels; the height follows
     * @throws UncheckedIOException if it can't be decoded
     */
    byte[] jpeg(int width) {
        var height = heightAt(width);
        var canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = canvas.createGraphics();
        graphics.setColor(Color.decode(Contrast.WHITE));
        graphics.fillRect(0, 0, width, height);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(decoded(width, height), 0, 0, width, height, null);
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            var settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
            settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(canvas, null, null), settings);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** In pixels, at a width. */
    int heightAt(int width) {
        return (int) Math.max(1, Math.round(width / ratio()));
    }

    static BufferedImage scaled(BufferedImage image, int width, int height) {
        var result = new BufferedImage(
                Math.max(1, width),
                Math.max(1, height),
                image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        var graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image, 0, 0, result.getWidth(), result.getHeight(), null);
        graphics.dispose();
        return result;
    }

    static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) throw new IllegalStateException("no writer for PNG");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
