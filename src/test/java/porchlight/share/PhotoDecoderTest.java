package porchlight.share;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.photo.PhotoFiles;

/** Photos from outside: ordinary ones are decoded, and malicious ones cost nothing. */
class PhotoDecoderTest {
    private final PhotoDecoder decoder = new PhotoDecoder();

    private static boolean isNear(int rgb, Color color) {
        var seen = new Color(rgb);
        return Math.abs(seen.getRed() - color.getRed()) < 40
                && Math.abs(seen.getGreen() - color.getGreen()) < 40
                && Math.abs(seen.getBlue() - color.getBlue()) < 40;
    }

    private static void assertUpright(BufferedImage photo) {
        var middle = photo.getHeight() / 2;
        assertTrue(isNear(photo.getRGB(photo.getWidth() / 4, middle), Color.RED));
        assertTrue(isNear(photo.getRGB(photo.getWidth() * 3 / 4, middle), Color.BLUE));
        assertTrue(isNear(photo.getRGB(photo.getWidth() / 2, photo.getHeight() / 20), Color.BLACK));
    }

    @Test
    void ordinaryPhotosAreDecoded() {
        assertUpright(decoder.decode(PhotoFiles.jpeg(640, 480)).orElseThrow());
        assertUpright(decoder.decode(PhotoFiles.progressiveJpeg(640, 480)).orElseThrow());
        assertUpright(decoder.decode(PhotoFiles.png(640, 480)).orElseThrow());
    }

    @Test
    void largePhotosAreThinnedOut() {
        var photo = decoder.decode(PhotoFiles.jpeg(5_700, 4_300)).orElseThrow();
        assertTrue(photo.getWidth() <= 2_400 && photo.getHeight() <= 2_400, photo.toString());
        assertUpright(photo);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnedPhotosAreTurnedBack(int orientation) throws Exception {
        var turned = stored(PhotoFiles.picture(320, 240), orientation);
        var out = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(turned, "jpg", out);
        var file = PhotoFiles.withSegments(out.toByteArray(), PhotoFiles.orientation(orientation));
        var photo = decoder.decode(file).orElseThrow();
        assertEquals(320, photo.getWidth());
        assertEquals(240, photo.getHeight());
        assertUpright(photo);
    }

    /**
     * How a camera held this way stores the picture, according to the table in Exif 3.0, 4.6.5.1.
     */
    private static BufferedImage stored(BufferedImage upright, int orientation) {
        var width = upright.getWidth();
        var height = upright.getHeight();
        var turned = orientation >= 5;
        var stored = new BufferedImage(turned ? height : width, turned ? width : height, BufferedImage.TYPE_3BYTE_BGR);
        for (int row = 0; row < stored.getHeight(); row++)
            for (int column = 0; column < stored.getWidth(); column++) {
                // Row 0 is the visual top, bottom, left, or right, and column 0 an adjacent side.
                var x = switch (orientation) {
                    case 1, 4 -> column;
                    case 2, 3 -> width - 1 - column;
                    case 5, 8 -> row;
                    default -> width - 1 - row;
                };
                var y = switch (orientation) {
                    case 1, 2 -> row;
                    case 3, 4 -> height - 1 - row;
                    case 5, 6 -> column;
                    default -> height - 1 - column;
                };
                stored.setRGB(column, row, upright.getRGB(x, y));
            }
        return stored;
    }

    @ParameterizedTest
    @CsvSource({
        // Width, height, bits, color type, interlaced, decoded
        "3464, 3464, 8, 2, false, true",
        "3465, 3465, 8, 2, false, false",
        "3464, 3464, 8, 2, true, true",
        "3465, 3465, 8, 2, true, false",
        "1000, 1000, 16, 6, false, true",
        "1000, 1000, 16, 2, true, true",
        "65535, 1, 8, 2, false, true",
        "1, 65535, 8, 2, true, true",
        "65536, 1, 8, 2, false, false",
        "12000000, 1, 8, 2, false, false",
        "1, 1, 1, 0, false, true",
    })
    void pngsAreLimitedByTheirHeader(
            int width, int height, int bits, int colorType, boolean interlaced, boolean decoded) {
        var file = PhotoFiles.emptyPng(width, height, bits, colorType, interlaced);
        assertEquals(decoded, decoder.decode(file).isPresent());
    }

    @Test
    void jpegsAreLimitedByTheirFrame() throws Exception {
        var baseline = PhotoFiles.jpeg(64, 64);
        var progressive = PhotoFiles.progressiveJpeg(64, 64);
        assertEquals(Optional.empty(), decoder.decode(PhotoFiles.lying(baseline, 5_001, 5_000)));
        assertEquals(Optional.empty(), decoder.decode(PhotoFiles.lying(baseline, 65_535, 65_535)));
        assertEquals(Optional.empty(), decoder.decode(PhotoFiles.lying(baseline, 0, 64)));
        assertEquals(Optional.empty(), decoder.decode(PhotoFiles.lying(baseline, 64, 0)));
        assertEquals(Optional.empty(), decoder.decode(PhotoFiles.lying(progressive, 2_829, 2_829)));
        assertTrue(decoder.decode(PhotoFiles.progressiveJpeg(2_828, 2_828)).isPresent());
        assertTrue(decoder.decode(PhotoFiles.jpeg(5_000, 5_000)).isPresent());
        assertTrue(decoder.decode(PhotoFiles.jpeg(65_500, 1)).isPresent());
    }

    @Test
    void aPictureThatComesInHundredsOfScansIsRefused() throws Exception {
        var photo = PhotoFiles.progressiveJpeg(640, 480);
        assertTrue(decoder.decode(PhotoFiles.withScans(photo, 2)).isPresent());
        assertEquals(Optional.empty(), decoder.decode(PhotoFiles.withScans(photo, 500)));
    }

    @Test
    void otherFormatsAreNeverDecoded() throws Exception {
        assertEquals(Optional.empty(), decoder.decode(PhotoFiles.gif(64, 64)));
        assertEquals(Optional.empty(), decoder.decode(PhotoFiles.tiff(64, 64)));
        assertEquals(Optional.empty(), decoder.decode(PhotoFiles.cmykJpeg(64, 64)));
        var bitmap = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(PhotoFiles.picture(64, 64), "bmp", bitmap);
        assertTrue(bitmap.size() > 0);
        assertEquals(Optional.empty(), decoder.decode(bitmap.toByteArray()));
        for (var text :
                List.of("", "RIFF\4\0\0\0WEBPVP8L", "<svg/>", "\u00ff\u00d8\u00ff", "BM", "\u0089PNG\r\n\u001a\n"))
            assertEquals(Optional.empty(), decoder.decode(PhotoFiles.ascii(text)), text);
    }

    @Test
    void metadataThatExpandIsNotExpanded() {
        var png = PhotoFiles.png(64, 64);
        var zeros = PhotoFiles.compressedZeros(800L * 1024 * 1024);
        var bomb = PhotoFiles.withPngChunks(
                png,
                PhotoFiles.pngChunk("iCCP", PhotoFiles.join(PhotoFiles.ascii("p\0\0"), zeros)),
                PhotoFiles.pngChunk("zTXt", PhotoFiles.join(PhotoFiles.ascii("Comment\0\0"), zeros)),
                PhotoFiles.pngChunk("iTXt", PhotoFiles.join(PhotoFiles.ascii("XML:com.adobe.xmp\0\1\0\0\0"), zeros)));
        assertUpright(decoder.decode(bomb).orElseThrow());
    }

    @Test
    void brokenFilesAreRefusedWhereverTheyBreak() {
        for (var file : List.of(
                PhotoFiles.jpeg(64, 48), PhotoFiles.progressiveJpeg(64, 48), PhotoFiles.emptyPng(64, 48, 8, 2, true)))
            for (int length = 0; length < file.length; length++)
                assertEquals(Optional.empty(), decoder.decode(Arrays.copyOf(file, length)), length + " bytes");
    }

    @Test
    void headersThatLieAreRefused() {
        // Twelve megapixels in the header, one row in the data.
        var small = PhotoFiles.emptyPng(3_000, 1, 8, 2, false);
        var large = PhotoFiles.emptyPng(3_000, 3_000, 8, 2, false);
        assertEquals(
                Optional.empty(),
                decoder.decode(PhotoFiles.join(Arrays.copyOf(large, 33), Arrays.copyOfRange(small, 33, small.length))));
        // A second header that contradicts the first, and a header with a wrong checksum.
        var png = PhotoFiles.png(64, 64);
        assertEquals(Optional.empty(), decoder.decode(PhotoFiles.withPngChunks(png, Arrays.copyOfRange(large, 8, 33))));
        var changed = png.clone();
        changed[18] ^= 1;
        assertEquals(Optional.empty(), decoder.decode(changed));
    }

    @Test
    void decodingEndsAtItsDeadline() {
        for (var file :
                List.of(PhotoFiles.jpeg(640, 480), PhotoFiles.progressiveJpeg(640, 480), PhotoFiles.png(640, 480))) {
            var time = new AtomicLong();
            // Each reading of the clock is half a second later.
            var slow = new PhotoDecoder(() -> time.addAndGet(500_000_000));
            assertEquals(Optional.empty(), slow.decode(file));
            assertTrue(time.get() < 10_000_000_000L, "it went on for " + time.get() + " ns");
        }
    }

    @Test
    void noPhotoEndsTheProcess() throws Exception {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var process = new ProcessBuilder(
                        java,
                        "-Djava.awt.headless=true",
                        "-Xmx400m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bombs.class.getName())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("all cards drawn"), output);
    }

    /** A process with as much memory as a site. */
    static final class Bombs {
        public static void main(String[] arguments) throws Exception {
            var bombs = new LinkedHashMap<String, byte[]>();
            bombs.put("tiff", PhotoFiles.tiff(10_900, 10_900));
            bombs.put("png", PhotoFiles.emptyPng(10_900, 10_900, 8, 2, false));
            bombs.put("interlaced", PhotoFiles.emptyPng(10_900, 10_900, 8, 2, true));
            bombs.put("deep", PhotoFiles.emptyPng(10_900, 10_900, 16, 6, false));
            bombs.put("progressive", PhotoFiles.lying(PhotoFiles.progressiveJpeg(64, 64), 65_000, 65_000));
            bombs.put("baseline", PhotoFiles.lying(PhotoFiles.jpeg(64, 64), 65_000, 65_000));
            try (var cards = new Cards(
                    () -> "Porchlight",
                    "Test Realty",
                    () -> null,
                    CardsTest.COLORS,
                    address -> Optional.ofNullable(bombs.get(address)),
                    Duration.ofMinutes(15))) {
                var plain = card("none", cards);
                for (var name : bombs.keySet()) {
                    assertArrayEquals(plain, card(name, cards), name);
                }
                bombs.put("photo", PhotoFiles.jpeg(800, 600));
                assertFalse(Arrays.equals(plain, card("photo", cards)));
                System.out.println("all cards drawn");
            }
        }

        private static byte[] card(String photo, Cards cards) {
            return cards.jpeg(new Card(List.of(photo), "$1", List.of(), List.of(), List.of()))
                    .orElseThrow(() -> new AssertionError("no card for " + photo));
        }
    }

    @Test
    void aPhotoThatIsRefusedLeavesACard() {
        var photos = Map.of("bomb", PhotoFiles.emptyPng(10_900, 1_200, 8, 2, false), "photo", PhotoFiles.png(640, 480));
        try (var cards = new Cards(
                () -> "Porchlight",
                "Test Realty",
                () -> null,
                CardsTest.COLORS,
                address -> Optional.ofNullable(photos.get(address)),
                Duration.ofMinutes(15))) {
            var without = Bombs.card("none", cards);
            assertArrayEquals(without, Bombs.card("bomb", cards));
            assertFalse(Arrays.equals(without, Bombs.card("photo", cards)));
        }
    }
}
