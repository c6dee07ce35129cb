package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.RewrittenFeed;
import porchlight.harness.TestSite;
import porchlight.photo.PhotoFiles;
import porchlight.photo.PhotoFormat;

/** Photos as visitors get them, from a feed whose photos hold more than pixels. */
class PhotosTest {
    private static final String CAPTION = "12 Main Street";
    private static final String POSITION = "45,31.386N";
    private static final byte[] PLAIN = PhotoFiles.jpeg(320, 200);
    private static final byte[] PHOTO = PhotoFiles.withSegments(
            PLAIN,
            PhotoFiles.segment(0xfe, PhotoFiles.ascii(CAPTION)),
            PhotoFiles.segment(
                    0xe1,
                    PhotoFiles.ascii("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
                            + " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
                            + " xmlns:exif='http://ns.adobe.com/exif/1.0/' exif:GPSLatitude='" + POSITION
                            + "'/></rdf:RDF></x:xmpmeta>")));

    private static DemoMls mls;

    @BeforeAll
    static void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
    }

    @AfterAll
    static void stop() {
        mls.close();
    }

    private static RewrittenFeed feed(byte[] picture) throws Exception {
        return new RewrittenFeed(mls.serviceRoot())
                .pictures(new MockResponse.Builder()
                        .setHeader("Content-Type", "image/jpeg")
                        .body(new Buffer().write(picture))
                        .build());
    }

    private static HttpResponse<byte[]> bytes(TestSite site, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(site.url(path))).build(), BodyHandlers.ofByteArray());
    }

    private static List<String> photos(TestSite site) throws Exception {
        return site.page("/homes").select("article.listing-card img").eachAttr("src");
    }

    @Test
    void aPhotoIsKnownByItsBytesWhateverTypeTheFeedTells() throws Exception {
        for (var type : List.of("application/octet-stream", "text/plain"))
            try (var feed = new RewrittenFeed(mls.serviceRoot())
                            .pictures(new MockResponse.Builder()
                                    .setHeader("Content-Type", type)
                                    .body(new Buffer().write(PLAIN))
                                    .build());
                    var site = TestSite.on(feed.serviceRoot()).swept()) {
                var photo = bytes(site, photos(site).get(0));
                assertEquals(200, photo.statusCode(), type);
                assertEquals(
                        "image/jpeg", photo.headers().firstValue("Content-Type").orElse(""), type);
            }
    }

    @Test
    void positionsLeaveAllPhotosAndTheRestStays() throws Exception {
        try (var feed = feed(PHOTO);
                var site = TestSite.on(feed.serviceRoot())) {
            var links = photos(site);
            assertFalse(links.isEmpty());
            for (var link : links) assertTrue(link.matches("/media/[\\w-]{12}/photos/.*"), link);
            var photo = bytes(site, links.get(0));
            assertEquals(200, photo.statusCode());
            assertEquals(
                    "nosniff",
                    photo.headers().firstValue("X-Content-Type-Options").orElse(""));
            var text = new String(photo.body(), StandardCharsets.ISO_8859_1);
            assertFalse(text.contains(POSITION));
            assertTrue(text.contains(CAPTION));
        }
    }

    @Test
    void photosOfWithheldHomesTellNothing() throws Exception {
        try (var feed = feed(PHOTO)
                        .replace("\"InternetAddressDisplayYN\":true", "\"InternetAddressDisplayYN\":false")
                        .replace("/photos/rose/", "/photos/12-main-street/");
                var site = TestSite.on(feed.serviceRoot())) {
            var links = photos(site);
            assertFalse(links.isEmpty());
            for (var link : links) assertTrue(link.matches("/media/~[\\w-]+\\.jpg"), link);
            var listing = site.page("/homes").select("a.listing-card__link").attr("href");
            for (var path : List.of("/homes", listing, listing + "/photos", "/feed.atom", "/")) {
                var page = site.get(path).body();
                assertFalse(page.contains("12-main-street"), path);
                assertFalse(page.contains("tours.example.com"), path);
            }
            assertArrayEquals(PLAIN, bytes(site, links.get(0)).body());
            assertTrue(feed.others().get(0).contains("12-main-street"));
        }
    }

    @Test
    void nothingElseIsPassedOnAndNobodyIsAskedForIt() throws Exception {
        try (var feed = feed(PHOTO);
                var site = TestSite.on(feed.serviceRoot())) {
            var link = photos(site).get(0);
            var path = link.replaceFirst("/media/[\\w-]{12}", "");
            var tag = link.substring(0, link.length() - path.length());
            for (var asked : List.of(
                    "GET /media" + path,
                    "GET /media/AAAAAAAAAAAA" + path,
                    "GET " + link + "?x=1",
                    "GET " + link + "/",
                    "GET " + tag + "/Version/3/Reso/OData/Property",
                    "GET " + tag + "/photos/../Version/3/Reso/OData/Property",
                    "GET " + tag + "/photos/%2e%2e/Version/3/Reso/OData/Property",
                    "GET " + tag + "/photos/..;/Version/3/Reso/OData/Property",
                    "GET /media/~AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                    "GET /media/https://evil.example/a.jpg",
                    "POST /media/source-mls/../Version/3/Reso/OData/Property",
                    "POST /media/source-mls/%2e%2e/Version/3/Reso/OData/Property",
                    "POST /media/source-mls/20260101",
                    "POST " + link)) {
                var status = raw(site, asked);
                assertTrue(status == 404 || status == 400 || status == 301 || status == 308, asked + " is " + status);
            }
            assertEquals(List.of(), feed.others());
        }
    }

    /** Sent as it is: clients would resolve the dots. */
    private static int raw(TestSite site, String asked) throws Exception {
        var url = URI.create(site.url("/"));
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write((asked + " HTTP/1.1\r\nHost: " + url.getAuthority()
                                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    @Test
    void linksSurviveARestart(@TempDir Path directory) throws Exception {
        try (var feed = feed(PHOTO)) {
            var file = Map.of("DATABASE_URL", "jdbc:h2:file:" + directory.resolve("data/porchlight"));
            String link;
            try (var site =
                    TestSite.in(directory, feed.serviceRoot(), file, Sources.packaged(), InstantSource.system())) {
                link = photos(site).get(0);
            }
            try (var site =
                    TestSite.in(directory, feed.serviceRoot(), file, Sources.packaged(), InstantSource.system())) {
                assertEquals(200, bytes(site, link).statusCode());
                assertTrue(photos(site).contains(link));
            }
            try (var another = TestSite.on(feed.serviceRoot())) {
                assertEquals(404, bytes(another, link).statusCode());
            }
        }
    }

    @Test
    void photosAreChargedToTheBudgetOfTheMlsAndLeaveSomeToPages() throws Exception {
        try (var feed = feed(PHOTO);
                var site = TestSite.on(
                        feed.serviceRoot(),
                        Map.of("RESO_RATE_LIMIT", "60/PT1H"),
                        Sources.packaged(),
                        InstantSource.system())) {
            var links = photos(site);
            HttpResponse<byte[]> last = null;
            for (int i = 0; i < 60; i++) last = bytes(site, links.get(i % links.size()));
            assertEquals(503, last.statusCode());
            assertTrue(last.headers().firstValue("Retry-After").isPresent());
            assertTrue(feed.others().size() < 46, feed.others().size() + " requests");
            // A page that was not asked for before.
            assertEquals(200, site.get("/homes?min_price=123000").statusCode());
        }
    }

    @Test
    void aBombLeavesACardWithoutThePhoto() throws Exception {
        var with = card(PhotoFiles.jpeg(800, 600));
        var without = card(PhotoFiles.tiff(10_900, 10_900));
        assertFalse(Arrays.equals(with, without));
    }

    /** The card of the first listing, whose photo is this. */
    private static byte[] card(byte[] picture) throws Exception {
        try (var feed = feed(picture);
                var site = TestSite.on(feed.serviceRoot()).swept()) {
            var card = bytes(
                    site, site.page("/homes").select("a.listing-card__link").attr("href") + "/card.jpg");
            assertEquals(200, card.statusCode());
            assertFalse(feed.others().isEmpty());
            // Nor is it passed on as it is.
            var passedOn = PhotoFormat.of(picture).isPresent() ? 200 : 404;
            assertEquals(passedOn, bytes(site, photos(site).get(0)).statusCode());
            return card.body();
        }
    }
}
