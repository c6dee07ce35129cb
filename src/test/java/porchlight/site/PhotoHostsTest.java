package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.photo.PhotoFiles;

/** Addresses of photos come from outside; what they may make the site ask for. */
class PhotoHostsTest {
    private final MockWebServer feed = new MockWebServer();
    private final List<String> resolved = new ArrayList<>();
    private final AtomicInteger charged = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        feed.start();
    }

    @AfterEach
    void stop() {
        feed.close();
    }

    private PhotoHosts hosts(String address) {
        return new PhotoHosts(
                host -> {
                    resolved.add(host);
                    return List.of(InetAddress.getByName(address));
                },
                () -> {
                    charged.incrementAndGet();
                    return Optional.empty();
                });
    }

    private Optional<PhotoHosts.Picture> ofFeed(String path) {
        return Optional.of(new PhotoHosts.Picture(feed.url(path), true, false));
    }

    @Test
    void photosOfTheFeedAreFetchedWithoutCredentialsAndCharged() throws Exception {
        var photo = PhotoFiles.jpeg(8, 8);
        feed.enqueue(new MockResponse.Builder()
                .setHeader("Content-Type", "text/html")
                .body(new Buffer().write(photo))
                .build());
        assertArrayEquals(
                photo,
                hosts("192.0.2.1").bytes(ofFeed("/photos/a%20b.jpg?w=640")).orElseThrow());
        var request = feed.takeRequest();
        assertEquals("/photos/a%20b.jpg?w=640", request.getTarget());
        assertEquals(null, request.getHeaders().get("Authorization"));
        assertEquals(1, charged.get());
    }

    @Test
    void theFeedIsNotAskedOverItsBudget() {
        var spent = new PhotoHosts(host -> List.of(), () -> Optional.of(Duration.ofSeconds(30)));
        assertTrue(spent.bytes(ofFeed("/photos/a.jpg")).isEmpty());
        assertEquals(0, feed.getRequestCount());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://photos.example.com/a.jpg",
                "https://photos.example.com:8443/a.jpg",
                "https://127.0.0.1/a.jpg",
                "https://2130706433/a.jpg",
                "https://0x7f.1/a.jpg",
                "https://[::1]/a.jpg",
                "https://localhost/a.jpg",
                "file:///etc/passwd",
                "/etc/passwd",
                "//photos.example.com/a.jpg",
                "/mediaX/a.jpg",
                ""
            })
    void otherAddressesAreNotAsked(String address) {
        assertTrue(
                hosts("127.0.0.1").bytes(PhotoHosts.Picture.elsewhere(address)).isEmpty());
        assertEquals(List.of(), resolved);
        assertEquals(0, charged.get());
        assertEquals(0, feed.getRequestCount());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "fec0::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1"
            })
    void namesThatLeadIntoTheNetworkAreNotFollowed(String address) {
        var picture = PhotoHosts.Picture.elsewhere("https://photos.example.com/a.jpg");
        assertTrue(hosts(address).bytes(picture).isEmpty());
        assertEquals(List.of("photos.example.com"), resolved);
    }

    @Test
    void redirectsAndOtherThingsThanPicturesAreRefused() {
        feed.enqueue(new MockResponse.Builder()
                .code(302)
                .setHeader("Location", "/photos/b.jpg")
                .build());
        feed.enqueue(new MockResponse.Builder()
                .setHeader("Content-Type", "image/jpeg")
                .body("<p>")
                .build());
        feed.enqueue(new MockResponse.Builder()
                .setHeader("Content-Type", "image/jpeg")
                .body(new Buffer().write(Arrays.copyOf(PhotoFiles.jpeg(8, 8), 12 * 1024 * 1024 + 1)))
                .build());
        var hosts = hosts("192.0.2.1");
        for (int i = 0; i < 3; i++)
            assertTrue(hosts.bytes(ofFeed("/photos/a.jpg")).isEmpty());
        assertEquals(3, feed.getRequestCount());
    }
}
