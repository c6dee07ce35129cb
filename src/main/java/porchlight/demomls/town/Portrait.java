package porchlight.demomls.town;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Portraits of the invented people: head and shoulders in flat colors, 480 by 600 pixels. */
final class Portrait {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 600;
    private static final double MIDDLE = WIDTH / 2.0;

    private static final Color[][] GROUNDS = {
        {new Color(0xdfe8e2), new Color(0xb9cdc1)},
        {new Color(0xf0e4d2), new Color(0xd9c3a2)},
        {new Color(0xdde7f0), new Color(0xb3c7d9)},
        {new Color(0xf0e0da), new Color(0xd8b9ae)},
        {new Color(0xe6e3ef), new Color(0xc1bad6)},
        {new Color(0xe9ecd8), new Color(0xc6cda4)}
    };
    private static final List<Color> JACKETS = List.of(
            new Color(0x2f4858),
            new Color(0x6e3d3d),
            new Color(0x3d5a45),
            new Color(0x454063),
            new Color(0x5f5442),
            new Color(0x29506d),
            new Color(0x3b3f45));
    private static final List<Color> SHIRTS =
            List.of(new Color(0xfaf7f2), new Color(0xe9eef4), new Color(0xf3e3d9), new Color(0xdce8e4));

    /** How hair falls. */
    private enum Hair {
        SHORT,
        PARTED,
        CURLY,
        CROPPED,
        LONG,
        BOB,
        BUN,
        WAVES
    }

    /** What people of one first name look like. */
    private record Look(Hair hair, Color color, Color skin, boolean beard) {
        static Look of(Hair hair, int color, int skin) {
            return new Look(hair, new Color(color), new Color(skin), false);
        }

        Look bearded() {
            return new Look(hair, color, skin, true);
        }
    }

    /** In the order of first names. */
    private static final List<Look> LOOKS = List.of(
            Look.of(Hair.BOB, 0x8a5a2c, 0xf0cfb4),
            Look.of(Hair.PARTED, 0x3a2a20, 0xd9a47c),
            Look.of(Hair.LONG, 0x201814, 0xb98258),
            Look.of(Hair.SHORT, 0x2b1f18, 0xcf9a70),
            Look.of(Hair.BUN, 0x9b9a98, 0xf2d6c0),
            Look.of(Hair.CROPPED, 0x1d1815, 0xae7850).bearded(),
            Look.of(Hair.WAVES, 0xc99f5d, 0xf4dac6),
            Look.of(Hair.CURLY, 0x5a3a22, 0xe6bd98).bearded(),
            Look.of(Hair.CURLY, 0x1f1713, 0x8a5a3c),
            Look.of(Hair.PARTED, 0x4a3020, 0xe0b088),
            Look.of(Hair.LONG, 0x6b3d22, 0xf0cfb4),
            Look.of(Hair.CROPPED, 0x191412, 0x7a4e33),
            Look.of(Hair.BOB, 0x211a18, 0xeec9a6),
            Look.of(Hair.WAVES, 0x3b2419, 0xdcaa82),
            Look.of(Hair.CROPPED, 0x1b1512, 0x8f5f40).bearded(),
            Look.of(Hair.LONG, 0x9c4a24, 0xf5dccb),
            Look.of(Hair.SHORT, 0x241a15, 0xc08a60).bearded(),
            Look.of(Hair.BUN, 0xc9ab74, 0xf3d8c4),
            Look.of(Hair.PARTED, 0xa9a6a2, 0xecc8ab),
            Look.of(Hair.CURLY, 0x3a241a, 0xc98f66),
            Look.of(Hair.SHORT, 0x6a4529, 0xf0cdb0).bearded(),
            Look.of(Hair.BOB, 0xb9b6b1, 0xf2d3bb),
            Look.of(Hair.CURLY, 0x1c1512, 0x6f4630),
            Look.of(Hair.LONG, 0x1f1917, 0xedc8a4));

    private final Graphics2D pen;
    private final Look look;
    private final Draw draw;

    private Portrait(Graphics2D pen, Look look, Draw draw) {
        this.pen = pen;
        this.look = look;
        this.draw = draw;
    }

    /**
     * A PNG; the same number always gives the same person.
     *
     * @param first which of the first names they have
     */
    static byte[] png(int number, int first) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        new Portrait(pen, LOOKS.get(first % LOOKS.size()), new Draw(17, number, "portrait")).paint();
        pen.dispose();
        var bytes = new ByteArrayOutputStream(32_000);
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void paint() {
        var ground = draw.one(List.of(GROUNDS));
        pen.setPaint(new GradientPaint(0, 0, ground[0], 0, HEIGHT, ground[1]));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        behind();
        body(draw.one(JACKETS), draw.one(SHIRTS));
        neck();
        face();
        features();
        if (look.beard) beard();
        before();
        if (draw.chance(.25)) glasses();
    }

    /** Hair behind the head. */
    private void behind() {
        pen.setColor(darker(look.color, .82));
        switch (look.hair) {
            case LONG ->
                fill(
                        "M 132 250 C 120 60 360 60 348 250 C 350 350 366 420 372 470 L 108 470 C 114 420 130 350 132 250 Z");
            case WAVES ->
                fill(
                        "M 130 240 C 116 60 364 60 350 240 C 384 300 352 340 376 400 C 330 440 150 440 104 400 C 128 340 96 300 130 240 Z");
            case BOB -> fill("M 130 240 C 118 66 362 66 350 240 L 354 356 C 320 376 160 376 126 356 Z");
            case BUN -> ellipse(MIDDLE, 84, 52, 46);
            case CURLY -> {
                for (var curl : new int[][] {
                    {150, 190, 46},
                    {330, 190, 46},
                    {168, 132, 50},
                    {312, 132, 50},
                    {240, 106, 60},
                    {144, 244, 34},
                    {336, 244, 34}
                }) ellipse(curl[0], curl[1], curl[2], curl[2]);
            }
            default -> {}
        }
    }

    private void body(Color jacket, Color shirt) {
        pen.setColor(jacket);
        fill("M 24 600 C 26 500 84 456 176 430 L 240 470 L 304 430 C 396 456 454 500 456 600 Z");
        pen.setColor(shirt);
        fill("M 182 426 L 298 426 L 262 600 L 218 600 Z");
        pen.setColor(darker(shirt, .9));
        fill("M 184 424 L 240 486 L 206 512 L 166 436 Z");
        fill("M 296 424 L 240 486 L 274 512 L 314 436 Z");
        // Lapels.
        pen.setColor(darker(jacket, .84));
        fill("M 168 432 L 140 446 L 150 500 L 134 512 L 222 600 L 238 600 Z");
        fill("M 312 432 L 340 446 L 330 500 L 346 512 L 258 600 L 242 600 Z");
    }

    private void neck() {
        pen.setColor(darker(look.skin, .86));
        fill("M 198 340 L 282 340 L 284 424 C 268 462 212 462 196 424 Z");
        pen.setColor(look.skin);
        fill("M 196 404 C 214 436 266 436 284 404 L 284 426 C 268 464 212 464 196 426 Z");
    }

    private void face() {
        pen.setColor(darker(look.skin, .92));
        ellipse(148, 262, 17, 25);
        ellipse(332, 262, 17, 25);
        pen.setColor(look.skin);
        fill(FACE);
    }

    private static final String FACE =
            "M 150 222 C 150 118 330 118 330 222 C 332 296 316 342 286 370 C 260 392 220 392 194 370 C 164 342 148 296 150 222 Z";

    private void features() {
        pen.setColor(darker(look.color, .9));
        pen.setStroke(new BasicStroke(6.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        stroke("M 180 226 C 190 216 208 216 218 222");
        stroke("M 262 222 C 272 216 290 216 300 226");
        pen.setColor(new Color(0x2a211d));
        ellipse(200, 254, 7, 8.5);
        ellipse(280, 254, 7, 8.5);
        pen.setColor(darker(look.skin, .78));
        pen.setStroke(new BasicStroke(4.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        stroke("M 240 262 C 236 282 230 292 234 298 C 238 302 244 302 248 299");
        pen.setColor(blend(look.skin, new Color(0xd06a5a), .22));
        ellipse(178, 296, 18, 12);
        ellipse(302, 296, 18, 12);
        pen.setColor(blend(look.skin, new Color(0x8c2f2c), .62));
        pen.setStroke(new BasicStroke(6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        stroke("M 208 326 C 224 346 256 346 272 326");
    }

    private void beard() {
        var beard = new Area(shape(FACE));
        beard.intersect(new Area(new Rectangle2D.Double(0, 280, WIDTH, 200)));
        beard.subtract(new Area(new Ellipse2D.Double(164, 214, 152, 104)));
        beard.subtract(new Area(new Ellipse2D.Double(204, 316, 72, 34)));
        pen.setColor(blend(look.skin, look.color, .8));
        pen.fill(beard);
        pen.setColor(blend(look.skin, new Color(0x8c2f2c), .62));
        pen.setStroke(new BasicStroke(6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        stroke("M 212 328 C 226 344 254 344 268 328");
    }

    /** Hair over the forehead. */
    private void before() {
        pen.setColor(look.color);
        switch (look.hair) {
            case SHORT ->
                fill(
                        "M 144 236 C 132 90 348 90 336 236 C 330 200 318 178 296 166 C 262 184 204 182 176 170 C 158 186 150 206 144 236 Z");
            case PARTED ->
                fill(
                        "M 144 240 C 130 84 350 84 336 240 C 332 196 316 172 286 150 C 252 176 196 184 164 180 C 152 196 148 214 144 240 Z");
            case CROPPED ->
                fill("M 147 226 C 138 98 342 98 333 226 C 326 180 306 156 240 154 C 174 156 154 180 147 226 Z");
            case CURLY -> {
                for (var curl : new int[][] {
                    {172, 158, 34}, {212, 138, 36}, {256, 136, 36}, {300, 150, 34}, {152, 196, 24}, {328, 196, 24}
                }) ellipse(curl[0], curl[1], curl[2], curl[2] * .9);
            }
            case LONG -> {
                fill(
                        "M 240 132 C 180 140 156 190 152 300 C 138 320 130 300 130 250 C 124 80 356 80 350 250 C 350 300 342 320 328 300 C 324 190 300 140 240 132 Z");
                fill(
                        "M 240 118 C 210 172 180 190 152 210 L 146 170 C 160 110 320 110 334 170 L 328 210 C 300 190 270 172 240 118 Z");
            }
            case WAVES ->
                fill(
                        "M 206 128 C 232 180 292 196 332 232 C 356 250 356 320 340 336 C 350 240 340 90 240 92 C 140 90 128 240 138 336 C 124 320 124 250 148 232 C 172 210 200 176 206 128 Z");
            case BOB ->
                fill(
                        "M 144 330 C 128 300 124 240 134 200 C 146 70 334 70 346 200 C 356 240 352 300 336 330 C 338 270 334 222 320 196 C 270 204 210 200 160 196 C 146 222 142 270 144 330 Z");
            case BUN -> fill("M 148 232 C 136 92 344 92 332 232 C 322 178 290 152 240 150 C 190 152 158 178 148 232 Z");
        }
    }

    private void glasses() {
        pen.setColor(new Color(0x3a3533));
        pen.setStroke(new BasicStroke(4.5f));
        pen.draw(new Ellipse2D.Double(170, 230, 60, 50));
        pen.draw(new Ellipse2D.Double(250, 230, 60, 50));
        stroke("M 230 252 C 236 246 244 246 250 252");
        stroke("M 170 250 L 152 246");
        stroke("M 310 250 L 328 246");
    }

    private void fill(String path) {
        pen.fill(shape(path));
    }

    private void stroke(String path) {
        pen.draw(shape(path));
    }

    private void ellipse(double x, double y, double across, double high) {
        pen.fill(new Ellipse2D.Double(x - across, y - high, 2 * across, 2 * high));
    }

    /** Of steps as in SVG: M, L, C, and Z with absolute coordinates. */
    private static Shape shape(String path) {
        var shape = new Path2D.Double();
        var words = path.split(" ");
        for (int i = 0; i < words.length; ) {
            switch (words[i]) {
                case "M" -> shape.moveTo(at(words, i + 1), at(words, i + 2));
                case "L" -> shape.lineTo(at(words, i + 1), at(words, i + 2));
                case "C" ->
                    shape.curveTo(
                            at(words, i + 1),
                            at(words, i + 2),
                            at(words, i + 3),
                            at(words, i + 4),
                            at(words, i + 5),
                            at(words, i + 6));
                default -> shape.closePath();
            }
            i += words[i].equals("C") ? 7 : words[i].equals("Z") ? 1 : 3;
        }
        return shape;
    }

    private static double at(String[] words, int index) {
        return Double.parseDouble(words[index]);
    }

    private static Color darker(Color color, double share) {
        return blend(Color.BLACK, color, share);
    }

    private static Color blend(Color one, Color other, double share) {
        return new Color(
                (int) Math.round(one.getRed() + (other.getRed() - one.getRed()) * share),
                (int) Math.round(one.getGreen() + (other.getGreen() - one.getGreen()) * share),
                (int) Math.round(one.getBlue() + (other.getBlue() - one.getBlue()) * share));
    }
}
