package porchlight.edge;

import io.javalin.config.JettyConfig;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;
import porchlight.site.ErrorPages;
import porchlight.web.Query;

/**
 * Limits on the resources that one connection and all connections together may use, and the responses to requests that
 * no route can answer.
 */
public final class ServerLimits {

    /**
     * Bytes of the request line and all headers: more than the longest {@link Query}, so that the page for an overlong
     * query can explain the problem.
     */
    private static final int LONGEST_HEAD = 96 * 1024;
    /** The slowest phone networks need less; a client that needs more holds the connection on purpose. */
    public static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMinutes(10));

    /** For requests in progress when the server stops; together with the rest of the shutdown, under ten seconds. */
    private static final Duration DRAINING = Duration.ofSeconds(5);

    private static final int MOST_CONNECTIONS = 2_000;
    /** Connections of one client; a browser opens six. */
    private static final int MOST_OF_ONE = 32;
    /** Connections in the system's queue that are not accepted yet. */
    private static final int WAITING = 2_048;
    /** Forms received at a time; others wait without a thread, and eventually get a 503. */
    private static final int MOST_FORMS = 64;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final int LONGEST_ANSWER_HEAD = 64 * 1024;

    private ServerLimits() {}

    /**
     * How long the server waits before it closes a connection.
     *
     * @param idle while no data moves, including between requests
     * @param headers for all headers together, however steadily they arrive
     * @param body the same for the body
     * @param answer from the complete request until the client has the last byte of the response
     */
    public record Patience(Duration idle, Duration headers, Duration body, Duration answer) {}

    /**
     * @param port 0 for any free port
     * @param exempt addresses that may open any number of connections
     */
    public static void install(JettyConfig jetty, int port, Patience patience, Predicate<InetAddress> exempt) {
        jetty.modifyHttpConfiguration(ServerLimits::limit);
        jetty.addConnector((server, http) -> connector(
                new ConnectionShares(server, http, MOST_CONNECTIONS, MOST_OF_ONE, exempt),
                http,
                jetty.host,
                port,
                patience));
        jetty.modifyServer(server -> {
            server.setErrorHandler(new Refusals());
            // A stopping server accepts no new requests, and finishes those in progress.
            server.insertHandler(new GracefulHandler());
            server.setStopTimeout(DRAINING.toMillis());
        });
    }

    /** A thread blocks while it reads a body: slow clients may block some threads, but not all. */
    static QoSHandler forms() {
        var forms = new QoSHandler();
        forms.includeMethod("POST");
        forms.setMaxRequestCount(MOST_FORMS);
        forms.setMaxSuspend(LONGEST_WAIT);
        return forms;
    }

    private static void limit(HttpConfiguration http) {
        http.setRequestHeaderSize(LONGEST_HEAD);
        // A redirect repeats the search. Longer buffers would not come from the pool.
        http.setResponseHeaderSize(LONGEST_ANSWER_HEAD);
        http.setSendServerVersion(false);
    }

    private static ServerConnector connector(
            ServerConnector connector, HttpConfiguration http, @Nullable String host, int port, Patience patience) {
        var slow = new SlowClients(patience, connector.getScheduler());
        http.addCustomizer(slow);
        connector.addEventListener(slow);
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(patience.idle().toMillis());
        connector.setAcceptQueueSize(WAITING);
        return connector;
    }

    /** A plain page for requests that cannot be parsed; it reveals nothing about the server. */
    private static final class Refusals extends ErrorHandler {
        private static byte[] page(int status) {
            var text = status == 503
                    ? ErrorPages.plain(Messages.text("error.busy"), Messages.text("error.busy.text"))
                    : ErrorPages.plain(Messages.text("error.request"), Messages.text("error.request.text", status));
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private static void headers(HttpFields.Mutable headers) {
            headers.put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
            headers.put(HttpHeader.CACHE_CONTROL, "no-store");
            headers.put(new HttpField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));
            headers.put(new HttpField("X-Content-Type-Options", "nosniff"));
            headers.put(new HttpField("Referrer-Policy", "no-referrer"));
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            headers(response.getHeaders());
            var status = response.getStatus();
            if (status == 503) response.getHeaders().put(HttpHeader.RETRY_AFTER, LONGEST_WAIT.toSeconds());
            Content.Sink.write(response, true, new String(page(status), StandardCharsets.UTF_8), callback);
            return true;
        }

        @Override
        public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
            headers(fields);
            return ByteBuffer.wrap(page(status));
        }
    }
}
