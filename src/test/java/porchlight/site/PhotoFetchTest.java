package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of photos come from outside; what they may make the site ask for. */
class PhotoFetchTest {
    private final MockWebServer feed = new MockWebServer();
    private final List<String> resolved = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        feed.start();
    }

    @AfterEach
    void stop() {
        feed.close();
    }

    private PhotoFetch fetcher(String address) {
        return new PhotoFetch(feed.url("/odata/"), "/media", host -> {
            resolved.add(host);
            return List.of(InetAddress.getByName(address));
        });
    }

    @Test
    void photosOfTheFeedAreFetchedByTheirPath() throws Exception {
        feed.enqueue(new MockResponse.Builder()
                .setHeader("Content-Type", "image/jpeg")
                .body(new Buffer().write(new byte[] {1, 2, 3}))
                .build());
        assertArrayEquals(
                new byte[] {1, 2, 3},
                fetcher("192.0.2.1").fetch("/media/photos/a%20b.jpg").orElseThrow());
        var request = feed.takeRequest();
        assertEquals("/photos/a%20b.jpg", request.getUrl().encodedPath());
        assertEquals(null, request.getHeaders().get("Authorization"));
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
        assertTrue(fetcher("127.0.0.1").fetch(address).isEmpty());
        assertEquals(List.of(), resolved);
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
        assertTrue(fetcher(address).fetch("https://photos.example.com/a.jpg").isEmpty());
        assertEquals(List.of("photos.example.com"), resolved);
    }

    @Test
    void redirectsAndOtherThingsThanPicturesAreRefused() {
        feed.enqueue(new MockResponse.Builder()
                .code(302)
                .setHeader("Location", "/photos/b.jpg")
                .build());
        feed.enqueue(new MockResponse.Builder()
                .setHeader("Content-Type", "text/html")
                .body("<p>")
                .build());
        feed.enqueue(new MockResponse.Builder()
                .setHeader("Content-Type", "image/jpeg")
                .body(new Buffer().write(new byte[12 * 1024 * 1024 + 1]))
                .build());
        var fetcher = fetcher("192.0.2.1");
        for (int i = 0; i < 3; i++)
            assertTrue(fetcher.fetch("/media/photos/a.jpg").isEmpty());
        assertEquals(3, feed.getRequestCount());
    }
}
