package porchlight.share;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Text as outlines of a bundled font, since servers may have none. Characters that the font lacks
 * are left out. Thread-safe.
 */
final class Lettering {
    private static final String FOLDER = "/liberation/";

    private final TrueTypeFont font;
    private final CmapLookup glyphs;

    private Lettering(TrueTypeFont font) throws IOException {
        this.font = font;
        this.glyphs = font.getUnicodeCmapLookup();
    }

    static Lettering regular() {
        return of("LiberationSans-Regular.ttf");
    }

    static Lettering bold() {
        return of("LiberationSans-Bold.ttf");
    }

    private static Lettering of(String file) {
        try (var stream = Lettering.class.getResourceAsStream(FOLDER + file)) {
            if (stream == null) throw new IllegalStateException(file + " is not on the class path");
            return new Lettering(new TTFParser().parse(new RandomAccessReadBuffer(stream)));
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot read " + file, fault);
        }
    }

    /** Width in pixels of text whose em is {@code size} pixels. */
    synchronized double width(String text, double size) {
        return text.codePoints().mapToDouble(this::advance).sum() * size;
    }

    /** The text's outline, with its baseline starting at a point. */
    synchronized Shape outline(String text, double size, double x, double baseline) {
        try {
            var outline = new Path2D.Double();
            var scale = size / font.getUnitsPerEm();
            var at = x;
            for (int character : text.codePoints().toArray()) {
                var glyph = glyphs.getGlyphId(character);
                var data = glyph == 0 ? null : font.getGlyph().getGlyph(glyph);
                if (data != null)
                    outline.append(
                            data.getPath().getPathIterator(new AffineTransform(scale, 0, 0, -scale, at, baseline)),
                            false);
                at += advance(character) * size;
            }
            return outline;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The text, truncated with an ellipsis if it is wider than the given pixels. */
    String fitted(String text, double size, double width) {
        if (width(text, size) <= width) return text;
        var cut = text;
        while (!cut.isEmpty() && width(cut + "…", size) > width)
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1)).stripTrailing();
        return cut + "…";
    }

    /**
     * The text in lines of whole words. If it does not fit, the last line ends with an ellipsis.
     */
    List<String> lines(String text, double size, double width, int most) {
        var lines = new ArrayList<String>();
        var line = "";
        for (var word : text.strip().split("\\s+")) {
            var longer = line.isEmpty() ? word : line + " " + word;
            if (line.isEmpty() || lines.size() == most - 1 || width(longer, size) <= width) line = longer;
            else {
                lines.add(line);
                line = word;
            }
        }
        lines.add(line);
        return lines.stream().map(one -> fitted(one, size, width)).toList();
    }

    private double advance(int character) {
        try {
            var glyph = glyphs.getGlyphId(character);
            return glyph == 0 ? 0 : (double) font.getAdvanceWidth(glyph) / font.getUnitsPerEm();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
