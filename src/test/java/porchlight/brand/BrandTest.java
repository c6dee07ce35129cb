package porchlight.brand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.settings.CheckedSettings;
import porchlight.settings.InvalidSettings;
import porchlight.site.Sources;

/** A site in the looks of its owner. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrandTest {
    private final DemoMls mls = DemoMls.start(DemoOptions.standard().listings(40));

    @AfterAll
    void stop() {
        mls.close();
    }

    private TestSite site(Path folder) {
        return TestSite.on(
                mls.serviceRoot(), Map.of("SITE_BRAND", folder.toString()), Sources.packaged(), InstantSource.system());
    }

    @ParameterizedTest
    @CsvSource({
        "lakeside, 'Lakeside & Partners', 'Lakeside & Partners, real estate'",
        "tangerine, Tangerine Homes, Tangerine Homes"
    })
    void theWholeSiteFollowsItsBrand(String brand, String name, String alt) throws Exception {
        var folder = Path.of("src/docs/brands", brand);
        var palette = Palette.of(Files.readString(Path.of("static/css/tokens.css"))
                + SiteYaml.read(folder, Palette.ours(), Known.NO_SEARCHES).css());
        var color = palette.tone("brand");
        try (var site = site(folder)) {
            var page = site.page("/contact");
            assertTrue(page.title().endsWith(name), page.title());
            var logo = page.selectFirst(".site-header__home picture");
            assertNotNull(logo);
            assertEquals(alt, logo.select("img").attr("alt"));
            assertEquals(0, page.select(".site-header__mark").size());
            for (var address : List.of(
                    logo.select("img").attr("src"), logo.select("source").attr("srcset"))) {
                var drawing = site.get(address);
                assertEquals(200, drawing.statusCode());
                assertTrue(
                        drawing.headers().firstValue("content-type").orElse("").startsWith("image/svg+xml"));
                assertTrue(
                        drawing.headers().firstValue("cache-control").orElse("").contains("immutable"));
            }
            var styles = site.get(page.select("link[rel=stylesheet]").first().attr("href"))
                    .body();
            assertTrue(styles.contains("--brand:light-dark(" + color.light() + "," + color.dark() + ")"));
            var font = java.util.regex.Pattern.compile("url\\(\"(/assets/[a-z-]+\\.[0-9a-f]{16}\\.woff2)")
                    .matcher(styles);
            assertTrue(font.find(), "no font");
            assertTrue(site.get(font.group(1))
                    .headers()
                    .firstValue("content-type")
                    .orElse("")
                    .startsWith("font/woff2"));
            assertEquals(
                    palette.tone("surface").light(),
                    page.select("meta[name=theme-color]").first().attr("content"));
            var manifest = site.get("/manifest.webmanifest").body();
            assertTrue(manifest.contains(color.light()), manifest);
            assertTrue(manifest.contains(name), manifest);
            for (var icon :
                    Map.of("/apple-touch-icon.png", 180, "/icon-512.png", 512).entrySet())
                assertEquals(
                        icon.getValue(),
                        ImageIO.read(new ByteArrayInputStream(bytes(site, icon.getKey())))
                                .getWidth());
            var ours = Files.readAllBytes(Path.of("static/img/favicon.ico"));
            assertFalse(java.util.Arrays.equals(ours, bytes(site, "/favicon.ico")));

            var widget = site.page("/embed/search?theme=dark");
            assertTrue(widget.select(".embed__footer img").attr("src").contains("brand-logo-dark."));
            assertEquals(
                    1,
                    site.page("/embed/search")
                            .select(".embed__footer picture source")
                            .size());

            var card = ImageIO.read(new ByteArrayInputStream(bytes(site, "/card.jpg")));
            var ground = card.getRGB(5, 5);
            var strong = Integer.parseInt(palette.tone("brand-strong").light().substring(1), 16);
            for (int shift = 0; shift <= 16; shift += 8)
                assertEquals(strong >> shift & 0xff, ground >> shift & 0xff, 6, "channel at " + shift);
        }
    }

    private static byte[] bytes(TestSite site, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(site.url(path))).build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    void editsShowAndBrokenOnesDoNot(@TempDir Path directory) throws Exception {
        var folder = Files.createDirectory(directory.resolve("brand"));
        var file = folder.resolve("site.yaml");
        Files.writeString(file, "name: Elm Street Homes\n");
        try (var site = site(folder)) {
            assertTrue(site.page("/terms").title().endsWith("Elm Street Homes"));
            Files.writeString(file, "name: Oak Street Homes\ncolors:\n  brand: \"#5b2a86\"\n");
            Waiting.until("the edit", () -> {
                var page = site.page("/terms");
                var styles = site.get(page.select("link[rel=stylesheet]").attr("href"));
                return page.title().endsWith("Oak Street Homes")
                        && styles.body().contains("--brand:light-dark(#5b2a86,");
            });

            Files.writeString(file, "name: Pine Street Homes\ncolours: none\n");
            Waiting.until(
                    "a fault for the owner",
                    () -> site.management("/readyz").body().contains("brand/site.yaml:2: There is no key colours"));
            assertTrue(site.page("/terms").title().endsWith("Oak Street Homes"));

            Files.writeString(file, "name: Pine Street Homes and Gardens\n");
            Waiting.until("the repair", () -> site.page("/terms").title().endsWith("Pine Street Homes and Gardens"));
            assertFalse(site.management("/readyz").body().contains("brand"));
        }
    }

    @Test
    void itsFaultsAreListedWithThoseOfTheSettings(@TempDir Path directory) throws Exception {
        var folder = Files.createDirectory(directory.resolve("looks"));
        Files.writeString(folder.resolve("site.yaml"), "name: Elm\nlogo: { light: none.svg }\n");
        var invalid = assertThrows(
                InvalidSettings.class,
                () -> CheckedSettings.read(Map.of("SITE_BRAND", folder.toString(), "PORT", "many"), directory));
        assertEquals(
                List.of("PORT", "looks/site.yaml:2"),
                invalid.faults().stream().map(InvalidSettings.Fault::variable).toList());
        var missing = assertThrows(
                InvalidSettings.class, () -> CheckedSettings.read(Map.of("SITE_BRAND", "nowhere"), directory));
        assertEquals("SITE_BRAND", missing.faults().get(0).variable());
        Files.move(folder, directory.resolve("brand"));
        assertThrows(InvalidSettings.class, () -> CheckedSettings.read(Map.of(), directory));
    }

    @Test
    void theDemonstrationHasALogo(@TempDir Path directory) {
        var demonstration = CheckedSettings.read(Map.of(), directory).brand();
        assertNotNull(demonstration.logo());
        var names = demonstration.files(Palette.ours()).stream()
                .map(BrandFile::name)
                .toList();
        assertTrue(
                names.containsAll(List.of("brand-logo.svg", "brand-logo-dark.svg", "favicon.ico")), names.toString());
        assertEquals(
                Brand.OURS,
                CheckedSettings.read(
                                Map.of(
                                        "RESO_SERVICE_ROOT", "https://mls.example/odata/",
                                        "RESO_ACCESS_TOKEN", "t0ken",
                                        "SITE_BROKERAGE", "Elm Street Realty",
                                        "MLS_PROFILE", "armls"),
                                directory)
                        .brand());
    }

    @Test
    void theNameInTheFolderIsTheSites(@TempDir Path directory) throws Exception {
        var folder = Files.createDirectory(directory.resolve("brand"));
        Files.writeString(folder.resolve("site.yaml"), "name: Elm\n");
        var warned = CheckedSettings.read(Map.of("SITE_NAME", "Oak"), directory).warnings();
        assertEquals(1, warned.size());
        assertTrue(warned.get(0).contains("Oak") && warned.get(0).contains("Elm"), warned.get(0));
    }
}
