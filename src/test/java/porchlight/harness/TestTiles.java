package porchlight.harness;

import io.javalin.Javalin;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;

/** A server of map tiles in which adjacent tiles differ in color. */
public final class TestTiles implements AutoCloseable {
    public static final String CREDIT = "© Surveyors of Example County, contributors";

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Javalin server = Javalin.create(config -> config.routes.get("/{z}/{x}/{y}", ctx -> {
                asked.add(ctx.path());
                var place = Integer.parseInt(ctx.pathParam("x")) + 2 * Integer.parseInt(ctx.pathParam("y"));
                ctx.contentType("image/png").result(tile(Color.getHSBColor(place % 4 / 4f, .15f, .9f)));
            }))
            .start("127.0.0.1", 0);

    private static byte[] tile(Color color) {
        var picture = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setColor(color);
        pen.fillRect(0, 0, 256, 256);
        pen.dispose();
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return png.toByteArray();
    }

    /** Settings of a site that shows these tiles. */
    public Map<String, String> settings() {
        return Map.of("MAP_TILE_URL", "http://127.0.0.1:" + server.port() + "/{z}/{x}/{y}", "MAP_ATTRIBUTION", CREDIT);
    }

    /** Paths that browsers requested. */
    public Set<String> asked() {
        return Set.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop();
    }
}
