package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Photos passed on from a host that says how long it lets them be kept. */
class PhotoProxyTest {
    private static final String PICTURE = "the bytes of a picture";

    private final MockWebServer host = new MockWebServer();
    private Javalin site;

    @BeforeEach
    void start() throws Exception {
        host.start();
        var proxy = new PhotoProxy(new OkHttpClient(), host.url("/"), "/media", Duration.ofHours(12));
        site = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/media/<path>", proxy::serve);
                })
                .start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        site.stop();
        host.close();
    }

    private void host(Map<String, String> headers) {
        var answer = new MockResponse.Builder().addHeader("Content-Type", "image/jpeg");
        headers.forEach(answer::addHeader);
        host.enqueue(answer.body(PICTURE).build());
    }

    private HttpResponse<byte[]> get(String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/media/a.jpg"))
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
                "max-age=31536000 | 90000 | public, max-age=0",
                "private, max-age=600 | 0 | private, max-age=600",
                "no-cache | 0 | public, max-age=0",
                "no-store | 0 | no-store",
                "'' | 0 | public, max-age=43200",
                "nonsense | yesterday | public, max-age=43200",
            })
    void aPhotoIsKeptAsItsHostSaysButWithinTheLimit(String told, String age, String passedOn) throws Exception {
        host(Map.of("Cache-Control", told, "Age", age));
        var photo = get();
        assertEquals(passedOn, header(photo, "Cache-Control"));
        assertArrayEquals(PICTURE.getBytes(StandardCharsets.UTF_8), photo.body());
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
}
