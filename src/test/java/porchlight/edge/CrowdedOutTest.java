package porchlight.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.RawHttp;
import porchlight.harness.TestSite;
import porchlight.site.Sources;

/** Whatever one address does, others are served. The attacker is at 127.0.0.2, the others have addresses after it. */
class CrowdedOutTest {
    private static final Logger log = LoggerFactory.getLogger(CrowdedOutTest.class);
    private static final int SOCKETS = 2_600;
    private static final int PROBES = 40;
    private static final String ATTACKER = "127.0.0.2";

    private DemoMls mls;
    private TestSite site;

    @BeforeEach
    void start() throws Exception {
        mls = DemoMls.start(DemoOptions.standard().listings(60).rateLimit(0));
        site = TestSite.in(
                        Path.of("target"),
                        mls.serviceRoot(),
                        Map.of("LIMIT_EXEMPT", "127.0.0.1"),
                        Sources.packaged(),
                        InstantSource.system())
                .swept();
        assertEquals(200, site.get("/homes").statusCode());
    }

    @AfterEach
    void stop() {
        site.close();
        mls.close();
    }

    private int port() {
        return URI.create(site.url("/")).getPort();
    }

    private Socket from(String address) throws IOException {
        return new Socket(InetAddress.getByName("127.0.0.1"), port(), InetAddress.getByName(address), 0);
    }

    private RawHttp.Answer ask(String address, String method, String target, String headers, String body)
            throws IOException {
        try (var socket = from(address)) {
            return RawHttp.send(socket, "homes.example.com", method, target, headers, body);
        }
    }

    /** Holds so many silent sockets, and opens another for each that is closed. */
    private final class Hoarder implements AutoCloseable {
        private final List<SocketChannel> held = new ArrayList<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Thread thread = new Thread(this::hoard, "hoarder");

        Hoarder() throws IOException {
            for (int i = 0; i < SOCKETS; i++) held.add(open());
            thread.start();
        }

        private SocketChannel open() throws IOException {
            var channel = SocketChannel.open();
            channel.bind(new InetSocketAddress(ATTACKER, 0));
            channel.connect(new InetSocketAddress("127.0.0.1", port()));
            channel.configureBlocking(false);
            return channel;
        }

        private void hoard() {
            var byteRead = java.nio.ByteBuffer.allocate(1);
            for (int i = 0; !stopped.get(); i = (i + 1) % held.size()) {
                try {
                    byteRead.clear();
                    if (held.get(i).read(byteRead) == 0) continue;
                } catch (IOException cut) {
                    // It is opened again.
                }
                try {
                    held.get(i).close();
                    held.set(i, open());
                } catch (IOException refused) {
                    // The next round tries again.
                }
            }
        }

        @Override
        public void close() throws Exception {
            stopped.set(true);
            thread.join();
            for (var channel : held) channel.close();
        }
    }

    @Test
    void whileOneAddressHoldsThousandsOfSocketsEveryOtherIsServed() throws Exception {
        try (var hoarder = new Hoarder()) {
            var times = new ArrayList<Long>();
            for (int i = 0; i < PROBES; i++) {
                var began = System.nanoTime();
                assertEquals(200, ask("127.0.0.3", "GET", "/homes", "", "").status(), "probe " + i);
                times.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            }
            times.sort(null);
            log.info(
                    "{} of {} probes served, p50 {} ms, p99 {} ms",
                    times.size(),
                    PROBES,
                    times.get(PROBES / 2),
                    times.get(PROBES - 1));
        }
    }

    @Test
    void oneAddressHasThirtyTwoConnectionsAndMoreWhenSomeEnd() throws Exception {
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 32; i++) sockets.add(from(ATTACKER));
            for (var socket : sockets) assertEquals("HTTP/1.1 200", statusOf(socket));
            try (var further = from(ATTACKER)) {
                assertEquals("", statusOf(further), "one too many is closed");
            }
            sockets.remove(0).close();
            var status = "";
            for (int tries = 0; tries < 200 && status.isEmpty(); tries++)
                try (var further = from(ATTACKER)) {
                    status = statusOf(further);
                }
            assertEquals("HTTP/1.1 200", status);
        } finally {
            for (var socket : sockets) socket.close();
        }
        try (var exempt = from("127.0.0.1")) {
            assertEquals("HTTP/1.1 200", statusOf(exempt));
        }
    }

    @Test
    void aFullServerDropsTheMostSilent() throws Exception {
        var silent = new ArrayList<Socket>();
        try (var talking = from("127.0.2.1")) {
            assertEquals("HTTP/1.1 200", statusOf(talking));
            for (int i = 0; i < 2_100; i++) {
                silent.add(from("127.0.3." + (1 + i / 32)));
                if (i == 1_900) assertEquals("HTTP/1.1 200", rest(talking), "as it goes on");
            }
            assertEquals(200, ask("127.0.2.2", "GET", "/terms", "", "").status());
            assertEquals("HTTP/1.1 200", rest(talking), "who speaks stays");
            silent.get(0).setSoTimeout(10_000);
            assertEquals(-1, silent.get(0).getInputStream().read(), "the most silent goes");
        } finally {
            for (var socket : silent) socket.close();
        }
    }

    /** The next status on a connection, after what is left of the answer before. */
    private static String rest(Socket socket) throws IOException {
        var before = socket.getInputStream();
        while (before.available() > 0) before.skipNBytes(before.available());
        return statusOf(socket);
    }

    /** Of a page asked on a connection that stays open; empty if it was closed. */
    private static String statusOf(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try {
            socket.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        } catch (IOException cut) {
            return "";
        }
    }

    @Test
    void slowFormsOfOneAddressAreInNobodysWay() throws Exception {
        var slow = new ArrayList<Socket>();
        var senders = Executors.newFixedThreadPool(9);
        try {
            for (int i = 0; i < 70; i++) {
                var socket = from(i < 35 ? ATTACKER : "127.0.0.4");
                slow.add(socket);
                try {
                    socket.getOutputStream()
                            .write(("POST /contact HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\n"
                                            + "Content-Type: application/x-www-form-urlencoded\r\n"
                                            + "Content-Length: 1000\r\n\r\nname=")
                                    .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException oneTooMany) {
                    // Closed already.
                }
            }
            var sent = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 9; i++) {
                var address = "127.0.1." + (i + 1);
                sent.add(() -> ask(
                                address,
                                "POST",
                                "/contact",
                                "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n",
                                "name=Ann&email=ann%40example.com&message=Hello")
                        .status());
            }
            for (var status : senders.invokeAll(sent))
                assertTrue(status.get() == 303 || status.get() == 422, status.get() + "");
            // Beyond its four an address hears so at once.
            assertEquals(
                    429,
                    ask(ATTACKER, "POST", "/contact", "Content-Type: application/x-www-form-urlencoded\r\n", "name=Ann")
                            .status());
        } finally {
            senders.shutdownNow();
            for (var socket : slow) socket.close();
        }
    }

    @Test
    void anAddressOfThisNetworkIsLimitedLikeAnyOther() throws Exception {
        var answered = 0;
        while (answered < 200 && ask("127.0.0.5", "GET", "/terms", "", "").status() == 200) answered++;
        assertTrue(answered >= 120 && answered < 200, answered + " pages");
        assertEquals(200, ask("127.0.0.6", "GET", "/terms", "", "").status());
    }
}
