package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Dns;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.harness.TestClock;
import porchlight.photo.PhotoFiles;

/** Photos passed on from a host that says how long it lets them be kept. */
class PhotoProxyTest {
    private static final byte[] PICTURE = PhotoFiles.jpeg(16, 16);

    private final MockWebServer host = new MockWebServer();
    private final TestClock clock = new TestClock();
    private final AtomicInteger charged = new AtomicInteger();
    private volatile @Nullable Duration wait;
    private Javalin site;

    @BeforeEach
    void start() throws Exception {
        host.start();
        var hosts = new PhotoHosts(Dns.SYSTEM, () -> {
            charged.incrementAndGet();
            return Optional.ofNullable(wait);
        });
        var proxy = new PhotoProxy(
                asked -> asked.startsWith("/media/good/")
                        ? Optional.of(new PhotoHosts.Picture(
                                host.url(asked.substring("/media/good".length())), true, asked.contains("withheld")))
                        : Optional.empty(),
                asked -> asked.equals("/media/good/badge") ? Optional.of(host.url("/badge")) : Optional.empty(),
                hosts,
                Duration.ofHours(12),
                clock);
        var answers = TestPages.answers();
        site = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/media/<path>", answers.of(proxy::answer));
                    config.routes.post("/media/<path>", answers.of(proxy::passBeacon));
                })
                .start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        site.stop();
        host.close();
    }

    private void host(Map<String, String> headers) {
        host(PICTURE, headers);
    }

    private void host(byte[] body, Map<String, String> headers) {
        // What hosts call it does not matter.
        var answer = new MockResponse.Builder().addHeader("Content-Type", "image/svg+xml");
        headers.forEach(answer::addHeader);
        host.enqueue(answer.body(new Buffer().write(body)).build());
    }

    private HttpResponse<byte[]> get(String... headers) throws Exception {
        return getPath("/media/good/a.jpg", headers);
    }

    private HttpResponse<byte[]> getPath(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path))
                .timeout(Duration.ofSeconds(10));
        if (headers.length > 0) request.headers(headers);
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public, max-age=31536000, immutable | 0 | public, max-age=43200",
                "max-age=3600 | 0 | public, max-age=3600",
                "max-age=31536000 | 43000 | public, max-age=200",
                "max-age=31536000 | 90000 | public, no-cache",
                "private, max-age=600 | 0 | private, max-age=600",
                "no-cache | 0 | public, no-cache",
                "no-store | 0 | no-store",
                "'' | 0 | public, max-age=43200",
                "nonsense | yesterday | public, max-age=43200",
            })
    void aPhotoIsKeptAsItsHostSaysButWithinTheLimit(String cacheControl, String age, String passedOn) throws Exception {
        host(Map.of("Cache-Control", cacheControl, "Age", age));
        var photo = get();
        assertEquals(passedOn, header(photo, "Cache-Control"));
        assertArrayEquals(PICTURE, photo.body());
        assertEquals("image/jpeg", header(photo, "Content-Type"));
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-9, 0, 10", "bytes=100-, 100, -1", "bytes=-7, -7, -1", "bytes=5-999999, 5, -1"})
    void aPartOfAPhotoIsSentAlone(String range, int from, int length) throws Exception {
        host(Map.of("ETag", "\"a\"", "Cache-Control", "max-age=600"));
        var part = get("Range", range);
        var start = from < 0 ? PICTURE.length + from : from;
        var end = length < 0 ? PICTURE.length : start + length;
        assertEquals(206, part.statusCode());
        assertArrayEquals(Arrays.copyOfRange(PICTURE, start, end), part.body());
        assertEquals("bytes " + start + "-" + (end - 1) + "/" + PICTURE.length, header(part, "Content-Range"));
        assertEquals(Integer.toString(end - start), header(part, "Content-Length"));
        assertEquals("image/jpeg", header(part, "Content-Type"));
        assertEquals("\"a\"", header(part, "ETag"));
    }

    @Test
    void aPartThatIsNotThereOrIsOfAnotherPhotoIsNotSent() throws Exception {
        host(Map.of("ETag", "\"a\"", "Cache-Control", "max-age=600"));
        var beyond = get("Range", "bytes=" + PICTURE.length + "-");
        assertEquals(416, beyond.statusCode());
        assertEquals("bytes */" + PICTURE.length, header(beyond, "Content-Range"));
        assertEquals(0, beyond.body().length);
        assertEquals("no-store", header(beyond, "Cache-Control"));
        for (var fields : List.of(
                List.of("Range", "bytes=0-9", "If-Range", "\"b\""),
                List.of("Range", "bytes=0-1,4-5"),
                List.of("Range", "bytes=9-3"),
                List.of("Range", "lines=1-2"),
                List.of("Accept", "image/jpeg"))) {
            var whole = get(fields.toArray(String[]::new));
            assertEquals(200, whole.statusCode(), fields.toString());
            assertArrayEquals(PICTURE, whole.body());
            assertEquals("bytes", header(whole, "Accept-Ranges"));
        }
        assertEquals(206, get("Range", "bytes=0-9", "If-Range", "\"a\"").statusCode());
    }

    @Test
    void aPhotoThatTheVisitorHasIsNotSentAgain() throws Exception {
        host(Map.of());
        var etag = header(get(), "ETag");
        host(Map.of());
        var again = get("If-None-Match", etag);
        assertEquals(304, again.statusCode());
        assertEquals(etag, header(again, "ETag"));
        assertEquals("public, max-age=43200", header(again, "Cache-Control"));
        assertEquals("Accept", header(again, "Vary"));
        assertEquals(0, again.body().length);
        host(Map.of());
        assertEquals(200, get("If-None-Match", "\"another\"").statusCode());
    }

    @Test
    void theHostIsAskedWhetherItsPhotoIsStillTheSame() throws Exception {
        host(Map.of("ETag", "\"one\""));
        assertEquals("\"one\"", header(get(), "ETag"));
        host.takeRequest();
        host.enqueue(new MockResponse.Builder()
                .code(304)
                .addHeader("ETag", "\"one\"")
                .addHeader("Cache-Control", "max-age=60")
                .build());
        var again = get("If-None-Match", "\"one\"");
        assertEquals(304, again.statusCode());
        assertEquals("\"one\"", header(again, "ETag"));
        assertEquals("public, max-age=60", header(again, "Cache-Control"));
        assertEquals("\"one\"", host.takeRequest().getHeaders().get("If-None-Match"));
    }

    @Test
    void whatIsNoPhotoByItsBytesIsNotPassedOn() throws Exception {
        for (var body : new String[] {
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "<html>",
            "",
            "%PDF-1.7",
            "II*\0",
            "BM",
            "\0\0\0\30ftypavif",
            "\0\0\0\30ftypheic"
        }) {
            host(PhotoFiles.ascii(body), Map.of("Content-Type", "image/jpeg"));
            assertEquals(404, get().statusCode(), body);
        }
        host(Arrays.copyOf(PICTURE, 13 * 1024 * 1024), Map.of());
        assertEquals(404, get().statusCode());
        assertEquals(9, host.getRequestCount());
    }

    @Test
    void aLinkThatNobodyMadeAsksNobody() throws Exception {
        assertEquals(404, getPath("/media/bad/a.jpg").statusCode());
        assertEquals(404, post("/media/good/a.jpg"));
        assertEquals(404, post("/media/bad/badge"));
        assertEquals(0, host.getRequestCount());
        assertEquals(0, charged.get());
        host.enqueue(new MockResponse.Builder().code(204).build());
        assertEquals(204, post("/media/good/badge"));
        assertEquals(1, charged.get());
    }

    private int post(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path))
                                .POST(HttpRequest.BodyPublishers.ofString("x"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void whenTheBudgetIsSpentTheHostIsLeftAlone() throws Exception {
        wait = Duration.ofSeconds(42);
        var answer = get();
        assertEquals(503, answer.statusCode());
        assertEquals("42", header(answer, "Retry-After"));
        assertEquals(503, post("/media/good/badge"));
        assertEquals(0, host.getRequestCount());
    }

    @Test
    void aPhotoThatMayBeKeptIsAskedForOnceUntilItsTime() throws Exception {
        host(Map.of("Cache-Control", "public, max-age=600"));
        assertEquals("public, max-age=600", header(get(), "Cache-Control"));
        clock.pass(Duration.ofSeconds(200));
        var again = get();
        assertArrayEquals(PICTURE, again.body());
        assertEquals("public, max-age=400", header(again, "Cache-Control"));
        assertEquals(304, get("If-None-Match", header(again, "ETag")).statusCode());
        assertEquals(1, host.getRequestCount());
        clock.pass(Duration.ofSeconds(401));
        host(Map.of("Cache-Control", "max-age=600"));
        assertEquals(200, get().statusCode());
        assertEquals(2, host.getRequestCount());
        assertEquals(2, charged.get());
    }

    @Test
    void positionsLeaveAllPhotosAndCaptionsThoseOfWithheldHomes() throws Exception {
        var photo = PhotoFiles.withSegments(
                PICTURE,
                PhotoFiles.segment(0xfe, PhotoFiles.ascii("12 Main St")),
                PhotoFiles.segment(
                        0xe1,
                        PhotoFiles.ascii("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
                                + " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
                                + " xmlns:exif='http://ns.adobe.com/exif/1.0/' exif:GPSLatitude='45,31.2N'/>"
                                + "</rdf:RDF></x:xmpmeta>")));
        host(photo, Map.of());
        var open = new String(get().body(), StandardCharsets.ISO_8859_1);
        assertTrue(open.contains("12 Main St"));
        assertFalse(open.contains("45,31"));
        host(photo, Map.of());
        assertArrayEquals(PICTURE, getPath("/media/good/withheld.jpg").body());
    }
}
