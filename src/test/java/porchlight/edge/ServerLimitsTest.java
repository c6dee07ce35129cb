package porchlight.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerLimitsTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final int HUGE = 40_000_000;

    private Javalin server;

    private void start(ServerLimits.Patience patience) {
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    ServerLimits.install(config.jetty, 0, patience, address -> false);
                    config.routes.get("/", ctx -> ctx.result("page"));
                    config.routes.get("/huge", ctx -> ctx.result(new byte[HUGE]));
                    config.routes.post("/", ctx -> ctx.result(ctx.body()));
                })
                .start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Socket client(String beginning) throws IOException {
        var socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private void othersAreServed() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                .build();
        assertEquals(
                "page",
                HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    /** A client that says so much and no more; the server is the one to hang up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HT",
                "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nten bytes."
            })
    void connectionOnWhichNothingMovesIsClosed(String beginning) throws Exception {
        start(new ServerLimits.Patience(SHORT, LONG, LONG, LONG));
        try (var socket = client(beginning)) {
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
        }
        othersAreServed();
    }

    /** Never idle, and never done. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ",
                "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nX-Slow: ",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFF\r\n"
            })
    void clientThatDribblesIsCutAndOthersAreServed(String beginning) throws Exception {
        start(new ServerLimits.Patience(Duration.ofSeconds(1), SHORT, SHORT, LONG));
        var dribbled = 0;
        try (var socket = client(beginning)) {
            for (; dribbled < 600; dribbled++) {
                socket.getOutputStream().write('x');
                Thread.sleep(50);
                if (dribbled == 3) othersAreServed();
            }
        } catch (IOException cut) {
            assertTrue(dribbled > 3);
        }
        assertTrue(dribbled < 600, "the client was never cut");
        othersAreServed();
    }

    @Test
    void clientThatReadsByDropsIsCutAndOthersAreServed() throws Exception {
        start(new ServerLimits.Patience(LONG, LONG, LONG, SHORT));
        var read = 0L;
        try (var socket = client("GET /huge HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) {
            var drop = new byte[1_000];
            for (int drops = 0; drops < 20; drops++) {
                read += Math.max(0, socket.getInputStream().read(drop));
                Thread.sleep(50);
            }
            othersAreServed();
            read += socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException cut) {
            // As it may be told.
        }
        assertTrue(read < HUGE, read + " bytes");
    }

    @Test
    void requestsThatFollowOneAnotherOnAConnectionHaveTheTimeOfEach() throws Exception {
        start(new ServerLimits.Patience(LONG, LONG, Duration.ofSeconds(20), Duration.ofSeconds(20)));
        try (var socket = client("")) {
            for (int request = 0; request < 3; request++) {
                var body = "a".repeat(5_000);
                socket.getOutputStream()
                        .write(("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
                var answer = "";
                while (!answer.endsWith(body)) {
                    var part = new byte[8_000];
                    answer += new String(part, 0, socket.getInputStream().read(part), StandardCharsets.US_ASCII);
                }
                assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            }
        }
    }
}
