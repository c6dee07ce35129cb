package porchlight.demomls.town;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A {@link FloorPlan} as PNG, since sites do not pass on drawings that may contain scripts. It
 * supports only the small part of SVG that plans use: {@code rect}, {@code path} with M, v, h, m,
 * and quarter circles, and {@code text}.
 */
public final class PlanPicture {
    private static final double SCALE = 1.5;
    private static final Pattern STEP = Pattern.compile("([MmvhaA])([^MmvhaA]*)");
    /** The position of a curve's control points along the sides of a quarter circle's square. */
    private static final double QUARTER = .5523;

    private final Lettering regular = new Lettering("LiberationSans-Regular.ttf");
    private final Lettering bold = new Lettering("LiberationSans-Bold.ttf");
    private final Graphics2D graphics;

    private PlanPicture(Graphics2D graphics) {
        this.graphics = graphics;
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(SCALE, SCALE);
    }

    public static byte[] png(String svg) {
        try {
            var root = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)))
                    .getDocumentElement();
            var box = root.getAttribute("viewBox").split(" ");
            var image = new BufferedImage(
                    (int) Math.ceil(Double.parseDouble(box[2]) * SCALE),
                    (int) Math.ceil(Double.parseDouble(box[3]) * SCALE),
                    BufferedImage.TYPE_INT_RGB);
            var graphics = image.createGraphics();
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            new PlanPicture(graphics).draw(root);
            graphics.dispose();
            var bytes = new ByteArrayOutputStream(32_000);
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (SAXException | ParserConfigurationException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private void draw(Element root) throws IOException {
        for (var node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (!(node instanceof Element element)) continue;
            switch (element.getTagName()) {
                case "rect" -> {
                    // The background, which is already drawn, has no position.
                    if (element.hasAttribute("x"))
                        shape(
                                element,
                                new Rectangle2D.Double(
                                        number(element, "x"),
                                        number(element, "y"),
                                        number(element, "width"),
                                        number(element, "height")));
                }
                case "path" -> shape(element, path(element.getAttribute("d")));
                case "text" -> text(element);
                default -> {
                    // The title is for screen readers.
                }
            }
        }
    }

    private void shape(Element element, Shape shape) {
        if (!element.getAttribute("fill").equals("none")) {
            graphics.setColor(color(element, "fill"));
            graphics.fill(shape);
        }
        if (element.hasAttribute("stroke")) {
            graphics.setColor(color(element, "stroke"));
            graphics.setStroke(new BasicStroke(
                    (float) number(element, "stroke-width"), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
            graphics.draw(shape);
        }
    }

    private static Path2D path(String steps) {
        var path = new Path2D.Double();
        var step = STEP.matcher(steps);
        while (step.find()) {
            var values = step.group(2).strip().split("[ ,]+|(?<=\\d)(?=-)");
            var at = path.getCurrentPoint();
            switch (step.group(1)) {
                case "M" -> path.moveTo(Double.parseDouble(values[0]), Double.parseDouble(values[1]));
                case "m" ->
                    path.moveTo(at.getX() + Double.parseDouble(values[0]), at.getY() + Double.parseDouble(values[1]));
                case "v" -> path.lineTo(at.getX(), at.getY() + Double.parseDouble(values[0]));
                case "h" -> path.lineTo(at.getX() + Double.parseDouble(values[0]), at.getY());
                default -> {
                    // From the edge of a door, sideways, to its frame.
                    var x = Double.parseDouble(values[5]);
                    var y = Double.parseDouble(values[6]);
                    path.curveTo(
                            at.getX() + QUARTER * x,
                            at.getY(),
                            at.getX() + x,
                            at.getY() + (1 - QUARTER) * y,
                            at.getX() + x,
                            at.getY() + y);
                }
            }
        }
        return path;
    }

    private void text(Element element) throws IOException {
        var font = element.getAttribute("font-weight").equals("600") ? bold : regular;
        var size = number(element, "font-size");
        var words = element.getTextContent();
        var start = element.getAttribute("text-anchor").equals("start");
        graphics.setColor(color(element, "fill"));
        graphics.fill(font.outline(
                words, size, number(element, "x") - (start ? 0 : font.width(words, size) / 2), number(element, "y")));
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    /** {@code #rgb} or {@code #rrggbb}. */
    private static Color color(Element element, String attribute) {
        var text = element.getAttribute(attribute);
        if (text.isEmpty()) return new Color(0x222222);
        return Color.decode(text.length() == 4 ? text.replaceAll("([0-9a-f])", "$1$1") : text);
    }

    /** Letters as outlines, since servers may have no fonts. */
    private static final class Lettering {
        private final TrueTypeFont font;

        Lettering(String file) {
            try (var stream = PlanPicture.class.getResourceAsStream("/liberation/" + file)) {
                if (stream == null) throw new IllegalStateException(file + " is not on the class path");
                font = new TTFParser().parse(new RandomAccessReadBuffer(stream));
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }

        double width(String text, double size) throws IOException {
            var width = 0.0;
            for (int character : text.codePoints().toArray()) width += advance(character);
            return width * size;
        }

        Shape outline(String text, double size, double x, double baseline) throws IOException {
            var outline = new Path2D.Double();
            var scale = size / font.getUnitsPerEm();
            var at = x;
            for (int character : text.codePoints().toArray()) {
                var glyph = font.getGlyph().getGlyph(font.getUnicodeCmapLookup().getGlyphId(character));
                if (glyph != null)
                    outline.append(
                            glyph.getPath().getPathIterator(new AffineTransform(scale, 0, 0, -scale, at, baseline)),
                            false);
                at += advance(character) * size;
            }
            return outline;
        }

        private double advance(int character) throws IOException {
            return (double) font.getAdvanceWidth(font.getUnicodeCmapLookup().getGlyphId(character))
                    / font.getUnitsPerEm();
        }
    }
}
