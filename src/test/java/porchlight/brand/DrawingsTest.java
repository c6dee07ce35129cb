package porchlight.brand;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.photo.PhotoFiles;
import porchlight.site.Sources;

/** Pictures that can't read style sheets follow the owner's colors, too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrawingsTest {
    private static final String PURPLE = "#5b2a86";

    private final DemoMls mls = DemoMls.start(DemoOptions.standard().listings(40));
    private Path folder;

    @BeforeEach
    void create(@TempDir Path directory) throws Exception {
        folder = Files.createDirectory(directory.resolve("brand"));
    }

    @AfterAll
    void stop() {
        mls.close();
    }

    private TestSite site(String yaml) throws Exception {
        Files.writeString(folder.resolve("site.yaml"), yaml);
        return TestSite.on(
                mls.serviceRoot(), Map.of("SITE_BRAND", folder.toString()), Sources.packaged(), InstantSource.system());
    }

    private static byte[] bytes(TestSite site, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(site.url(path))).build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    void colorsAloneRecolorIconsAndTheStreet() throws Exception {
        try (var site = site("colors:\n  brand: \"" + PURPLE + "\"\n")) {
            var home = site.page("/");
            var icon = site.get(
                            home.select("link[rel=icon][type=image/svg+xml]").attr("href"))
                    .body();
            assertTrue(icon.contains(PURPLE), icon);
            assertFalse(icon.contains(Palette.ours().tone("brand").light()), icon);
            var drawn = ImageIO.read(new ByteArrayInputStream(bytes(site, "/icon-512.png")));
            // The wall of the house, left of its door.
            assertEquals(Integer.parseInt(PURPLE.substring(1), 16), drawn.getRGB(110, 380) & 0xffffff);
            var touch = ImageIO.read(new ByteArrayInputStream(bytes(site, "/apple-touch-icon.png")));
            assertEquals(180, touch.getWidth());

            var street = site.get(home.select(".hero__picture").attr("src")).body();
            var ours = Files.readString(Path.of("static/img/street.svg"));
            assertEquals(ours.length(), street.length());
            assertFalse(street.contains("#2f5d4a"), "the trees are still green");
            assertTrue(street.contains("#c58a2b"), "attention isn't theirs, so the doors stay amber");

            var lost = site.page("/nowhere");
            assertEquals(
                    home.select("link[rel=icon][type=image/svg+xml]").attr("href"),
                    lost.select(".error-page__mark").attr("src"));
        }
    }

    @Test
    void theErrorPageShowsTheOwnersIcon() throws Exception {
        Files.write(folder.resolve("icon.png"), PhotoFiles.png(256, 256));
        try (var site = site("icon: icon.png\n")) {
            assertEquals(
                    "/icon-192.png",
                    site.page("/nowhere").select(".error-page__mark").attr("src"));
            assertEquals(
                    192,
                    ImageIO.read(new ByteArrayInputStream(bytes(site, "/icon-192.png")))
                            .getWidth());
        }
    }

    @Test
    void withoutColorsNothingIsDrawn() {
        assertEquals(0, Brand.OURS.files(Palette.ours()).size());
    }

    /** Some runtimes have no java.desktop, and some containers no fonts. */
    @Test
    void aMachineWithoutGraphicsHasIconsAnyway() throws Exception {
        var drawing = Drawings.icon(Palette.ours());
        var icon = BrandFile.drawn("favicon.ico", drawing, "", () -> {
            throw new NoClassDefFoundError("java/awt/image/BufferedImage");
        });
        assertArrayEquals(
                Files.readAllBytes(Path.of("static/img/favicon.ico")),
                icon.content().get());
        var bitmap = new Picture("png", PhotoFiles.png(64, 64), 64, 64);
        var own = BrandFile.drawn("icon-192.png", bitmap, "", () -> {
            throw new UnsatisfiedLinkError("no freetype");
        });
        assertArrayEquals(bitmap.bytes(), own.content().get());
    }
}
