package porchlight.share;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import porchlight.brand.Logo;
import porchlight.message.Messages;

/**
 * Draws cards as JPEG: the whole, unchanged photo, the place below it, price and facts next to it.
 * Nothing covers the photo, since an MLS's photos must not be edited. Thread-safe.
 */
final class CardDrawing {
    private static final float QUALITY = 0.86f;
    private static final int PHOTO_WIDTH = 800;
    private static final int PHOTO_HEIGHT = 534;
    private static final int MARGIN = 40;
    private static final double SITE_LOGO_WIDTH = 720;
    /** As high as the letters of the listing firm at most. */
    private static final double SIGNED_LOGO = 32;

    private static final double PLATE_EDGE = 0.12;
    private static final int STRIP = PHOTO_WIDTH + MARGIN;
    private static final int STRIP_WIDTH = Card.WIDTH - STRIP - MARGIN;

    private final Lettering regular = Lettering.regular();
    private final Lettering bold = Lettering.bold();
    private final Color surface;
    private final Color sunken;
    private final Color line;
    private final Color ink;
    private final Color quiet;
    private final Color brand;
    private final Color onBrand;
    private final Color quietOnBrand;
    private final Color lamp;
    private final String siteName;
    private final String brokerage;
    private final @Nullable Logo logo;

    CardDrawing(String siteName, String brokerage, @Nullable Logo logo, UnaryOperator<String> colors) {
        this.siteName = siteName;
        this.brokerage = brokerage;
        this.logo = logo;
        surface = Color.decode(colors.apply("surface"));
        sunken = Color.decode(colors.apply("surface-sunken"));
        line = Color.decode(colors.apply("line-strong"));
        ink = Color.decode(colors.apply("text"));
        quiet = Color.decode(colors.apply("text-quiet"));
        brand = Color.decode(colors.apply("brand-strong"));
        onBrand = Color.decode(colors.apply("on-brand"));
        quietOnBrand = Color.decode(colors.apply("brand-soft"));
        lamp = Color.decode(colors.apply("attention"));
    }

    /** A listing's card. */
    byte[] draw(Card card, @Nullable BufferedImage photo) {
        var image = canvas(surface);
        var graphics = graphics(image);
        graphics.setColor(sunken);
        graphics.fill(new Rectangle2D.Double(0, 0, PHOTO_WIDTH, PHOTO_HEIGHT));
        if (photo == null) drawHouse(graphics, PHOTO_WIDTH / 2.0, PHOTO_HEIGHT / 2.0, 200, line);
        else drawWhole(graphics, photo);
        drawPlace(graphics, card);
        drawStrip(graphics, card);
        graphics.dispose();
        return jpeg(image);
    }

    /** The card of pages that are not about a single listing. */
    byte[] drawSite() {
        var image = canvas(brand);
        var graphics = graphics(image);
        if (logo == null) drawMark(graphics, Card.WIDTH / 2.0, 215, 190);
        else drawLogo(graphics, logo, (Card.WIDTH - SITE_LOGO_WIDTH) / 2.0, 90, SITE_LOGO_WIDTH, 230);
        centered(graphics, bold, siteName, 84, 430, onBrand);
        centered(graphics, regular, Messages.text("share.site"), 38, 496, quietOnBrand);
        if (!brokerage.equals(siteName)) centered(graphics, regular, brokerage, 30, 562, quietOnBrand);
        graphics.dispose();
        return jpeg(image);
    }

    private static void drawWhole(Graphics2D graphics, BufferedImage photo) {
        var scale = Math.min((double) PHOTO_WIDTH / photo.getWidth(), (double) PHOTO_HEIGHT / photo.getHeight());
        var image = photo;
        // Halving keeps detail that one bilinear step over a large ratio would drop.
        while (scale < 0.5) {
            var half = new BufferedImage(
                    Math.max(1, image.getWidth() / 2), Math.max(1, image.getHeight() / 2), BufferedImage.TYPE_INT_RGB);
            var step = graphics(half);
            step.drawImage(image, 0, 0, half.getWidth(), half.getHeight(), null);
            step.dispose();
            image = half;
            scale = Math.min((double) PHOTO_WIDTH / image.getWidth(), (double) PHOTO_HEIGHT / image.getHeight());
        }
        var width = image.getWidth() * scale;
        var height = image.getHeight() * scale;
        var placed = AffineTransform.getTranslateInstance((PHOTO_WIDTH - width) / 2, (PHOTO_HEIGHT - height) / 2);
        placed.scale(scale, scale);
        graphics.drawImage(image, placed, null);
    }

    private void drawPlace(Graphics2D graphics, Card card) {
        var size = 34;
        var baseline = card.place().size() > 1 ? PHOTO_HEIGHT + 44 : PHOTO_HEIGHT + 60;
        for (int i = 0; i < Math.min(2, card.place().size()); i++) {
            var font = i == 0 ? bold : regular;
            var text = font.fitted(card.place().get(i), size, PHOTO_WIDTH - 2 * MARGIN);
            write(graphics, font, text, size, MARGIN, baseline, i == 0 ? ink : quiet);
            size = 26;
            baseline += 34;
        }
    }

    private void drawStrip(Graphics2D graphics, Card card) {
        graphics.setColor(brand);
        graphics.fill(new Rectangle2D.Double(PHOTO_WIDTH, 0, Card.WIDTH - PHOTO_WIDTH, Card.HEIGHT));
        var priceSize = 62.0;
        while (priceSize > 34 && bold.width(card.headline(), priceSize) > STRIP_WIDTH) priceSize -= 2;
        write(
                graphics,
                bold,
                bold.fitted(card.headline(), priceSize, STRIP_WIDTH),
                priceSize,
                STRIP,
                MARGIN + 56,
                onBrand);
        var baseline = MARGIN + 124.0;
        for (var fact : card.facts()) {
            var size = Math.max(24, Math.min(32, 32 * STRIP_WIDTH / regular.width(fact, 32)));
            write(graphics, regular, regular.fitted(fact, size, STRIP_WIDTH), size, STRIP, baseline, onBrand);
            baseline += 46;
        }
        // Not smaller than the median of the facts: the listing firm must be as readable as the
        // listing data.
        baseline = Math.max(baseline + 14, 400);
        graphics.setColor(new Color(onBrand.getRed(), onBrand.getGreen(), onBrand.getBlue(), 70));
        graphics.fill(new Rectangle2D.Double(STRIP, baseline - 36, STRIP_WIDTH, 2));
        var left = 4;
        for (var text : card.attribution())
            for (var line : regular.lines(text, 32, STRIP_WIDTH, Math.max(1, Math.min(3, left)))) {
                if (left-- <= 0) break;
                write(graphics, regular, line, 32, STRIP, baseline + 8, onBrand);
                baseline += 40;
            }
        drawSigned(graphics);
    }

    /** Who shows the listing, never larger than who lists it. */
    private void drawSigned(Graphics2D graphics) {
        var left = STRIP + 54.0;
        if (logo == null) drawMark(graphics, STRIP + 20, Card.HEIGHT - MARGIN - 12, 40);
        else {
            var width = Math.min(STRIP_WIDTH, SIGNED_LOGO * logo.dark().ratio());
            drawLogo(graphics, logo, STRIP, Card.HEIGHT - MARGIN - SIGNED_LOGO + 4, width, SIGNED_LOGO);
            if (!logo.withName()) return;
            left = STRIP + width + 18;
        }
        var room = STRIP + STRIP_WIDTH - left;
        write(graphics, bold, bold.fitted(siteName, 26, room), 26, left, Card.HEIGHT - MARGIN, onBrand);
    }

    /** The logo for dark grounds; one for light grounds stands on a light plate. */
    private void drawLogo(Graphics2D graphics, Logo logo, double x, double y, double width, double height) {
        if (logo.dark() == logo.light()) {
            var scale =
                    Math.min(width / logo.light().width(), height / logo.light().height());
            var wide = logo.light().width() * scale;
            var high = logo.light().height() * scale;
            var edge = high * PLATE_EDGE;
            graphics.setColor(surface);
            graphics.fill(new RoundRectangle2D.Double(
                    x + (width - wide) / 2 - edge,
                    y + (height - high) / 2 - edge,
                    wide + 2 * edge,
                    high + 2 * edge,
                    2 * edge,
                    2 * edge));
        }
        logo.dark().draw(graphics, x, y, width, height);
    }

    /** The site's mark: a house with a lit door. */
    private void drawMark(Graphics2D graphics, double x, double y, double size) {
        drawHouse(graphics, x, y, size, onBrand);
        graphics.setColor(lamp);
        graphics.fill(new RoundRectangle2D.Double(
                x - size * .1, y + size * .05, size * .2, size * .38, size * .05, size * .05));
    }

    private static void drawHouse(Graphics2D graphics, double x, double y, double size, Color color) {
        var house = new Path2D.Double();
        house.moveTo(x - size / 2, y - size * .02);
        house.lineTo(x, y - size * .44);
        house.lineTo(x + size / 2, y - size * .02);
        house.moveTo(x - size * .37, y - size * .12);
        house.lineTo(x - size * .37, y + size * .44);
        house.lineTo(x + size * .37, y + size * .44);
        house.lineTo(x + size * .37, y - size * .12);
        graphics.setColor(color);
        graphics.setStroke(
                new BasicStroke((float) Math.max(2, size / 16), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(house);
    }

    private static void centered(
            Graphics2D graphics, Lettering font, String text, double size, double baseline, Color color) {
        var fitted = font.fitted(text, size, Card.WIDTH - 4 * MARGIN);
        write(graphics, font, fitted, size, (Card.WIDTH - font.width(fitted, size)) / 2, baseline, color);
    }

    private static void write(
            Graphics2D graphics, Lettering font, String text, double size, double x, double baseline, Color color) {
        graphics.setColor(color);
        graphics.fill(font.outline(text, size, x, baseline));
    }

    private static BufferedImage canvas(Color ground) {
        var image = new BufferedImage(Card.WIDTH, Card.HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(ground);
        graphics.fillRect(0, 0, Card.WIDTH, Card.HEIGHT);
        graphics.dispose();
        return image;
    }

    private static Graphics2D graphics(BufferedImage image) {
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        return graphics;
    }

    private static byte[] jpeg(BufferedImage image) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream(120_000);
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
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
