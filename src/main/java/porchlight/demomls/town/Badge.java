package porchlight.demomls.town;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * The picture that stands for "this listing is as its MLS has it": a house and a check mark, 132 by
 * 60.
 */
public final class Badge {
    private Badge() {}

    public static byte[] png() {
        var image = new BufferedImage(264, 120, BufferedImage.TYPE_INT_ARGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(0x1b4a68));
        pen.fillRoundRect(0, 0, 264, 120, 28, 28);
        pen.setColor(Color.WHITE);
        pen.setStroke(new BasicStroke(9, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        draw(pen, new double[][] {{38, 62}, {78, 28}, {118, 62}});
        draw(pen, new double[][] {{52, 56}, {52, 92}, {104, 92}, {104, 56}});
        pen.setColor(new Color(0xf2b544));
        pen.setStroke(new BasicStroke(14, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        draw(pen, new double[][] {{152, 62}, {178, 88}, {228, 34}});
        pen.dispose();
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void draw(java.awt.Graphics2D pen, double[][] points) {
        var line = new Path2D.Double();
        line.moveTo(points[0][0], points[0][1]);
        for (var point : points) line.lineTo(point[0], point[1]);
        pen.draw(line);
    }
}
