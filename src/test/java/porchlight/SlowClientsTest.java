package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.site.ServerLimits;
import porchlight.site.Sources;

/** The whole site among clients that hold their connections by sending a drop now and then. */
class SlowClientsTest {
    /** Two hundred and fifty threads are all that the server has. */
    private static final int DRIBBLERS = 300;

    private static final int MOST_DROPS = 600;

    @Test
    void aCrowdThatDribblesIsCutAndOthersAreServedMeanwhileAndAfterwards() throws Exception {
        var patience = new ServerLimits.Patience(
                Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofMinutes(1));
        try (var mls = DemoMls.start(DemoOptions.standard().listings(30));
                var site = TestSite.in(
                        Path.of("target"),
                        mls.serviceRoot(),
                        Map.of(),
                        Sources.packaged(),
                        InstantSource.system(),
                        patience)) {
            assertEquals(200, site.get("/homes").statusCode());
            var port = URI.create(site.url("/")).getPort();
            var clients = new ArrayList<Socket>();
            for (int i = 0; i < DRIBBLERS; i++) {
                var socket = new Socket("127.0.0.1", port);
                var beginning = switch (i % 3) {
                    case 0 -> "GET /homes HTTP/1.1\r\nHost: a\r\nX-Slow: ";
                    case 1 ->
                        "POST /contact HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\n"
                                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\nname=";
                    default ->
                        "POST /contact HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\nFFFF\r\n";
                };
                socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
                clients.add(socket);
            }
            var left = new ArrayList<>(clients);
            var drops = 0;
            for (; drops < MOST_DROPS && !left.isEmpty(); drops++) {
                left.removeIf(SlowClientsTest::isCut);
                if (drops == 3) {
                    assertFalse(left.isEmpty(), "all were cut before anybody could be in their way");
                    for (var status :
                            served(site, List.of("/homes", "/terms", "/healthz", "/contact", "/homes?beds=2")))
                        assertEquals(200, status);
                }
                Thread.sleep(100);
            }
            assertTrue(left.isEmpty(), left.size() + " were never cut");
            for (var client : clients) client.close();
            assertEquals(200, site.get("/homes?beds=3").statusCode());
        }
    }

    private static List<Integer> served(TestSite site, List<String> paths) throws Exception {
        var visitors = Executors.newFixedThreadPool(paths.size());
        try {
            var statuses = new ArrayList<Integer>();
            var visits = paths.stream()
                    .<Callable<Integer>>map(path -> () -> site.get(path).statusCode())
                    .toList();
            for (var visit : visitors.invokeAll(visits)) statuses.add(visit.get());
            return statuses;
        } finally {
            visitors.shutdownNow();
        }
    }

    /** Sends one byte more. */
    private static boolean isCut(Socket client) {
        try {
            client.getOutputStream().write('x');
            return false;
        } catch (IOException cut) {
            return true;
        }
    }
}
