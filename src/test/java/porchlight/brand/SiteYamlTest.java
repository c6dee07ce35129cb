package porchlight.brand;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What owners write in a brand folder, right and wrong. */
class SiteYamlTest {
    private static final String DRAWING =
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 40'><path d='M0 0h100v40H0z' fill='%231c5c47'/></svg>"
                    .replace("%23", "#");

    @TempDir
    private Path directory;

    private Path folder;

    @BeforeEach
    void create() throws IOException {
        folder = Files.createDirectory(directory.resolve("brand"));
        Files.writeString(folder.resolve("logo.svg"), DRAWING);
    }

    private Brand brand(String... lines) throws IOException, InvalidBrand {
        Files.writeString(folder.resolve("site.yaml"), String.join("\n", lines) + "\n");
        return SiteYaml.read(folder, Palette.ours(), Known.NO_SEARCHES);
    }

    private List<BrandFault> faults(String... lines) {
        return assertThrows(InvalidBrand.class, () -> brand(lines)).faults();
    }

    private BrandFault fault(String... lines) {
        var faults = faults(lines);
        assertEquals(1, faults.size(), faults.toString());
        return faults.get(0);
    }

    private BrandFault faultOfLogo(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
        var fault = fault("name: Elm", "logo:", "  light: " + name);
        assertEquals("brand/site.yaml:3", fault.place());
        return fault;
    }

    @Test
    void anEmptyFileChangesNothing() throws Exception {
        assertEquals(Brand.OURS, brand("# nothing yet"));
    }

    @Test
    void everythingThatIsWrongIsReportedAtOnceWithItsLine() {
        var faults = faults(
                "nmae: Elm Street",
                "logo:",
                "  light: missing.svg",
                "  drak: logo.svg",
                "colors:",
                "  brand: \"#12345\"",
                "  surface: { light: bright }",
                "  text: #ffffff",
                "weather: 1");
        assertEquals(
                List.of(
                        "brand/site.yaml:4",
                        "brand/site.yaml:3",
                        "brand/site.yaml:7",
                        "brand/site.yaml:8",
                        "brand/site.yaml:6",
                        "brand/site.yaml:1",
                        "brand/site.yaml:9"),
                faults.stream().map(BrandFault::place).toList(),
                faults.toString());
        assertEquals("There is no key nmae. Did you mean name?", faults.get(5).what());
        assertTrue(
                faults.get(0).what().endsWith("Did you mean dark?"),
                faults.get(0).what());
        assertTrue(faults.get(1).remedy().contains("logo.svg"), "names what there is: " + faults.get(1));
        assertTrue(faults.get(3).remedy().contains("comment"), faults.get(3).remedy());
        for (var each : faults) assertFalse(each.remedy().isBlank());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name: a: b                       | 1 | YAML",
                "name: \"Elm                      | 2 | YAML",
                "- name                           | 1 | keys and values",
                "name: [1, 2]                     | 1 | no value",
                "name:                            | 1 | no value",
                "logo: logo.svg                   | 1 | keys of its own",
                "name: Elm;name: Oak              | 2 | twice",
                "logo: { light: logo.svg, withName: maybe } | 1 | neither true nor false",
                "logo: { dark: logo.svg }         | 1 | light pages is missing",
                "logo: { light: ../site.yaml }    | 1 | outside",
                "logo: { light: /etc/hosts }      | 1 | outside",
                "logo: { light: a/../../x.svg }   | 1 | outside",
                "logo: { light: brand.svg }       | 1 | no file",
                "colors: { brand: green }         | 1 | not a color",
                "colors: { brand: '#12345g' }     | 1 | not a color",
                "colors: { brand: { light: 'rgb(1,2,3)' } } | 1 | not a color",
                "name: 0123456789012345678901234567890123456789012345678901234567890 | 1 | too long"
            })
    void whatIsWrongIsNamed(String yaml, int line, String what) {
        var fault = fault(yaml.split(";"));
        assertEquals("brand/site.yaml:" + line, fault.place(), fault.toString());
        assertTrue(fault.what().contains(what), fault.what());
    }

    @Test
    void aliasesCannotMakeASmallFileLarge() {
        assertTrue(fault("name: Elm", "a: &x [*x]").what().contains("YAML"));
    }

    @Test
    void aFolderWithoutItsFileIsAFault() {
        var fault = assertThrows(InvalidBrand.class, () -> SiteYaml.read(folder, Palette.ours(), Known.NO_SEARCHES))
                .faults()
                .get(0);
        assertEquals("brand/site.yaml", fault.place());
    }

    @Test
    void linksLeadNowhereElse() throws Exception {
        var secret = Files.writeString(directory.resolve("secret.svg"), DRAWING);
        Files.createSymbolicLink(folder.resolve("link.svg"), secret);
        assertTrue(fault("logo: { light: link.svg }").what().contains("outside"));
        Files.createSymbolicLink(folder.resolve("inside.svg"), folder.resolve("logo.svg"));
        assertNotNull(brand("logo: { light: inside.svg }").logo());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<path onload='alert(1)' d='M0 0'/>",
                "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
                "<p xmlns='http://www.w3.org/1999/xhtml'>x</p>",
                "<image href='https://example.com/x.png'/>",
                "<image xlink:href='file:///etc/passwd' xmlns:xlink='http://www.w3.org/1999/xlink'/>",
                "<image href='data:image/svg+xml;base64,AAAA'/>",
                "<use href='other.svg#a'/>",
                "<path fill='url(https://example.com/#a)' d='M0 0'/>",
                "<path style='fill:url( \"http://example.com/a\" )' d='M0 0'/>",
                "<style>@import 'https://example.com/a.css';</style>",
                "<style>path{fill:u\\72l(https://example.com)}</style>",
                "<set attributeName='href' to='javascript:alert(1)'/>",
                "<animate attributeName='x'/>",
                "<?xml-stylesheet href='https://example.com/a.css'?>"
            })
    void drawingsThatRunOrLoadSomethingAreRefused(String content) throws IOException {
        var drawing = DRAWING.replace("</svg>", content + "</svg>");
        var fault = faultOfLogo("evil.svg", drawing.getBytes(StandardCharsets.UTF_8));
        assertTrue(fault.what().contains("run or load"), fault.what());
    }

    @Test
    void entitiesAreRefused() throws IOException {
        var drawing = "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                + DRAWING.replace("</svg>", "<text>&x;</text></svg>");
        assertTrue(faultOfLogo("evil.svg", drawing.getBytes(StandardCharsets.UTF_8))
                .what()
                .contains("DOCTYPE"));
    }

    @Test
    void whatDrawingProgramsLeaveIsDropped() throws Exception {
        Files.writeString(
                folder.resolve("logo.svg"),
                "<?xml version='1.0'?><!-- by Ann --><svg xmlns='http://www.w3.org/2000/svg' xmlns:ink='http://ink.example' "
                        + "viewBox='0 0 100 40' ink:version='1'><metadata>Ann</metadata><ink:view zoom='2'/>"
                        + "<g ink:label='Ann'><path d='M0 0h9v9z'/></g></svg>");
        var logo = brand("logo: { light: logo.svg }").logo();
        assertNotNull(logo);
        var written = new String(logo.light().bytes(), StandardCharsets.UTF_8);
        assertFalse(written.contains("Ann"), written);
        assertTrue(written.contains("M0 0h9v9z"), written);
        assertEquals(2.5, logo.light().ratio());
    }

    @Test
    void aPictureIsRecognizedByItsContent() throws IOException {
        assertTrue(faultOfLogo("logo.png", "GIF89a, not a PNG".getBytes(StandardCharsets.UTF_8))
                .what()
                .contains("neither SVG nor PNG"));
        assertTrue(faultOfLogo("page.svg", "<html><svg></svg></html>".getBytes(StandardCharsets.UTF_8))
                .what()
                .contains("not an SVG"));
        assertTrue(faultOfLogo("cut.svg", DRAWING.substring(0, 90).getBytes(StandardCharsets.UTF_8))
                .what()
                .contains("XML"));
        var png = png(40, 40);
        png[60] ^= 0x55;
        assertTrue(
                faultOfLogo("cut.png", java.util.Arrays.copyOf(png, 62)).what().contains("damaged"));
        assertTrue(faultOfLogo("big.png", new byte[10_000_001]).what().contains("10 MB"));
    }

    /** Its header says so; there are no pixels to decode. */
    @Test
    void aHundredMegapixelsAreNeverDecoded() throws IOException {
        var png = png(10, 10);
        var header = ByteBuffer.wrap(png);
        header.putInt(16, 10_000).putInt(20, 10_000);
        var sum = new CRC32();
        sum.update(png, 12, 17);
        header.putInt(29, (int) sum.getValue());
        assertTrue(faultOfLogo("huge.png", png).what().contains("100 megapixels"));
    }

    @Test
    void colorsAreReadableWhateverTheOwnerWishes() throws Exception {
        for (var wish : List.of("#ffcc00", "#000000", "#ffffff", "#ff5a1f", "#1c5c47", "#7a7a7a")) {
            var brand = brand(
                    "colors:",
                    "  brand: '" + wish + "'",
                    "  surface: { light: '" + wish + "', dark: '" + wish + "' }",
                    "  text: { light: '" + wish + "', dark: '" + wish + "' }",
                    "  attention: '" + wish + "'",
                    "  danger: '" + wish + "'",
                    "  hero: '" + wish + "'");
            var palette = palette(brand);
            for (var ground : List.of("surface", "surface-raised", "surface-sunken"))
                for (var role : List.of("brand", "brand-strong", "text", "text-quiet", "danger", "link"))
                    readable(wish, palette, role, ground);
            for (var pair : List.of(
                    "on-brand brand",
                    "on-brand brand-strong",
                    "text brand-soft",
                    "text brand-soft-strong",
                    "on-attention attention",
                    "on-attention-soft attention-soft",
                    "danger danger-soft",
                    "text hero-top",
                    "text hero-middle",
                    "text hero-bottom")) readable(wish, palette, pair.split(" ")[0], pair.split(" ")[1]);
            assertFalse(brand.notes().isEmpty());
        }
    }

    private static Palette palette(Brand brand) throws IOException {
        return Palette.of(Files.readString(Path.of("static/css/tokens.css")) + brand.css());
    }

    private static void readable(String wish, Palette palette, String role, String ground) {
        var text = palette.tone(role);
        var behind = palette.tone(ground);
        var what = wish + ": " + role + " on " + ground;
        assertTrue(Contrast.ratio(text.light(), behind.light()) >= 4.5, what + ", light " + text + behind);
        assertTrue(Contrast.ratio(text.dark(), behind.dark()) >= 4.5, what + ", dark " + text + behind);
    }

    @Test
    void aChangedColorIsReported() throws Exception {
        var notes = brand("colors:", "  brand: 'fc0'").notes();
        assertEquals(1, notes.size());
        assertTrue(
                notes.get(0).startsWith("brand/site.yaml:2: #ffcc00 isn’t readable on light pages, so #"),
                notes.get(0));
        assertEquals(List.of(), brand("colors:", "  brand: '#1f3a5f'").notes());
    }

    @Test
    void fontsAreOursOrTheOwners() throws Exception {
        assertEquals("", brand("fonts: system").fonts(name -> name));
        assertTrue(brand("fonts: classic").fonts(name -> "/x/" + name).contains("url(\"/x/newsreader.woff2\")"));
        assertTrue(fault("fonts: gothic").remedy().contains("system, modern, classic, warm"));

        Files.copy(Path.of("static/fonts/inter.woff2"), folder.resolve("own.woff2"));
        var own = brand("fonts: { text: own.woff2 }");
        assertTrue(own.fonts(name -> "/x/" + name).contains("url(\"/x/brand-text.woff2\")"));
        assertTrue(own.fonts(name -> name).contains("font-weight: 100 900"), "Inter is variable");
        assertEquals("brand-text.woff2", own.files(palette(own)).get(0).name());

        Files.writeString(
                folder.resolve("fake.woff2"), "wOFF, a font of another kind, and much more text than a header has");
        assertTrue(fault("fonts: { text: fake.woff2 }").what().contains("not a WOFF2"));
        var cut = java.util.Arrays.copyOf(Files.readAllBytes(folder.resolve("own.woff2")), 20_000);
        Files.write(folder.resolve("cut.woff2"), cut);
        assertTrue(fault("fonts: { heading: cut.woff2 }").what().contains("not a WOFF2"));
    }

    @Test
    void iconsAreDerivedFromTheLogo() throws Exception {
        var brand = brand("logo: { light: logo.svg, dark: logo.svg }", "icon: logo.svg");
        var files = brand.files(palette(brand));
        assertEquals(
                List.of(
                        "apple-touch-icon.png 180",
                        "brand-logo.png 240",
                        "icon-192.png 192",
                        "icon-512.png 512",
                        "icon-maskable.png 512"),
                files.stream()
                        .filter(file -> file.name().endsWith(".png"))
                        .map(file -> file.name() + " " + width(file.content().get()))
                        .sorted()
                        .toList());
        var favicon = files.stream()
                .filter(file -> file.name().equals("favicon.ico"))
                .findFirst()
                .orElseThrow()
                .content()
                .get();
        assertArrayEquals(new byte[] {0, 0, 1, 0, 1, 0, 32, 32}, java.util.Arrays.copyOf(favicon, 8));
        assertEquals(32, width(java.util.Arrays.copyOfRange(favicon, 22, favicon.length)));
    }

    private static int width(byte[] png) {
        return ByteBuffer.wrap(png).getInt(16);
    }

    private static byte[] png(int width, int height) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
