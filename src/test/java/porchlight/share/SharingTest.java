package porchlight.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.RewrittenFeed;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** What is shared with a link to a home, and what must not be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharingTest {
    private static final String DISPLAYED =
            " and StandardStatus eq 'Active' and InternetEntireListingDisplayYN ne false and DelayedMarketingYN ne true"
                    + " and ApprovalStatus ne false";

    private final HttpClient http = HttpClient.newHttpClient();
    private DemoMls mls;
    private TestSite site;

    @BeforeAll
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(240));
        site = TestSite.on(mls.serviceRoot());
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    private JsonNode listing(String filter) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(mls.serviceRoot() + "Property?$top=1&$filter="
                        + URLEncoder.encode(filter + DISPLAYED, StandardCharsets.UTF_8)))
                .header("Authorization", "Bearer " + DemoMls.TOKEN)
                .build();
        var rows = new ObjectMapper()
                .readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        return rows.path("value").path(0);
    }

    private static String path(TestSite site, JsonNode listing) throws Exception {
        return site.get("/listing/" + listing.path("ListingKey").asText())
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private HttpResponse<byte[]> picture(TestSite site, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(site.url(path))).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String meta(Document page, String property) {
        return page.select("meta[property=" + property + "]").attr("content");
    }

    /** The maximum color difference of two pictures at a point. */
    private static int apart(BufferedImage card, int x, int y, BufferedImage photo, int u, int v) {
        var one = card.getRGB(x, y);
        var other = photo.getRGB(u, v);
        var most = 0;
        for (int shift = 0; shift <= 16; shift += 8)
            most = Math.max(most, Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)));
        return most;
    }

    @Test
    void aLinkCarriesAPictureAndALineWithinTheRules() throws Exception {
        var listing = listing("PhotosCount gt 5 and BedroomsTotal ge 3 and InternetAddressDisplayYN ne false");
        var path = path(site, listing);
        var page = site.page(path);
        assertEquals(site.url(path), meta(page, "og:url"));
        assertEquals(site.url(path + "/card.jpg"), meta(page, "og:image"));
        assertEquals("1200", meta(page, "og:image:width"));
        assertEquals("630", meta(page, "og:image:height"));
        assertEquals(
                "summary_large_image", page.select("meta[name=twitter:card]").attr("content"));
        var text = meta(page, "og:description");
        assertTrue(text.contains(listing.path("ListOfficeName").asText()), text);
        assertTrue(text.contains("bedrooms"), text);
        assertFalse(text.contains(listing.path("ListAgentFullName").asText()), text);
        assertTrue(meta(page, "og:title").length() + text.length() <= 200, text);
        assertTrue(meta(page, "og:image:alt").contains(listing.path("City").asText()));

        var answer = picture(site, path + "/card.jpg");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers().firstValue("Content-Type").orElseThrow().startsWith("image/jpeg"));
        assertEquals(
                "public, max-age=900",
                answer.headers().firstValue("Cache-Control").orElseThrow());
        assertEquals(
                "cross-origin",
                answer.headers().firstValue("Cross-Origin-Resource-Policy").orElseThrow());
        var etag = answer.headers().firstValue("ETag").orElseThrow();
        assertEquals(304, site.get(path + "/card.jpg", "If-None-Match", etag).statusCode());
        assertTrue(answer.body().length < 300_000, answer.body().length + " bytes");
        var card = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertEquals(1200, card.getWidth());
        assertEquals(630, card.getHeight());
        // The photo is complete, up to its corners, with nothing on top of it.
        var photo = ImageIO.read(new ByteArrayInputStream(
                picture(site, page.select(".gallery__photo img").attr("src")).body()));
        var near = 0;
        for (int i = 1; i < 20; i++)
            for (int j = 1; j < 20; j++)
                if (apart(
                                card,
                                800 * i / 20,
                                534 * j / 20,
                                photo,
                                photo.getWidth() * i / 20,
                                photo.getHeight() * j / 20)
                        < 60) near++;
        assertTrue(near > 0.9 * 19 * 19, near + " of 361 points look alike");
        // A wrong slug redirects to the right card.
        var moved = picture(site, path + "-x/card.jpg");
        assertEquals(301, moved.statusCode());
    }

    @Test
    void aHiddenAddressIsInNoPartOfALink() throws Exception {
        var listing = listing("InternetAddressDisplayYN eq false");
        var street = listing.path("StreetName").asText();
        assertFalse(street.isEmpty());
        var path = path(site, listing);
        var page = site.page(path);
        for (var element : page.select("meta"))
            assertFalse(element.attr("content").contains(street), element.toString());
        assertEquals(200, picture(site, path + "/card.jpg").statusCode());
    }

    @Test
    void aHomeWithoutPhotosHasADrawnCard() throws Exception {
        var answer = picture(site, path(site, listing("PhotosCount eq 0")) + "/card.jpg");
        assertEquals(200, answer.statusCode());
        var card = ImageIO.read(new ByteArrayInputStream(answer.body()));
        var colors = new java.util.HashSet<Integer>();
        for (int x = 0; x < 1200; x += 5) for (int y = 0; y < 630; y += 5) colors.add(card.getRGB(x, y) & 0xf0f0f0);
        assertTrue(colors.size() > 5, "something is drawn");
    }

    @Test
    void otherPagesShareTheSitesCard() throws Exception {
        for (var path : new String[] {"/", "/homes", "/terms", "/no-such-page"})
            assertEquals(site.url("/card.jpg"), meta(site.page(path), "og:image"), path);
        var answer = picture(site, "/card.jpg");
        assertEquals(200, answer.statusCode());
        assertEquals(1200, ImageIO.read(new ByteArrayInputStream(answer.body())).getWidth());
        assertEquals(
                404, site.get("/listing/20991231000000000000000000/x/card.jpg").statusCode());
    }

    @Test
    void aWithheldHomeHasNeitherCardNorCode() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(
                        mls.serviceRoot() + "Property?$top=1&$filter=InternetEntireListingDisplayYN%20eq%20false"))
                .header("Authorization", "Bearer " + DemoMls.TOKEN)
                .build();
        var key = new ObjectMapper()
                .readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .path("value")
                .path(0)
                .path("ListingKey")
                .asText();
        for (var file : new String[] {"card.jpg", "qr.svg"}) {
            var answer = site.get("/listing/" + key + "/x/" + file);
            assertTrue(answer.statusCode() == 404 || answer.statusCode() == 410, file + answer.statusCode());
        }
    }

    @Test
    void theCodeLeadsToTheHome() throws Exception {
        var path = path(site, listing("PhotosCount gt 5"));
        var answer = site.get(path + "/qr.svg");
        assertEquals(200, answer.statusCode());
        assertEquals("noindex", answer.headers().firstValue("X-Robots-Tag").orElseThrow());
        assertTrue(answer.headers().firstValue("Content-Type").orElseThrow().startsWith("image/svg+xml"));
        var address = decoded(answer.body());
        assertEquals(site.url(path.substring(0, path.lastIndexOf('/'))), address);
        assertEquals(301, site.get(address.substring(site.url("").length())).statusCode());
    }

    private static String decoded(String svg) throws Exception {
        var size = Integer.parseInt(svg.replaceFirst("(?s).*viewBox=\"0 0 (\\d+) .*", "$1"));
        var scale = 4;
        var pixels = new int[size * scale * size * scale];
        java.util.Arrays.fill(pixels, 0xffffff);
        var runs = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h").matcher(svg);
        while (runs.find()) {
            var x = Integer.parseInt(runs.group(1)) * scale;
            var y = Integer.parseInt(runs.group(2)) * scale;
            for (int row = 0; row < scale; row++)
                for (int i = 0; i < Integer.parseInt(runs.group(3)) * scale; i++)
                    pixels[(y + row) * size * scale + x + i] = 0;
        }
        var source = new RGBLuminanceSource(size * scale, size * scale, pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }

    @Test
    void whereSharingIsForbiddenALinkTellsNothingOfTheHome() throws Exception {
        var profile = java.nio.file.Files.createTempFile("profile", ".yaml");
        java.nio.file.Files.writeString(profile, "extends: demo\ndemonstration: false\nsharing: { listings: false }\n");
        try (var silent = TestSite.on(
                mls.serviceRoot(),
                Map.of("MLS_PROFILE", profile.toString()),
                Sources.packaged(),
                InstantSource.system())) {
            var path = path(silent, listing("PhotosCount gt 5"));
            assertEquals(silent.url("/card.jpg"), meta(silent.page(path), "og:image"));
            assertEquals(404, silent.get(path + "/card.jpg").statusCode());
        } finally {
            java.nio.file.Files.delete(profile);
        }
    }

    @Test
    void hostilePhotoAddressesReachNeitherPageNorNetwork() throws Exception {
        try (var feed = new RewrittenFeed(mls.serviceRoot())) {
            var photos = feed.serviceRoot().replace("Version/3/Reso/OData/", "photos/rose/9");
            for (var address : new String[] {"https://127.0.0.1/photos/rose/9", "javascript:alert(1)//9"}) {
                feed.replace(photos, address);
                try (var hostile = TestSite.on(feed.serviceRoot())) {
                    var path = path(hostile, listing("PhotosCount gt 5"));
                    var page = hostile.page(path);
                    assertEquals(0, page.select(".gallery__photo").size(), address);
                    assertFalse(page.html().contains(address), address);
                    assertEquals(200, picture(hostile, path + "/card.jpg").statusCode(), address);
                }
            }
        }
    }

    @Test
    void onlyKnownPlayersAreFramedAndOnlyWhereThereIsOne() throws Exception {
        var listing = withMedia("Unbranded Virtual Tour");
        var plain = site.get(path(site, listing));
        assertFalse(plain.headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow()
                .contains("frame-src"));
        assertTrue(plain.body().contains("https://tours.example.com/"), "a tour elsewhere is a link");
        assertFalse(plain.body().contains("data-frame="));
        assertFalse(plain.body().contains("branded-tours.example.com"));
        assertFalse(plain.body().contains("<iframe"));
        try (var feed = new RewrittenFeed(mls.serviceRoot())
                        .replace("https://tours.example.com/", "https://my.matterport.com/show/?m=Ab12Cd34Ef5&x=");
                var framing = TestSite.on(feed.serviceRoot())) {
            var answer = framing.get(path(framing, listing));
            assertTrue(answer.headers()
                    .firstValue("Content-Security-Policy")
                    .orElseThrow()
                    .contains("frame-src https://my.matterport.com; "));
            assertTrue(
                    answer.body().contains("data-frame=\"https://my.matterport.com/show/?m=Ab12Cd34Ef5&amp;brand=0\""));
            assertFalse(answer.body().contains("<iframe"), "nothing is loaded before it is asked for");
        }
    }

    /** A displayed listing whose media have a category. */
    private JsonNode withMedia(String category) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(mls.serviceRoot() + "Property?$top=25&$expand=Media&$filter="
                        + URLEncoder.encode("PhotosCount gt 5" + DISPLAYED, StandardCharsets.UTF_8)))
                .header("Authorization", "Bearer " + DemoMls.TOKEN)
                .build();
        for (var row : new ObjectMapper()
                .readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .path("value")) if (row.path("Media").toString().contains("\"" + category + "\"")) return row;
        throw new AssertionError("no listing has media of " + category);
    }
}
