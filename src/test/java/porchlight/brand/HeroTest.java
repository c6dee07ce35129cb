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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.photo.PhotoFiles;
import porchlight.site.Sources;

/** The beginning of the home page, as owners want it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeroTest {
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

    private TestSite site(String... lines) throws Exception {
        Files.writeString(folder.resolve("site.yaml"), String.join("\n", lines) + "\n");
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
    void theOwnersPictureComesInSeveralWidthsWithoutMetadata() throws Exception {
        var secret = PhotoFiles.segment(0xfe, "Taken by the owner's nephew".getBytes(StandardCharsets.US_ASCII));
        Files.write(folder.resolve("lake.jpg"), PhotoFiles.withSegments(PhotoFiles.jpeg(2400, 1200), secret));
        try (var site = site(
                "hero:",
                "  picture: lake.jpg",
                "  alt: The lake at dawn",
                "  heading: By the water",
                "  lead: Since 1987.")) {
            var page = site.page("/");
            assertEquals("By the water", page.select(".hero h1").text());
            assertEquals("Since 1987.", page.select(".hero__lead").text());
            assertEquals(0, page.select(".hero__picture").size());
            var photo = page.selectFirst(".hero__photo");
            assertNotNull(photo);
            assertEquals("The lake at dawn", photo.attr("alt"));
            assertEquals("high", photo.attr("fetchpriority"));
            assertEquals("2000", photo.attr("width"));
            assertEquals("1000", photo.attr("height"));
            var offered = photo.attr("srcset").split(", ");
            assertEquals(4, offered.length);
            for (var each : offered) {
                var parts = each.split(" ");
                var file = bytes(site, parts[0]);
                var image = ImageIO.read(new ByteArrayInputStream(file));
                assertEquals(parts[1], image.getWidth() + "w");
                assertEquals(image.getWidth(), 2 * image.getHeight(), 1);
                assertFalse(new String(file, StandardCharsets.ISO_8859_1).contains("nephew"));
                var headers = site.get(parts[0]).headers();
                assertTrue(headers.firstValue("content-type").orElse("").startsWith("image/jpeg"));
                assertTrue(headers.firstValue("cache-control").orElse("").contains("immutable"));
            }
            assertTrue(photo.attr("src").contains("brand-hero-960."), photo.attr("src"));
        }
    }

    @ParameterizedTest
    @CsvSource({"drawn, 1, 0", "none, 0, 1"})
    void theDrawingCanBeKeptOrLeftOut(String picture, int drawings, int plain) throws Exception {
        try (var site = site("hero: { picture: " + picture + " }")) {
            var hero = site.page("/").selectFirst(".hero");
            assertNotNull(hero);
            assertEquals(drawings, hero.select("img").size());
            assertEquals(plain == 1, hero.hasClass("hero--plain"));
            assertEquals("Find your next front door", hero.select("h1").text());
            assertTrue(hero.select(".hero__lead").text().contains("Homes for sale"));
        }
    }

    @Test
    void aHeroWithoutAPictureHasTheDrawing() throws Exception {
        Files.writeString(folder.resolve("site.yaml"), "hero: { heading: Come in }\n");
        var hero = SiteYaml.read(folder, Palette.ours(), Known.NO_SEARCHES).hero();
        assertEquals(new Hero(true, null, "", "Come in", null), hero);
    }

    @Test
    void aSmallPictureIsNeverMadeLarger() throws Exception {
        Files.write(folder.resolve("lake.png"), PhotoFiles.png(700, 350));
        Files.writeString(folder.resolve("site.yaml"), "hero: { picture: lake.png }\n");
        var brand = SiteYaml.read(folder, Palette.ours(), Known.NO_SEARCHES);
        var picture = brand.hero().picture();
        assertNotNull(picture);
        assertEquals(List.of(480, 700), picture.widths());
        assertTrue(
                brand.notes().get(0).startsWith("brand/site.yaml:1: The picture is only 700"),
                brand.notes().toString());
    }

    /** Phones store pictures as the sensor saw them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 8})
    void picturesStandUpright(int orientation) throws Exception {
        Files.write(
                folder.resolve("lake.jpg"),
                PhotoFiles.withSegments(PhotoFiles.jpeg(1600, 800), PhotoFiles.orientation(orientation)));
        Files.writeString(folder.resolve("site.yaml"), "hero: { picture: lake.jpg }\n");
        var picture =
                SiteYaml.read(folder, Palette.ours(), Known.NO_SEARCHES).hero().picture();
        assertNotNull(picture);
        var turned = orientation > 4;
        assertEquals(turned ? 2.0 : 0.5, (double) picture.height() / picture.width(), 0.01);
        var image = ImageIO.read(
                new ByteArrayInputStream(picture.files().get(0).content().get()));
        assertEquals(480, image.getWidth());
        assertEquals(turned ? 960 : 240, image.getHeight());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "picture: lake.gif | neither JPEG nor PNG",
                "picture: huge.png | megapixels",
                "picture: cut.jpg | damaged",
                "picture: ../lake.jpg | outside",
                "picture: lake.webp | no file",
                "picture: lake.jpg, caption: A lake | no key caption",
                "picture: large.jpg | MB"
            })
    void whatIsNoPictureIsRefused(String line, String what) throws Exception {
        Files.write(folder.resolve("lake.gif"), PhotoFiles.gif(40, 20));
        Files.write(folder.resolve("lake.jpg"), PhotoFiles.jpeg(1600, 800));
        Files.write(folder.resolve("huge.png"), PhotoFiles.emptyPng(10_000, 10_000, 8, 2, false));
        var whole = PhotoFiles.jpeg(1600, 800);
        Files.write(folder.resolve("cut.jpg"), java.util.Arrays.copyOf(whole, 300));
        Files.write(folder.resolve("large.jpg"), new byte[40_000_000]);
        Files.writeString(folder.resolve("site.yaml"), "name: Elm\nhero: { " + line + " }\n");
        var faults = assertThrows(InvalidBrand.class, () -> SiteYaml.read(folder, Palette.ours(), Known.NO_SEARCHES))
                .faults();
        assertEquals(1, faults.size(), faults.toString());
        assertEquals("brand/site.yaml:2", faults.get(0).place());
        assertTrue(faults.get(0).what().contains(what), faults.get(0).what());
    }

    /** Photos in texts come in several widths, too; drawings as PNG stay as they are. */
    @Test
    void picturesInTextsAreResponsive() throws Exception {
        Files.createDirectories(folder.resolve("pages"));
        Files.createDirectories(folder.resolve("media"));
        Files.write(folder.resolve("media/office.jpg"), PhotoFiles.jpeg(1600, 800));
        Files.write(folder.resolve("media/plan.png"), PhotoFiles.png(600, 300));
        Files.writeString(
                folder.resolve("pages/about.md"),
                "---\ntitle: About\n---\n\n![Our office](media/office.jpg)\n\n![A plan](media/plan.png)\n");
        try (var site = site("name: Elm")) {
            var page = site.page("/about");
            var photo = page.selectFirst("main img[alt=Our office]");
            assertNotNull(photo);
            assertEquals(4, photo.attr("srcset").split(", ").length, photo.attr("srcset"));
            assertFalse(photo.attr("sizes").isEmpty());
            assertEquals(
                    960,
                    ImageIO.read(new ByteArrayInputStream(bytes(site, photo.attr("src"))))
                            .getWidth());
            var plan = page.selectFirst("main img[alt=A plan]");
            assertNotNull(plan);
            assertFalse(plan.hasAttr("srcset") || plan.hasAttr("sizes"));
            assertTrue(plan.attr("src").endsWith(".png"));
            assertEquals(200, site.get(plan.attr("src")).statusCode());
        }
    }
}
