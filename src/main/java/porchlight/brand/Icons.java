package porchlight.brand;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Draws the pictures that devices show for a site. Under fixed names, because devices ask for those. */
final class Icons {
    private static final int FAVICON = 32;
    /** Shares of the width that the drawing fills: iOS rounds corners, Android may cut everything but a circle. */
    private static final double ON_TOUCH = 0.78;

    private static final double ON_MASK = 0.6;

    private Icons() {}

    /** A Windows icon that contains a PNG. */
    static byte[] favicon(Picture picture) {
        var png = Picture.png(picture.fitted(FAVICON, FAVICON));
        var icon = ByteBuffer.allocate(22 + png.length).order(ByteOrder.LITTLE_ENDIAN);
        icon.putShort((short) 0).putShort((short) 1).putShort((short) 1);
        icon.put((byte) FAVICON).put((byte) FAVICON).put((byte) 0).put((byte) 0);
        icon.putShort((short) 1).putShort((short) 32).putInt(png.length).putInt(22);
        return icon.put(png).array();
    }

    /** With a transparent ground. */
    static byte[] icon(Picture picture, int size) {
        return Picture.png(picture.fitted(size, size));
    }

    static byte[] touch(Picture picture, String ground) {
        return filled(picture, 180, ON_TOUCH, ground);
    }

    static byte[] maskable(Picture picture, String ground) {
        return filled(picture, 512, ON_MASK, ground);
    }

    private static byte[] filled(Picture picture, int size, double share, String ground) {
        var canvas = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        var graphics = canvas.createGraphics();
        graphics.setColor(Color.decode(ground));
        graphics.fillRect(0, 0, size, size);
        var margin = size * (1 - share) / 2;
        picture.draw(graphics, margin, margin, size * share, size * share);
        graphics.dispose();
        return Picture.png(canvas);
    }
}
