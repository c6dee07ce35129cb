package porchlight.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;

/** Which metadata is removed from photos and which stays, and that no pixel changes. */
class PhotoMetadataTest {
    /** Present everywhere cameras and editors record where a photo was taken. */
    private static final String POSITION = "POSITION-45.5231";

    private static final List<String> PLACES = List.of(
            "CAPTION-12-Main-St",
            "KEYWORD-Main-St",
            "CITY-Portland",
            "SERIAL-1234567",
            "COMMENT-Main-St",
            "OWNER-Smith");
    private static final List<String> CREDITS =
            List.of("CREATOR-Ann", "COPYRIGHT-2026", "CREDIT-Studio", "compositeWithTrainedAlgorithmicMedia");

    private static byte[] exif(ByteOrder order, byte[] thumbnail) {
        var main = new TreeMap<Integer, Object>();
        main.put(0x010e, "CAPTION-12-Main-St");
        main.put(0x010f, "Camera maker");
        main.put(0x0112, 6);
        main.put(0x013b, "CREATOR-Ann");
        main.put(0x8298, "COPYRIGHT-2026");
        main.put(0x9c9e, "KEYWORD-Main-St".getBytes(StandardCharsets.UTF_16LE));
        var camera = new TreeMap<Integer, Object>();
        camera.put(0x927c, ("MakerNote " + POSITION + " SERIAL-1234567").getBytes(StandardCharsets.US_ASCII));
        camera.put(0x9286, "ASCII\0\0\0COMMENT-Main-St".getBytes(StandardCharsets.US_ASCII));
        camera.put(0xa001, 1);
        camera.put(0xa430, "OWNER-Smith");
        camera.put(0xa431, "SERIAL-1234567");
        camera.put(0xa435, "SERIAL-1234567");
        var gps = new TreeMap<Integer, Object>();
        gps.put(0x0001, "N");
        gps.put(0x0002, POSITION);
        gps.put(0x001b, POSITION.getBytes(StandardCharsets.US_ASCII));
        return new Tiff(order).write(main, camera, gps, thumbnail);
    }

    /**
     * Writes TIFF structures as cameras do: numbers, texts, and bytes, further directories, a
     * preview at the end.
     */
    private record Tiff(ByteOrder order) {
        byte[] write(
                TreeMap<Integer, Object> main,
                TreeMap<Integer, Object> camera,
                TreeMap<Integer, Object> gps,
                byte[] thumbnail) {
            main.put(0x8769, new int[1]);
            main.put(0x8825, new int[1]);
            var first = 8;
            var second = first + size(main);
            var third = second + size(camera);
            var fourth = third + size(gps);
            main.put(0x8769, new int[] {second});
            main.put(0x8825, new int[] {third});
            var preview = new TreeMap<Integer, Object>();
            preview.put(0x0201, new int[] {fourth + 30});
            preview.put(0x0202, new int[] {thumbnail.length});
            var out = ByteBuffer.allocate(fourth + 30 + thumbnail.length).order(order);
            out.put((order == ByteOrder.LITTLE_ENDIAN ? "II*\0" : "MM\0*").getBytes(StandardCharsets.US_ASCII));
            out.putInt(first);
            directory(out, first, main, thumbnail.length == 0 ? 0 : fourth);
            directory(out, second, camera, 0);
            directory(out, third, gps, 0);
            directory(out, fourth, preview, 0);
            out.position(fourth + 30);
            out.put(thumbnail);
            return out.array();
        }

        private static byte[] bytes(Object value) {
            return value instanceof byte[] raw ? raw : (value + "\0").getBytes(StandardCharsets.US_ASCII);
        }

        private static int size(TreeMap<Integer, Object> fields) {
            var size = 2 + 12 * fields.size() + 4;
            for (var value : fields.values())
                if (!(value instanceof Integer) && !(value instanceof int[]) && bytes(value).length > 4)
                    size += bytes(value).length + (bytes(value).length & 1);
            return size;
        }

        private static void directory(ByteBuffer out, int at, TreeMap<Integer, Object> fields, int next) {
            out.position(at).putShort((short) fields.size());
            var place = at + 2 + 12 * fields.size() + 4;
            for (var field : fields.entrySet()) {
                out.putShort(field.getKey().shortValue());
                if (field.getValue() instanceof Integer number)
                    out.putShort((short) 3)
                            .putInt(1)
                            .putShort(number.shortValue())
                            .putShort((short) 0);
                else if (field.getValue() instanceof int[] offset)
                    out.putShort((short) 4).putInt(1).putInt(offset[0]);
                else {
                    var bytes = bytes(field.getValue());
                    out.putShort((short) (field.getValue() instanceof byte[] ? 7 : 2))
                            .putInt(bytes.length);
                    if (bytes.length <= 4) out.put(Arrays.copyOf(bytes, 4));
                    else {
                        out.putInt(place);
                        for (int i = 0; i < bytes.length; i++) out.put(place + i, bytes[i]);
                        place += bytes.length + (bytes.length & 1);
                    }
                }
            }
            out.putInt(next);
        }
    }

    private static final String XMP = """
            <?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
            <x:xmpmeta xmlns:x='adobe:ns:meta/' x:xmptk='COMMENT-Main-St'>
            <!-- COMMENT-Main-St -->
            <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'
              xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:exif='http://ns.adobe.com/exif/1.0/'
              xmlns:aux='http://ns.adobe.com/exif/1.0/aux/' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'
              xmlns:drone='http://www.dji.com/drone-dji/1.0/' xmlns:geo='http://www.w3.org/2003/01/geo/wgs84_pos#'
              xmlns:tiff='http://ns.adobe.com/tiff/1.0/' xmlns:note='http://ns.adobe.com/xmp/note/'
              xmlns:core='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/'
              xmlns:ext='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' xmlns:xmp='http://ns.adobe.com/xap/1.0/'>
            <rdf:Description rdf:about='' exif:GPSLatitude='POSITION-45.5231' drone:GpsLongtitude='POSITION-45.5231'
              aux:SerialNumber='SERIAL-1234567' photoshop:City='CITY-Portland' photoshop:Credit='CREDIT-Studio'
              tiff:Orientation='6' note:HasExtendedXMP='0123'
              ext:DigitalSourceType='http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia'>
              <geo:lat>POSITION-45.5231</geo:lat>
              <exif:GPSDestBearing>POSITION-45.5231</exif:GPSDestBearing>
              <dc:creator><rdf:Seq><rdf:li>CREATOR-Ann</rdf:li></rdf:Seq></dc:creator>
              <dc:rights><rdf:Alt><rdf:li xml:lang='x-default'>COPYRIGHT-2026</rdf:li></rdf:Alt></dc:rights>
              <dc:description><rdf:Alt><rdf:li xml:lang='x-default'>CAPTION-12-Main-St</rdf:li></rdf:Alt></dc:description>
              <dc:subject><rdf:Bag><rdf:li>KEYWORD-Main-St</rdf:li></rdf:Bag></dc:subject>
              <core:Location>CITY-Portland</core:Location>
              <ext:LocationCreated><rdf:Bag><rdf:li rdf:parseType='Resource'><ext:City>CITY-Portland</ext:City>
                <exif:GPSLongitude>POSITION-45.5231</exif:GPSLongitude></rdf:li></rdf:Bag></ext:LocationCreated>
              <xmp:Thumbnails><rdf:Alt><rdf:li>POSITION-45.5231</rdf:li></rdf:Alt></xmp:Thumbnails>
            </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>""";

    private static byte[] resource(int id, byte[] data) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(PhotoFiles.ascii("8BIM"));
        out.writeBytes(
                new byte[] {(byte) (id >> 8), (byte) id, 0, 0, 0, 0, (byte) (data.length >> 8), (byte) data.length});
        out.writeBytes(data);
        if ((data.length & 1) == 1) out.write(0);
        return out.toByteArray();
    }

    private static byte[] iptc(int dataset, String text) {
        var bytes = PhotoFiles.ascii(text);
        return PhotoFiles.join(
                new byte[] {0x1c, 2, (byte) dataset, (byte) (bytes.length >> 8), (byte) bytes.length}, bytes);
    }

    private static byte[] photoshop() {
        return PhotoFiles.join(
                resource(
                        0x0404,
                        PhotoFiles.join(
                                iptc(25, "KEYWORD-Main-St"),
                                iptc(80, "CREATOR-Ann"),
                                iptc(90, "CITY-Portland"),
                                iptc(110, "CREDIT-Studio"),
                                iptc(116, "COPYRIGHT-2026"),
                                iptc(120, "CAPTION-12-Main-St"))),
                resource(0x040c, PhotoFiles.ascii(POSITION)),
                resource(0x0422, exif(ByteOrder.BIG_ENDIAN, new byte[0])),
                resource(0x0424, PhotoFiles.ascii(XMP)));
    }

    private static final byte[] PROFILE = PhotoFiles.ascii("ICC_PROFILE\0\1\1a color profile");

    /**
     * A photo with every kind of metadata, including what an editor, a phone, and a drone append
     * after the image.
     */
    private static byte[] jpeg(byte[] plain, ByteOrder order) {
        var resources = photoshop();
        var preview = PhotoFiles.withSegments(
                PhotoFiles.jpeg(8, 8),
                PhotoFiles.segment(0xe1, PhotoFiles.ascii("Exif\0\0"), exif(order, new byte[0])));
        return PhotoFiles.join(
                PhotoFiles.withSegments(
                        plain,
                        PhotoFiles.segment(0xe1, PhotoFiles.ascii("Exif\0\0"), exif(order, preview)),
                        PhotoFiles.segment(0xe1, PhotoFiles.ascii("http://ns.adobe.com/xap/1.0/\0" + XMP)),
                        PhotoFiles.segment(0xe1, PhotoFiles.ascii("http://ns.adobe.com/xmp/extension/\0" + POSITION)),
                        PhotoFiles.segment(0xe2, PROFILE),
                        PhotoFiles.segment(0xe2, PhotoFiles.ascii("MPF\0" + POSITION)),
                        PhotoFiles.segment(0xe6, PhotoFiles.ascii("GoPro\0" + POSITION)),
                        PhotoFiles.segment(0xeb, PhotoFiles.ascii("JP" + POSITION)),
                        // In two segments, as when it is long.
                        PhotoFiles.segment(0xed, PhotoFiles.ascii("Photoshop 3.0\0"), Arrays.copyOf(resources, 100)),
                        PhotoFiles.segment(
                                0xed,
                                PhotoFiles.ascii("Photoshop 3.0\0"),
                                Arrays.copyOfRange(resources, 100, resources.length)),
                        PhotoFiles.segment(0xfe, PhotoFiles.ascii("COMMENT-Main-St"))),
                PhotoFiles.jpeg(8, 8),
                PhotoFiles.ascii("ftypmp42 " + POSITION));
    }

    private static boolean holds(byte[] file, String text) {
        var bytes = new String(file, StandardCharsets.ISO_8859_1);
        return bytes.contains(text) || bytes.replace("\0", "").contains(text);
    }

    private static void assertLeft(byte[] file, byte[] clean, Keep keep) {
        assertTrue(holds(file, POSITION));
        assertFalse(holds(clean, POSITION), "a position");
        for (var place : PLACES) {
            if (holds(file, place)) assertEquals(keep == Keep.ALL_BUT_POSITION, holds(clean, place), place);
        }
        for (var credit : CREDITS) if (holds(file, credit)) assertTrue(holds(clean, credit), credit);
    }

    /** The data that a decoder draws from. */
    private static byte[] drawn(byte[] jpeg) throws Exception {
        var out = new ByteArrayOutputStream();
        for (var segment : JpegFile.parse(jpeg).segments())
            if (!segment.isMetadata()) out.write(jpeg, segment.start(), segment.end() - segment.start());
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALL_BUT_POSITION", "CREDITS"})
    void positionsAndPlacesLeaveJpegs(String name) throws Exception {
        var keep = Keep.valueOf(name);
        for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN))
            for (var plain : List.of(PhotoFiles.jpeg(64, 48), PhotoFiles.progressiveJpeg(64, 48))) {
                var file = jpeg(plain, order);
                var clean = PhotoMetadata.clean(file, keep);
                assertLeft(file, clean, keep);
                assertArrayEquals(drawn(plain), drawn(clean));
                assertTrue(holds(clean, new String(PROFILE, StandardCharsets.ISO_8859_1)), "the color profile");
                assertEquals(6, PhotoHeader.read(clean).orientation());
                assertTrue(PhotoHeader.read(clean).complete());
                assertEquals(64, ImageIO.read(new ByteArrayInputStream(clean)).getWidth());
                // A clean photo stays unchanged.
                assertArrayEquals(clean, PhotoMetadata.clean(clean, keep));
            }
    }

    @Test
    void anOrdinaryJpegIsPassedOnByteByByte() throws Exception {
        for (var plain :
                List.of(PhotoFiles.jpeg(64, 48), PhotoFiles.progressiveJpeg(64, 48), PhotoFiles.cmykJpeg(64, 48)))
            for (var keep : List.of(Keep.ALL_BUT_POSITION, Keep.CREDITS))
                assertArrayEquals(plain, PhotoMetadata.clean(plain, keep));
    }

    @Test
    void commentsBetweenScansLeaveToo() throws Exception {
        var plain = PhotoFiles.progressiveJpeg(64, 48);
        var segments = JpegFile.parse(plain).segments();
        var last = segments.get(segments.size() - 1);
        var file = PhotoFiles.join(
                Arrays.copyOf(plain, last.start()),
                PhotoFiles.segment(0xfe, PhotoFiles.ascii("COMMENT-Main-St")),
                PhotoFiles.segment(0xe1, PhotoFiles.ascii("Exif\0\0"), exif(ByteOrder.BIG_ENDIAN, new byte[0])),
                Arrays.copyOfRange(plain, last.start(), plain.length));
        var clean = PhotoMetadata.clean(file, Keep.CREDITS);
        assertLeft(file, clean, Keep.CREDITS);
        assertArrayEquals(drawn(plain), drawn(clean));
    }

    @Test
    void positionsAndPlacesLeavePngs() throws Exception {
        var plain = PhotoFiles.png(64, 48);
        var xmp = PhotoFiles.join(PhotoFiles.ascii("XML:com.adobe.xmp\0\0\0\0\0"), PhotoFiles.ascii(XMP));
        var file = PhotoFiles.join(
                PhotoFiles.withPngChunks(
                        plain,
                        PhotoFiles.pngChunk("iCCP", PhotoFiles.ascii("a color profile")),
                        PhotoFiles.pngChunk("eXIf", exif(ByteOrder.BIG_ENDIAN, new byte[0])),
                        PhotoFiles.pngChunk("iTXt", xmp),
                        PhotoFiles.pngChunk("tEXt", PhotoFiles.ascii("exif:GPSLatitude\0" + POSITION)),
                        PhotoFiles.pngChunk("tEXt", PhotoFiles.ascii("Raw profile type exif\0" + POSITION)),
                        PhotoFiles.pngChunk("tEXt", PhotoFiles.ascii("Description\0CAPTION-12-Main-St")),
                        PhotoFiles.pngChunk("tEXt", PhotoFiles.ascii("Author\0CREATOR-Ann")),
                        PhotoFiles.pngChunk("caBX", PhotoFiles.ascii(POSITION))),
                PhotoFiles.ascii(POSITION));
        for (var keep : List.of(Keep.ALL_BUT_POSITION, Keep.CREDITS)) {
            var clean = PhotoMetadata.clean(file, keep);
            assertLeft(file, clean, keep);
            assertTrue(holds(clean, "a color profile"));
            assertEquals(6, PhotoHeader.read(clean).orientation());
            assertArrayEquals(
                    PhotoMetadata.clean(plain, Keep.NOTHING), PhotoMetadata.clean(clean, Keep.NOTHING), "pixels");
            assertArrayEquals(clean, PhotoMetadata.clean(clean, keep));
        }
        assertArrayEquals(plain, PhotoMetadata.clean(plain, Keep.CREDITS));
    }

    private static byte[] riff(String type, byte[] content) {
        var header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        header.put(PhotoFiles.ascii(type)).putInt(content.length);
        return PhotoFiles.join(header.array(), content, new byte[content.length & 1]);
    }

    private static byte[] webp(byte[]... chunks) {
        return riff("RIFF", PhotoFiles.join(PhotoFiles.ascii("WEBP"), PhotoFiles.join(chunks)));
    }

    @Test
    void positionsAndPlacesLeaveWebps() throws Exception {
        var pixels = riff("VP8 ", PhotoFiles.ascii("the pixels, whatever they are"));
        var frame = riff("ANMF", PhotoFiles.join(new byte[16], pixels, riff("odd!", PhotoFiles.ascii(POSITION))));
        var file = PhotoFiles.join(
                webp(
                        riff("VP8X", new byte[] {0x2c, 0, 0, 0, 63, 0, 0, 47, 0, 0}),
                        riff("ICCP", PhotoFiles.ascii("a color profile")),
                        pixels,
                        frame,
                        riff("EXIF", exif(ByteOrder.LITTLE_ENDIAN, new byte[0])),
                        riff("XMP ", PhotoFiles.ascii(XMP)),
                        riff("odd!", PhotoFiles.ascii(POSITION))),
                PhotoFiles.ascii(POSITION));
        for (var keep : List.of(Keep.ALL_BUT_POSITION, Keep.CREDITS)) {
            var clean = PhotoMetadata.clean(file, keep);
            assertLeft(file, clean, keep);
            assertTrue(holds(clean, "a color profile"));
            assertTrue(holds(clean, new String(pixels, StandardCharsets.ISO_8859_1)));
            assertEquals(0x2c, clean[20], "profile, EXIF and XMP are there");
            assertEquals(
                    clean.length - 8,
                    ByteBuffer.wrap(clean, 4, 4).order(ByteOrder.LITTLE_ENDIAN).getInt());
            assertArrayEquals(clean, PhotoMetadata.clean(clean, keep));
        }
        var bare = PhotoMetadata.clean(file, Keep.NOTHING);
        assertEquals(0, bare[20]);
        var simple = webp(pixels);
        assertArrayEquals(simple, PhotoMetadata.clean(simple, Keep.CREDITS));
    }

    @Test
    void commentsAndPacketsLeaveGifs() throws Exception {
        var plain = PhotoFiles.gif(64, 48);
        var at = 13 + (3 << (plain[10] & 7) + 1);
        var comment =
                PhotoFiles.join(new byte[] {0x21, (byte) 0xfe, 15}, PhotoFiles.ascii("COMMENT-Main-St"), new byte[1]);
        var xmp = PhotoFiles.join(
                new byte[] {0x21, (byte) 0xff, 11}, PhotoFiles.ascii("XMP DataXMP\20" + POSITION), new byte[1]);
        var file = PhotoFiles.join(
                Arrays.copyOf(plain, at),
                comment,
                xmp,
                Arrays.copyOfRange(plain, at, plain.length),
                PhotoFiles.ascii(POSITION));
        assertLeft(file, PhotoMetadata.clean(file, Keep.ALL_BUT_POSITION), Keep.ALL_BUT_POSITION);
        assertArrayEquals(plain, PhotoMetadata.clean(file, Keep.CREDITS));
    }

    @Test
    void packetsThatAttackTheirReaderAreLeftOut() throws Exception {
        var plain = PhotoFiles.jpeg(8, 8);
        for (var packet : List.of(
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + XMP.replace("CREATOR-Ann", "&e;"),
                "<a>".repeat(20_000),
                XMP.replace("CREATOR-Ann", "<rdf:b>".repeat(500)),
                XMP.substring(0, XMP.length() / 2),
                "")) {
            var file = PhotoFiles.withSegments(
                    plain, PhotoFiles.segment(0xe1, PhotoFiles.ascii("http://ns.adobe.com/xap/1.0/\0" + packet)));
            for (var keep : Keep.values())
                if (keep != Keep.NOTHING) assertArrayEquals(plain, PhotoMetadata.clean(file, keep));
        }
    }

    @Test
    void nothingThatIsNoPhotoIsPassedOn() {
        for (var text : List.of(
                "", "<svg/>", "\u00ff\u00d8\u00ff\u00d9", "\u0089PNG\r\n\u001a\n", "GIF89a", "RIFF\4\0\0\0WEBP"))
            assertThrows(
                    UnreadablePhotoException.class,
                    () -> PhotoMetadata.clean(PhotoFiles.ascii(text), Keep.ALL_BUT_POSITION),
                    text);
    }

    /** Whatever the damage, the program does not fail, and a position never gets through whole. */
    @Test
    void damagedFilesAreCleanOrRefused() {
        var files = new ArrayList<byte[]>();
        files.add(jpeg(PhotoFiles.jpeg(16, 16), ByteOrder.BIG_ENDIAN));
        files.add(jpeg(PhotoFiles.progressiveJpeg(16, 16), ByteOrder.LITTLE_ENDIAN));
        files.add(PhotoFiles.withPngChunks(
                PhotoFiles.png(16, 16), PhotoFiles.pngChunk("eXIf", exif(ByteOrder.BIG_ENDIAN, new byte[0]))));
        files.add(webp(
                riff("VP8X", new byte[10]),
                riff("VP8 ", new byte[9]),
                riff("EXIF", exif(ByteOrder.BIG_ENDIAN, new byte[0]))));
        files.add(PhotoFiles.gif(16, 16));
        Seeded.check(
                4_000,
                Gen.of(files),
                Gen.integers(0, 4_000).list(1, 6),
                Gen.integers(0, 255),
                (file, places, value) -> {
                    var damaged = file.clone();
                    for (var place : places) damaged[place % damaged.length] = (byte) (int) value;
                    if (value < 64) damaged = Arrays.copyOf(damaged, places.get(0) % damaged.length);
                    for (var keep : Keep.values()) {
                        try {
                            var clean = PhotoMetadata.clean(damaged, keep);
                            assertTrue(clean.length <= damaged.length + 1_000);
                        } catch (UnreadablePhotoException refused) {
                            assertFalse(refused.getMessage().isBlank());
                        }
                    }
                });
    }
}
