package porchlight.share;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;

/**
 * A QR code (ISO/IEC 18004) as an SVG drawing, black on white with the quiet zone that scanners
 * need.
 */
public final class QrCode {
    private static final int QUIET = 4;

    private QrCode() {}

    /**
     * @param address at most about 2,000 ASCII characters
     * @throws IllegalArgumentException if it is too long for a QR code
     */
    public static String svg(String address) {
        try {
            var modules = Encoder.encode(address, ErrorCorrectionLevel.M).getMatrix();
            var path = new StringBuilder();
            for (int y = 0; y < modules.getHeight(); y++)
                for (int x = 0; x < modules.getWidth(); x++) {
                    if (modules.get(x, y) == 0) continue;
                    var from = x;
                    while (x + 1 < modules.getWidth() && modules.get(x + 1, y) == 1) x++;
                    path.append('M')
                            .append(from + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append('h')
                            .append(x - from + 1)
                            .append("v1h-")
                            .append(x - from + 1)
                            .append('z');
                }
            var size = modules.getWidth() + 2 * QUIET;
            return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size
                    + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + size + "v" + size
                    + "H0z\"/><path d=\""
                    + path + "\"/></svg>";
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("no code holds " + address.length() + " characters", tooLong);
        }
    }
}
