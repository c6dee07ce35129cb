package porchlight.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * Waits on a loopback redirect URI for the authorization code (RFC 8252, 7.3). A request without the right state is
 * rejected and waiting continues, so that a forged request can neither inject a code nor end the wait (RFC 6749,
 * 10.12).
 */
final class LoopbackRedirect implements AutoCloseable {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    private final HttpUrl redirectUri;
    private final String state;
    private final HttpServer server;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    /** The outcome: a code, or the service's error. */
    record Answer(@Nullable String code, @Nullable String error) {}

    /** @throws IOException if the port is in use */
    LoopbackRedirect(HttpUrl redirectUri, String state) throws IOException {
        this.redirectUri = redirectUri;
        this.state = state;
        var address = redirectUri.host().equals("localhost")
                ? InetAddress.getLoopbackAddress()
                : InetAddress.getByName(redirectUri.host());
        this.server = HttpServer.create(new InetSocketAddress(address, redirectUri.port()), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    /** Whether the redirect URI points to this machine. */
    static boolean canCatch(HttpUrl redirectUri) {
        return !redirectUri.isHttps() && LOOPBACK.contains(redirectUri.host());
    }

    /** Empty if nothing arrived in time. */
    Optional<Answer> await(Duration time) throws InterruptedException {
        try {
            return Optional.of(answer.get(time.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var url = redirectUri.newBuilder().encodedQuery(uri.getRawQuery()).build();
        if (!exchange.getRequestMethod().equals("GET")
                || !redirectUri.encodedPath().equals(uri.getRawPath())) {
            reply(exchange, 404, Messages.text("command.answer.nothing"));
        } else if (!isOurs(url.queryParameter("state"))) {
            reply(exchange, 400, Messages.text("command.answer.other"));
        } else if (url.queryParameter("code") != null) {
            reply(exchange, 200, Messages.text("command.answer.accepted"));
            answer.complete(new Answer(url.queryParameter("code"), null));
        } else {
            reply(exchange, 200, Messages.text("command.answer.refused"));
            answer.complete(new Answer(null, String.valueOf(url.queryParameter("error"))));
        }
    }

    private boolean isOurs(@Nullable String received) {
        return received != null
                && MessageDigest.isEqual(
                        received.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            var body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
