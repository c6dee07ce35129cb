package porchlight.photo;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** How a camera was held, as EXIF counts it: 1 is upright, 2 to 8 are its mirror images and quarter turns. */
public final class Orientation {
    private Orientation() {}

    /** Whether width and height of the stored picture change places. */
    public static boolean turns(int orientation) {
        return orientation >= 5;
    }

    /** The picture rotated and mirrored into its upright position. */
    public static BufferedImage upright(BufferedImage image, int orientation) {
        if (orientation <= 1 || orientation > 8) return image;
        var width = image.getWidth();
        var height = image.getHeight();
        var result = new BufferedImage(
                turns(orientation) ? height : width,
                turns(orientation) ? width : height,
                image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        var graphics = result.createGraphics();
        graphics.drawImage(
                image,
                switch (orientation) {
                    case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
                    case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
                    case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
                    case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
                    case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
                    case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
                    default -> new AffineTransform(0, -1, 1, 0, 0, width);
                },
                null);
        graphics.dispose();
        return result;
    }
}
