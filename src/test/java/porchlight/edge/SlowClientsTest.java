package porchlight.edge;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.site.Sources;

/** The whole site among clients that hold their connections by sending a drop now and then. */
class SlowClientsTest {
    /** Two hundred and fifty threads are all that the server has. */
    private static final int DRIBBLERS = 300;

    private static final int MOST_DROPS = 600;

    private static final String PAGE = "GET /homes HTTP/1.1\r\nHost: a\r\nX-Slow: ";
    private static final String FORM = "POST /contact HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\nname=";
    private static final String CHUNKS = "POST /contact HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nFFFF\r\n";

    private DemoMls mls;
    private TestSite site;

    private void start(Duration idle, Duration headers, Duration body) throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(30));
        site = TestSite.in(
                Path.of("target"),
                mls.serviceRoot(),
                Map.of(),
                Sources.packaged(),
                InstantSource.system(),
                new ServerLimits.Patience(idle, headers, body, Duration.ofMinutes(1)));
        assertEquals(200, site.get("/homes").statusCode());
    }

    @AfterEach
    void stop() {
        site.close();
        mls.close();
    }

    private List<Socket> clients(int number, String... beginnings) throws IOException {
        var port = URI.create(site.url("/")).getPort();
        var clients = new ArrayList<Socket>();
        for (int i = 0; i < number; i++) {
            var socket = new Socket("127.0.0.1", port);
            socket.getOutputStream().write(beginnings[i % beginnings.length].getBytes(StandardCharsets.US_ASCII));
            clients.add(socket);
        }
        return clients;
    }

    private void othersAreServed() throws Exception {
        for (var status : served(site, List.of("/homes", "/terms", "/healthz", "/contact", "/homes?beds=2")))
            assertEquals(200, status);
    }

    @Test
    void whoDribblesIsCutAndOthersAreServedMeanwhileAndAfterwards() throws Exception {
        start(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(2));
        var clients = clients(30, PAGE, FORM, CHUNKS);
        var left = new ArrayList<>(clients);
        for (int drops = 0; drops < MOST_DROPS && !left.isEmpty(); drops++) {
            left.removeIf(SlowClientsTest::isCut);
            if (drops == 3) {
                assertFalse(left.isEmpty(), "all were cut before anybody could be in their way");
                othersAreServed();
            }
            Thread.sleep(100);
        }
        assertTrue(left.isEmpty(), left.size() + " were never cut");
        for (var client : clients) client.close();
        othersAreServed();
    }

    @Test
    void aCrowdWithSlowFormsTakesNoThreadFromPages() throws Exception {
        // They stay as long as the test does.
        start(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
        var clients = clients(DRIBBLERS, FORM);
        othersAreServed();
        assertFalse(clients.stream().allMatch(SlowClientsTest::isCut), "nobody was in their way");
        var form = site.post("/contact", Map.of("name", "Ann"));
        assertEquals(503, form.statusCode());
        assertTrue(form.headers().firstValue("Retry-After").isPresent());
        for (var client : clients) client.close();
        Waiting.until(() -> site.post("/contact", Map.of("name", "Ann")).statusCode() != 503);
        assertEquals(422, site.post("/contact", Map.of("name", "Ann")).statusCode());
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
